"""Areas in mu 亩, and where a year's work should stand by now."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

SQUARE_METRES_PER_15_MU = 10_000

# The share of a year's target expected by the end of each month: planting is done before spring growth and again from
# autumn on, tending mostly in the growing season. A starting point; what holds is the dated season curve.
PACES: dict[str, tuple[float, ...]] = {
    "afforestation": (0.15, 0.40, 0.70, 0.80, 0.80, 0.80, 0.80, 0.80, 0.80, 0.85, 0.93, 1.0),
    "tending": (0.02, 0.05, 0.10, 0.18, 0.30, 0.42, 0.54, 0.66, 0.78, 0.88, 0.95, 1.0),
    "restoration": (0.08, 0.20, 0.38, 0.48, 0.52, 0.56, 0.60, 0.66, 0.74, 0.84, 0.93, 1.0),
    "closing": (0.10, 0.20, 0.30, 0.40, 0.50, 0.58, 0.66, 0.74, 0.82, 0.90, 0.95, 1.0),
}


def mu(area_m2: float) -> float:
    """Square metres as mu; 15 mu are one hectare. Sum first, convert once.

    Beyond nine decimals there is no area, only the noise of binary fractions: 121.5 mu come back as 121.5.
    """
    return round(area_m2 * 15 / SQUARE_METRES_PER_15_MU, 9)


def square_metres(area_mu: float) -> float:
    """Mu as square metres."""
    return area_mu * SQUARE_METRES_PER_15_MU / 15


def pace(year: int, by_month: Sequence[float], on: date) -> float:
    """The share of the year's target expected on a day, straight between the ends of months; 0 before, 1 after."""
    if on.year != year:
        return 0.0 if on.year < year else 1.0
    before = by_month[on.month - 2] if on.month > 1 else 0.0
    first = date(year, on.month, 1)
    following = date(year + on.month // 12, on.month % 12 + 1, 1)
    return before + (by_month[on.month - 1] - before) * ((on - first).days + 1) / (following - first).days


class Owed(Protocol):
    """A target with the curve that it follows."""

    area_m2: float
    pace: Sequence[float] | None


def joint_pace(targets: Sequence[Owed]) -> list[float] | None:
    """The curve of several targets together: theirs by area, so that a large township's season weighs more."""
    known = [(target.area_m2, target.pace) for target in targets if target.pace is not None]
    if not known:
        return None
    whole = sum(area for area, _ in known)
    if whole == 0:
        return list(known[0][1])
    return [sum(area * curve[month] for area, curve in known) / whole for month in range(12)]


def standing(progress: float | None, expected: float) -> str:
    """done, ahead, on_pace or behind; no_target where nothing is owed. Five points either way are on pace."""
    if progress is None:
        return "no_target"
    if progress >= 1:
        return "done"
    if progress < expected - 0.05:
        return "behind"
    return "ahead" if progress > expected + 0.05 else "on_pace"
