"""One row of a work's history, with the areas as they stood after it, and the photos that come with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import Invalid
from patrol.models import ForestryWork, WorkEvent, WorkPhoto
from patrol.queries import photos as photo_questions

AREAS = ("planned", "reported", "verified", "qualified", "replant", "failed", "lost")


def check_photos(session: Session, viewer: Viewer, sha256s: Sequence[str]) -> None:
    """Invalid unless each photo is stored, and the viewer's to show."""
    unknown = [at for at, sha256 in enumerate(sha256s) if not photo_questions.may_see(session, viewer, sha256)]
    if unknown:
        raise Invalid({f"photos.{at}": "issue_photo_unknown" for at in unknown})


def write_event(
    session: Session,
    work: ForestryWork,
    action: str,
    viewer: Viewer,
    now: datetime,
    photos: Sequence[str] = (),
    detail: dict[str, Any] | None = None,
    **columns: Any,
) -> None:
    """Append a step that led to the stage the work now has."""
    areas = {area: getattr(work, f"{area}_area_m2") for area in AREAS}
    event_id = session.scalar(
        insert(WorkEvent)
        .values(
            work_id=work.id,
            action=action,
            stage=work.stage,
            round=work.round,
            officer_id=viewer.officer_id,
            at=now,
            detail={"areas_m2": areas} | (detail or {}),
            **columns,
        )
        .returning(WorkEvent.id)
    )
    rows = [{"event_id": event_id, "work_id": work.id, "sha256": sha256} for sha256 in dict.fromkeys(photos)]
    if rows:
        session.execute(insert(WorkPhoto), rows)
