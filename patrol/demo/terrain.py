"""A synthetic landscape: a basin in a mountain fringe whose every drop of water leaves by one outlet."""

import heapq
from dataclasses import dataclass

import numpy as np

from patrol.demo import noise

CELL_M = 200.0
SIDE = 400  # cells along each edge of the square the county lies in
STREAM_M2 = 0.72e6  # a stream that keeps its water has this much land behind it
OUTLET_BEARING = np.deg2rad(118)  # measured from east: the trunk leaves to the north-west
ROUNDS = 10  # of letting the water shape the land


@dataclass(frozen=True)
class Terrain:
    """Flat arrays over SIDE × SIDE cells; x and y in metres, height in metres, area drained in square metres."""

    x: np.ndarray
    y: np.ndarray
    inside: np.ndarray
    height: np.ndarray
    receiver: np.ndarray
    area: np.ndarray
    above_water: np.ndarray  # height above the stream a cell's water reaches first
    order: np.ndarray  # cells from the outlet upwards: a receiver always comes before its donors


def neighbours() -> tuple[int, ...]:
    """Offsets to the eight cells around one, in the flat arrays."""
    return (-SIDE - 1, -SIDE, -SIDE + 1, -1, 1, SIDE - 1, SIDE, SIDE + 1)


def cell_at(points: np.ndarray) -> np.ndarray:
    """Flat index of the cell each point (n, 2), in metres, lies in."""
    column, row = (np.clip(points // CELL_M + SIDE / 2, 0, SIDE - 1).astype(np.int64)).T
    return row * SIDE + column


def shape(seed: int) -> Terrain:
    """The landscape for one seed."""
    x, y = _nodes(seed)
    rim = _rim(x, y, seed)
    inside = rim < 1
    outlet = _outlet(x, y, inside)
    uplift = 0.16 + np.clip(rim, 0, 1) ** 3 + 0.45 * np.clip(noise.fractal(x, y, 15_000, seed + 3, 3), 0, 1)
    height = _trough(x, y, rim) + 70 * noise.fractal(x, y, 9_000, seed + 4, 6)
    uplift *= 1 + 0.35 * noise.fractal(x, y, 1_200, seed + 5, 2)
    for _ in range(ROUNDS):
        order, receiver = _drain(x, y, height, inside, outlet)
        area = _accumulate(order, receiver)
        graded = _graded(x, y, order, receiver, area, uplift)
        height = np.where(inside, 0.25 * height + 0.75 * graded, height)
    order, receiver = _drain(x, y, height, inside, outlet)
    reached = np.zeros(inside.size, bool)
    reached[order] = True
    area = _accumulate(order, receiver)
    return Terrain(x, y, reached, graded, receiver, area, _above_water(order, receiver, area, graded), order)


def _nodes(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A jittered node in each cell, so that no stream shows the grid's eight directions."""
    random = np.random.default_rng(seed)
    middle = (np.arange(SIDE) - SIDE / 2 + 0.5) * CELL_M
    x, y = (part.ravel() for part in np.meshgrid(middle, middle))
    jitter = random.uniform(-0.38, 0.38, (2, x.size)) * CELL_M
    return x + jitter[0], y + jitter[1]


def _rim(x: np.ndarray, y: np.ndarray, seed: int) -> np.ndarray:
    """0 in the middle, 1 on the county's border, more outside."""
    moved = noise.shifted(np.column_stack([x, y]), 9_500, 2_500, seed + 1)
    turn = np.deg2rad(28)
    u = (moved[:, 0] * np.cos(turn) + moved[:, 1] * np.sin(turn)) / 31_500
    v = (-moved[:, 0] * np.sin(turn) + moved[:, 1] * np.cos(turn)) / 26_500
    angle = np.arctan2(v, u)
    bulge = 1 + 0.28 * noise.fractal(4_000 * np.cos(angle), 4_000 * np.sin(angle), 9_000, seed + 2, 3)
    return np.hypot(u, v) / bulge


def _outlet(x: np.ndarray, y: np.ndarray, inside: np.ndarray) -> int:
    """The border cell farthest in the outlet's direction."""
    reach = np.where(inside, x * np.cos(OUTLET_BEARING) + y * np.sin(OUTLET_BEARING), -np.inf)
    return int(np.argmax(reach))


def _trough(x: np.ndarray, y: np.ndarray, rim: np.ndarray) -> np.ndarray:
    """First heights: a trough along the way to the outlet for the trunk to find, walled in everywhere else."""
    along = x * np.cos(OUTLET_BEARING) + y * np.sin(OUTLET_BEARING)
    across = np.abs(-x * np.sin(OUTLET_BEARING) + y * np.cos(OUTLET_BEARING))
    gap = np.where(along > 0, np.clip(across / 9_000 - 0.3, 0, 1), 1)
    return 150 - along / 200 + 90 * (across / 25_000) ** 2 + 300 * gap * np.clip(rim - 0.7, 0, 1)


def _drain(x, y, height, inside, outlet) -> tuple[np.ndarray, np.ndarray]:
    """The order of the cells from the outlet upwards, and the cell each one's water goes to.

    Water takes the steepest way down; on the floor of a hollow it takes the way the hollow fills from.
    """
    order, receiver, level = _flood(height, inside, outlet)
    steepest = np.zeros(order.size)
    for step in neighbours():
        beside = order + step
        slope = (level[order] - level[beside]) / np.hypot(x[order] - x[beside], y[order] - y[beside])
        better = (slope > steepest) & inside[beside]
        steepest[better] = slope[better]
        receiver[order[better]] = beside[better]
    return order, receiver


def _flood(height: np.ndarray, inside: np.ndarray, outlet: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fill the land from the outlet, lowest cell first: order of filling, where from, and the filled level."""
    level, free = height.tolist(), inside.tolist()
    receiver, order = [-1] * len(level), []
    ripple = np.random.default_rng(outlet).uniform(0.01, 0.4, len(level)).tolist()
    around = neighbours()
    front = [(level[outlet], outlet)]
    free[outlet] = False
    while front:
        lowest, cell = heapq.heappop(front)
        order.append(cell)
        for step in around:
            beside = cell + step
            if free[beside]:
                free[beside] = False
                receiver[beside] = cell
                level[beside] = max(level[beside], lowest + ripple[beside])
                heapq.heappush(front, (level[beside], beside))
    return np.array(order), np.array(receiver), np.array(level)


def _accumulate(order: np.ndarray, receiver: np.ndarray) -> np.ndarray:
    """Square metres drained through each cell, its own included."""
    area, into = [0.0] * receiver.size, receiver.tolist()
    for cell in reversed(order.tolist()):
        area[cell] += CELL_M**2
        if into[cell] >= 0:
            area[into[cell]] += area[cell]
    return np.array(area)


def _graded(x, y, order, receiver, area, uplift) -> np.ndarray:
    """Heights of a land whose rivers carry away just what rises: steep where little water runs, flat where much."""
    upper = order[1:]
    lower = receiver[upper]
    rise = np.zeros(receiver.size)
    run = np.hypot(x[upper] - x[lower], y[upper] - y[lower])
    rise[upper] = 58 * uplift[upper] * run / area[upper] ** 0.45
    height, climb, into = [45.0] * receiver.size, rise.tolist(), receiver.tolist()
    for cell in upper.tolist():
        height[cell] = height[into[cell]] + climb[cell]
    return np.array(height)


def _above_water(order, receiver, area, height) -> np.ndarray:
    """Metres from each cell down to the first stream on its water's way, 0 on a stream."""
    water, into, wet = height.tolist(), receiver.tolist(), (area >= STREAM_M2).tolist()
    for cell in order[1:].tolist():
        if not wet[cell]:
            water[cell] = water[into[cell]]
    return np.maximum(height - np.array(water), 0)
