"""Tracks in a plane of metres, so that distances are plain ones."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians

from patrol.rules.track import METRES_PER_DEGREE, Fix, Point

STEP_M = 20.0


def plane(fixes: Sequence[Fix], origin: Fix | None = None) -> list[Point]:
    """Fixes as points east and north of `origin`, or of the first of them; good for tens of kilometres."""
    if not fixes:
        return []
    origin = origin or fixes[0]
    east = METRES_PER_DEGREE * cos(radians(origin.lat))
    return [Point(f.t, (f.lon - origin.lon) * east, (f.lat - origin.lat) * METRES_PER_DEGREE) for f in fixes]


def apart(a: Point, b: Point) -> float:
    """Metres between two points."""
    return hypot(b.x - a.x, b.y - a.y)


def length(points: Sequence[Point]) -> float:
    """Metres along points."""
    return sum(apart(a, b) for a, b in pairwise(points))


def strides(points: Sequence[Point], step_m: float = STEP_M) -> list[int]:
    """The indices of points that each lie at least `step_m` from the one before, so that a stand counts once."""
    found = [0]
    for index, point in enumerate(points):
        if apart(points[found[-1]], point) >= step_m:
            found.append(index)
    return found
