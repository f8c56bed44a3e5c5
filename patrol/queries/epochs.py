"""Which life of the database this is: what was acknowledged in an earlier one may be missing."""

import hashlib

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from patrol.models import DatabaseEpoch

LENGTH = 12
# A standby that takes over, or a recovery to a point in time, begins a new timeline of the same cluster.
PLACE = text("SELECT system_identifier || '.' || timeline_id FROM pg_control_system(), pg_control_checkpoint()")


def epoch(session: Session) -> str:
    """A word that changes when the database was restored, recovered to an earlier moment, or failed over."""
    name = session.scalars(select(DatabaseEpoch.name)).one_or_none()
    return hashlib.sha256(f"{name}.{session.scalar(PLACE)}".encode()).hexdigest()[:LENGTH]


def begin_epoch(session: Session) -> None:
    """Name a new life of the database: to be done whenever it is put back to an earlier state."""
    session.execute(update(DatabaseEpoch).values(name=func.gen_random_uuid(), began_at=func.now()))
