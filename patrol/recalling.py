"""What an officer once sent, told again: the list of outings, and each whole record for a new phone or a file."""

import uuid
from itertools import zip_longest
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import Gone, NotFound
from patrol.queries import histories
from patrol.rules.encoding import track_of
from patrol.rules.track import Fix


def outings(session: Session, viewer: Viewer, asked: histories.Asked, limit: int) -> list[dict[str, Any]]:
    """Patrols that `viewer` may see, the newest first."""
    return [_outing(row) for row in histories.page(session, viewer, asked, limit)]


def record(session: Session, viewer: Viewer, patrol_id: uuid.UUID) -> dict[str, Any]:
    """A patrol of the viewer's own as the contract has it on the way in; NotFound for anybody else's, Gone where its
    track has been erased."""
    row = histories.own_record(session, patrol_id, viewer.officer_id)
    if row is None:
        raise NotFound
    if row.track is None:
        raise Gone("track_erased")
    return {
        "id": patrol_id,
        "kind": row.kind,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "device": row.device,
        "track": track_of(_fixes(row.track, row.accuracy_m)),
        "observations": [_placed(seen) for seen in histories.observations(session, patrol_id)],
        "photos": [_placed(photo) for photo in histories.declared_photos(session, patrol_id)],
    }


def _outing(row: Row) -> dict[str, Any]:
    return row._asdict() | {
        "officer": {"username": row.username, "name": row.officer_name},
        "status": "awaiting_photos" if row.missing else "complete",
        "places": row.places or [],
    }


def _placed(row: Row) -> dict[str, Any]:
    told = row._asdict()
    place = {"lon": told.pop("lon"), "lat": told.pop("lat"), "accuracy_m": told.pop("accuracy_m", None)}
    return told | {"position": place if place["lon"] is not None else None}


def _fixes(line: str, accuracy_m: list[int] | None) -> list[Fix]:
    points = line[line.index("(") + 1 : -1].split(",")
    places = (map(float, point.split()) for point in points)
    return [Fix(t, lon, lat, acc) for (lon, lat, t), acc in zip_longest(places, accuracy_m or [])]
