"""A simulator of phones carried along lines: the fixes they record, and the truth of what was walked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.ops import substring

from .ground import Ground, length_m
from .noise import drift, position_error, reported_accuracy

WALKING_MPS = 1.2
DRIVING_MPS = 60 / 3.6


@dataclass(frozen=True)
class Leg:
    """A stretch of an outing: a path in metres of the ground's plane at one speed, or a stay where the last one ended.

    seen: the phone had fixes. counts: honest movement, which distance and duration are owed for.
    line and chainage: the named line it ran along, and from where to where (m); none for a road.
    """

    path: shapely.LineString | None
    speed_mps: float = WALKING_MPS
    stay_s: int = 0
    seen: bool = True
    counts: bool = True
    line: str | None = None
    chainage: tuple[float, float] = (0.0, 0.0)


def along(ground: Ground, line: str, start_m: float, end_m: float, bank_m: float = 0.0) -> Leg:
    """A walk along a line between two chainages (either order), bank_m to the left of the line's own direction."""
    low, high = sorted((start_m, end_m))
    path = substring(ground.lines[line], low, high)
    if bank_m:
        path = path.offset_curve(bank_m)
    if path.geom_type != "LineString":
        raise ValueError(f"no single bank {bank_m} m beside {line} from {low} to {high}")
    return Leg(path if start_m <= end_m else path.reverse(), line=line, chainage=(low, high))


def beside(ground: Ground, line: str, start_m: float, end_m: float, away_m: float) -> Leg:
    """A walk on a path so far off a line that it is not a walk along it."""
    return replace(along(ground, line, start_m, end_m, away_m), line=None)


def road(ground: Ground, lonlat: Sequence[tuple[float, float]]) -> Leg:
    """A walk over open ground through points in degrees."""
    return Leg(ground.plane.metres(shapely.LineString(lonlat)))


def road_between(before: Leg, after: Leg) -> Leg:
    """The straight way from the end of one leg to the start of the next."""
    return Leg(shapely.LineString([before.path.coords[-1], after.path.coords[0]]))


def stay(seconds: int) -> Leg:
    """Standing still: lunch."""
    return Leg(None, stay_s=seconds, counts=False)


def unseen(leg: Leg, speed_mps: float = 1.0) -> Leg:
    """The same leg in a tunnel: walked on, but without a fix."""
    return replace(leg, speed_mps=speed_mps, seen=False, counts=False)


def driven(leg: Leg, speed_mps: float = DRIVING_MPS) -> Leg:
    """The same leg from a car."""
    return replace(leg, speed_mps=speed_mps, counts=False)


@dataclass(frozen=True)
class Truth:
    """What an outing really was.

    distance_m, duration_s: over honest, seen movement. walked: chainages in metres by line, merged.
    path: where the walker really was while seen and honest, in metres of the plane; None when never.
    """

    distance_m: float
    duration_s: int
    walked: dict[str, list[tuple[float, float]]]
    path: shapely.MultiLineString | None

    def walked_m(self, line: str) -> float:
        """Metres of the line walked at least once."""
        return sum(high - low for low, high in self.walked.get(line, []))


@dataclass
class Walk:
    """A recorded outing: seconds since its start, degrees, reported accuracy in metres; and the truth of it."""

    seconds: np.ndarray
    lonlat: np.ndarray
    accuracy_m: np.ndarray
    truth: Truth


def _pace(random: np.random.Generator, leg: Leg) -> np.ndarray:
    """Metres gone along the leg at each whole second, its own speed wavering by 15 %, first second included."""
    length = leg.path.length
    wavering = 1.0 + 0.15 * np.clip(drift(random, int(length / leg.speed_mps * 2) + 60, 30.0), -2.5, 2.5)
    gone = np.concatenate([[0.0], np.cumsum(leg.speed_mps * wavering)])
    return np.append(gone[gone < length], length)


def _positions(random: np.random.Generator, legs: Sequence[Leg]) -> tuple[np.ndarray, np.ndarray]:
    """Where the walker was at each second (n, 2), and which leg it belonged to (n)."""
    xy, owner = [], []
    for i, leg in enumerate(legs):
        if leg.path is None:
            spots = np.repeat(xy[-1][-1:], leg.stay_s, axis=0)
        else:
            spots = shapely.get_coordinates(shapely.line_interpolate_point(leg.path, _pace(random, leg)))
        xy.append(spots)
        owner.append(np.full(len(spots), i))
    return np.concatenate(xy), np.concatenate(owner)


def _moments(random: np.random.Generator, seconds: int, interval_s: tuple[int, int]) -> np.ndarray:
    """Seconds at which the phone takes a fix: from the first on, and a last one when the walker stops it."""
    steps = random.integers(interval_s[0], interval_s[1] + 1, size=seconds)
    moments = np.concatenate([[0], np.cumsum(steps)])
    return np.append(moments[moments < seconds - 1], seconds - 1)


def _merged(intervals: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for low, high in sorted(intervals):
        if merged and low <= merged[-1][1] + 1e-6:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _truth(ground: Ground, legs: Sequence[Leg], owner: np.ndarray) -> Truth:
    honest = [i for i, leg in enumerate(legs) if leg.counts]
    lines = {leg.line for leg in legs if leg.counts and leg.line}
    degrees = [shapely.LineString(ground.plane.degrees(shapely.get_coordinates(legs[i].path))) for i in honest]
    return Truth(
        distance_m=sum(length_m(line) for line in degrees),
        duration_s=int(sum(np.count_nonzero(owner == i) for i in honest)),
        walked={c: _merged([leg.chainage for leg in legs if leg.counts and leg.line == c]) for c in sorted(lines)},
        path=shapely.MultiLineString([legs[i].path for i in honest]) if honest else None,
    )


def simulate(
    ground: Ground, legs: Sequence[Leg], sigma_m: float, interval_s: tuple[int, int] = (5, 15), seed: int = 1
) -> Walk:
    """The outing as a phone with an error of sigma_m on each axis records it, a fix every interval_s (from, to)."""
    random = np.random.default_rng(seed)
    xy, owner = _positions(random, legs)
    seen = np.array([leg.seen for leg in legs])[owner]
    moments = _moments(random, len(xy), interval_s)
    moments = moments[seen[moments]]
    noisy = (xy + position_error(random, len(xy), sigma_m))[moments]
    accuracy = reported_accuracy(random, len(moments), sigma_m)
    return Walk(moments, ground.plane.degrees(noisy), accuracy, _truth(ground, legs, owner))
