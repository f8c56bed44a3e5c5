"""Checks of the track by itself: mock positions, jumps, drives, drawn lines, a patrol far longer than its track."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from statistics import fmean, median, pstdev

from patrol.rules.honesty.flags import Flag
from patrol.rules.honesty.limits import Limits
from patrol.rules.honesty.plane import apart, plane
from patrol.rules.track import Fix


def mock_location(reported: bool) -> Iterator[Flag]:
    """The phone itself says that an app feeds it positions."""
    if reported:
        yield Flag("mock_location", {})


def jumped(fixes: Sequence[Fix], max_accuracy_m: float, limits: Limits) -> Iterator[Flag]:
    """The worst jump that nothing on the ground can make, and from which the track does not come back at once."""
    points = [point for point, fix in zip(plane(fixes), fixes, strict=True) if (fix.acc or 0) <= max_accuracy_m]
    jumps = []
    for index, (a, b) in enumerate(pairwise(points)):
        metres, seconds = apart(a, b), b.t - a.t
        if metres < limits.jump_m or metres < limits.jump_mps * seconds:
            continue
        before, after = points[max(index - 1, 0)], points[min(index + 2, len(points) - 1)]
        # Out and back again is one bad fix, on either side of it.
        if min(apart(a, after), apart(before, b)) > limits.jump_m / 2:
            jumps.append((metres, seconds))
    if jumps:
        metres, seconds = max(jumps)
        yield Flag("jumped", {"count": len(jumps), "metres": round(metres), "seconds": round(seconds)})


def driven(driven_m: float, walked_m: float, limits: Limits) -> Iterator[Flag]:
    """Metres at the speed of a car, which earned nothing; of most of the way it is graver."""
    if driven_m >= limits.driven_m:
        share = driven_m / (driven_m + walked_m)
        worse = "doubt" if share > limits.driven_share else None
        yield Flag("driven", {"metres": round(driven_m), "percent": round(100 * share)}, worse)


def too_regular(fixes: Sequence[Fix], driven_m: float, limits: Limits) -> Iterator[Flag]:
    """A drawn track: steps of one length that bend by centimetres, with one accuracy throughout. A car may go so."""
    points = plane(fixes)
    steps = [apart(a, b) for a, b in pairwise(points)]
    if len(steps) < limits.regular_fixes or sum(steps) == 0 or driven_m or len({fix.acc for fix in fixes}) > 1:
        return
    spread = pstdev(steps) / fmean(steps)
    bend_m = median(
        hypot(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y) for a, b, c in zip(points, points[1:], points[2:], strict=False)
    )
    if spread <= limits.regular_spread and bend_m <= limits.regular_bend_m:
        yield Flag("too_regular", {"fixes": len(fixes), "step_m": round(fmean(steps), 1), "bend_m": round(bend_m, 2)})


def outlasts_track(claimed_s: float, fixes: Sequence[Fix], limits: Limits) -> Iterator[Flag]:
    """From start to end is said to have taken far longer than the track lasts."""
    track_s = fixes[-1].t - fixes[0].t
    beyond_s = claimed_s - track_s
    if beyond_s > max(limits.outlasts_s, limits.outlasts_share * claimed_s):
        yield Flag("outlasts_track", {"minutes": round(claimed_s / 60), "track_minutes": round(track_s / 60)})
