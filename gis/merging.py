"""Areas too small to be told apart, drawn together on a grid: what a tile far out carries instead of each of them."""

from sqlalchemy import Double, Integer, Select, and_, cast, func, or_, select, true, union_all
from sqlalchemy.dialects.postgresql import distinct_on

from gis.layers import Layer, Merging
from gis.quads import Tile

EXTENT = 4096
CELL = 32
"""Units of a tile: four pixels of a 512 pixel tile; 128 cells lie side by side in it."""

BESIDE = 2
"""Cells drawn beyond each side, as far as the buffer of a tile reaches."""


def merged(layer: Layer, merging: Merging, rows: Select, tile: Tile) -> Select:
    """One bytea: per group of areas that are alike, the cells where it is what most of the ground belongs to.

    A feature carries what its areas have in common, their means, their summed weight and how many they are
    (``merged``). All that is told is of the areas that meet the tile.
    """
    found = _placed(merging, rows, tile).cte("found")
    names = list(merging.alike(rows.selected_columns))
    runs = _runs(_strongest(_spread(found, names, tile), names), names)
    told, drawn = _told(merging, found, names), _drawn(runs, names)
    same = [drawn.c[name] == told.c[name] for name in names]
    columns = [each for each in told.c if each.name not in names]
    joined = drawn.join(told, and_(true(), *same))
    features = select(*(drawn.c[name] for name in names), *columns, drawn.c.geom).select_from(joined)
    return select(func.ST_AsMVT(features.subquery("together").table_valued(), layer.name, EXTENT, "geom"))


def _placed(merging: Merging, rows: Select, tile: Tile) -> Select:
    """Per area what it is alike in, its weight, what is to be averaged, and the cells that its box reaches over."""
    columns = rows.selected_columns
    shape, cell = tile.quad.shape(columns), tile.side * CELL / EXTENT
    west, _south, _east, north = tile.bounds()

    def across(x):
        return cast(func.floor((x - west) / cell), Integer)

    def down(y):
        return cast(func.floor((north - y) / cell), Integer)

    return rows.with_only_columns(
        *(value.label(name) for name, value in merging.alike(columns).items()),
        cast(columns[merging.weight], Double).label("weight"),
        *(cast(columns[name], Double).label(name) for name in merging.means),
        across(func.ST_XMin(shape)).label("x0"),
        across(func.ST_XMax(shape)).label("x1"),
        down(func.ST_YMax(shape)).label("y0"),
        down(func.ST_YMin(shape)).label("y1"),
        across((func.ST_XMin(shape) + func.ST_XMax(shape)) / 2).label("x"),
        down((func.ST_YMin(shape) + func.ST_YMax(shape)) / 2).label("y"),
        shape.label("shape"),
        maintain_column_froms=True,
    )


def _spread(found, names: list[str], tile: Tile):
    """The cells of each area: of a small one the cell of its middle, of a larger one those whose middle it covers."""
    alike = [found.c[name] for name in names]
    wide = or_(found.c.x1 - found.c.x0 > 1, found.c.y1 - found.c.y0 > 1)
    cell = tile.side * CELL / EXTENT
    west, _south, _east, north = tile.bounds()
    last = EXTENT // CELL - 1 + BESIDE

    def between(first, end, name: str):
        within = func.generate_series(func.greatest(first, -BESIDE), func.least(end, last))
        return within.table_valued("cell").render_derived(name=name)

    columns, lines = between(found.c.x0, found.c.x1, "columns"), between(found.c.y0, found.c.y1, "lines")
    x, y = columns.c.cell, lines.c.cell
    middle = func.ST_SetSRID(func.ST_Point(west + (x + 0.5) * cell, north - (y + 0.5) * cell), tile.quad.srid)
    boxed = (found.c.x1 - found.c.x0 + 1) * (found.c.y1 - found.c.y0 + 1)
    small = select(*alike, found.c.weight, found.c.x, found.c.y).where(~wide)
    small = small.where(found.c.x.between(-BESIDE, last), found.c.y.between(-BESIDE, last))
    large = (
        select(*alike, (found.c.weight / boxed).label("weight"), x.label("x"), y.label("y"))
        .select_from(found)
        .join(columns, true())
        .join(lines, true())
        .where(wide, func.ST_Intersects(found.c.shape, middle))
    )
    return union_all(small, large).subquery("spread")


def _strongest(spread, names: list[str]):
    """Per cell the group that most of its ground belongs to."""
    alike = [spread.c[name] for name in names]
    summed = select(spread.c.x, spread.c.y, *alike, func.sum(spread.c.weight).label("weight"))
    summed = summed.group_by(spread.c.x, spread.c.y, *alike).subquery("summed")
    heaviest = [summed.c.x, summed.c.y, summed.c.weight.desc(), *(summed.c[name] for name in names)]
    first = select(summed.c.x, summed.c.y, *(summed.c[name] for name in names))
    return first.ext(distinct_on(summed.c.x, summed.c.y)).order_by(*heaviest).subquery("strongest")


def _runs(strongest, names: list[str]):
    """Cells of one group side by side are one rectangle."""
    alike = [strongest.c[name] for name in names]
    place = func.row_number().over(partition_by=[strongest.c.y, *alike], order_by=strongest.c.x)
    numbered = select(strongest, (strongest.c.x - place).label("run")).subquery("numbered")
    alike = [numbered.c[name] for name in names]
    first, last = func.min(numbered.c.x).label("first"), func.max(numbered.c.x).label("last")
    return select(*alike, numbered.c.y, first, last).group_by(*alike, numbered.c.y, numbered.c.run).subquery("runs")


def _drawn(runs, names: list[str]):
    """Per group its rectangles in units of the tile, outer rings as the format wants them."""
    alike = [runs.c[name] for name in names]
    box = func.ST_MakeEnvelope(runs.c.first * CELL, runs.c.y * CELL, (runs.c.last + 1) * CELL, (runs.c.y + 1) * CELL)
    together = func.ST_ForcePolygonCCW(func.ST_Collect(box)).label("geom")
    return select(*alike, together).group_by(*alike).subquery("drawn")


def _told(merging: Merging, found, names: list[str]):
    """Per group its means by weight, its summed weight, how many areas it has."""
    alike = [found.c[name] for name in names]
    weight = func.sum(found.c.weight)
    means = [(func.sum(found.c[name] * found.c.weight) / func.nullif(weight, 0)).label(name) for name in merging.means]
    return (
        select(*alike, *means, weight.label(merging.weight), func.count().label("merged"))
        .group_by(*alike)
        .subquery("told")
    )
