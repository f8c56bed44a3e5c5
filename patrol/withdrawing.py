"""A patrol leaves every figure, and stays to be seen."""

from sqlalchemy import Row, delete, update
from sqlalchemy.orm import Session

from patrol import scoring
from patrol.models import Patrol, PlotVisit, SegmentVisit


def withdraw(session: Session, row: Row) -> None:
    """Let a patrol (a row with id and patrolled_on) count for nothing any more; its visits are taken out."""
    session.execute(
        update(Patrol)
        .where(Patrol.id == row.id, Patrol.patrolled_on == row.patrolled_on)
        .values(review="rejected", counts=False)
    )
    # Judged while the visits are still here, so that others of a spaced duty are counted anew.
    scoring.score(session, [row.id], row.patrolled_on, row.patrolled_on)
    for visit in (SegmentVisit, PlotVisit):
        session.execute(delete(visit).where(visit.patrol_id == row.id, visit.patrolled_on == row.patrolled_on))
