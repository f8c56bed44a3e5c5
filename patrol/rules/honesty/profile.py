"""A raw track as a reviewer reads it: the speed at each fix, and between which fixes nothing is known."""

from collections.abc import Sequence
from itertools import pairwise

from patrol.rules.honesty.plane import apart, plane
from patrol.rules.track import Fix, Limits, window

HALF_WINDOW_S = 15.0


def speeds_mps(fixes: Sequence[Fix]) -> list[float]:
    """Metres a second over half a minute around each fix, or over its neighbours where fixes are few."""
    points = plane(fixes)
    speeds = []
    for index in range(len(points)):
        first, last = window(points, index, HALF_WINDOW_S)
        first, last = min(first, max(index - 1, 0)), max(last, min(index + 1, len(points) - 1))
        seconds = points[last].t - points[first].t
        speeds.append(apart(points[first], points[last]) / seconds if seconds > 0 else 0.0)
    return speeds


def gaps(fixes: Sequence[Fix], limits: Limits) -> list[int]:
    """The indices of fixes after which the track is broken: too long without the next, or too far to have gone."""
    reach_mps = 4 * limits.max_speed_mps
    return [
        index
        for index, (a, b) in enumerate(pairwise(plane(fixes)))
        if b.t - a.t > limits.gap_s or apart(a, b) > reach_mps * (b.t - a.t) + 60.0
    ]
