"""What the administrator sets: categories and clocks, each from a day on; what was in force stays as it was."""

from datetime import date
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import auditing
from patrol.access import Viewer
from patrol.errors import Conflict, Forbidden, Invalid
from patrol.models import IssueCategory, StepClock
from patrol.queries import categories as questions
from patrol.queries.divisions import is_within
from patrol.rules.casework import OPEN_STATES

SETTERS = frozenset({"admin"})
SAID = ("en", "group", "group_en", "problem", "severity", "major_from_m2", "critical_from_m2", "rank")


def set_category(session: Session, viewer: Viewer, data: dict[str, Any], today: date) -> None:
    """Let a category stand as `data` says from `valid_from` (today) on; what is left out stays as it is.

    `data`: kind, code, division, valid_from, valid_to, in_use, source and SAID. Forbidden to others than the
    administrator; Invalid by field; Conflict where that category was set for that day already.
    """
    place = _place(session, viewer, data, today)
    known = questions.one_in_force(session, place["division_code"], data["kind"], data["code"], place["valid_from"])
    said = {name: data[name] for name in SAID if data.get(name) is not None}
    if known is None:
        missing = [name for name in ("en", "group", "group_en") if name not in said]
        if missing:
            raise Invalid(dict.fromkeys(missing, "required"))
    kept = {name: getattr(known, name) for name in SAID} if known else {}
    row = kept | said | place | {name: data[name] for name in ("kind", "code", "in_use")}
    if row.get("critical_from_m2") is not None and not (row.get("major_from_m2") or 0) <= row["critical_from_m2"]:
        raise Invalid({"critical_from_m2": "category_cuts"})
    if row.get("critical_from_m2") is not None and row.get("major_from_m2") is None:
        row["major_from_m2"] = row["critical_from_m2"]
    row["entered_by"] = viewer.officer_id
    _enter(session, IssueCategory, row)
    told = {name: data[name] for name in ("kind", "code", "in_use")} | {name: said[name] for name in said}
    _keep(session, viewer, "category_set", place, told)


def set_deadline(session: Session, viewer: Viewer, data: dict[str, Any], today: date) -> None:
    """Say how long an issue of a severity ("": any) may stay in a state, from a day on. Refusals as `set_category`."""
    place = _place(session, viewer, data, today)
    if data["state"] not in OPEN_STATES:
        raise Invalid({"state": ("not_one_of", {"choices": "、".join(OPEN_STATES)})})
    clock = {name: data[name] for name in ("state", "severity", "amount", "unit")}
    _enter(session, StepClock, place | clock)
    _keep(session, viewer, "deadline_set", place, clock)


def may_set(viewer: Viewer) -> None:
    """Forbidden to others than the office and the administrator."""
    if viewer.post not in SETTERS:
        raise Forbidden


def _place(session: Session, viewer: Viewer, data: dict[str, Any], today: date) -> dict[str, Any]:
    """Where and from when on; nobody sets what was in force on days that have passed."""
    may_set(viewer)
    division, first = data.get("division") or viewer.division_code, data.get("valid_from") or today
    if division != viewer.division_code and not is_within(session, division, viewer):
        raise Invalid({"division": ("division_outside", {"code": division})})
    if first < today:
        raise Invalid({"valid_from": ("category_past", {"today": today.isoformat()})})
    if data.get("valid_to") and data["valid_to"] < first:
        raise Invalid({"valid_to": "from_after_to"})
    return {
        "division_code": division,
        "valid_from": first,
        "valid_to": data.get("valid_to"),
        "source": data.get("source"),
    }


def _keep(session: Session, viewer: Viewer, action: str, place: dict[str, Any], told: dict[str, Any]) -> None:
    begins = {"from": place["valid_from"].isoformat()}
    auditing.keep(session, viewer, action, place["division_code"], told | begins)


def _enter(session: Session, table, row: dict[str, Any]) -> None:
    entered = session.scalar(insert(table).values(row).on_conflict_do_nothing().returning(table.id))
    if entered is None:
        raise Conflict("category_set_already", {"valid_from": "category_set_already"})
