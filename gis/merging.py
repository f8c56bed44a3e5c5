"""Areas too small to be told apart, drawn together on a grid: what a tile far out carries instead of each of them."""

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Double,
    Select,
    Subquery,
    Text,
    and_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on

from gis import spots
from gis.layers import Layer, Merging
from gis.quads import Tile
from gis.references import WEB_MERCATOR
from gis.spots import ABREAST, BESIDE, CELL, EXTENT
from gis.wanted import indexed

LAST = ABREAST - 1 + BESIDE
WIDE_CELLS = 1.5
"""Areas up to so many cells long are taken to lie where their middle lies."""

SHAPES = frozenset({"geom", "geom_3857", "near"})

APART = literal_column("0")
"""An OFFSET of nothing keeps a subquery apart: each of its values is computed once, however often it is spoken of."""


def merged(layer: Layer, merging: Merging, rows: Select, tile: Tile) -> Select:
    """One bytea: per group of areas that are alike, the cells where it is what most of the ground belongs to.

    A feature carries what its areas have in common, their means, their summed weight and how many they are
    (``merged``). All that is told is of the areas that lie in the tile or just beside it.
    """
    placed, names = _placed(merging, _near(rows, tile), tile)
    told, drawn = _told(merging, placed, names), _drawn(_runs(_strongest(placed, names, tile), names), names)
    same = and_(*(drawn.c[name] == told.c[name] for name in names))
    alike = merging.told(told.c) if merging.told else {name: told.c[name] for name in names}
    columns = [value.label(name) for name, value in alike.items()] + [each for each in told.c if each.name not in names]
    features = select(*columns, drawn.c.geom).join_from(told, drawn, same).order_by(*(told.c[name] for name in names))
    return select(func.ST_AsMVT(features.subquery("together").table_valued(), layer.name, EXTENT, "geom"))


def _near(rows: Select, tile: Tile) -> Subquery:
    """The areas that lie in the tile or beside it; and wide ones, marked by their key, that reach into it.

    Of a wide one alone the shape is carried along: that of all would make a heap that is sorted on disk.
    """
    x, y, span = spots.of(rows)
    most = int(WIDE_CELLS * 2 ** spots.bits(tile))
    west, east, north, south = spots.reach(tile)
    inside = and_(span <= most, x.between(west, east), y.between(north, south))
    around = func.ST_MakeEnvelope(*tile.bounds_3857(BESIDE * tile.side / ABREAST), WEB_MERCATOR)
    reaching = and_(span > most, indexed(rows).op("&&")(around))
    columns = rows.selected_columns
    wide = case((span > most, columns["key"])).label("wide")
    shape = case((span > most, cast(tile.quad.shape(columns), Text))).label("shape")
    told = [each for name, each in columns.items() if name not in SHAPES]
    found = rows.with_only_columns(*told, maintain_column_froms=True).where(or_(inside, reaching))
    return found.add_columns(x.label("at_x"), y.label("at_y"), wide, shape).offset(APART).subquery("near")


def _placed(merging: Merging, near: Subquery, tile: Tile) -> tuple[CTE, list[str]]:
    """Per cell and group the areas whose middle lies in it, how many they are, their weight, and its products with what
    is to be averaged. A wide area stands alone, with its shape."""
    alike = merging.alike(near.c)
    x, y = spots.numbers(near.c.at_x, near.c.at_y, tile)
    groups = {"x": x, "y": y, **alike, "wide": near.c.wide}
    weight = _value(merging, near, merging.weight)
    means = [func.sum(_value(merging, near, name) * weight).label(f"of_{name}") for name in merging.means]
    # Text has a largest, geometries have none; what gathers them in arrays is taken to need more memory than there is.
    shape = func.max(near.c.shape)
    grouped = [value.label(name) for name, value in groups.items()]
    sums = func.sum(weight).label("weight"), *means, func.count().label("areas"), shape.label("shape")
    by = [literal_column(str(at)) for at in range(1, len(grouped) + 1)]
    return select(*grouped, *sums).group_by(*by).cte("placed"), list(alike)


def _value(merging: Merging, near: Subquery, name: str) -> ColumnElement:
    exact = merging.exact.get(name, name)
    return cast(near.c[exact if exact in near.c else name], Double)


def _told(merging: Merging, placed: CTE, names: list[str]) -> Subquery:
    """Per group its means by weight, its summed weight, how many areas it has."""
    alike = [placed.c[name] for name in names]
    weight = func.sum(placed.c.weight)
    means = [(func.sum(placed.c[f"of_{name}"]) / func.nullif(weight, 0)).label(name) for name in merging.means]
    areas = cast(func.sum(placed.c.areas), BigInteger).label("merged")
    return select(*alike, *means, weight.label(merging.weight), areas).group_by(*alike).subquery("told")


def _strongest(placed: CTE, names: list[str], tile: Tile) -> Subquery:
    """Per cell the group that the most of its ground belongs to: of a small area the cell of its middle, of a wide one
    those whose middle it covers, each with a like part of its weight."""
    alike, shape, cell = [placed.c[name] for name in names], func.geometry(placed.c.shape), tile.side / ABREAST
    west, _south, _east, north = tile.bounds()
    first_x, last_x = (spots.number(side(shape) - west, tile) for side in (func.ST_XMin, func.ST_XMax))
    first_y, last_y = (spots.number(north - side(shape), tile) for side in (func.ST_YMax, func.ST_YMin))
    columns, lines = _cells(first_x, last_x, "columns"), _cells(first_y, last_y, "lines")
    x, y = columns.c.cell, lines.c.cell
    middle = func.ST_SetSRID(func.ST_Point(west + (x + 0.5) * cell, north - (y + 0.5) * cell), tile.quad.srid)
    boxed = (last_x - first_x + 1) * (last_y - first_y + 1)
    small = select(*alike, placed.c.weight, placed.c.x, placed.c.y).where(placed.c.wide.is_(None))
    large = (
        select(*alike, (placed.c.weight / boxed).label("weight"), x.label("x"), y.label("y"))
        .select_from(placed)
        .join(columns, true())
        .join(lines, true())
        .where(placed.c.wide.is_not(None), func.ST_Intersects(shape, middle))
    )
    spread = union_all(small, large).subquery("spread")
    alike = [spread.c[name] for name in names]
    first = select(spread.c.x, spread.c.y, *alike).ext(distinct_on(spread.c.x, spread.c.y))
    return first.order_by(spread.c.x, spread.c.y, spread.c.weight.desc(), *alike).subquery("strongest")


def _cells(first: ColumnElement, last: ColumnElement, name: str):
    """The numbers of cells in a row; the LIMIT, never reached, tells the planner that they are few."""
    within = func.generate_series(func.greatest(first, -BESIDE), func.least(last, LAST)).column_valued("cell")
    return select(within).limit(literal_column(str(LAST + BESIDE + 1))).lateral(name)


def _runs(strongest: Subquery, names: list[str]) -> Subquery:
    """Cells of one group side by side are one rectangle."""
    by, x = [strongest.c[name] for name in (*names, "y")], strongest.c.x
    place = func.row_number().over(partition_by=by, order_by=x)
    numbered = select(*by, x, (x - place).label("run")).subquery("numbered")
    first, last = func.min(numbered.c.x).label("first"), func.max(numbered.c.x).label("last")
    by = [numbered.c[name] for name in (*names, "y")]
    return select(*by, first, last).group_by(*by, numbered.c.run).subquery("runs")


def _drawn(runs: Subquery, names: list[str]) -> Subquery:
    """Per group its rectangles in units of the tile, outer rings as the format wants them."""
    box = func.ST_MakeEnvelope(runs.c.first * CELL, runs.c.y * CELL, (runs.c.last + 1) * CELL, (runs.c.y + 1) * CELL)
    together = func.ST_ForcePolygonCCW(func.ST_Collect(box)).label("geom")
    alike = [runs.c[name] for name in names]
    return select(*alike, together).group_by(*alike).subquery("drawn")
