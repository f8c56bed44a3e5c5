"""The figures of everybody in a table, and the rows behind one of them: from the database, and from annual targets."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import quote, urlencode

from sqlalchemy.orm import Session

from patrol import reporting
from patrol.queries import assessment_rows as questions
from patrol.queries.assessment_columns import Assessed
from patrol.queries.assessment_coverage import OBJECTS
from patrol.rules.assessment.indicators import OFFICER
from patrol.rules.assessment.scores import Figure

OF_TARGETS = ("area", "acceptance")
SHOWN_MU, NOISE_DIGITS = Decimal("0.0001"), 9
Figures = dict[str, dict[str, Figure]]


def figures(session: Session, indicators: list[str], asked: Assessed) -> Figures:
    """Subject (a township's code, or an officer's id as text) → indicator → figure."""
    found: Figures = defaultdict(dict)
    counted = [indicator for indicator in indicators if indicator in questions.SELECTIONS]
    for indicator, subject, numerator, denominator in questions.figures(session, counted, asked):
        found[subject][indicator] = Figure(Fraction(numerator), Fraction(denominator))
    if not set(indicators) & set(OF_TARGETS):
        return found
    lines = _lines(session, asked)
    for indicator in set(indicators) & set(OF_TARGETS):
        for subject, line in lines:
            row = _target_row(indicator, line)
            known = found[subject].get(indicator, Figure())
            summed = Figure(known.numerator + row["numerator"], known.denominator + row["denominator"])
            found[subject][indicator] = summed
    return found


def behind(
    session: Session, indicator: str, of: tuple[str, str], asked: Assessed, after: int, limit: int
) -> list[dict]:
    """The rows whose sum is a figure: kind, ref, name, day, numerator, denominator and an address to follow.

    `of` is the subject as rows name it, and its key: a township's code twice, or an officer's id and user name.
    """
    subject, key = of
    if indicator in OF_TARGETS:
        rows = [_target_row(indicator, line) for of, line in _lines(session, asked) if of == subject]
        year = asked.duties.first.year
        where = f"year={year}&division={subject}&work_type="
        return [row | {"address": f"/api/v1/works?{where}{row['ref']}"} for row in rows][after : after + limit]
    rows = questions.behind(session, indicator, subject, asked, after, limit)
    return [_told(row._asdict(), key, asked) for row in rows]


def _told(row: dict[str, Any], key: str, asked: Assessed) -> dict[str, Any]:
    ref = quote(row["ref"], safe="")
    match row["kind"]:
        case "duty":
            address = _duty(row, ref, key, asked)
        case "segment" | "plot" as kind:
            days = {"from": asked.duties.first, "to": asked.duties.last, "code": row["ref"]}
            whose = {"officer": key} if asked.by == OFFICER else {}
            address = f"/api/v1/coverage/{kind}s?{urlencode(days | whose)}"
        case "patrol" | "issue" as kind:
            address = f"/api/v1/{kind}s/{ref}"
        case _:
            address = None
    return row | {"address": address}


def _duty(row: dict[str, Any], ref: str, key: str, asked: Assessed) -> str:
    """The visits or outings behind what a row says was done: an officer's own, or anybody's at an object."""
    told = {"period": asked.period, "kind": row["of"], "per": row["per"]}
    if asked.by == OFFICER:
        whose, post = {"object": row["ref"]} if row["per"] == "object" else {}, {"post": asked.duties.post}
        return f"/api/v1/duties/officer/{quote(key, safe='')}/patrols?{urlencode(told | whose | post)}"
    by = "officer" if row["per"] == "person" else OBJECTS[row["of"]]
    return f"/api/v1/duties/{by}/{ref}/patrols?{urlencode(told)}"


def _lines(session: Session, asked: Assessed) -> list[tuple[str, dict[str, Any]]]:
    """(township, its line of the table of targets) on the last day of the period, or today before that."""
    of_duties = asked.duties
    on = min(of_duties.last, asked.today)
    lines = reporting.targets(session, of_duties.viewer, of_duties.first.year, of_duties.code, on)
    return [(line["division"], line) for line in lines if line["level"] == "township"]


def _target_row(indicator: str, line: dict[str, Any]) -> dict[str, Any]:
    """Credited of what should be done by then (target times pace), or qualified of verified; mu."""
    if indicator == "area":
        terms = line["credited_mu"], line["target_mu"] * (line["pace"] or 0.0)
    else:
        terms = line["qualified_mu"], line["verified_mu"]
    numerator, denominator = (Fraction(_written(term)) for term in terms)
    row = {"kind": "work", "ref": line["work_type"], "name": line["work_type"], "day": None}
    return row | {"numerator": numerator, "denominator": denominator}


def _written(area_mu: float) -> Decimal:
    """An area as it stands in tables, halves away from zero; without the noise of binary fractions before that."""
    return Decimal(str(round(area_mu, NOISE_DIGITS))).quantize(SHOWN_MU, ROUND_HALF_UP)
