"""The geometry of an edit: looked at as that of an import is, and kept as it was where nobody moved it."""

import json

import numpy as np
import shapely
from geoalchemy2 import WKBElement
from geoalchemy2.shape import to_shape
from sqlalchemy.orm import Session

from gis.errors import BadFeature
from gis.files import Note, checking
from patrol.editing.editable import Editable
from patrol.editing.words import Words
from patrol.importing import county_box

ROUNDED = 1e-7
"""Degrees by which a place may differ that went out rounded and came back."""


def drawn(session: Session, editable: Editable, shape: shapely.Geometry) -> shapely.Geometry:
    """The geometry as its table takes it; BadFeature where it cannot be taken, with the repaired shape if there is one.

    What an import repairs quietly is only offered here: somebody sits at the map and can look.
    """
    checked = checking.check(np.array([shape], dtype=object), editable.kind.family)
    note = checked.refused.get(0) or checked.repaired.get(0)
    offered = checking.offer(checked)
    if note is not None and offered is not None:
        raise BadFeature({"geometry": Note("geometry_broken", note.params)}, json.loads(shapely.to_geojson(offered)))
    if note is not None and note.key == "geometry_coordinates" and is_swapped(session, shape):
        raise BadFeature({"geometry": Words("edit_axes")})
    if note is None and editable.kind.family == "line":
        checking.join(checked)
        note = checked.refused.get(0)
    if note is not None:
        raise BadFeature({"geometry": note})
    return checked.geometries[0]


def is_swapped(session: Session, shape: shapely.Geometry) -> bool:
    """Whether the geometry lies in the county once its axes are swapped."""
    box = county_box(session)
    coordinates = shapely.get_coordinates(shape)
    if box is None or not len(coordinates) or not np.isfinite(coordinates).all():
        return False
    north, east = coordinates.mean(axis=0)
    return box[0] <= east <= box[2] and box[1] <= north <= box[3]


def kept(shape: shapely.Geometry | None, stored: WKBElement | None) -> shapely.Geometry | None:
    """The stored geometry where none is given, or where the given one is it, rounded on its way out."""
    if stored is None:
        return shape
    before = to_shape(stored)
    outward = shapely.orient_polygons(before)
    if shape is None or any(shapely.equals_exact(shape, each, ROUNDED) for each in (before, outward)):
        return before
    return shape
