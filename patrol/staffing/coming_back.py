"""Who was made inactive by mistake comes back on the same day, and answers for all that they answered for."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import Conflict
from patrol.models import Assignment, Officer
from patrol.queries import assignments as questions
from patrol.queries import audits
from patrol.staffing import keeping


def undo_leaving(session: Session, viewer: Viewer, username: str, now: datetime, zone: ZoneInfo) -> int:
    """Make an officer active again who was made inactive today, with every duty that ended or was taken back by it, as
    the audit log tells them; how many. Conflict on a later day, and where these duties have changed since."""
    officer = keeping.held(session, viewer, username)
    keeping.may_touch(viewer, officer.post)
    left_at, acts = audits.leaving(session, officer.id)
    if officer.active or left_at is None or left_at.astimezone(zone).date() != now.astimezone(zone).date():
        raise Conflict("leaving_not_today", name=officer.name)
    officer.active = True
    session.flush()
    ids = _resume(session, officer, acts.get("unassigned")) + _give_again(session, officer, acts.get("duty_taken_back"))
    keeping.write(
        session, viewer, "officer_changed", officer, now, {"before": {"active": False}, "after": {"active": True}}
    )
    if ids:
        keeping.write(session, viewer, "duty_goes_on", officer, now, {"ids": sorted(ids)})
    return len(ids)


def _resume(session: Session, officer: Officer, ended: dict[str, Any] | None) -> list[int]:
    """Duties that ended by the leaving end again when they would have, or never."""
    if ended is None:
        return []
    own = Assignment.id.in_(ended["ids"]), Assignment.officer_id == officer.id
    held = list(session.scalars(select(Assignment).where(*own).with_for_update()))
    last = date.fromisoformat(ended["to"])
    if len(held) != len(ended["ids"]) or any(each.valid_to != last for each in held):
        raise Conflict("leaving_duties_changed")
    planned = {each["id"]: date.fromisoformat(each["to"]) for each in ended.get("was", ())}
    for each in held:
        each.valid_to = planned.get(each.id)
    session.flush()
    return [each.id for each in held]


def _give_again(session: Session, officer: Officer, taken_back: dict[str, Any] | None) -> list[int]:
    """Duties that had not begun are entered as they were, under the ids they had."""
    duties = taken_back["duties"] if taken_back else []
    if not duties:
        return []
    known = {
        kind: questions.ids_of(session, kind, [each["code"] for each in duties if each["kind"] == kind])
        for kind in questions.THINGS
    }
    if any(each["code"] not in known[each["kind"]] for each in duties):
        raise Conflict("leaving_duties_changed")
    rows = [
        {
            "id": each["id"],
            "officer_id": officer.id,
            "segment_id": known["segment"].get(each["code"]) if each["kind"] == "segment" else None,
            "plot_id": known["plot"].get(each["code"]) if each["kind"] == "plot" else None,
            "post": each["post"],
            "valid_from": date.fromisoformat(each["from"]),
            "valid_to": date.fromisoformat(each["to"]) if each["to"] else None,
        }
        for each in duties
    ]
    session.execute(insert(Assignment), rows)
    return [each["id"] for each in duties]
