"""A track to be asked by others: what is near a place, whether it held it, where it was at a time."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import floor, hypot, inf

from patrol.rules.honesty.plane import apart, length, strides
from patrol.rules.track import Point

NEAR_M = 15.0
SAME_M = 0.3
MOST_ANCHORS = 60
LONGEST_GAP_S = 300.0


def anchors_of(points: list[Point]) -> list[Point]:
    """At most some dozens of places along a track, evenly chosen."""
    at = strides(points)
    every = -(-len(at) // MOST_ANCHORS)
    return [points[index] for index in at[::every]]


class Way:
    """A track to be asked: what is near a place, where it was at a time."""

    def __init__(self, points: list[Point]):
        self.points = points
        self.times = [point.t for point in points]
        self.length_m = length(anchors_of(points))
        self.cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        self.places: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for point in points:
            self.places[floor(point.x), floor(point.y)].append(point)
        for point in _dense(points):
            self.cells[floor(point.x / NEAR_M), floor(point.y / NEAR_M)].append(point)
        self.found: dict[Point, list[tuple[float, Point]]] = {}

    def near(self, place: Point) -> list[tuple[float, Point]]:
        """Everything of the way within 15 m, with its distance; looked for once, asked for each direction."""
        if place not in self.found:
            self.found[place] = list(self._near(place))
        return self.found[place]

    def _near(self, place: Point) -> Iterator[tuple[float, Point]]:
        column, row = floor(place.x / NEAR_M), floor(place.y / NEAR_M)
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                for point in self.cells.get((i, j), ()):
                    away = apart(point, place)
                    if away <= NEAR_M:
                        yield away, point

    def holds(self, place: Point) -> bool:
        """Whether one of its fixes is this very place, to the last digits that phones send."""
        column, row = floor(place.x), floor(place.y)
        return any(
            apart(point, place) <= SAME_M
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for point in self.places.get((i, j), ())
        )

    def away_at(self, t: float, place: Point) -> float:
        """Metres between a place and where the way was at a time; infinite when it was nowhere."""
        index = bisect_left(self.times, t)
        if index == len(self.times) or (index == 0 and t < self.times[0]):
            return inf
        q = self.points[index]
        p = self.points[max(index - 1, 0)]
        if q.t - p.t > LONGEST_GAP_S:
            return inf
        share = (t - p.t) / (q.t - p.t) if q.t > p.t else 1.0
        return hypot(p.x + (q.x - p.x) * share - place.x, p.y + (q.y - p.y) * share - place.y)


def _dense(points: list[Point]) -> Iterator[Point]:
    """The track with points at most 10 m apart, those of long gaps left out."""
    for p, q in pairwise(points):
        yield p
        count = floor(apart(p, q) / 10) if q.t - p.t <= LONGEST_GAP_S else 1
        for k in range(1, count):
            share = k / count
            yield Point(p.t + (q.t - p.t) * share, p.x + (q.x - p.x) * share, p.y + (q.y - p.y) * share)
    yield points[-1]
