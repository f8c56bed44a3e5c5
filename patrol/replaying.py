"""Tracks told to be played back: where each patrol of a period was, and when. Whoever looks is remembered."""

from datetime import UTC, datetime, tzinfo
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.looks import keep_looks
from patrol.queries import replays

MICRO = 1_000_000


def tracks(
    session: Session, viewer: Viewer, asked: replays.Asked, limit: int, *, now: datetime, zone: tzinfo
) -> list[dict[str, Any]]:
    """Patrols that `viewer` may see with their paths, each as `_path` has it; the looks are kept."""
    rows = replays.page(session, viewer, asked, limit)
    keep_looks(session, viewer, rows, now)
    return [_told(row, zone) for row in rows]


def _told(row: Row, zone: tzinfo) -> dict[str, Any]:
    told = {name: value for name, value in row._asdict().items() if name != "path"}
    officer = {"username": row.username, "name": row.officer_name, "post": row.post}
    path = _path(row.path)
    begun = datetime.fromtimestamp(path["t0"], UTC).astimezone(zone)
    clock_s = begun.hour * 3600 + begun.minute * 60 + begun.second
    return told | {"officer": officer, "clock_s": clock_s} | path


def _path(wkb: bytes) -> dict[str, Any]:
    """t0 in epoch seconds, then dt in seconds and lon, lat in millionths of a degree as differences (the first value
    absolute, that of dt 0); `starts` are the places at which a piece begins, gaps lying before all but the first."""
    pieces, of = shapely.get_coordinates(shapely.get_parts(shapely.from_wkb(wkb)), include_m=True, return_index=True)
    seconds = np.rint(pieces[:, 2]).astype(np.int64)
    return {
        "t0": int(seconds[0]),
        "dt": np.diff(seconds, prepend=seconds[0]).tolist(),
        **{name: _deltas(pieces[:, column]) for column, name in enumerate(("lon", "lat"))},
        "starts": np.flatnonzero(np.diff(of, prepend=-1)).tolist(),
    }


def _deltas(degrees: np.ndarray) -> list[int]:
    return np.diff(np.rint(degrees * MICRO).astype(np.int64), prepend=0).tolist()
