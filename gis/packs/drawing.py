"""All tiles of one zoom level over a place, in one SQL statement."""

from collections.abc import Iterable, Sequence
from functools import reduce

from sqlalchemy import LargeBinary, Select, func, literal, select, true

from gis.layers import Layer
from gis.packs.covering import Span
from gis.quads import Tile
from gis.tiles import Square, encoded, features
from gis.wanted import near

Drawn = Sequence[tuple[Layer, Select]]
"""Layers with the rows of each that belong into the file."""

NOTHING = literal(b"", LargeBinary)


def level(connection, drawn: Drawn, over: Span) -> dict[tuple[int, int], bytes]:
    """Column and row → Mapbox Vector Tile with a source layer for each layer that has something there."""
    visible = [(layer, rows) for layer, rows in drawn if over.z >= layer.min_zoom]
    if not visible:
        return {}
    found = connection.execute(level_statement(visible, over))
    return {(x, y): bytes(tile) for x, y, tile in found if tile}


def level_statement(drawn: Drawn, over: Span) -> Select:
    """Rows of x, y and a bytea. Layers of one tile simply follow each other: the format allows it."""
    columns = select(func.generate_series(over.first_x, over.last_x).label("x")).subquery("columns")
    lines = select(func.generate_series(over.first_y, over.last_y).label("y")).subquery("lines")
    square = func.ST_TileEnvelope(over.z, columns.c.x, lines.c.y)
    grid = select(columns.c.x, lines.c.y, square.label("square")).join_from(columns, lines, true()).cte("grid")
    anywhere = Tile(over.z, 0, 0)
    here = Square.of(grid.c.square, anywhere)
    found = ((layer, features(layer, near(rows, here.reach), anywhere, here)) for layer, rows in drawn)
    parts = [func.coalesce(encoded(layer, shown.correlate(grid)).scalar_subquery(), NOTHING) for layer, shown in found]
    return select(grid.c.x, grid.c.y, reduce(lambda one, other: one.op("||")(other), parts))


def metadata(name: str, layers: Iterable[Layer], max_zoom: int) -> dict:
    """What an archive says of its layers, as TileJSON 3 does."""
    kinds = {"integer": "Number", "number": "Number", "boolean": "Boolean"}
    return {
        "name": name,
        "vector_layers": [
            {
                "id": layer.name,
                "description": layer.title,
                "minzoom": layer.min_zoom,
                "maxzoom": max_zoom,
                "fields": {
                    key: kinds.get(each.type, "String") for key, each in layer.tile_properties(max_zoom).items()
                },
            }
            for layer in layers
        ],
    }
