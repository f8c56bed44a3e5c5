"""Mapbox vector tiles in WebMercatorQuad, one SQL statement a tile."""

from dataclasses import dataclass

from sqlalchemy import Double, Select, cast, func, select

from gis.layers import Layer, Property, near

HALF_WORLD_M = 20037508.342789244
EXTENT = 4096
"""Units along one side of a tile."""

BUFFER = 64
"""Units drawn beyond each side, so that strokes and labels do not stop at the seam."""

TOLERANCE = 4
"""Units a simplified line may lie off: half a pixel of a 512 pixel tile."""


@dataclass(frozen=True)
class Tile:
    """The address of a tile: zoom level, column from the west, row from the north."""

    z: int
    x: int
    y: int

    @property
    def side_m(self) -> float:
        """Length of one side in metres of EPSG:3857."""
        return 2 * HALF_WORLD_M / 2**self.z

    def bounds(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """West, south, east, north in EPSG:3857, widened by ``margin`` metres."""
        west = self.x * self.side_m - HALF_WORLD_M
        north = HALF_WORLD_M - self.y * self.side_m
        return west - margin, north - self.side_m - margin, west + self.side_m + margin, north + margin


def mvt(connection, layer: Layer, rows: Select, tile: Tile) -> bytes:
    """The tile as Mapbox Vector Tile bytes with one source layer named as the layer; empty when nothing lies in it."""
    if tile.z < layer.min_zoom:
        return b""
    return bytes(connection.execute(mvt_statement(layer, rows, tile)).scalar() or b"")


def mvt_statement(layer: Layer, rows: Select, tile: Tile) -> Select:
    """One row with one bytea; the place is asked of the layer's own indexed column, never of a wrapped one."""
    around = func.ST_MakeEnvelope(*tile.bounds(BUFFER * tile.side_m / EXTENT), 3857)
    square = func.ST_MakeEnvelope(*tile.bounds(), 3857)
    return encoded(layer, features(layer, rows, tile.z, square, around))


def features(layer: Layer, rows: Select, z: int, square, around) -> Select:
    """The rows that meet ``around``, with what a tile of level ``z`` over ``square`` (SQL, EPSG:3857) carries."""
    columns = rows.selected_columns
    unit = Tile(z, 0, 0).side_m / EXTENT
    clipped = func.ST_AsMVTGeom(simplified(layer, columns.geom_3857, z, unit), square, EXTENT, BUFFER, True)
    attributes = [tile_value(each, columns[name]).label(name) for name, each in layer.tile_properties(z).items()]
    return near(rows, around).with_only_columns(
        columns.key.label("key"), *attributes, clipped.label("geom"), maintain_column_froms=True
    )


def encoded(layer: Layer, found: Select) -> Select:
    """The features as one bytea with one source layer."""
    drawn = found.subquery("drawn")
    return select(func.ST_AsMVT(drawn.table_valued(), layer.name, EXTENT, "geom", "key"))


def simplified(layer: Layer, shape, z: int, unit: float):
    """SQL for the geometry with the detail the zoom level can show; points and the deepest levels stay as they are."""
    if layer.geometry_type.endswith("Point") or z >= layer.max_zoom:
        return shape
    return func.ST_Simplify(shape, TOLERANCE * unit, True)


def tile_value(each: Property, column):
    """Decimals leave as doubles: a tile has no numeric type and would carry them as text."""
    return cast(column, Double) if each.type == "number" else column
