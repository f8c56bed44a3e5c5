"""One walk that came in on two ways: what a phone recorded, and the GPX file that was made of it."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Row, insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.models import ReviewDecision
from patrol.queries import honesty as questions
from patrol.rules.outings import ROUNDED_S, is_part
from patrol.rules.track import Fix
from patrol.withdrawing import withdraw

GPX_APP = "GPX"
REPLACED = "同一次巡查后来由手机提交（编号 {id}），GPX 导入的这一条不再计数。"


def known_walk(session: Session, officer: Viewer, outing: Sequence[Fix], on: date) -> Row | None:
    """id and patrolled_on of the officer's own patrol that has these very fixes, whatever way it came; else None."""
    return next(iter(_known_walks(session, officer, outing, on)), None)


def replace_import(
    session: Session,
    officer: Viewer,
    patrol_id: uuid.UUID,
    app: str | None,
    fixes: Sequence[Fix],
    on: date,
    now: datetime,
) -> uuid.UUID | None:
    """Withdraw the officer's GPX import that has the fixes of a patrol that comes in now; its id, or None.

    Whoever could not send a patrol exports it and hands the file in; when the phone gets through after all, what it
    tells is more: notes, photos, accuracies. One of the two may count, and neither accuses the other.
    """
    if app == GPX_APP:
        return None
    for row in _known_walks(session, officer, fixes, on):
        if row.app == GPX_APP and row.counts:
            withdraw(session, row)
            words = REPLACED.format(id=patrol_id)
            entry = {"patrol_id": row.id, "decision": "rejected", "words": words, "officer_id": officer.officer_id}
            session.execute(insert(ReviewDecision).values(**entry, was_effective=row.effective, at=now))
            return row.id
    return None


def _known_walks(session: Session, officer: Viewer, outing: Sequence[Fix], on: date) -> list[Row]:
    moments = outing[0].t + ROUNDED_S, outing[-1].t - ROUNDED_S
    walks = questions.own_tracks(session, officer.officer_id, on, *moments)
    return [walk for walk in walks if is_part(outing, questions.fixes_in(walk.track))]
