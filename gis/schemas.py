"""What a layer's features are made of, as JSON Schema: all of it, what may be asked for, what may be sorted by."""

from gis.editing import Editor
from gis.layers import Layer, Property

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_JSON = "application/schema+json"
TYPES = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "date-time": {"type": "string", "format": "date-time"},
    "uuid": {"type": "string", "format": "uuid"},
}
SHAPES = {
    "Point": "point",
    "MultiPoint": "multipoint",
    "LineString": "linestring",
    "MultiLineString": "multilinestring",
    "Polygon": "polygon",
    "MultiPolygon": "multipolygon",
}


def queryables(here: str, layer: Layer, locale: str) -> dict:
    """What ``filter`` may speak of."""
    return _schema(f"{here}/queryables", layer, layer.queryables(), locale, shape="geom")


def sortables(here: str, layer: Layer, locale: str) -> dict:
    """What ``sortby`` may name."""
    return _schema(f"{here}/sortables", layer, dict(layer.properties), locale)


def features(here: str, layer: Layer, locale: str) -> dict:
    """What a feature of the layer carries (Part 5): its id, its properties, its geometry."""
    found = _schema(f"{here}/schema", layer, dict(layer.properties), locale, shape="geometry")
    identity = {"type": "string", "title": "id", "x-ogc-role": "id", "readOnly": True}
    found["properties"] = {"id": identity, **found["properties"]}
    if layer.editor:
        _receivables(found, layer.editor)
    return found


def _receivables(schema: dict, editor: Editor) -> None:
    """Tell what of a feature can be written, what is needed, and what it may hold (Parts 4 and 5)."""
    for name, listed in schema["properties"].items():
        writable = editor.fields.get(name)
        if writable is None and name not in ("id", "geometry"):
            listed["readOnly"] = True
        elif writable and writable.choices:
            listed["enum"] = list(writable.choices)
        elif writable and listed["type"] == "string":
            listed["maxLength"] = writable.most
    schema["required"] = [*(name for name, writable in editor.fields.items() if writable.required), "geometry"]


def _schema(address: str, layer: Layer, properties: dict[str, Property], locale: str, shape: str | None = None) -> dict:
    english = locale.startswith("en")
    title, description = layer.called(locale)
    listed: dict = {
        name: {"title": each.title_en if english else each.title, **TYPES[each.type], "x-ogc-propertySeq": place}
        for place, (name, each) in enumerate(properties.items(), 1)
    }
    if shape:
        kind = SHAPES[layer.geometry_type]
        listed[shape] = {"x-ogc-role": "primary-geometry", "format": f"geometry-{kind}"}
    return {
        "$schema": DRAFT,
        "$id": address,
        "type": "object",
        "title": title,
        "description": description,
        "properties": listed,
        "additionalProperties": False,
    }
