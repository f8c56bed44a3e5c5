"""What a logger noted, as the body of the contract that a phone would send."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from patrol.access import Viewer
from patrol.rules.encoding import track_of
from patrol.rules.track import Fix

NAMESPACE = uuid.UUID("7d0c5a2e-96a5-5d6e-8f0b-51b0a3a7f2c4")


def outing_id(officer: Viewer, fixes: Sequence[Fix]) -> uuid.UUID:
    """The patrol's id: the same for the same fixes of the same officer."""
    walked = ";".join(f"{fix.t:.3f},{fix.lon:.7f},{fix.lat:.7f}" for fix in fixes)
    return uuid.uuid5(NAMESPACE, f"{officer.officer_id}:{walked}")


def patrol_of(
    kind: str, model: str | None, app: str, outing: Sequence[Fix], observations: Sequence[dict] = ()
) -> dict[str, Any]:
    """The body of the contract for one outing."""
    times = [moment(fix) for fix in outing]
    return {
        "kind": kind,
        "started_at": times[0],
        "ended_at": times[-1],
        "device": {"model": model, "os": None, "app": app, "mock_location": False},
        "track": _line(outing, times) if any(fix.acc is None for fix in outing) else track_of(outing),
        "observations": list(observations),
        "photos": [],
    }


def _line(outing: Sequence[Fix], times: list[datetime]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [[fix.lon, fix.lat] for fix in outing], "times": times}


def moment(fix: Fix) -> datetime:
    """When a fix was taken."""
    return datetime.fromtimestamp(fix.t, UTC)
