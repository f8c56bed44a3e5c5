"""Who leaves owes nothing more: what they answer for ends with that day, and what has not begun is taken back.

What was owed until then stays owed. The objects have nobody from the next day on, until they are given to others.
"""

from datetime import date
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from patrol.models import Assignment
from patrol.queries import assignments as questions


def end_duties(session: Session, officer_id: int, today: date) -> dict[str, dict[str, Any]]:
    """End everything that an officer answers for; what was done, by the word of the audit log, where anything was, with
    enough to undo it."""
    going_on = or_(Assignment.valid_to.is_(None), Assignment.valid_to > today)
    own = select(Assignment).where(Assignment.officer_id == officer_id, going_on).order_by(Assignment.id)
    held = list(session.scalars(own.with_for_update()))
    running = [each for each in held if each.valid_from <= today]
    to_come = [each for each in held if each.valid_from > today]
    planned = [{"id": each.id, "to": each.valid_to.isoformat()} for each in running if each.valid_to]
    duties = questions.described(session, [each.id for each in to_come])
    for each in running:
        each.valid_to = today
    session.flush()
    session.execute(delete(Assignment).where(Assignment.id.in_([each.id for each in to_come])))
    acts: dict[str, dict[str, Any]] = {}
    if running:
        acts["unassigned"] = {"ids": [each.id for each in running], "to": today.isoformat()}
        acts["unassigned"] |= {"was": planned} if planned else {}
    if to_come:
        acts["duty_taken_back"] = {"duties": duties}
    return acts
