"""A recorded walk as the body of PUT /api/v1/patrols/{uuid}, in both encodings of the contract."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from .walks import Walk


def _deltas(values: np.ndarray) -> list[int]:
    """First value as it is, then differences."""
    return [int(v) for v in np.diff(values, prepend=0)]


def packed_track(walk: Walk, started: datetime) -> dict:
    """The track as delta-encoded integers: seconds since t0, degrees x 1e6, metres of accuracy."""
    micro = np.rint(walk.lonlat * 1e6).astype(np.int64)
    return {
        "t0": int(started.timestamp() * 1000),
        "dt": _deltas(walk.seconds),
        "lon": _deltas(micro[:, 0]),
        "lat": _deltas(micro[:, 1]),
        "acc": _deltas(walk.accuracy_m),
    }


def line_track(walk: Walk, started: datetime) -> dict:
    """The track as a LineString with a time for each vertex."""
    times = [stamp(started + timedelta(seconds=int(s))) for s in walk.seconds]
    return {"type": "LineString", "coordinates": [[round(x, 7), round(y, 7)] for x, y in walk.lonlat], "times": times}


def stamp(moment: datetime) -> str:
    """RFC 3339 in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def photo_entry(path: Path, taken: datetime, lonlat: Sequence[float] | None) -> dict:
    """A line of the photo manifest for a file."""
    data = path.read_bytes()
    position = {"lon": float(lonlat[0]), "lat": float(lonlat[1]), "accuracy_m": 8} if lonlat is not None else None
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "taken_at": stamp(taken),
        "observation_id": None,
        "position": position,
    }


def body(
    walk: Walk, started: datetime, *, kind: str = "river", line: bool = False, photos: Sequence[dict] = ()
) -> dict:
    """The whole submission; line chooses the LineString encoding."""
    ended = started + timedelta(seconds=int(walk.seconds[-1]))
    return {
        "kind": kind,
        "started_at": stamp(started),
        "ended_at": stamp(ended),
        "device": {"model": "simulated", "os": "none", "app": "oracle", "mock_location": False},
        "track": (line_track if line else packed_track)(walk, started),
        "observations": [],
        "photos": list(photos),
    }
