"""Tracks of long ago are erased: where a named person went is kept only as long as the county says; figures stay."""

from datetime import date, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.config import Settings

BATCH = 2000
# Evidence of what is still to be judged waits for its decision.
ERASE = text("""
WITH old AS (
  SELECT id, patrolled_on FROM patrol
  WHERE patrolled_on < :before AND track IS NOT NULL AND review IS DISTINCT FROM 'open'
  ORDER BY patrolled_on LIMIT :batch FOR UPDATE SKIP LOCKED
), forgotten AS (
  DELETE FROM patrol_trace t USING old
  WHERE t.patrol_id = old.id AND t.patrolled_on = old.patrolled_on AND t.patrolled_on < :before
)
UPDATE patrol p SET track = NULL, path = NULL, accuracy_m = NULL
FROM old WHERE p.id = old.id AND p.patrolled_on = old.patrolled_on AND p.patrolled_on < :before
""")


def erase_tracks(session: Session, settings: Settings, now: datetime, *, batch: int = BATCH) -> int:
    """Erase raw tracks, cleaned paths and what tracks are found again by, of patrols older than `track_days`; how many.

    At most `batch` at once: call it until it answers 0. Nothing without the setting. Visits, effort, scores, photos
    and observations stay.
    """
    if not settings.track_days:
        return 0
    return session.execute(ERASE, {"before": oldest_kept(settings, now), "batch": batch}).rowcount


def oldest_kept(settings: Settings, now: datetime) -> date:
    """The first day of which tracks are kept."""
    return now.astimezone(settings.timezone).date() - timedelta(days=settings.track_days)
