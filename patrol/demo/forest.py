"""Forest plots (小班): the hillsides of each village parted into plots that share their borders and stay dry."""

from dataclasses import dataclass

import numpy as np
import shapely

from patrol.demo import noise
from patrol.demo.divisions import Place, containing
from patrol.demo.frame import in_degrees
from patrol.demo.terrain import CELL_M, SIDE, Terrain, cell_at

PLOTS = 5_000
SPACING_M = 395.0
SMALLEST_M2, LARGEST_M2 = 20_000.0, 330_000.0
FROM_RIVER_M, FROM_SEAT_M = 110.0, 550.0
SPECIES = ("杉木", "马尾松", "毛竹", "阔叶混", "油茶", "木荷", "湿地松", "枫香")
LAND_CLASSES = ("乔木林地", "竹林地", "灌木林地", "疏林地", "未成林造林地")


@dataclass(frozen=True)
class Plot:
    """A forest plot. `outline` is in metres, `boundary` in EPSG:4490; the code is village, compartment and number."""

    code: str
    division_code: str
    compartment: str
    number: str
    species: str
    land_class: str
    recorded_area_m2: float
    height_m: float
    outline: shapely.Polygon
    boundary: shapely.Polygon


def plant(land: Terrain, villages: list[Place], rivers: np.ndarray, seed: int) -> list[Plot]:
    """The county's forest plots, those of a village together; `rivers` are lines in metres."""
    outlines, owner = _faces(land, villages, seed)
    dry = _dry(outlines, villages, rivers)
    outlines, owner = outlines[dry], owner[dry]
    middles = shapely.get_coordinates(shapely.point_on_surface(outlines))
    wooded = np.sort(np.argsort(-_woodiness(land, middles, seed))[:PLOTS])
    return _described(land, outlines[wooded], owner[wooded], middles[wooded], villages, seed)


def _faces(land: Terrain, villages: list[Place], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The land of every village cut into plot-sized faces, and the village of each."""
    random = np.random.default_rng(seed + 21)
    along = np.arange(-SIDE * CELL_M / 2, SIDE * CELL_M / 2, SPACING_M)
    points = np.column_stack([part.ravel() for part in np.meshgrid(along, along)])
    points += random.uniform(-0.5, 0.5, points.shape) * SPACING_M
    thick = 0.86 + 0.14 * noise.smooth(points[:, 0], points[:, 1], 5_000, seed + 22)
    points = points[land.inside[cell_at(points)] & (random.uniform(size=len(points)) < thick)]
    home = containing(villages, points)
    found, owner = [], []
    for number, village in enumerate(villages):
        faces = _parted(village.outline, points[home == number], seed)
        found.append(faces)
        owner.append(np.full(len(faces), number))
    outlines, owners = np.concatenate(found), np.concatenate(owner)
    area = shapely.area(outlines)
    fit = (area > SMALLEST_M2) & (area < LARGEST_M2)
    return outlines[fit], owners[fit]


def _parted(outline: shapely.Polygon, points: np.ndarray, seed: int) -> np.ndarray:
    """A village's outline parted round some points along natural lines, every line shared by its two sides."""
    lines = shapely.voronoi_polygons(shapely.multipoints(points), only_edges=True, extend_to=outline)
    lines = shapely.segmentize(lines, 45)
    lines = shapely.transform(lines, lambda at: noise.shifted(noise.shifted(at, 1_100, 110, seed + 23), 260, 26, seed))
    noded = shapely.union_all([shapely.intersection(lines, outline), outline.boundary])
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))


def _dry(outlines: np.ndarray, villages: list[Place], rivers: np.ndarray) -> np.ndarray:
    """Which faces keep away from every river and from the villages' houses."""
    tree = shapely.STRtree(outlines)
    dry = np.ones(len(outlines), bool)
    dry[tree.query(rivers, predicate="dwithin", distance=FROM_RIVER_M)[1]] = False
    seats = shapely.points([village.seat for village in villages])
    dry[tree.query(seats, predicate="dwithin", distance=FROM_SEAT_M)[1]] = False
    return dry


def _woodiness(land: Terrain, middles: np.ndarray, seed: int) -> np.ndarray:
    """High above the water and far up is wooded; so are patches anywhere."""
    above = land.above_water.reshape(SIDE, SIDE)
    around = [np.roll(above, (row, column), (0, 1)) for row in range(-2, 3) for column in range(-2, 3)]
    cell = cell_at(middles)
    patches = noise.fractal(middles[:, 0], middles[:, 1], 6_000, seed + 24, 3)
    return np.mean(around, axis=0).ravel()[cell] / 45 + land.height[cell] / 320 + 0.5 * patches


def _described(land, outlines, owner, middles, villages, seed) -> list[Plot]:
    """Plots with their numbers, species and recorded areas."""
    random = np.random.default_rng(seed + 25)
    boundaries = in_degrees(outlines)
    area = shapely.area(outlines) * random.normal(1, 0.02, len(outlines))
    species = random.choice(len(SPECIES), len(outlines), p=(0.3, 0.2, 0.16, 0.15, 0.07, 0.05, 0.05, 0.02))
    numbering = _numbered(owner, middles, random)
    plots = []
    for at, (compartment, number) in enumerate(numbering):
        village = villages[owner[at]].code
        kind = (
            "竹林地"
            if SPECIES[species[at]] == "毛竹"
            else LAND_CLASSES[random.choice(5, p=(0.82, 0, 0.08, 0.05, 0.05))]
        )
        plots.append(
            Plot(
                code=f"{village}-{compartment}-{number}",
                division_code=village,
                compartment=compartment,
                number=number,
                species=SPECIES[species[at]],
                land_class=kind,
                recorded_area_m2=round(float(area[at]), 1),
                height_m=float(land.height[cell_at(middles[at : at + 1])[0]]),
                outline=outlines[at],
                boundary=boundaries[at],
            )
        )
    return plots


def _numbered(owner: np.ndarray, middles: np.ndarray, random: np.random.Generator) -> list[tuple[str, str]]:
    """Compartment (林班) and plot number of each plot: from north-west to south-east, with the odd ones that real
    books have: 红9 on old maps, 新增3 for what was added since."""
    numbering: list[tuple[str, str]] = [("", "")] * len(owner)
    for village in np.unique(owner):
        mine = np.flatnonzero(owner == village)
        mine = mine[np.lexsort((middles[mine, 0], -(middles[mine, 1] // 2_500)))]
        for compartment, part in enumerate(np.array_split(mine, max(1, round(len(mine) / 22))), start=1):
            for number, at in enumerate(part, start=1):
                odd = random.uniform()
                prefix = "红" if odd < 0.03 else "新增" if odd < 0.05 else ""
                numbering[at] = (str(compartment), f"{prefix}{number}")
    return numbering
