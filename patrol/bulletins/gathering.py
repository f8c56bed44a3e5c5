"""The figures of a bulletin out of the database, in units of the store (m, m², seconds), fit to be kept as JSON."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from patrol import reporting
from patrol.access import prefix_of
from patrol.forestry.reconciling import reconcile
from patrol.models import Division, Officer
from patrol.queries import bulletin_figures as questions
from patrol.queries import duties, histories, leaves
from patrol.queries.bulletin_figures import Span
from patrol.queries.duty_atoms import Asked
from patrol.queries.issues import Clockface
from patrol.rules.asked_period import days_of
from patrol.rules.bulletins import before
from patrol.rules.papers import concealed_steps

MOST_LISTED, MOST_OUTINGS, MOST_SHORT = 3000, 2000, 20
OWN = "其中：本级直报"
INSIDE = {0: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 12}
"""Digits of a division's code → digits of its parts' codes."""

Figures = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """What a bulletin speaks of: where, in which period, at which moment, and whom if it is one person's."""

    session: Session
    span: Span
    period: str
    at: Clockface
    officer_id: int | None = None

    @property
    def total_days(self) -> tuple[date, date]:
        return self.span.first, self.span.last


def plain(row: Row | Mapping[str, Any]) -> Figures:
    """A row with days and moments as text."""
    told = row if isinstance(row, Mapping) else row._asdict()
    return {name: _plain(value) for name, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Decimal):
        # What the database counts in big numbers is whole; what is exact in decimals is shown to two of them.
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def bulletin(subject: Subject) -> Figures:
    """Headline figures with those of the period before, and tables by part, of what was missed, and of works."""
    session, span = subject.session, subject.span
    names = {row.code: row.name for row in questions.parts(session, span)} or {span.division: None}
    return {
        "headline": _headline(subject, subject.period),
        "before": _headline(subject, before(subject.period)),
        "duties": _duties(subject, names),
        "rivers": [
            _covered(row, "covered_m", "length_m") for row in _named(questions.rivers_by_part(session, span), names)
        ],
        "forests": [
            _covered(row, "cells_visited", "cells") for row in _named(questions.forests_by_part(session, span), names)
        ],
        "unwalked": [plain(row) for row in questions.unwalked(session, span, MOST_SHORT)],
        "issues": _named(questions.issues_by_part(session, span, subject.at), names),
        "overdue": [_issue(subject, row) for row in questions.overdue_issues(session, span, subject.at, MOST_SHORT)],
        "works": _works(subject),
    }


def _headline(subject: Subject, period: str) -> Figures:
    first, last = days_of(period)
    span = subject.span
    figures = reporting.summary(subject.session, span.viewer, first, last, span.division, subject.at.today)
    figures["plot_share"] = figures["cells_visited"] / figures["cells"] if figures["cells"] else 0.0
    return plain(figures)


def _named(rows: Iterable[Row], names: Mapping[str, str | None]) -> list[Figures]:
    """The rows of parts that there are, each with its name, and a part without rows left out."""
    known = {row.part: plain(row) for row in rows}
    ordered = [*(code for code in names if code in known), *(code for code in known if code not in names)]
    return [known[code] | {"name": names.get(code) or "本级"} for code in ordered]


def _covered(row: Figures, done: str, whole: str) -> Figures:
    return row | {"share": row[done] / row[whole] if row[whole] else 0.0}


def _duties(subject: Subject, names: Mapping[str, str | None]) -> list[Figures]:
    """Per part and kind, objects and persons together."""
    span = subject.span
    by = {9: "township", 12: "village"}.get(span.digits, "county")
    asked = Asked(span.viewer, span.first, span.last, span.division)
    rows = duties.page(subject.session, by, asked, subject.at.today, duties.Page(limit=10_000))
    lines: dict[tuple[str, str], Figures] = {}
    for row in rows:
        line = lines.setdefault((row.key, row.kind), {"name": row.name, "kind": row.kind} | dict.fromkeys(SUMMED, 0))
        for name in SUMMED:
            line[name] += getattr(row, name)
    # By place, its rivers before its forests.
    return [_rated(lines[key]) for key in sorted(lines, key=lambda key: (key[0], key[1] != "river"))]


SUMMED = ("owed", "done", "effective", "missing")


def _rated(line: Figures) -> Figures:
    return line | {"rate": (line["owed"] - line["missing"]) / line["owed"] if line["owed"] else None}


def _works(subject: Subject) -> list[Figures]:
    """The division's own lines of the year until the end of the period."""
    span = subject.span
    on = min(span.last, subject.at.today)
    lines = reporting.targets(subject.session, span.viewer, span.last.year, span.division, on)
    return [plain(line) for line in lines if line["division"] == span.division]


def _issue(subject: Subject, row: Row) -> Figures:
    zone = subject.at.now.tzinfo
    days = {"reported_on": row.reported_at, "closed_on": row.closed_at}
    told = {name: at.astimezone(zone).date().isoformat() if at else None for name, at in days.items()}
    kept = (
        "number",
        "title",
        "category",
        "severity",
        "division_name",
        "assignee_name",
        "due_on",
        "rectify_by",
        "state",
    )
    return plain({name: getattr(row, name) for name in kept}) | told


def statement(subject: Subject) -> Figures:
    """A year's areas for every part, reconciled from village to county; rounding as `rules.balances` does it.

    What belongs to none of the parts has a line of its own, so that the lines below the whole make it.
    """
    span = subject.span
    found = reconcile(subject.session, span.viewer, span.last.year, span.division)
    here, digits = len(prefix_of(span.division)), span.digits
    lines = [line for line in found["items"] if len(prefix_of(line["division"])) in (here, digits)]
    wholes = [line for line in lines if len(prefix_of(line["division"])) == here]
    lines = [line | {"qualified_ha_residual": line["residual_ha"]["qualified"]} for line in lines]
    lines += [own for whole in wholes if (own := _own_line(whole, lines)) is not None]
    return {"lines": sorted(lines, key=lambda line: (line["work_type"], line["division"])), "types": found["types"]}


def _own_line(whole: Figures, lines: list[Figures]) -> Figures | None:
    """What a division entered for itself and none of its parts has; None where there is no such work."""
    parts = [line for line in lines if line["work_type"] == whole["work_type"] and line["parent"] == whole["division"]]
    works = whole["works"] - sum(part["works"] for part in parts)
    if not works or not parts:
        return None
    areas = {f"{area}_{unit}": figure for unit in ("mu", "ha") for area, figure in whole[f"own_{unit}"].items()}
    return whole | areas | {"name": OWN, "works": works, "target_mu": None, "qualified_ha_residual": None}


def rectification(subject: Subject) -> Figures:
    """Every issue that was to be put right in the period."""
    rows = questions.listed_issues(subject.session, subject.span, subject.at, MOST_LISTED)
    return {"listed": [_issue(subject, row) for row in rows]}


def record(subject: Subject) -> Figures:
    """What one officer answered for, owed and did: outings, steps of issues, leave."""
    session, span = subject.session, subject.span
    officer = session.execute(
        select(Officer.id, Officer.username, Officer.name, Officer.post, Division.name.label("division_name"))
        .outerjoin(Division, Division.code == Officer.division_code)
        .where(Officer.id == subject.officer_id)
    ).one()
    outings = histories.page(
        session, span.viewer, histories.Asked(span.first, span.last, officer=officer.username), MOST_OUTINGS
    )
    return {
        "officer": {name: getattr(officer, name) for name in ("username", "name", "post", "division_name")},
        "answers_for": plain(questions.answered_for(session, span, officer.id)),
        "duties": _own_duties(subject, officer.username),
        "outings": [_outing(row) for row in reversed(outings)],
        "steps": [_step(subject, row) for row in questions.steps_by_officer(session, span, officer.id)],
        "leaves": [plain(row) for row in _leaves(subject, officer.username)],
    }


def _own_duties(subject: Subject, username: str) -> list[Figures]:
    span = subject.span
    asked = Asked(span.viewer, span.first, span.last, span.division)
    rows = duties.table("officer", asked, subject.at.today).subquery()
    lines: dict[str, Figures] = {}
    for row in subject.session.execute(select(rows).where(rows.c.key == username)):
        line = lines.setdefault(row.kind, {"kind": row.kind} | dict.fromkeys(SUMMED, 0))
        for name in SUMMED:
            line[name] += getattr(row, name)
    return [_rated(line) for _kind, line in sorted(lines.items(), reverse=True)]


def _outing(row: Row) -> Figures:
    kept = ("kind", "distance_m", "duration_s", "patrolled_on")
    places = "、".join(row.places or [])
    judged = "已驳回" if row.review == "rejected" else ("有效" if row.effective else "无效")
    return plain({name: getattr(row, name) for name in kept}) | {"places": places, "effective": judged}


def _step(subject: Subject, row: Row) -> Figures:
    on = row.at.astimezone(subject.at.now.tzinfo).date().isoformat()
    # A record is read by more people than the papers of a handover or of supervision are.
    opinion = "" if row.action in concealed_steps(()) else row.opinion
    return {"on": on, "number": row.number, "title": row.title, "action": row.action, "opinion": opinion}


def _leaves(subject: Subject, username: str) -> list[Row]:
    span = subject.span
    asked = {"officer": username, "first": span.first, "last": span.last, "after": None, "limit": 200}
    rows = leaves.page(subject.session, span.viewer, asked)
    return [row for row in reversed(rows) if row.approved_at and not row.withdrawn_at]


GATHER: dict[str, Callable[[Subject], Figures]] = {
    "bulletin": bulletin,
    "forestry_statement": statement,
    "rectification_list": rectification,
    "chief_record": record,
}
