"""Forestry works of this year and last, inside forest plots, and the targets they are measured against."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely

from patrol.demo.county import County
from patrol.demo.forest import Plot
from patrol.demo.frame import in_degrees
from patrol.demo.outings import ZEAL
from patrol.rules.areas import PACES, pace, square_metres

COUNTY_MU = {"afforestation": 8_000, "tending": 30_000, "restoration": 9_000, "closing": 15_000}
LETTERS = {"afforestation": "ZL", "tending": "FY", "restoration": "XF", "closing": "FS"}
PARTIAL = {"afforestation", "restoration"}  # done on a part of a plot; the others on whole plots
CHECKED_AFTER = timedelta(days=50)
OUTCOMES, ODDS = ("qualified", "replant", "failed"), (0.86, 0.1, 0.04)
PLANS = 3  # a township still has for each type of work


@dataclass(frozen=True)
class Target:
    """Area owed by a township in a year, m²."""

    year: int
    division_code: str
    work_type: str
    area_m2: float


@dataclass(frozen=True)
class Work:
    """One piece of work; `boundary` is in EPSG:4490, areas in m², None while nobody has checked.

    `outcome` is what the inspectors found: qualified, replant or failed. What is only planned has no `done_on`.
    """

    code: str
    year: int
    work_type: str
    division_code: str
    plot_code: str
    done_on: date | None
    reported_area_m2: float
    verified_area_m2: float | None
    qualified_area_m2: float | None
    boundary: shapely.Polygon
    outcome: str | None = None
    species: str = ""


def targets(county: County, today: date) -> list[Target]:
    """Each township's targets, by its forest, in round numbers of mu."""
    towns = [place.code for place in county.places if place.level == "township"]
    wooded = np.array([sum(plot.division_code[:9] == town[:9] for plot in county.plots) for town in towns])
    return [
        Target(year, town, work_type, square_metres(round(total * share / 10) * 10))
        for year in (today.year - 1, today.year)
        for work_type, total in COUNTY_MU.items()
        for town, share in zip(towns, wooded / wooded.sum(), strict=True)
    ]


def works(county: County, owed: list[Target], today: date, seed: int) -> list[Work]:
    """What was done towards the targets until `today`: more where people are diligent."""
    towns = [place.code for place in county.places if place.level == "township"]
    found: list[Work] = []
    for number, target in enumerate(owed):
        random = np.random.default_rng(seed + 500 + number)
        plots = [plot for plot in county.plots if plot.division_code[:9] == target.division_code[:9]]
        zeal = ZEAL[towns.index(target.division_code)]
        expected = pace(target.year, PACES[target.work_type], today)
        done = expected * (0.6 + 0.42 * zeal) if target.year == today.year else 0.78 + 0.22 * zeal
        found += _until(target, plots, done * random.uniform(0.9, 1.1), today, random)
    return found


def _until(target: Target, plots: list[Plot], share: float, today: date, random: np.random.Generator) -> list[Work]:
    """Works on plots in a random order, until the share of the target is reached."""
    last_day = min(date(target.year, 12, 28), today)
    days = (last_day - date(target.year, 1, 6)).days
    found: list[Work] = []
    sum_m2 = 0.0
    for at in random.permutation(len(plots)).tolist():
        if days < 1:
            break
        outline = _part(plots[at].outline, random) if target.work_type in PARTIAL else plots[at].outline
        if sum_m2 + shapely.area(outline) / 2 > share * target.area_m2:
            break
        done_on = date(target.year, 1, 6) + timedelta(days=int(random.integers(days)))
        number = f"{LETTERS[target.work_type]}{target.year}-{target.division_code[6:9]}-{len(found) + 1:03d}"
        found.append(_work(number, target, plots[at], outline, done_on, today, random))
        sum_m2 += found[-1].reported_area_m2
    return found


def plans(county: County, owed: list[Target], done: list[Work], today: date, seed: int) -> list[Work]:
    """What this year is still to be done: some plots for each target, where nothing of the kind was done this year."""
    taken = {(work.work_type, work.plot_code) for work in done if work.year == today.year}
    found: list[Work] = []
    for number, target in enumerate(target for target in owed if target.year == today.year):
        random = np.random.default_rng(seed + 900 + number)
        plots = [plot for plot in county.plots if plot.division_code[:9] == target.division_code[:9]]
        free = [plot for plot in plots if (target.work_type, plot.code) not in taken]
        for at in random.permutation(len(free))[:PLANS].tolist():
            code = f"{LETTERS[target.work_type]}{target.year}-{target.division_code[6:9]}-P{len(found) + 1:03d}"
            found.append(_plan(code, target, free[at]))
    return found


def _plan(code: str, target: Target, plot: Plot) -> Work:
    return Work(
        code=code,
        year=target.year,
        work_type=target.work_type,
        division_code=plot.division_code,
        plot_code=plot.code,
        done_on=None,
        reported_area_m2=0.0,
        verified_area_m2=None,
        qualified_area_m2=None,
        boundary=in_degrees(plot.outline),
        species=plot.species,
    )


def _part(outline: shapely.Polygon, random: np.random.Generator) -> shapely.Polygon:
    """One side of a plot, cut through somewhere near its middle."""
    x, y = shapely.get_coordinates(outline.centroid)[0]
    ahead = random.uniform(0, 2 * np.pi) + np.array([0, np.pi / 2, np.pi])
    far = 2_000 * np.column_stack([np.cos(ahead), np.sin(ahead)]) + (x, y)
    side = shapely.intersection(outline, shapely.polygons([*far, far[0]]))
    return max(shapely.get_parts(side), key=shapely.area)


def _work(
    code: str, target: Target, plot: Plot, outline, done_on: date, today: date, random: np.random.Generator
) -> Work:
    """Areas as they are told, checked and accepted: each at most the one before, in tenths of a mu."""
    area_m2 = float(shapely.area(outline))
    reported = _tenth_mu(area_m2 * random.normal(1.015, 0.02))
    checked = today - done_on > CHECKED_AFTER and random.uniform() < 0.85
    verified = _tenth_mu(reported * min(1.0, random.normal(0.97, 0.03)))
    outcome = str(random.choice(OUTCOMES, p=ODDS))
    return Work(
        code=code,
        year=target.year,
        work_type=target.work_type,
        division_code=plot.division_code,
        plot_code=plot.code,
        done_on=done_on,
        reported_area_m2=reported,
        verified_area_m2=verified if checked else None,
        qualified_area_m2=(verified if outcome == "qualified" else 0.0) if checked else None,
        boundary=in_degrees(outline),
        outcome=outcome if checked else None,
        species=plot.species,
    )


def _tenth_mu(area_m2: float) -> float:
    """Square metres as they are after somebody wrote them down in tenths of a mu."""
    return square_metres(round(area_m2 * 15 / 10_000, 1))
