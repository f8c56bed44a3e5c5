"""The county's townships and villages: grown from the valleys up to the ridges, so that they tile it."""

from dataclasses import dataclass

import numpy as np
import shapely

from patrol.demo import names, regions
from patrol.demo.frame import in_degrees
from patrol.demo.terrain import Terrain

COUNTY_CODE = "361099000000"
TOWNSHIPS = 12
VILLAGES = 120


@dataclass(frozen=True)
class Place:
    """One division. `outline` is in metres of the county's plane, `boundary` in EPSG:4490."""

    code: str
    name: str
    level: str
    parent: str | None
    outline: shapely.Polygon
    boundary: shapely.Polygon
    seat: tuple[float, float]  # metres


def settle(land: Terrain, seed: int) -> list[Place]:
    """The county, its townships and its villages, parents first."""
    cost = regions.effort(land, seed + 11)
    towns, town_of = _towns(land, cost)
    seats, village_of = _villages(land, cost, towns, town_of)
    outlines = regions.outlines(village_of, len(seats), seed + 13)
    boundaries = list(in_degrees(np.array(outlines)))
    home = town_of[np.array(seats)]
    villages = _village_places(land, seats, home, outlines, boundaries, seed)
    townships = [_merged(land, number, towns[number], villages) for number in range(len(towns))]
    return [_county(townships), *townships, *villages]


def township_code(number: int) -> str:
    """The county's towns (镇) are numbered from 100, its townships (乡) from 200."""
    return f"{COUNTY_CODE[:6]}{100 + number if number < names.TOWNS else 200 + number - names.TOWNS:03d}000"


def _towns(land: Terrain, cost: np.ndarray) -> tuple[list[int], np.ndarray]:
    """One seat a township beside the larger rivers, the county's on the trunk in the middle; the land of each."""
    by_water = np.flatnonzero(land.inside & (land.area > 2.5e7))
    middle = by_water[np.argmax(land.area[by_water] / (1 + (np.hypot(land.x, land.y)[by_water] / 4_000) ** 4))]
    return regions.settled(by_water, land, TOWNSHIPS, int(middle), cost, land.inside)


def _villages(land: Terrain, cost: np.ndarray, towns: list[int], town_of: np.ndarray) -> tuple[list[int], np.ndarray]:
    """The seats of the villages, each township's together, and the village each cell belongs to."""
    seats: list[int] = []
    village_of = np.full(land.inside.size, regions.OUTSIDE)
    for number, count in enumerate(_shares(np.bincount(town_of[town_of >= 0]))):
        mine = town_of == number
        by_water = np.flatnonzero(mine & (land.area > 1.2e6))
        here, grown = regions.settled(by_water, land, count, towns[number], cost, mine)
        held = grown != regions.OUTSIDE
        village_of[held] = grown[held] + len(seats)
        seats += here
    return seats, regions.rounded(village_of)


def _shares(cells: np.ndarray) -> list[int]:
    """How many villages each township has: by its size, VILLAGES in all."""
    exact = cells / cells.sum() * VILLAGES
    count = np.floor(exact).astype(int)
    for number in np.argsort(count - exact)[: VILLAGES - count.sum()]:
        count[number] += 1
    return count.tolist()


def _village_places(land, seats, home, outlines, boundaries, seed) -> list[Place]:
    """Villages with codes counted within their township; the first of each township is its seat."""
    called = names.villages(len(seats), seed)
    places, counted = [], [0] * TOWNSHIPS
    for seat, town, name, outline, boundary in zip(seats, home, called, outlines, boundaries, strict=True):
        counted[town] += 1
        parent = township_code(town)
        code = f"{parent[:9]}{200 + counted[town]:03d}"
        places.append(Place(code, name, "village", parent, outline, boundary, (land.x[seat], land.y[seat])))
    return places


def _merged(land: Terrain, number: int, seat: int, villages: list[Place]) -> Place:
    """A township: its villages with their inner borders gone."""
    code = township_code(number)
    mine = [village for village in villages if village.parent == code]
    outline = shapely.coverage_union_all([village.outline for village in mine])
    boundary = shapely.coverage_union_all([village.boundary for village in mine])
    here = (float(land.x[seat]), float(land.y[seat]))
    return Place(code, names.TOWNSHIPS[number], "township", COUNTY_CODE, outline, boundary, here)


def _county(townships: list[Place]) -> Place:
    outline = shapely.coverage_union_all([town.outline for town in townships])
    boundary = shapely.coverage_union_all([town.boundary for town in townships])
    return Place(COUNTY_CODE, names.COUNTY, "county", None, outline, boundary, townships[0].seat)


def containing(places: list[Place], points: np.ndarray) -> np.ndarray:
    """Index of the place each point (n, 2) in metres lies in, or of the nearest one if it lies in none."""
    tree = shapely.STRtree([place.outline for place in places])
    index = np.full(len(points), -1)
    found, place = tree.query(shapely.points(points), predicate="within")
    index[found] = place
    astray = np.flatnonzero(index < 0)
    index[astray] = tree.nearest(shapely.points(points[astray]))
    return index
