"""Cells of a list that only tell, and that somebody has changed all the same: they are named, never taken over."""

from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework.lists import given
from patrol.casework.sheets import Line
from patrol.queries import issues as questions

TELLING = ("kind", "category", "severity", "title", "division", "object", "reported_on", "assignee_name", "rectify_by")
TELLING += ("state", "due_on", "overdue", "lon", "lat")
# What was not overdue when the list was taken may have become so by itself.
NOT_OVERDUE = ({"overdue": "否"}, {"overdue": "no"})


class Ignored(NamedTuple):
    """A row in which `columns` were changed that a list does not change."""

    row: int
    number: str
    columns: list[str]


def ignored_cells(
    session: Session, viewer: Viewer, lines: list[Line], at: questions.Clockface, zone: ZoneInfo
) -> list[Ignored]:
    """The rows whose telling cells are others than when the list was taken.

    A row that somebody else has moved since tells old things, which nobody has changed: it is passed over.
    """
    known = questions.several(session, viewer, {str(line.cells.get("number", "")) for line in lines}, at)
    found = []
    for line in lines:
        issue = known.get(str(line.cells.get("number", "")))
        if issue is not None and line.cells.get("version", issue.version) == issue.version:
            told = [given(issue, zone, language) for language in (0, 1)]
            columns = [name for name in TELLING if name in line.cells and not _is_one_of(line.cells[name], name, told)]
            found += [Ignored(line.row, issue.number, columns)] if columns else []
    return found


def _is_one_of(cell: Any, name: str, told: list[dict[str, Any]]) -> bool:
    known = [*told, *NOT_OVERDUE] if name == "overdue" else told
    return _plain(cell) in {_plain(row[name]) for row in known}


def _plain(value: Any) -> str:
    """Days and numbers as they read, however the sheet keeps them."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.6f}" if isinstance(value, int | float) else str(value or "").strip()
