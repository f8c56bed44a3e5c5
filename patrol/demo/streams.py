"""The drainage of the land as rivers: each from its spring to the river it joins, as natural lines in metres."""

from dataclasses import dataclass, field

import numpy as np
import shapely

from patrol.demo import noise
from patrol.demo.terrain import STREAM_M2, Terrain

VERTEX_M = 35.0
SHORTEST_M = 2_500.0
SWING = {1: (520, 60), 2: (800, 105), 3: (1_100, 190), 4: (1_500, 300), 5: (1_900, 400)}  # order → wavelength, metres


@dataclass
class Stream:
    """A river's cells and path run downstream. `joins` is the index of the river it flows into, at `vertex` of that
    river's path; `orders` is the Strahler order at each vertex."""

    cells: list[int]
    joins: int | None
    path: np.ndarray = field(default_factory=lambda: np.empty((0, 2)))
    vertex: int = -1
    orders: np.ndarray = field(default_factory=lambda: np.empty(0))

    @property
    def length_m(self) -> float:
        """Length of the drawn path."""
        return float(np.hypot(*np.diff(self.path, axis=0).T).sum())


def flow(land: Terrain, seed: int) -> list[Stream]:
    """Every stream worth a name, the trunk first and each after the one it joins."""
    streams = _kept(land, _stems(land))
    rank = _cell_orders(land, streams)
    for number, stream in enumerate(streams):
        _draw(land, stream, streams, rank, seed + 1_000 + 10 * number)
    _rank(streams)
    return streams


def _stems(land: Terrain) -> list[Stream]:
    """At each confluence the river with most water behind it keeps its name; the others join it."""
    wet = (land.area >= STREAM_M2).tolist()
    area, into = land.area.tolist(), land.receiver.tolist()
    main: dict[int, int] = {}
    for cell in land.order[1:].tolist():
        if wet[cell] and (into[cell] not in main or area[cell] > area[main[into[cell]]]):
            main[into[cell]] = cell
    outlet = int(land.order[0])
    stems, stem_of = [Stream([outlet], None)], {outlet: 0}
    for cell in land.order[1:].tolist():
        if not wet[cell]:
            continue
        below = stem_of[into[cell]]
        if main[into[cell]] != cell:
            stems.append(Stream([into[cell]], below))
            below = len(stems) - 1
        stem_of[cell] = below
        stems[below].cells.append(cell)
    for stem in stems:
        stem.cells.reverse()
    return stems


def _kept(land: Terrain, stems: list[Stream]) -> list[Stream]:
    """The stems long enough; a short one has no longer tributary, for it would not be the tributary then."""
    kept: list[Stream] = []
    new_number: dict[int, int] = {}
    for number, stem in enumerate(stems):
        x, y = land.x[stem.cells], land.y[stem.cells]
        if np.hypot(np.diff(x), np.diff(y)).sum() < SHORTEST_M or (
            stem.joins is not None and stem.joins not in new_number
        ):
            continue
        new_number[number] = len(kept)
        kept.append(Stream(stem.cells, None if stem.joins is None else new_number[stem.joins]))
    return kept


def _cell_orders(land: Terrain, streams: list[Stream]) -> dict[int, int]:
    """Strahler order of each stream cell, counted over the streams that were kept."""
    order: dict[int, int] = {}
    tributaries: dict[int, list[int]] = {}
    for stream in reversed(streams):
        rank = 1
        own = stream.cells if stream.joins is None else stream.cells[:-1]
        for cell in own:
            for other in sorted(tributaries.get(cell, ())):
                rank = rank + 1 if other == rank else max(rank, other)
            order[cell] = rank
        if stream.joins is not None:
            tributaries.setdefault(stream.cells[-1], []).append(rank)
    return order


def _draw(land: Terrain, stream: Stream, streams: list[Stream], rank: dict[int, int], seed: int) -> None:
    """Give a stream its path: worn smooth, swinging as its size has it, ending on the river it joins."""
    points = np.column_stack([land.x[stream.cells], land.y[stream.cells]])
    path = _evenly(rounded(points))
    at = np.linspace(0, len(stream.cells) - 1.01, len(path)).astype(int)
    orders = np.array([rank[cell] for cell in stream.cells])[at] if stream.joins is None else _own(stream, rank)[at]
    path = path + _swing(path, orders, seed)
    if stream.joins is not None:
        path = _joined(path, points[-1], streams[stream.joins].path, stream)
    stream.path = path


def _own(stream: Stream, rank: dict[int, int]) -> np.ndarray:
    """Orders of a tributary's cells; the last cell is the other river's and takes the order before it."""
    orders = [rank[cell] for cell in stream.cells[:-1]]
    return np.array([*orders, orders[-1]])


def rounded(points: np.ndarray) -> np.ndarray:
    """The way through the cells without its zigzag; both ends stay."""
    for _ in range(2):
        inner = points[1:-1] / 2 + (points[:-2] + points[2:]) / 4
        points = np.concatenate([points[:1], inner, points[-1:]])
    for _ in range(3):
        edges = np.stack([0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]], axis=1)
        points = np.concatenate([points[:1], edges.reshape(-1, 2), points[-1:]])
    return points


def _evenly(points: np.ndarray, every_m: float = VERTEX_M) -> np.ndarray:
    """The same line with a vertex every so many metres."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = np.linspace(0, along[-1], max(2, round(along[-1] / every_m) + 1))
    return np.column_stack([np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])])


def _swing(path: np.ndarray, orders: np.ndarray, seed: int) -> np.ndarray:
    """Sideways steps (n, 2) in metres that make the line meander, none at its ends."""
    along = np.arange(len(path)) * VERTEX_M
    side = np.zeros(len(path))
    width = np.ones(max(3, min(41, len(path) // 2 * 2 - 1)))
    for order, (wavelength, amplitude) in SWING.items():
        share = np.convolve(np.pad(orders == order, len(width) // 2, mode="edge"), width / len(width), "valid")
        side += share * amplitude * noise.fractal(along, np.zeros_like(along), wavelength, seed + order, 2)
    side *= np.clip(np.minimum(along, along[-1] - along) / 400, 0, 1)
    ahead = np.gradient(path, axis=0)
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    return side[:, None] * np.column_stack([-ahead[:, 1], ahead[:, 0]])


def _joined(path: np.ndarray, mouth: np.ndarray, river: np.ndarray, stream: Stream) -> np.ndarray:
    """A tributary's path led to where the river it joins was drawn, and ended where it first meets it."""
    nearest = int(np.argmin(np.hypot(*(river - mouth).T)))
    behind = np.arange(len(path))[::-1] * VERTEX_M
    path = path + np.exp(-behind / 700)[:, None] * (river[nearest] - mouth)
    near = np.flatnonzero(shapely.distance(shapely.points(path), shapely.linestrings(river)) < 1.4 * VERTEX_M)
    path = path[: max(int(near[0]), 2)] if near.size else path[:-1]
    stream.vertex = int(np.argmin(np.hypot(*(river - path[-1]).T)))
    return np.concatenate([path, river[stream.vertex : stream.vertex + 1]])


def _rank(streams: list[Stream]) -> None:
    """Strahler order at each vertex, from where the tributaries really join."""
    tributaries: dict[int, list[tuple[int, int]]] = {}
    for number in range(len(streams) - 1, -1, -1):
        stream = streams[number]
        stream.orders = np.ones(len(stream.path), int)
        rank = 1
        for vertex, other in sorted(tributaries.get(number, ())):
            rank = rank + 1 if other == rank else max(rank, other)
            stream.orders[vertex:] = rank
        if stream.joins is not None:
            tributaries.setdefault(stream.joins, []).append((stream.vertex, rank))
