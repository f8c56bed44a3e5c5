"""The receipt of a patrol: what arrived, what is missing, what it counts for."""

import uuid
from datetime import date

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import NotFound
from patrol.queries import patrols, reviews


def receipt(session: Session, patrol_id: uuid.UUID, viewer: Viewer, on: date | None = None) -> dict:
    """The contract's answer for a patrol; NotFound when it never arrived or is not the viewer's to see.

    `on` is its day, where it is known already.
    """
    patrol = patrols.visible_patrol(session, patrol_id, viewer, on)
    if patrol is None:
        raise NotFound
    decided = reviews.decisions(session, patrol_id)
    declared = patrols.declared_photos(session, patrol_id)
    missing = [photo.sha256 for photo in declared if not photo.arrived]
    awaited = missing or patrols.awaited_files(session, patrol_id)
    return {
        "id": patrol.id,
        "status": "awaiting_photos" if awaited else "complete",
        "missing_photos": missing,
        "received_photos": [photo.sha256 for photo in declared if photo.arrived],
        "received_at": patrol.received_at,
        "effective": patrol.effective,
        "reasons": patrol.reasons,
        "flags": patrol.flags,
        "review": {"state": patrol.review, "history": [decision._asdict() for decision in decided]},
        "distance_m": patrol.distance_m,
        "duration_s": patrol.duration_s,
        "segments": [row._asdict() for row in patrols.visited_segments(session, patrol_id, patrol.patrolled_on)],
        "plots": [row._asdict() for row in patrols.visited_plots(session, patrol_id, patrol.patrolled_on)],
    }
