"""Mapbox vector tiles, one SQL statement a tile."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Double, Select, Subquery, bindparam, case, cast, func, literal_column, select

from gis.areas import SIDES, Box, envelope
from gis.beside import Beside
from gis.features import only
from gis.layers import Layer, Property
from gis.merging import APART, merged
from gis.quads import Tile
from gis.wanted import near

EXTENT = 4096
"""Units along one side of a tile."""

BUFFER = 64
"""Units drawn beyond each side, so that strokes and labels do not stop at the seam."""

TOLERANCE = 4
"""Units a simplified line may lie off: half a pixel of a 512 pixel tile."""


def mvt(connection, layer: Layer, rows: Select, tile: Tile, beside: Beside | None = None) -> bytes:
    """The tile as Mapbox Vector Tile bytes with one source layer named as the layer; empty when nothing lies in it."""
    if tile.detail < layer.min_zoom:
        return b""
    return bytes(connection.execute(mvt_statement(layer, rows, tile, beside)).scalar() or b"")


def mvt_statement(layer: Layer, rows: Select, tile: Tile, beside: Beside | None = None) -> Select:
    """One row with one bytea; the place is asked of the layer's own indexed column, never of a wrapped one.

    Unless it draws areas together, it names its place by the parameters of `place`, and serves all tiles of the level.
    With the rows at hand ``beside`` their figures, these are looked up for the tile alone.
    """
    if is_merged(layer, tile):
        return merged(layer, layer.merging, rows, tile)
    return encoded(layer, features(layer, _met(layer, rows, tile, beside), tile, square(tile)))


class Square(NamedTuple):
    """SQL for a tile in the system of its quad: its box, that with what is drawn beside it, and its first corner."""

    box: ColumnElement
    reach: ColumnElement
    west: ColumnElement
    north: ColumnElement

    @classmethod
    def of(cls, box: ColumnElement, tile: Tile) -> "Square":
        """The same of the box of a tile of the level of ``tile``."""
        return cls(box, func.ST_Expand(box, BUFFER * tile.side / EXTENT), func.ST_XMin(box), func.ST_YMax(box))


def square(tile: Tile) -> Square:
    """The tile by parameters, each part of it found once and not for each row."""
    west, south, east, north = (
        bindparam(f"{side}_tile", at, Double) for side, at in zip(SIDES, tile.bounds(), strict=True)
    )
    box = func.ST_MakeEnvelope(west, south, east, north, literal_column(str(tile.quad.srid)))
    return Square(*(select(part).scalar_subquery() for part in Square.of(box, tile)))


def around(tile: Tile):
    """SQL for the tile and what is drawn beside it, in EPSG:3857."""
    return envelope(_around(tile), "_around")


def is_merged(layer: Layer, tile: Tile) -> bool:
    """Whether the tile shows areas drawn together."""
    return layer.merging is not None and tile.detail < layer.merging.below


def place(tile: Tile) -> dict[str, float]:
    """The values of the parameters that tell the statement of a level which of its tiles to draw."""
    named = (("tile", tile.bounds()), ("around", _around(tile)))
    return {f"{side}_{name}": at for name, box in named for side, at in zip(SIDES, box, strict=True)}


def _around(tile: Tile) -> Box:
    return tile.bounds_3857(BUFFER * tile.side / EXTENT)


def _met(layer: Layer, rows: Select, tile: Tile, beside: Beside | None) -> Select:
    """The rows that meet the tile."""
    if beside is None or not is_apart(layer, tile, beside):
        return near(rows, around(tile))
    return beside.with_figures(only(near(beside.bare, around(tile)), "key").cte("shown"))


def is_apart(layer: Layer, tile: Tile, beside: Beside) -> bool:
    """Whether the tile tells figures."""
    return not beside.has(layer.tile_properties(tile.detail))


def features(layer: Layer, rows: Select, tile: Tile, square: Square) -> Select:
    """The rows with what a tile of the level of ``tile`` over ``square`` carries: what ``encoded`` takes."""
    columns = rows.selected_columns
    whole = tile.quad.shape(columns)
    shape = simplified(layer, whole, tile)
    carried = layer.tile_properties(tile.detail)
    told = [
        columns.key.label("key"),
        *(tile_value(each, columns[name]).label(name) for name, each in carried.items()),
    ]
    if not layer.geometry_type.endswith("Polygon"):
        return rows.with_only_columns(*told, clipped(shape, square.box).label("geom"), maintain_column_froms=True)
    placed = moved(whole, shape, tile, square).label("placed")
    told += [shape.label("shape"), square.box.label("square"), placed]
    return rows.with_only_columns(*told, maintain_column_froms=True).offset(APART)


def encoded(layer: Layer, found: Select) -> Select:
    """The features as one bytea with one source layer."""
    drawn = _drawn(found.subquery("near")) if "placed" in found.selected_columns else found
    drawn = drawn.subquery("drawn")
    return select(func.ST_AsMVT(drawn.table_valued(), layer.name, EXTENT, "geom", "key"))


def _drawn(near: Subquery) -> Select:
    """Areas that may stay as they were moved, and all others clipped and mended."""
    told = [column for column in near.c if column.name not in ("shape", "square", "placed")]
    stays = func.ST_IsValid(near.c.placed) & ~func.ST_IsEmpty(near.c.placed)
    return select(*told, case((stays, near.c.placed), else_=clipped(near.c.shape, near.c.square)).label("geom"))


def clipped(shape, square):
    """SQL for the shape in units of the tile, clipped, and mended where it is an area."""
    return func.ST_AsMVTGeom(shape, square, EXTENT, BUFFER, True)


def moved(whole, shape, tile: Tile, square: Square):
    """SQL for the shape in units of the tile, where no part of the ``whole`` one is to be clipped; null elsewhere.

    ST_AsMVTGeom clips and mends every area, which takes several times as long.
    """
    scale = EXTENT / tile.side
    at = func.ST_TransScale(shape, -square.west, -square.north, scale, -scale)
    inside = whole.op("@", is_comparison=True)(square.reach)
    return case((inside, func.ST_ForcePolygonCCW(func.ST_SnapToGrid(at, 1))))


def simplified(layer: Layer, shape, tile: Tile):
    """SQL for the geometry with the detail the zoom level can show; points and the deepest levels stay as they are."""
    if layer.geometry_type.endswith("Point") or tile.detail >= layer.max_zoom:
        return shape
    return func.ST_Simplify(shape, TOLERANCE * tile.side / EXTENT, True)


def tile_value(each: Property, column):
    """Decimals leave as doubles: a tile has no numeric type and would carry them as text."""
    return cast(column, Double) if each.type == "number" else column
