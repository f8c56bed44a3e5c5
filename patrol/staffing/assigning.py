"""Duties given and ended: an officer answers for segments or plots between two days. What has been owed stays owed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from patrol import people
from patrol.access import Viewer
from patrol.errors import Conflict, Invalid
from patrol.models import Assignment
from patrol.queries import assignments as questions
from patrol.staffing import keeping


def assign(session: Session, viewer: Viewer, username: str, data: dict[str, Any], now: datetime) -> list[int]:
    """Let an officer answer for segments or plots from a day on; the ids of the new duties."""
    officer = keeping.held(session, viewer, username)
    for code in questions.unseen(session, viewer, data["kind"], data["codes"]):
        raise Invalid({"codes": (f"unknown_{data['kind']}", {"code": code})})
    new = people.enter_duties(session, officer.username, data["kind"], data["codes"], data["valid_from"])
    detail = {"kind": data["kind"], "codes": data["codes"], "from": data["valid_from"].isoformat()}
    keeping.write(session, viewer, "assigned", officer, now, detail)
    return new


def unassign(session: Session, viewer: Viewer, username: str, ids: list[int], last: date, now: datetime) -> int:
    """Let duties end with a day; what was owed until then stays owed. Invalid for one unknown, or that began later."""
    officer = keeping.held(session, viewer, username)
    ending = _own(session, officer.id, ids)
    if any(each.valid_from > last for each in ending):
        raise Invalid({"valid_to": "assignment_not_begun"})
    if any(each.valid_to is not None and each.valid_to < last for each in ending):
        raise Invalid({"valid_to": "assignment_ended"})
    for each in ending:
        each.valid_to = last
    session.flush()
    keeping.write(session, viewer, "unassigned", officer, now, {"ids": sorted(ids), "to": last.isoformat()})
    return len(ending)


def go_on(session: Session, viewer: Viewer, username: str, ids: list[int], today: date, now: datetime) -> int:
    """Undo an end: duties that end today or later have no end again. Conflict for one that has ended, or that another
    of the same object follows, and for who is inactive."""
    officer = keeping.held(session, viewer, username)
    people.check_active(officer)
    resumed = _own(session, officer.id, ids)
    if any(each.valid_to is not None and each.valid_to < today for each in resumed):
        raise Conflict("assignment_over", today=today)
    if questions.followed(session, ids):
        raise Conflict("assignment_follows")
    for each in resumed:
        each.valid_to = None
    session.flush()
    keeping.write(session, viewer, "duty_goes_on", officer, now, {"ids": sorted(ids)})
    return len(resumed)


def take_back(session: Session, viewer: Viewer, username: str, ids: list[int], today: date, now: datetime) -> int:
    """Undo duties that begin today or later: they are as if they had never been. Conflict for one that began before."""
    officer = keeping.held(session, viewer, username)
    held = _own(session, officer.id, ids)
    if any(each.valid_from < today for each in held):
        raise Conflict("assignment_begun", today=today)
    told = questions.described(session, ids)
    session.execute(delete(Assignment).where(Assignment.id.in_(ids)))
    keeping.write(session, viewer, "duty_taken_back", officer, now, {"duties": told})
    return len(held)


def _own(session: Session, officer_id: int, ids: Sequence[int]) -> list[Assignment]:
    """The duties with these ids, held until the transaction ends; Invalid unless all are this officer's."""
    own = select(Assignment).where(Assignment.id.in_(ids), Assignment.officer_id == officer_id).with_for_update()
    found = list(session.scalars(own))
    if len(found) != len(set(ids)):
        raise Invalid({"ids": "assignment_unknown"})
    return found
