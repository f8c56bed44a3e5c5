"""Where areas lie, in whole numbers: cells of tiles far out are told from them by shifting bits.

A spot is the middle of an area's box, as column and row of the tiles of level 26 of WebMercatorQuad (0.6 m).
"""

import math

from sqlalchemy import ColumnElement, Double, Integer, Select, cast, func

from gis.layers import HALF_WORLD_M
from gis.quads import Tile
from gis.references import WEB_MERCATOR

ZOOM = 26
UNIT_M = 2 * HALF_WORLD_M / 2**ZOOM
EXTENT = 4096
CELL = 32
"""Units of a tile: four pixels of a 512 pixel tile."""

ABREAST = EXTENT // CELL
BESIDE = 2
"""Cells drawn beyond each side, as far as the buffer of a tile reaches."""


def of(found: Select) -> tuple[ColumnElement, ColumnElement, ColumnElement]:
    """The spots of a layer's rows, column and row, and the longer sides of their boxes in the same units."""
    columns = found.selected_columns
    if "span" in columns:
        return columns["spot_x"], columns["spot_y"], columns["span"]
    shape = columns["geom_3857"]
    west, south, east, north = (side(shape) for side in (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax))
    x, y = ((west + east) / 2 + HALF_WORLD_M) / UNIT_M, (HALF_WORLD_M - (south + north) / 2) / UNIT_M
    span = func.ceil(func.greatest(east - west, north - south) / UNIT_M)
    return cast(func.floor(x), Integer), cast(func.floor(y), Integer), cast(span, Integer)


def bits(tile: Tile) -> int:
    """A cell of the tile is two to the power of this many columns of spots wide."""
    return ZOOM - tile.detail - int(math.log2(ABREAST))


def numbers(x: ColumnElement, y: ColumnElement, tile: Tile) -> tuple[ColumnElement, ColumnElement]:
    """SQL for the cell of a spot: its number from the west of the tile and from the north."""
    column = x.bitwise_rshift(bits(tile)) - tile.x * ABREAST
    if tile.quad.srid == WEB_MERCATOR:
        return column, y.bitwise_rshift(bits(tile)) - tile.y * ABREAST
    latitude = func.degrees(func.atan(func.sinh(math.pi * (1 - cast(y, Double) / 2 ** (ZOOM - 1)))))
    return column, number(tile.bounds()[3] - latitude, tile)


def number(distance: ColumnElement, tile: Tile) -> ColumnElement:
    """SQL for the number of the cell that lies so far from the tile's edge, in units of its system."""
    return cast(func.floor(distance / (tile.side / ABREAST)), Integer)


def reach(tile: Tile) -> tuple[int, int, int, int]:
    """First and last column, first and last row of the spots in the tile and in the cells beside it."""
    west, south, east, north = tile.bounds_3857(BESIDE * tile.side / ABREAST)
    return _at(west + HALF_WORLD_M), _at(east + HALF_WORLD_M), _at(HALF_WORLD_M - north), _at(HALF_WORLD_M - south)


def _at(distance_m: float) -> int:
    return min(max(math.floor(distance_m / UNIT_M), 0), 2**ZOOM)
