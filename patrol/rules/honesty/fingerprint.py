"""Whole numbers by which a track is found again among a year of others, whenever and whichever way it was walked.

Two kinds, both free of the clock and of the direction, and a third for what is too short for them:
- points: the places of fixes to about a metre. A track handed in again has the same; an honest walk of the same path
  has a noise of its own and hardly any of them.
- paces: pairs of landmarks (cells of 40 m, one in three) passed one after the other, with the seconds between them.
  They outlast added noise and thinning; honest walks of one path share few, since their paces differ.
- whole: all positions in their order. The very recording handed in again has the same, however short it is.
Of the first two those with the lowest hashes are kept: a part of a track keeps its share of the whole's.
"""

import zlib
from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from math import cos, floor, hypot, radians
from struct import pack, unpack
from typing import NamedTuple

from patrol.rules.honesty.plane import plane, strides
from patrol.rules.track import METRES_PER_DEGREE, Fix

POINTS, PACES = 20, 36
POINT_DEGREES = 1e-5
PER_DEGREE = 1_000_000
LEAST_PLACES = 4
CELL_M = 40.0
SAMPLE_M = 8.0
LANDMARK_RUN_M = 16.0
ONE_IN = 3
PACE_S = 16.0
LONGEST_S = 900.0
KINDS = {kind: zlib.crc32(kind.encode()) for kind in ("point", "pace", "cell")}
Piece = Sequence[tuple[float, float, float]]


class Trace(NamedTuple):
    """What the numbers of a track are taken from: keys of places, landmarks passed with the seconds between, and the
    keys of the whole recording."""

    points: list[int]
    passed: list[tuple[int, int, float]]
    whole: list[int]


def trace(fixes: Sequence[Fix], pieces: Sequence[Piece]) -> Trace:
    """The trace of a track: fixes as they came, pieces of its cleaned path (lon, lat, epoch seconds)."""
    return Trace(_lowest(point_keys(fixes), POINTS), list(_pairs(pieces)), whole_keys(fixes))


def kept(trace: Trace) -> list[int]:
    """The numbers to store of a track."""
    paces = {_key("pace", low, high, round(seconds / PACE_S)) for low, high, seconds in trace.passed}
    return sorted({*trace.points, *_lowest(paces, PACES), *trace.whole})


def sought(trace: Trace) -> list[int]:
    """The numbers to look for: those of `kept`, and of paces the neighbours that a little noise makes of them."""
    found: set[int] = set()
    paces: dict[int, set[int]] = {}
    for low, high, seconds in trace.passed:
        own = _key("pace", low, high, round(seconds / PACE_S))
        near = {round((seconds + off) / PACE_S) for off in (-PACE_S / 2, PACE_S / 2)}
        paces[own] = {own, *(_key("pace", low, high, each) for each in near)}
    for own in _lowest(set(paces), PACES):
        found |= paces[own]
    return sorted(found | {*trace.points, *trace.whole})


def positions(fixes: Sequence[Fix]) -> list[tuple[int, int]]:
    """All positions in their order, in millionths of a degree (a tenth of a metre), as phones send them."""
    return [(round(fix.lon * PER_DEGREE), round(fix.lat * PER_DEGREE)) for fix in fixes]


def tells_apart(places: Sequence[tuple[int, int]]) -> bool:
    """Whether another recording of the same positions can only be a copy.

    A phone that stands gives one or two cached positions again and again. A receiver's noise of metres makes that
    four others meet again, to a tenth of a metre and in their order, as good as impossible.
    """
    return len(set(places)) >= LEAST_PLACES


def whole_keys(fixes: Sequence[Fix]) -> list[int]:
    """Three numbers of a whole recording, as many as two tracks must share to be compared; none of a mere stand."""
    places = positions(fixes)
    if not tells_apart(places):
        return []
    digest = blake2b(array("q", (part for place in places for part in place)).tobytes(), digest_size=12)
    return list(unpack("<iii", digest.digest()))


def point_keys(fixes: Sequence[Fix]) -> set[int]:
    """The places of fixes at least 20 m from the one before, so that a stand counts once."""
    return {
        _key("point", round(fixes[index].lon / POINT_DEGREES), round(fixes[index].lat / POINT_DEGREES), 0)
        for index in strides(plane(fixes))
    }


def _pairs(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, float]]:
    """Landmarks passed one after the other: both, the lower first, and the seconds between."""
    passed = [landmark for piece in pieces for landmark in _landmarks(piece)]
    for (a, at), (b, then) in pairwise(passed):
        if a != b and then - at <= LONGEST_S:
            yield min(a, b), max(a, b), then - at


def _landmarks(piece: Piece) -> Iterator[tuple[int, float]]:
    """Each landmark that a piece goes through, not merely past, and the middle of the time in it."""
    cell, run = None, []
    for here, t in _samples(piece):
        if here != cell:
            yield from _landmark(cell, run)
            cell, run = here, []
        run.append(t)
    yield from _landmark(cell, run)


def _landmark(cell: tuple[int, int] | None, run: list[float]) -> Iterator[tuple[int, float]]:
    if cell is not None and len(run) * SAMPLE_M >= LANDMARK_RUN_M:
        key = _key("cell", *cell, 0)
        if key % ONE_IN == 0:
            yield key, (run[0] + run[-1]) / 2


def _samples(piece: Piece) -> Iterator[tuple[tuple[int, int], float]]:
    """The cell every 8 m along a piece, with the time there."""
    for (lon0, lat0, t0), (lon1, lat1, t1) in pairwise(piece):
        metres = hypot((lon1 - lon0) * cos(radians(lat0)), lat1 - lat0) * METRES_PER_DEGREE
        count = max(1, round(metres / SAMPLE_M))
        for k in range(count):
            share = k / count
            yield _cell(lon0 + (lon1 - lon0) * share, lat0 + (lat1 - lat0) * share), t0 + (t1 - t0) * share


def _cell(lon: float, lat: float) -> tuple[int, int]:
    row = floor(lat * METRES_PER_DEGREE / CELL_M)
    middle = (row + 0.5) * CELL_M / METRES_PER_DEGREE
    return row, floor(lon * METRES_PER_DEGREE * cos(radians(middle)) / CELL_M)


def _lowest(keys: set[int], count: int) -> list[int]:
    return sorted(keys)[:count]


def _key(kind: str, a: int, b: int, c: int) -> int:
    """A 32-bit signed hash."""
    return zlib.crc32(pack("<qqq", a, b, c), KINDS[kind]) - 2**31
