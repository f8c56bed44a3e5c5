"""From a phone's raw track to the path that counts.

A raw track is a list of `Fix`: epoch seconds, degrees, metres of accuracy. Phones repeat fixes, jump, lose the sky,
stand still with a wandering position, and ride in cars. Cleaning gives pieces of real movement: within a piece the
officer went from fix to fix; between pieces nobody knows, and nothing is earned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, inf, radians
from typing import NamedTuple

from patrol.rules.smoothing import smooth, thin

METRES_PER_DEGREE = 111_195.0
SPEED_WINDOW_S = 30.0
POSITION_NOISE_M = 60.0
SHORTEST_PIECE_M = 20.0
SLOWED_SHARE = 0.3


class Fix(NamedTuple):
    """One position: epoch seconds, degrees, accuracy in metres (or None)."""

    t: float
    lon: float
    lat: float
    acc: float | None = None


class Point(NamedTuple):
    """A fix in a local plane: epoch seconds, metres east and north of the track's first fix."""

    t: float
    x: float
    y: float


@dataclass(frozen=True)
class Limits:
    """What a patrol on foot, by bicycle or by boat does not exceed."""

    max_accuracy_m: float
    max_speed_mps: float
    gap_s: float
    stay_s: float
    stay_radius_m: float


@dataclass(frozen=True)
class Cleaned:
    """Pieces of (lon, lat, epoch seconds), moving seconds without stays and gaps, and what was taken out."""

    pieces: list[list[tuple[float, float, float]]]
    moving_s: float
    driven_m: float
    dropped: int


def clean(fixes: Sequence[Fix], limits: Limits) -> Cleaned:
    """The pieces of real movement in a raw track whose times do not run backwards."""
    origin = fixes[0]
    east = METRES_PER_DEGREE * cos(radians(origin.lat))
    usable = [fix for fix in fixes if fix.acc is None or fix.acc <= limits.max_accuracy_m]
    points = [Point(f.t, (f.lon - origin.lon) * east, (f.lat - origin.lat) * METRES_PER_DEGREE) for f in usable]
    points = _without_spikes(list(_without_repeats(points)), limits.max_speed_mps)
    kept: list[list[Point]] = []
    driven_m = 0.0
    for piece in _continuous(points, limits):
        slow, fast_m = _without_driving(piece, limits.max_speed_mps)
        driven_m += fast_m
        kept += slow
    pieces, moving_s = [], 0.0
    for piece in kept:
        path, seconds = _movement(piece, limits)
        if path_length(path) >= SHORTEST_PIECE_M:
            pieces.append([(origin.lon + p.x / east, origin.lat + p.y / METRES_PER_DEGREE, p.t) for p in path])
            moving_s += seconds
    return Cleaned(pieces, moving_s, driven_m, len(fixes) - sum(map(len, kept)))


def path_length(points: Sequence[Point]) -> float:
    """Metres along `points` in their plane."""
    return sum(_apart(a, b) for a, b in pairwise(points))


def _apart(a: Point, b: Point) -> float:
    return hypot(b.x - a.x, b.y - a.y)


def _without_repeats(points: Sequence[Point]) -> Iterator[Point]:
    last = -inf
    for point in points:
        if point.t > last:
            yield point
            last = point.t


def _without_spikes(points: list[Point], max_speed_mps: float) -> list[Point]:
    """Leave out single fixes that nobody could have gone to and come back from; a car does not come back at once."""

    def far(a: Point, b: Point) -> bool:
        return _apart(a, b) > max_speed_mps * (b.t - a.t) + POSITION_NOISE_M

    return (
        [
            point
            for before, point, after in zip([points[0], *points], points, [*points[1:], points[-1]], strict=False)
            if not (far(before, point) and far(point, after) and not far(before, after))
        ]
        if points
        else []
    )


def _continuous(points: Sequence[Point], limits: Limits) -> list[list[Point]]:
    """Cut at gaps in time and at jumps; a spike (out and back again) is left out instead."""
    pieces: list[list[Point]] = []
    for index, point in enumerate(points):
        last = pieces[-1][-1] if pieces else None
        if last is None or point.t - last.t > limits.gap_s:
            pieces.append([point])
        elif _reachable(last, point, limits):
            pieces[-1].append(point)
        elif not _comes_back(last, points[index + 1 : index + 4], limits):
            pieces.append([point])
    return pieces


def _reachable(a: Point, b: Point, limits: Limits) -> bool:
    # A car passes here on purpose: a drive is continuous, and is taken out by its speed over a longer time.
    return _apart(a, b) <= 4 * limits.max_speed_mps * (b.t - a.t) + POSITION_NOISE_M


def _comes_back(last: Point, following: Sequence[Point], limits: Limits) -> bool:
    return any(p.t - last.t <= limits.gap_s and _reachable(last, p, limits) for p in following)


def _without_driving(piece: list[Point], max_speed_mps: float) -> tuple[list[list[Point]], float]:
    """The slow stretches of a piece, and the metres that were driven, by the speed over half a minute."""
    driven = _driven(piece, max_speed_mps)
    slow: list[list[Point]] = [[]]
    driven_m = 0.0
    for index, point in enumerate(piece):
        if not driven[index]:
            slow[-1].append(point)
            continue
        driven_m += _apart(piece[index - 1], point) if index else 0.0
        if slow[-1]:
            slow.append([])
    return [stretch for stretch in slow if len(stretch) > 1], driven_m


def _driven(piece: list[Point], max_speed_mps: float) -> list[bool]:
    """Which fixes were in a car: those too fast, and from there on both ways until it slowed to a walk."""
    speeds = [_speed_around(piece, index) for index in range(len(piece))]
    driven = [speed > max_speed_mps for speed in speeds]
    for order in (range(1, len(piece)), range(len(piece) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for index in order:
            driven[index] = driven[index] or (driven[index + step] and speeds[index] > max_speed_mps * SLOWED_SHARE)
    return driven


def _speed_around(piece: list[Point], index: int) -> float:
    first, last = window(piece, index, SPEED_WINDOW_S / 2)
    # With few fixes the window holds one neighbour at least, so that a fix is never judged by itself.
    first, last = min(first, max(index - 1, 0)), max(last, min(index + 1, len(piece) - 1))
    seconds = piece[last].t - piece[first].t
    if seconds == 0:
        return 0.0
    return max(0.0, _apart(piece[first], piece[last]) - POSITION_NOISE_M / 2) / seconds


def window(piece: Sequence[Point], index: int, half_s: float) -> tuple[int, int]:
    """The first and last index of the points within `half_s` seconds of the one at `index`."""
    first = last = index
    while first > 0 and piece[index].t - piece[first - 1].t <= half_s:
        first -= 1
    while last + 1 < len(piece) and piece[last + 1].t - piece[index].t <= half_s:
        last += 1
    return first, last


def _movement(piece: list[Point], limits: Limits) -> tuple[list[Point], float]:
    """The smoothed line of a piece, each stay drawn together to one place, and its seconds without the stays."""
    line: list[Point] = []
    stayed_s = 0.0
    begin = 0
    for first, last in stays(piece, limits):
        line += smooth(piece[begin:first])
        middle = range(first, last + 1)
        x = sum(piece[i].x for i in middle) / len(middle)
        y = sum(piece[i].y for i in middle) / len(middle)
        line += [Point(piece[first].t, x, y), Point(piece[last].t, x, y)]
        stayed_s += piece[last].t - piece[first].t
        begin = last + 1
    line += smooth(piece[begin:])
    return thin(line), piece[-1].t - piece[0].t - stayed_s


def stays(piece: Sequence[Point], limits: Limits) -> list[tuple[int, int]]:
    """First and last index of each time that the officer stood at one place for `stay_s` or longer."""
    found = []
    index = 0
    while index < len(piece):
        first, last = index, _stay_end(piece, index, limits.stay_radius_m)
        # Taking the steps at both ends off makes a stay shorter only: most places are passed without asking.
        if piece[last].t - piece[first].t >= limits.stay_s:
            first, last = _arrival(piece, first, last, limits.stay_radius_m / 2)
        if piece[last].t - piece[first].t >= limits.stay_s:
            found.append((first, last))
            index = last + 1
        else:
            index += 1
    return found


def _arrival(piece: Sequence[Point], first: int, last: int, near_m: float) -> tuple[int, int]:
    """A stay without the last steps towards its middle and the first ones away from it, which were walked."""
    x = sum(point.x for point in piece[first : last + 1]) / (last + 1 - first)
    y = sum(point.y for point in piece[first : last + 1]) / (last + 1 - first)
    near = [i for i in range(first, last + 1) if hypot(piece[i].x - x, piece[i].y - y) <= near_m]
    return (near[0], near[-1]) if near else (first, first)


def _stay_end(piece: Sequence[Point], first: int, radius_m: float) -> int:
    """The last fix before the officer left the circle around the running middle of the fixes since `first`."""
    x = y = 0.0
    last = first
    for count, index in enumerate(range(first, len(piece)), start=1):
        point = piece[index]
        if count > 1 and hypot(point.x - x, point.y - y) > radius_m:
            # One fix outside may be noise; two in a row are a departure.
            following = piece[index + 1] if index + 1 < len(piece) else point
            if hypot(following.x - x, following.y - y) > radius_m:
                break
            continue
        x += (point.x - x) / count
        y += (point.y - y) / count
        last = index
    return last
