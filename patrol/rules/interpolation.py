"""Times for a track whose points came without any: spread by distance over the time in which it was walked.

What is known is when the walk began, when it ended, and in which order the points were passed; a point's own time is
a guess, and whoever uses it must be told so (the flag `times_interpolated`).
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import cos, hypot, radians

from patrol.rules.track import METRES_PER_DEGREE

SLOWEST_MPS = 0.5
"""Nobody walks a patrol more slowly: what is left of the time was spent standing, and earns no minutes."""


def spread(places: Sequence[tuple[float, float]], start: float, end: float) -> list[float]:
    """Epoch seconds for each (lon, lat) between `start` and `end`, never backwards, the last one at `end`.

    A walk that would be slower than `SLOWEST_MPS` is laid at that pace before `end`, because the trace was saved
    then and the officer may have waited before.
    """
    passed_m = list(accumulate((_apart_m(a, b) for a, b in pairwise(places)), initial=0.0))
    total_m = passed_m[-1]
    if total_m == 0:
        return [start, *[end] * (len(places) - 1)]
    walked_s = min(end - start, total_m / SLOWEST_MPS)
    return [end - walked_s * (1 - metres / total_m) for metres in passed_m]


def _apart_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot((b[0] - a[0]) * cos(radians(a[1])), b[1] - a[1]) * METRES_PER_DEGREE
