"""JSON-FG (OGC Features and Geometries JSON 1.0): GeoJSON that also tells time, type and other coordinate systems.

By the profile ``rfc7946``, which nobody needs to ask for, features are plain GeoJSON. By ``jsonfg`` a place in another
system than WGS 84 stands in ``place``; by ``jsonfg-plus`` beside a ``geometry`` in degrees.
"""

from sqlalchemy import ColumnElement, String, case, cast, func, literal, literal_column
from sqlalchemy.types import Date

from gis.geojson import geojson
from gis.layers import Layer
from gis.references import CRS84, Reference

RFC7946, FG, FG_PLUS = "rfc7946", "jsonfg", "jsonfg-plus"
PROFILES = (RFC7946, FG, FG_PLUS)
PROFILE_URI = "http://www.opengis.net/def/profile/OGC/0/"
CONFORMANCE = "http://www.opengis.net/spec/json-fg-1/1.0/conf/"
DIMENSIONS = {"Point": 0, "LineString": 1, "Polygon": 2}
MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
OPEN_END = ".."


def head(layer: Layer, reference: Reference, profile: str, here: str) -> dict:
    """What the root object of an answer tells; nothing for plain GeoJSON. ``here`` is the address of the layer."""
    if profile == RFC7946:
        return {}
    told = {
        "conformsTo": [f"{CONFORMANCE}core", f"{CONFORMANCE}types-schemas"],
        "featureType": layer.name,
        "featureSchema": f"{here}/schema",
        "geometryDimension": DIMENSIONS[layer.geometry_type.removeprefix("Multi")],
    }
    return told if reference is CRS84 else told | {"coordRefSys": reference.uri}


def geometry(layer: Layer, shape: ColumnElement, reference: Reference, profile: str) -> list[ColumnElement]:
    """SQL for the member ``geometry`` of a feature, and by JSON-FG those beside it, each behind a comma."""
    here = _written(shape, reference)
    if profile == RFC7946 or reference is CRS84:
        return [literal_column("""',"geometry":'"""), here]
    beside = _written(shape, CRS84) if profile == FG_PLUS else literal_column("'null'")
    return [literal_column("""',"geometry":'"""), beside, literal_column("""',"place":'"""), here]


def time(layer: Layer, columns, profile: str) -> list[ColumnElement]:
    """SQL for the member ``time``: the day or the moment of a feature, or when it began and ended; none for GeoJSON."""
    if profile == RFC7946:
        return []
    return [literal_column("""',"time":'"""), _time([columns[name] for name in layer.time])]


def _written(shape: ColumnElement, reference: Reference) -> ColumnElement:
    text = geojson(reference.geometry(shape), reference.decimals)
    return func.coalesce(text, literal_column("'null'"))


def _time(ends: list) -> ColumnElement:
    if not ends:
        return literal_column("'null'")
    told = [_instant(end) for end in ends]
    if len(told) == 1:
        kind = "date" if isinstance(ends[0].type, Date) else "timestamp"
        object_ = func.json_build_object(literal(kind, String), told[0])
    else:
        bounds = func.json_build_array(*(func.coalesce(each, OPEN_END) for each in told))
        object_ = func.json_build_object(literal("interval", String), bounds)
    return case((ends[0].is_(None), "null"), else_=cast(object_, String))


def _instant(moment) -> ColumnElement:
    """A day as it is, a moment in UTC."""
    if isinstance(moment.type, Date):
        return cast(moment, String)
    return func.to_char(func.timezone("UTC", moment), MOMENT)
