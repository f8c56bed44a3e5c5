"""The body of an edit read strictly: a GeoJSON feature, or a merge patch of one (RFC 7396)."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NoReturn
from uuid import UUID

import shapely

from gis import parameters
from gis.editing import Draft, Editor
from gis.errors import BadFeature
from gis.json_faults import json_fault
from gis.layers import Layer, Property
from gis.messages import Sentence
from gis.references import Reference

MOST_VERTICES = 100_000
ELSEWHERE = ("crs", "coordRefSys", "place")
"""Members by which other writings of GeoJSON tell a coordinate system; here the header Content-Crs does."""

SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
NUL, SURROGATES = "\0", ("\ud800", "\udfff")


def feature(raw: bytes, layer: Layer, editor: Editor, reference: Reference) -> Draft:
    """A whole feature: what is not said of it is None. BadFeature names every member that cannot be taken.

    Read-only properties are left aside: a client sends back what it was given.
    """
    body = _object(raw)
    if body.get("type") != "Feature":
        raise BadFeature({"type": Sentence("edit.feature")})
    errors = _foreign(body)
    given = body.get("properties")
    if given is not None and not isinstance(given, dict):
        raise BadFeature({"properties": Sentence("edit.object")})
    given = given or {}
    errors |= _unknown(given, layer)
    named = {name: given.get(name) for name in editor.fields}
    properties = _values(named, layer, editor, errors)
    shape = _shape(body.get("geometry"), reference, errors)
    if errors:
        raise BadFeature(errors)
    return Draft(properties, shape)


def patch(raw: bytes, feature_id: str, layer: Layer, editor: Editor, reference: Reference) -> Draft:
    """What a merge patch changes. Properties may stand under "properties", as in GeoJSON, or beside "geometry", as the
    layer's schema has them. A read-only one, or another id, is refused: nothing that is asked for is left undone."""
    body = _object(raw)
    errors = _foreign(body)
    if body.get("id", feature_id) not in (feature_id, None):
        errors["id"] = Sentence("edit.id")
    given = body.get("properties", {})
    if not isinstance(given, dict):
        raise BadFeature({**errors, "properties": Sentence("edit.object")})
    given = given | {name: value for name, value in body.items() if name in layer.properties}
    errors |= _unknown(given, layer)
    errors |= {name: Sentence("edit.read_only") for name in given if name in layer.properties.keys() - editor.fields}
    properties = _values({name: given[name] for name in editor.fields if name in given}, layer, editor, errors)
    shape = _shape(body["geometry"], reference, errors) if "geometry" in body else None
    if not errors and not properties and shape is None:
        errors["body"] = Sentence("edit.nothing")
    if errors:
        raise BadFeature(errors)
    return Draft(properties, shape)


def _object(raw: bytes) -> dict:
    try:
        body = json.loads(raw, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadFeature({"body": json_fault(error)}) from None
    if not isinstance(body, dict):
        raise BadFeature({"body": Sentence("edit.object")})
    return body


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _foreign(body: Mapping[str, Any]) -> dict[str, Sentence]:
    return {name: Sentence("edit.crs") for name in ELSEWHERE if body.get(name) is not None}


def _unknown(given: Mapping[str, Any], layer: Layer) -> dict[str, Sentence]:
    known = ", ".join(layer.properties)
    strange = [name for name in given if name not in layer.properties and name != "id"]
    return {f"properties.{name[:40]}": Sentence("edit.unknown", known=known) for name in strange[:20]}


def _values(given: Mapping[str, Any], layer: Layer, editor: Editor, errors: dict[str, Sentence]) -> dict[str, Any]:
    """The values as their properties' types; what is wrong with some goes into ``errors``."""
    values = {}
    for name, value in given.items():
        writable, kind = editor.fields[name], layer.properties[name]
        if value is None:
            wrong = Sentence("edit.required") if writable.required else None
        else:
            value, wrong = _value(value, kind)
            if wrong is None and isinstance(value, str):
                wrong = _text(value, writable.choices, writable.most)
        if wrong is not None:
            errors[name] = wrong
        values[name] = value
    return values


def _text(value: str, choices: tuple[str, ...], most: int) -> Sentence | None:
    """What is wrong with a text, if anything is."""
    if NUL in value or any(SURROGATES[0] <= letter <= SURROGATES[1] for letter in value):
        return Sentence("edit.text")
    if len(value) > most:
        return Sentence("edit.length", most=most)
    if choices and value not in choices:
        return Sentence("edit.choice", choices=", ".join(choices))
    return None


def _value(value: Any, kind: Property) -> tuple[Any, Sentence | None]:
    """A JSON value as the property's type, and what is wrong with it."""
    wrong = Sentence("edit.kind", kind=kind.type)
    if kind.type in ("integer", "number"):
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        fits = fits and abs(value) <= parameters.MAX_KEY and (kind.type == "number" or float(value).is_integer())
        return (int(value) if fits and kind.type == "integer" else value), None if fits else wrong
    if kind.type == "boolean":
        return value, None if isinstance(value, bool) else wrong
    if not isinstance(value, str):
        return value, wrong
    readers = {"date": date.fromisoformat, "date-time": datetime.fromisoformat, "uuid": UUID}
    try:
        return readers.get(kind.type, str)(value), None
    except ValueError:
        return value, wrong


def _shape(said: Any, reference: Reference, errors: dict[str, Sentence]) -> shapely.Geometry | None:
    """A GeoJSON geometry of the request in degrees, longitude first, without heights."""
    if said is None:
        errors["geometry"] = Sentence("edit.required")
    elif not isinstance(said, dict) or said.get("type") not in SHAPES:
        errors["geometry"] = Sentence("edit.geometry", detail=", ".join(SHAPES))
    elif _foreign(said):
        errors["geometry"] = Sentence("edit.crs")
    else:
        try:
            # What JSON writes as 1e999 is no number either.
            shape = shapely.from_geojson(json.dumps(said, allow_nan=False))
            if shapely.get_num_coordinates(shape) <= MOST_VERTICES:
                return reference.to_degrees(shapely.force_2d(shape))
            errors["geometry"] = Sentence("edit.vertices", most=MOST_VERTICES)
        except (ValueError, TypeError, RecursionError, shapely.GEOSException):
            errors["geometry"] = Sentence("edit.unreadable")
    return None
