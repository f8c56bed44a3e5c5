"""Rivers with names, cut into the segments people are responsible for: one village's stretch of one river each."""

import itertools
from dataclasses import dataclass

import numpy as np
import shapely

from patrol.demo import names
from patrol.demo.divisions import Place, containing
from patrol.demo.frame import in_degrees
from patrol.demo.streams import VERTEX_M, Stream

SHORTEST_M, LONGEST_M = 3_200.0, 10_000.0


@dataclass(frozen=True)
class Segment:
    """`path` runs downstream, metres; `line` is the same in EPSG:4490. `into` is the code of the segment it flows into,
    None at the outlet."""

    code: str
    name: str
    river_code: str
    river: str
    order: int
    division_code: str
    into: str | None
    path: np.ndarray
    line: shapely.LineString


def segments(streams: list[Stream], villages: list[Place], seed: int) -> list[Segment]:
    """Every stream cut into segments, the trunk's first, each river's from its spring down."""
    called = _names(streams, seed)
    village = containing(villages, np.concatenate([stream.path for stream in streams]))
    parts = np.split(village, np.cumsum([len(stream.path) for stream in streams])[:-1])
    cuts = [_cuts(part) for part in parts]
    lines = in_degrees(np.array([shapely.linestrings(stream.path) for stream in streams]))
    found: list[Segment] = []
    for number, stream in enumerate(streams):
        into = None if stream.joins is None else _code(stream.joins, _piece(cuts[stream.joins], stream.vertex))
        found += _cut(number, stream, called[number], cuts[number], lines[number], villages, into)
    return found


def _names(streams: list[Stream], seed: int) -> list[str]:
    """The trunk's name, and the tributaries' by length: the longest are 河."""
    invented = names.rivers(len(streams) - 1, seed)
    by_length = np.argsort([-stream.length_m for stream in streams[1:]])
    called = [names.TRUNK] * len(streams)
    for name, number in zip(invented, by_length, strict=True):
        called[number + 1] = name
    return called


def _code(number: int, piece: int) -> str:
    return f"YX{number + 1:03d}-{piece + 1:02d}"


def _piece(cuts: list[tuple[int, int, int]], vertex: int) -> int:
    """The piece a vertex of the river belongs to; a tributary at a cut joins the lower piece."""
    return max(number for number, (start, _end, _village) in enumerate(cuts) if start <= vertex)


def _cuts(village: np.ndarray) -> list[tuple[int, int, int]]:
    """(first vertex, last vertex, village) of each piece: cut at village borders, no piece too short or too long."""
    starts = [0, *(np.flatnonzero(np.diff(village)) + 1).tolist(), len(village) - 1]
    pieces = [[a, b, int(village[a])] for a, b in itertools.pairwise(starts) if b > a]
    shortest = SHORTEST_M / VERTEX_M
    while len(pieces) > 1:
        number = min(range(len(pieces)), key=lambda at: pieces[at][1] - pieces[at][0])
        if pieces[number][1] - pieces[number][0] >= shortest:
            break
        _give_away(pieces, number)
    return [part for piece in pieces for part in _halved(*piece)]


def _give_away(pieces: list[list[int]], number: int) -> None:
    """Join a short piece to the shorter of its neighbours; the longer part's village keeps it."""
    beside = [at for at in (number - 1, number + 1) if 0 <= at < len(pieces)]
    other = min(beside, key=lambda at: pieces[at][1] - pieces[at][0])
    a, b = sorted((number, other))
    longer = max(pieces[a], pieces[b], key=lambda piece: piece[1] - piece[0])
    pieces[a : b + 1] = [[pieces[a][0], pieces[b][1], longer[2]]]


def _halved(start: int, end: int, village: int) -> list[tuple[int, int, int]]:
    count = int(np.ceil((end - start) * VERTEX_M / LONGEST_M))
    at = np.linspace(start, end, count + 1).astype(int).tolist()
    return [(a, b, village) for a, b in itertools.pairwise(at)]


def _cut(number, stream, river, cuts, line, villages, into) -> list[Segment]:
    """One river's segments, each flowing into the next and the last into `into`."""
    points = shapely.get_coordinates(line)
    called = _piece_names(river, [villages[village].name for _a, _b, village in cuts])
    return [
        Segment(
            code=_code(number, piece),
            name=called[piece],
            river_code=f"YX{number + 1:03d}",
            river=river,
            order=int(stream.orders[end]),
            division_code=villages[village].code,
            into=_code(number, piece + 1) if piece + 1 < len(cuts) else into,
            path=stream.path[start : end + 1],
            line=shapely.linestrings(points[start : end + 1]),
        )
        for piece, (start, end, village) in enumerate(cuts)
    ]


def _piece_names(river: str, villages: list[str]) -> list[str]:
    """清溪河·下坪村段; where a village has several pieces of one river, 下坪村1段, 下坪村2段 downstream."""
    counted: dict[str, int] = {}
    called = []
    for village in villages:
        counted[village] = counted.get(village, 0) + 1
        which = str(counted[village]) if villages.count(village) > 1 else ""
        called.append(f"{river}·{village}{which}段")
    return called
