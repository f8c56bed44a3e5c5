"""Who went out when, and where: a year of diligence and neglect that the maps have a story to tell of."""

import uuid
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import shapely

from patrol.demo.county import County
from patrol.demo.divisions import Place

MONTHS = 12
DENSE = 2  # months in which the system has been in full use
LOCAL = timedelta(hours=8)
# Township by township in the order of their codes: how much of what was asked is done.
ZEAL = (1.15, 1.05, 0.95, 1.1, 0.8, 1.0, 0.9, 0.45, 0.85, 0.6, 1.0, 0.35)
NEGLECTED = 9  # villages where hardly anybody goes
RIVER_RATES = {"patroller": 2.15, "village_chief": 1.05, "township_chief": 1.0, "county_chief": 0.3}  # a month
BEFORE = 0.1  # of those rates before the dense months
RANGER_RATES = (10.0, 1.5)  # outings a month in the dense months, and before
PLOTS_A_WALK = 15
MANNERS = {"walk": 0.915, "lazy": 0.055, "drive": 0.02, "mock": 0.01}


@dataclass(frozen=True)
class Outing:
    """One patrol to be walked: `codes` are segments in the order of the water, or plots in the order of the walk."""

    id: uuid.UUID
    username: str
    kind: str
    started_at: datetime
    codes: tuple[str, ...]
    manner: str
    seed: int


def months(today: date) -> list[tuple[date, int]]:
    """The last year's months, oldest first: the first day, and how many of its days have come."""
    found = []
    year, month = today.year, today.month
    for _ in range(MONTHS):
        first = date(year, month, 1)
        found.append((first, min(monthrange(year, month)[1], (today - first).days + 1)))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found[::-1]


def plan(county: County, now: datetime, seed: int) -> list[Outing]:
    """Every outing of the last year that has ended by `now`, in the order of time."""
    random = np.random.default_rng(seed + 41)
    today = (now.astimezone(UTC) + LOCAL).date()
    zeal = village_zeal(county.places, random)
    planned = [*_river_outings(county, today, zeal, random), *_forest_outings(county, today, zeal, random)]
    planned = _one_a_day(planned, today)
    return sorted((o for o in planned if o.started_at < now - timedelta(hours=5)), key=lambda o: o.started_at)


def _one_a_day(planned: list[Outing], today: date) -> list[Outing]:
    """Nobody is in two places at once: of two outings on a day, one goes to the next free day of the month, if any."""
    taken: dict[str, set[date]] = defaultdict(set)
    found = []
    for outing in planned:
        day = (outing.started_at + LOCAL).date()
        last = min(today, day.replace(day=monthrange(day.year, day.month)[1])).day
        days = (day.replace(day=(day.day - 1 + step) % last + 1) for step in range(last))
        free = next((each for each in days if each not in taken[outing.username]), None)
        if free is None:
            continue
        taken[outing.username].add(free)
        found.append(replace(outing, started_at=outing.started_at + (free - day)))
    return found


def village_zeal(places: list[Place], random: np.random.Generator) -> dict[str, float]:
    """How diligently each village is looked after."""
    towns = [place.code for place in places if place.level == "township"]
    villages = [place for place in places if place.level == "village"]
    found = {v.code: ZEAL[towns.index(v.parent or "")] * random.uniform(0.75, 1.2) for v in villages}
    for number in random.choice(len(villages), NEGLECTED, replace=False):
        found[villages[number].code] = 0.04
    return found


def _river_outings(county: County, today: date, zeal: dict[str, float], random: np.random.Generator) -> list[Outing]:
    segment_of = {segment.code: segment for segment in county.segments}
    mine = defaultdict(set)
    for duty in county.duties:
        if duty.kind == "river":
            mine[duty.username].add(duty.code)
    found = []
    for duty in (duty for duty in county.duties if duty.kind == "river"):
        segment = segment_of[duty.code]
        rate = RIVER_RATES[duty.post] * zeal[segment.division_code]
        for first, days in months(today):
            share = 1.0 if _dense(first, today) else BEFORE
            for _ in range(_times(rate * share, days, random)):
                onward = segment.into in mine[duty.username] and random.uniform() < 0.35
                codes = (segment.code, segment.into) if onward else (segment.code,)
                found.append(_outing(duty.username, "river", first, days, codes, random))
    return found


def _dense(first: date, today: date) -> bool:
    return (today.year - first.year) * 12 + today.month - first.month < DENSE


def _times(rate: float, days: int, random: np.random.Generator) -> int:
    """How often in the days of a month: people keep to what is asked of them, and rather early than late."""
    return int(rate * min(1.0, days / 30) ** 0.7 + random.uniform())


def _outing(username: str, kind: str, first: date, days: int, codes, random: np.random.Generator) -> Outing:
    """Some time of a day of the month; mornings are preferred."""
    hour = 7.2 + 8.0 * random.beta(1.3, 2.2)
    at = datetime(first.year, first.month, first.day, tzinfo=UTC) - LOCAL
    at += timedelta(days=int(random.integers(days)), seconds=round(hour * 3600))
    manner = str(random.choice(list(MANNERS), p=list(MANNERS.values())))
    number = uuid.UUID(bytes=random.bytes(16), version=4)
    return Outing(number, username, kind, at, tuple(codes), manner, int(random.integers(2**31)))


def _forest_outings(county: County, today: date, zeal: dict[str, float], random: np.random.Generator) -> list[Outing]:
    """Each ranger's rounds: from a plot not seen for long, on from neighbour to neighbour."""
    plot_of = {plot.code: plot for plot in county.plots}
    mine = defaultdict(list)
    for duty in county.duties:
        if duty.kind == "forest":
            mine[duty.username].append(duty.code)
    found = []
    for username, codes in mine.items():
        middles = shapely.get_coordinates(shapely.centroid([plot_of[code].outline for code in codes]))
        care = np.array([zeal[plot_of[code].division_code] for code in codes])
        seen = np.zeros(len(codes))
        for first, days in months(today):
            rate = RANGER_RATES[0 if _dense(first, today) else 1]
            for _ in range(_times(rate * care.mean(), days, random)):
                walk = _round(middles, care, seen, random)
                found.append(_outing(username, "forest", first, days, [codes[at] for at in walk], random))
    return found


def _round(middles: np.ndarray, care: np.ndarray, seen: np.ndarray, random: np.random.Generator) -> list[int]:
    """Indices of the plots of one round; `seen` counts what was visited and grows."""
    want = (care > 0.1) * random.uniform(0.5, 1, len(care)) / (1 + seen)
    walk = [int(np.argmax(want))]
    while len(walk) < min(PLOTS_A_WALK, len(care)):
        away = np.hypot(*(middles - middles[walk[-1]]).T) + 350 * seen
        away[walk] = np.inf
        nearest = int(np.argmin(away))
        if away[nearest] > 3_000 + 350 * seen[nearest]:
            break
        walk.append(nearest)
    seen[walk] += 1
    return walk
