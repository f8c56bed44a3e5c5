"""Which tiles of each zoom level a place needs."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

MERCATOR_LAT = 85.05112878


class Bounds(NamedTuple):
    """A bounding box in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, boxes: Sequence[tuple[float, float, float, float]]) -> "Bounds | None":
        """The bounds that hold all boxes; None where there is none."""
        if not boxes:
            return None
        west, south, east, north = zip(*boxes, strict=True)
        return cls(min(west), min(south), max(east), max(north))


@dataclass(frozen=True)
class Span:
    """A rectangle of tiles of one zoom level; first and last column and row are both included."""

    z: int
    first_x: int
    last_x: int
    first_y: int
    last_y: int

    @property
    def count(self) -> int:
        """How many tiles it holds."""
        return (self.last_x - self.first_x + 1) * (self.last_y - self.first_y + 1)

    def places(self) -> Iterator[tuple[int, int]]:
        """Column and row of each."""
        return product(range(self.first_x, self.last_x + 1), range(self.first_y, self.last_y + 1))


def span(bounds: Bounds, z: int) -> Span:
    """The tiles of a zoom level that the bounds touch."""
    first_x, first_y = tile_at(bounds.west, bounds.north, z)
    last_x, last_y = tile_at(bounds.east, bounds.south, z)
    return Span(z, first_x, last_x, first_y, last_y)


def tile_at(lon: float, lat: float, z: int) -> tuple[int, int]:
    """Column and row of the tile in which a place lies."""
    side = 2**z
    lat = max(-MERCATOR_LAT, min(MERCATOR_LAT, lat))
    x = (lon + 180) / 360 * side
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side
    return max(0, min(side - 1, int(x))), max(0, min(side - 1, int(y)))


def deepest(bounds: Bounds, min_zoom: int, max_zoom: int, most_tiles: int) -> int:
    """The deepest level, from ``max_zoom`` upwards, whose tiles over the bounds are not too many for one file."""
    while max_zoom > min_zoom and span(bounds, max_zoom).count > most_tiles:
        max_zoom -= 1
    return max_zoom
