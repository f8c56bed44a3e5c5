"""The tile matrix sets served: square tiles, each level halving the sides of the one before."""

from dataclasses import dataclass
from functools import cache

import pyproj
from sqlalchemy import func

from gis.areas import mercator
from gis.crs import STORED
from gis.layers import HALF_WORLD_M
from gis.references import EPSG_URI, WEB_MERCATOR

LAST_ZOOM = 24
NORTH_FIRST = ["Lat", "Lon"]


@dataclass(frozen=True)
class Quad:
    """One tile matrix set. ``side`` is that of a tile of level 0, in units of the system; ``ahead`` by how many levels
    its tiles show more than those of WebMercatorQuad; ``uri`` its entry in the register of the OGC, if there is one."""

    name: str
    srid: int
    west: float
    north: float
    side: float
    columns: int
    rows: int
    ahead: int = 0
    uri: str | None = None

    @property
    def crs(self) -> str:
        """Its coordinate system by URI."""
        return f"{EPSG_URI}{self.srid}"

    def shape(self, columns):
        """Of a layer's rows the geometry in its coordinate system."""
        return columns.geom_3857 if self.srid == WEB_MERCATOR else columns.geom


WEB_MERCATOR_QUAD = Quad(
    "WebMercatorQuad",
    WEB_MERCATOR,
    -HALF_WORLD_M,
    HALF_WORLD_M,
    2 * HALF_WORLD_M,
    1,
    1,
    uri="http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
)
CGCS2000_QUAD = Quad("CGCS2000Quad", STORED, -180.0, 90.0, 180.0, 2, 1, ahead=1)
"""Degrees of CGCS2000, north first; the squares of WorldCRS84Quad and of the national map service's own scheme."""

QUADS = {quad.name: quad for quad in (WEB_MERCATOR_QUAD, CGCS2000_QUAD)}


@dataclass(frozen=True)
class Tile:
    """The address of a tile: zoom level, column from the west, row from the north."""

    z: int
    x: int
    y: int
    quad: Quad = WEB_MERCATOR_QUAD

    @property
    def side(self) -> float:
        """Length of one side in units of the coordinate system."""
        return self.quad.side / 2**self.z

    @property
    def detail(self) -> int:
        """The level of WebMercatorQuad that shows about as much."""
        return self.z + self.quad.ahead

    def bounds(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """West, south, east, north in the coordinate system, widened by ``margin`` of its units."""
        west = self.quad.west + self.x * self.side
        north = self.quad.north - self.y * self.side
        return west - margin, north - self.side - margin, west + self.side + margin, north + margin

    def bounds_3857(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """The same in EPSG:3857, where places are looked for."""
        west, south, east, north = self.bounds(margin)
        if self.quad.srid == WEB_MERCATOR:
            return west, south, east, north
        return *mercator(west, south), *mercator(east, north)

    def square(self):
        """SQL for the tile in its own coordinate system."""
        return func.ST_MakeEnvelope(*self.bounds(), self.quad.srid)


@cache
def matrix_set(quad: Quad) -> dict:
    """The quad as the Tile Matrix Set standard writes it, levels 0 to 24."""
    # It brings a library of models along, for a document that is asked for once.
    import morecantile

    if quad.uri:
        return morecantile.tms.get(quad.name).model_dump(mode="json", exclude_none=True)
    reach = [quad.west, quad.north - quad.rows * quad.side, quad.west + quad.columns * quad.side, quad.north]
    made = morecantile.TileMatrixSet.custom(
        reach,
        pyproj.CRS.from_epsg(quad.srid),
        matrix_scale=[quad.columns, quad.rows],
        id=quad.name,
        title="CGCS2000 (EPSG:4490)",
        maxzoom=LAST_ZOOM,
        ordered_axes=NORTH_FIRST,
    )
    return made.model_dump(mode="json", exclude_none=True) | {"orderedAxes": NORTH_FIRST}
