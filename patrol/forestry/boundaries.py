"""The polygon of a forestry work, as GeoJSON in degrees: looked at before it is stored."""

import json
from typing import Any

import numpy as np
import shapely
from sqlalchemy.orm import Session

from gis.files import Note
from gis.files.checking import check, offer
from patrol.access import Viewer
from patrol.checks import metres_outside
from patrol.config import Settings
from patrol.errors import Invalid
from patrol.models.base import STORED_SRID
from patrol.queries.divisions import county_extent

MOST_POINTS = 50_000
SAID = {
    "geometry_type": "boundary_type",
    "geometry_coordinates": "boundary_coordinates",
    "geometry_too_small": "boundary_too_small",
}


def stored_boundary(session: Session, viewer: Viewer, said: Any, settings: Settings) -> str:
    """A GeoJSON Polygon or MultiPolygon as EWKT; Invalid where it is none, crosses itself (a repaired shape is
    then offered), or lies elsewhere."""
    checked = check(np.array([_read(said)], dtype=object), "polygon")
    note, offered = checked.refused.get(0) or checked.repaired.get(0), offer(checked)
    if note is not None and offered is not None:
        broken = {"boundary": Note("geometry_broken", note.params)}
        raise Invalid(broken, offered=json.loads(shapely.to_geojson(offered)))
    if note is not None:
        raise Invalid({"boundary": (SAID.get(note.key, "boundary_unreadable"), _rounded(note.params))})
    shape = shapely.force_2d(checked.geometries[0])
    if shapely.get_num_coordinates(shape) > MOST_POINTS:
        raise Invalid({"boundary": ("boundary_too_long", {"most": MOST_POINTS})})
    _check_place(session, viewer, shape, settings)
    return f"SRID={STORED_SRID};{shapely.to_wkt(shape, rounding_precision=9)}"


def _read(said: Any) -> shapely.Geometry:
    if not isinstance(said, dict) or said.get("type") not in ("Polygon", "MultiPolygon"):
        raise Invalid({"boundary": "boundary_type"})
    try:
        # JSON has no NaN; what Python would write for one is refused as text that cannot be read.
        return shapely.from_geojson(json.dumps(said, allow_nan=False))
    except ValueError as error:
        raise Invalid({"boundary": "boundary_coordinates"}) from error
    except (shapely.GEOSException, TypeError, RecursionError) as error:
        raise Invalid({"boundary": "boundary_unreadable"}) from error


def _check_place(session: Session, viewer: Viewer, shape: shapely.Geometry, settings: Settings) -> None:
    county = county_extent(session, viewer.division_code)
    if county is None:
        return
    west, south, east, north = shape.bounds
    off = max(metres_outside(county, west, south), metres_outside(county, east, north))
    if off > settings.outside_county_m:
        raise Invalid({"boundary": ("outside_county", {"distance_km": round(off / 1000)})})


def _rounded(params: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 6) if isinstance(value, float) else value for name, value in params.items()}
