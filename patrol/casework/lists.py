"""Rectification lists out and in: what was filled in is taken as steps, all of them or none."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework.handed_down import handed_down
from patrol.casework.opening import open_issue
from patrol.casework.sheets import FILLED_IN, MOST_ROWS, Line
from patrol.casework.steps import take_step
from patrol.config import Settings
from patrol.errors import Invalid, NotFound, Refusal
from patrol.queries import issue_lists
from patrol.queries import issues as questions
from patrol.rules.casework_words import ACTION_WORDS, KIND_WORDS, SEVERITY_WORDS, STATE_WORDS, code_called

LONGEST_TEXT = 4000
# 2026-12-09 as people write it: 2026/12/9, 2026.12.9, 2026年12月9日.
WRITTEN_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class Outcome(NamedTuple):
    """What became, or would become, of a line: the state after it, or why it is refused."""

    row: int
    number: str
    action: str
    state: str | None
    refusal: Refusal | None


def rows_to_fill_in(
    session: Session, viewer: Viewer, asked: dict[str, Any], at: questions.Clockface, zone: ZoneInfo, locale: str
) -> list[dict[str, Any]]:
    """The issues of a list in the words of a locale, the newest first; Invalid when they are too many for a sheet."""
    rows = issue_lists.page(session, viewer, asked | {"limit": MOST_ROWS + 1}, at, zone.key)
    if len(rows) > MOST_ROWS:
        raise Invalid({"from": ("sheet_too_long", {"most": MOST_ROWS})})
    return [given(row, zone, 1 if locale == "en" else 0) for row in rows]


def given(row: Row, zone: ZoneInfo, language: int) -> dict[str, Any]:
    """What a list says of an issue, by column; `language`: 0 Chinese, 1 English."""
    words = {"state": STATE_WORDS, "kind": KIND_WORDS, "severity": SEVERITY_WORDS}
    called = {field: known[getattr(row, field)][language] for field, known in words.items()}
    return (
        {name: getattr(row, name) for name in ("number", "category", "title", "assignee_name", "version")}
        | called
        | {
            "division": row.division_name or row.division,
            "object": row.segment or row.plot,
            "reported_on": row.reported_at.astimezone(zone).date(),
            "rectify_by": row.rectify_by,
            "due_on": row.due_on,
            "overdue": (("否", "是"), ("no", "yes"))[language][row.overdue],
            "lon": round(row.lon, 6),
            "lat": round(row.lat, 6),
        }
    )


def take_lines(
    session: Session, viewer: Viewer, lines: list[Line], *, now: datetime, settings: Settings, write: bool
) -> list[Outcome]:
    """Take the steps that lines say, and open those without a number. Nothing stays unless `write` and none is refused.

    Lines in which nothing was filled in are passed over.
    """
    filled = [line for line in lines if "number" not in line.cells or not FILLED_IN.keys().isdisjoint(line.cells)]
    numbers = {str(line.cells.get("number", "")) for line in filled}
    trial = session.begin_nested()
    # All at once and in one order, so that two lists that share issues never wait for one another.
    held = questions.locked(session, viewer, numbers)
    outcomes = [_take(session, viewer, line, held, now, settings) for line in filled]
    if write and not any(outcome.refusal for outcome in outcomes):
        trial.commit()
    else:
        trial.rollback()
    return outcomes


def _take(session: Session, viewer: Viewer, line: Line, held: Mapping, now: datetime, settings: Settings) -> Outcome:
    number, said = str(line.cells.get("number", "")), str(line.cells.get("action", ""))
    try:
        with session.begin_nested():
            if not number:
                data = handed_down(line.cells)
                number, _ = open_issue(session, viewer, data, now=now, settings=settings)
                return Outcome(line.row, number, "report", "reported", None)
            if number not in held:
                raise NotFound("issue_not_here", {"number": "issue_not_here"})
            data = _step(line.cells)
            take_step(session, viewer, number, data, now=now, settings=settings)
            return Outcome(line.row, number, data["action"], held[number].state, None)
    except Refusal as refusal:
        return Outcome(line.row, number, code_called(ACTION_WORDS, said) or said, None, refusal)


def _step(cells: Mapping[str, Any]) -> dict[str, Any]:
    """A line as the body of a step; Invalid by column for all that cannot be of one."""
    action = code_called(ACTION_WORDS, str(cells.get("action", "")))
    opinion, version, due_on = str(cells.get("opinion", "")), cells.get("version"), _day(cells.get("new_due_on"))
    wrong: dict[str, object] = {}
    if action is None:
        wrong["action"] = "sheet_action" if cells.get("action") else "required"
    if len(opinion) > LONGEST_TEXT:
        wrong["opinion"] = ("length", {"min": 0, "max": LONGEST_TEXT})
    if version is not None and not isinstance(version, int):
        wrong["version"] = "not_integer"
    if due_on is None and cells.get("new_due_on") is not None:
        wrong["new_due_on"] = "not_date"
    if wrong:
        raise Invalid(wrong)
    assignee = cells.get("assignee")
    return {
        "action": action,
        "opinion": opinion,
        "due_on": due_on,
        "assignee": str(assignee) if assignee is not None else None,
        "version": version,
    }


def _day(value: Any) -> date | None:
    """A cell as a day; None for an empty one, and for one that is no day."""
    if value is None or isinstance(value, date):
        return value
    parts = WRITTEN_DAY.fullmatch(str(value))
    try:
        return date(*(int(part) for part in parts.groups())) if parts else date.fromisoformat(str(value))
    except ValueError:
        return None
