"""Grow regions over the land and draw the borders they share: no gap, no overlap, corners worn smooth."""

import heapq

import numpy as np
import shapely

from patrol.demo import noise
from patrol.demo.terrain import CELL_M, SIDE, Terrain

OUTSIDE = -1


def effort(land: Terrain, seed: int) -> np.ndarray:
    """How hard each cell is to settle: ridges and steep ground hard, valley floors easy. Borders end up on the hard."""
    patchy = noise.fractal(land.x, land.y, 3_000, seed, 4)
    return 0.4 + land.above_water / 45 + 2.2 * np.abs(patchy)


def grow(seeds: list[int], cost: np.ndarray, within: np.ndarray) -> np.ndarray:
    """The index of the seed each cell is nearest to by effort, OUTSIDE where none reaches. Regions are connected."""
    label, free, hard = [OUTSIDE] * cost.size, within.tolist(), cost.tolist()
    around = (-SIDE, -1, 1, SIDE)  # never across a corner: two regions cannot cross each other there
    front = [(0.0, cell, number) for number, cell in enumerate(seeds)]
    heapq.heapify(front)
    while front:
        spent, cell, number = heapq.heappop(front)
        if not free[cell]:
            continue
        free[cell] = False
        label[cell] = number
        for step in around:
            if free[cell + step]:
                heapq.heappush(front, (spent + hard[cell + step], cell + step, number))
    return np.array(label)


def spread_seeds(candidates: np.ndarray, x: np.ndarray, y: np.ndarray, count: int, first: int) -> list[int]:
    """`count` of the candidate cells, each as far as can be from those before it."""
    chosen = [first]
    nearest = np.hypot(x[candidates] - x[first], y[candidates] - y[first])
    while len(chosen) < count:
        cell = int(candidates[np.argmax(nearest)])
        chosen.append(cell)
        nearest = np.minimum(nearest, np.hypot(x[candidates] - x[cell], y[candidates] - y[cell]))
    return chosen


def settled(candidates: np.ndarray, land: Terrain, count: int, first: int, cost: np.ndarray, within: np.ndarray):
    """Seeds among the candidates, drawn to the middle of what they hold, and the regions they grow to."""
    seeds = spread_seeds(candidates, land.x, land.y, count, first)
    for _ in range(2):
        label = grow(seeds, cost, within)
        seeds = [first] + [_most_central(candidates, land, label, number) for number in range(1, count)]
    return seeds, grow(seeds, cost, within)


def _most_central(candidates: np.ndarray, land: Terrain, label: np.ndarray, number: int) -> int:
    mine = label == number
    here = candidates[label[candidates] == number]
    away = np.hypot(land.x[here] - land.x[mine].mean(), land.y[here] - land.y[mine].mean())
    return int(here[np.argmin(away)])


def rounded(label: np.ndarray) -> np.ndarray:
    """The regions without spikes one cell wide, which would cross themselves once their borders are worn smooth."""
    for _ in range(6):
        beside = np.sort(np.stack([np.roll(label, step) for step in (-SIDE, -1, 1, SIDE)]), axis=0)
        most = np.where(beside[0] == beside[1], beside[1], beside[2])  # of four sorted, a pair shows in the middle
        label = np.where((beside == label).sum(axis=0) < 2, most, label)
    return label


def outlines(label: np.ndarray, count: int, seed: int) -> list[shapely.Polygon]:
    """The region of each label as a polygon in metres; neighbours share their border vertex for vertex."""
    arcs = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(_cell_edges(label))))
    worn = [shapely.linestrings(_worn(shapely.get_coordinates(arc), seed)) for arc in arcs]
    faces = shapely.get_parts(shapely.polygonize(worn))
    owner = _owners(faces, label)
    found = [faces[owner == number] for number in range(count)]
    if any(len(parts) != 1 for parts in found):
        raise ValueError("a region fell apart when its border was smoothed: choose another seed")
    return [parts[0] for parts in found]


def _cell_edges(label: np.ndarray) -> np.ndarray:
    """Every cell edge between two different labels, as (n, 2, 2) points in metres."""
    grid = label.reshape(SIDE, SIDE)
    row, column = np.nonzero(grid[:, 1:] != grid[:, :-1])
    upright = np.stack([np.column_stack([column + 1, row]), np.column_stack([column + 1, row + 1])], axis=1)
    row, column = np.nonzero(grid[1:] != grid[:-1])
    level = np.stack([np.column_stack([column, row + 1]), np.column_stack([column + 1, row + 1])], axis=1)
    return (np.concatenate([upright, level]) - SIDE / 2) * CELL_M


def _worn(points: np.ndarray, seed: int) -> np.ndarray:
    """A stair of cell edges worn to a natural line; its ends stay, for other borders end there too."""
    for _ in range(3):
        inner = points[1:-1] / 2 + (points[:-2] + points[2:]) / 4
        points = np.concatenate([points[:1], inner, points[-1:]])
    for _ in range(2):
        cut = np.stack([0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]], axis=1)
        points = np.concatenate([points[:1], cut.reshape(-1, 2), points[-1:]])
    return noise.shifted(points, 900, 70, seed)


def _owners(faces: np.ndarray, label: np.ndarray) -> np.ndarray:
    """The label each face was drawn round: that of most cell middles it holds."""
    row, column = np.divmod(np.flatnonzero(label != OUTSIDE), SIDE)
    middles = shapely.points((np.column_stack([column, row]) + 0.5 - SIDE / 2) * CELL_M)
    inside, face = shapely.STRtree(faces).query(middles, predicate="within")
    held = label[label != OUTSIDE][inside]
    owner = np.full(len(faces), OUTSIDE)
    for number in range(len(faces)):
        labels = held[face == number]
        owner[number] = np.bincount(labels).argmax() if labels.size else OUTSIDE
    return owner
