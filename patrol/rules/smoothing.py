"""Takes the tremble of satellite positions out of a line, in a local plane of metres."""

from collections.abc import Sequence
from math import hypot
from typing import TypeVar

P = TypeVar("P", bound=tuple)

HALF_WINDOW_S = 25.0
THIN_TOLERANCE_M = 4.0


def smooth(points: Sequence[P], half_s: float = HALF_WINDOW_S) -> list[P]:
    """Each point of (t, x, y) moved to the mean of its neighbours, as many before as after; the ends stay put."""
    smoothed = []
    for index, point in enumerate(points):
        reach = 0
        limit = min(index, len(points) - 1 - index)
        while (
            reach < limit
            and point[0] - points[index - reach - 1][0] <= half_s
            and points[index + reach + 1][0] - point[0] <= half_s
        ):
            reach += 1
        near = points[index - reach : index + reach + 1]
        x = sum(p[1] for p in near) / len(near)
        y = sum(p[2] for p in near) / len(near)
        smoothed.append(type(point)(point[0], x, y))
    return smoothed


def thin(points: Sequence[P], tolerance_m: float = THIN_TOLERANCE_M) -> list[P]:
    """The points that keep the line within `tolerance_m` of what it was (Douglas and Peucker, without recursion)."""
    if len(points) < 3:
        return list(points)
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = _farthest(points, first, last)
        if at is not None and far > tolerance_m:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def _farthest(points: Sequence[P], first: int, last: int) -> tuple[float, int | None]:
    """Metres and index of the point between two that lies farthest from the line piece between them.

    One loop without calls inside: it is gone through thousands of times for each track.
    """
    (_, ax, ay), (_, bx, by) = points[first], points[last]
    dx, dy = bx - ax, by - ay
    length_2 = dx * dx + dy * dy
    far, at = 0.0, None
    for index in range(first + 1, last):
        _, x, y = points[index]
        share = 0.0 if length_2 == 0 else ((x - ax) * dx + (y - ay) * dy) / length_2
        along = 0.0 if share < 0.0 else 1.0 if share > 1.0 else share
        distance = hypot(x - ax - along * dx, y - ay - along * dy)
        if distance > far:
            far, at = distance, index
    return far, at
