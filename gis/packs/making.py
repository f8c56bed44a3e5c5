"""An archive of layers over a place, on the ground of a base map where there is one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pmtiles.tile import TileType

from gis.layers import Layer
from gis.packs import drawing, writing
from gis.packs.covering import Bounds, deepest, span
from gis.packs.ground import Ground
from gis.packs.writing import Written, along_the_curve

SHALLOWEST_END = 11
"""An archive goes at least so deep, even where a base map ends before."""


@dataclass(frozen=True)
class Order:
    """What an archive is to hold: layers with their rows, over bounds in degrees, between two zoom levels."""

    name: str
    drawn: drawing.Drawn
    bounds: Bounds
    min_zoom: int
    max_zoom: int
    most_tiles: int = 20_000


def make(connection, order: Order, target: Path, ground: Ground | None = None) -> Written | None:
    """Draw the layers, each tile on the tile of a vector base map; None where nothing lies within the bounds.

    The deepest level is drawn without simplification, because clients enlarge it. A base map ends the archive where
    it ends itself: it would vanish from the levels below.
    """
    last = deepest(order.bounds, order.min_zoom, order.max_zoom, order.most_tiles)
    first = order.min_zoom
    if ground is not None:
        first, last = min(first, ground.min_zoom), min(last, max(ground.max_zoom, SHALLOWEST_END))
    drawn = [(replace(layer, max_zoom=last), rows) for layer, rows in order.drawn]
    layers = [layer for layer, _ in drawn]

    def tiles() -> Iterator:
        for z in range(first, last + 1):
            over = span(order.bounds, z)
            own = drawing.level(connection, drawn, over)
            below = ground.tiles(over) if ground is not None else {}
            joined = {place: below.get(place, b"") + own.get(place, b"") for place in own.keys() | below.keys()}
            yield from along_the_curve(z, joined)

    return writing.write(target, tiles(), TileType.MVT, order.bounds, _metadata(order, layers, ground, last))


def clip(ground: Ground, bounds: Bounds, target: Path, most_tiles: int) -> Written | None:
    """The part of a raster base map within the bounds, as deep as ``most_tiles`` on a level allow."""
    last = deepest(bounds, ground.min_zoom, ground.max_zoom, most_tiles)
    tiles = (
        tile for z in range(ground.min_zoom, last + 1) for tile in along_the_curve(z, ground.tiles(span(bounds, z)))
    )
    return writing.write(target, tiles, ground.kind, bounds, {"attribution": ground.attribution})


def _metadata(order: Order, layers: list[Layer], ground: Ground | None, last: int) -> dict:
    told = drawing.metadata(order.name, layers, last)
    if ground is None:
        return told
    below = [
        {"id": name, "minzoom": ground.min_zoom, "maxzoom": min(last, ground.max_zoom), "fields": {}}
        for name in ground.layers
    ]
    return told | {"attribution": ground.attribution, "vector_layers": [*below, *told["vector_layers"]]}
