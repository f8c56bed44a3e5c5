"""Walks with a noise and a pace of their own, as phones record them, and what cheats make of them."""

import math
import random

from patrol.rules.track import METRES_PER_DEGREE, Fix, Limits, clean

LON, LAT, NORTH = 116.5, 27.5, METRES_PER_DEGREE
EAST = METRES_PER_DEGREE * math.cos(math.radians(LAT))
START = 1_780_000_000.0
CLEANING = Limits(max_accuracy_m=100, max_speed_mps=10, gap_s=120, stay_s=180, stay_radius_m=30)


def path(metres: float) -> tuple[float, float]:
    """A place on a winding bank, so many metres along (nearly)."""
    return metres * 0.9, 60 * math.sin(metres / 180) + 25 * math.sin(metres / 57)


def walk(seed: int, length_m: float = 3000, noise_m: float = 4.5, every_s: int = 10, start: float = START) -> list[Fix]:
    """An honest walk of the bank: positions that drift, a pace that wavers."""
    luck = random.Random(seed)
    speed, along, t = luck.uniform(1.0, 1.5), 0.0, start
    east, north, hurry = luck.gauss(0, noise_m), luck.gauss(0, noise_m), 0.0
    fixes = []
    while along < length_m:
        x, y = path(along)
        fixes.append(fix(t, x + east, y + north, luck.choice((4, 5, 6, 8))))
        kept, fresh = 0.9, math.sqrt(1 - 0.81)
        east, north = (kept * each + fresh * luck.gauss(0, noise_m) for each in (east, north))
        hurry = 0.9 * hurry + luck.gauss(0, 0.08)
        along += max(0.2, speed * (1 + hurry)) * every_s
        t += every_s
    return fixes


def fix(t: float, x: float, y: float, acc: float | None = 5) -> Fix:
    """A fix some metres east and north of the start, to the millionth of a degree that phones send."""
    return Fix(t, round(LON + x / EAST, 6), round(LAT + y / NORTH, 6), acc)


def later(fixes: list[Fix], seconds: float) -> list[Fix]:
    return [f._replace(t=f.t + seconds) for f in fixes]


def backwards(fixes: list[Fix]) -> list[Fix]:
    return [f._replace(t=fixes[0].t + fixes[-1].t - f.t) for f in reversed(fixes)]


def shaken(fixes: list[Fix], noise_m: float, seed: int = 99) -> list[Fix]:
    luck = random.Random(seed)
    return [
        f._replace(
            lon=round(f.lon + luck.gauss(0, noise_m) / EAST, 6), lat=round(f.lat + luck.gauss(0, noise_m) / NORTH, 6)
        )
        for f in fixes
    ]


def stretched(fixes: list[Fix], times: float) -> list[Fix]:
    return [f._replace(t=fixes[0].t + (f.t - fixes[0].t) * times) for f in fixes]


def pieces(fixes: list[Fix]):
    return clean(fixes, CLEANING).pieces
