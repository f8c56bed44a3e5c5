"""The OpenAPI 3.0 definition of the published layers. QGIS reads ``components.parameters.limit`` out of it."""

from collections.abc import Mapping

from gis import asking, edit_openapi, json_fg
from gis.documents import CSV, GEOJSON, HTML, JSON, MVT, OPENAPI, SEQUENCE, files_of
from gis.filters import LANGUAGES
from gis.layers import Filter, Layer, Property
from gis.parameters import DEFAULT_LIMIT, MAX_LIMIT
from gis.quads import LAST_ZOOM, QUADS, Quad
from gis.schemas import SCHEMA_JSON

TEXT = {"type": "string", "format": "binary"}
JSON_OR_BINARY = ({"type": "object"}, TEXT)
REFUSED = ("400", "401", "403", "404", "503")
SCHEMA_PATHS = ("queryables", "sortables", "schema")

SCHEMAS = {
    "string": {"type": "string"},
    "integer": {"type": "integer", "format": "int64"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "date-time": {"type": "string", "format": "date-time"},
    "uuid": {"type": "string", "format": "uuid"},
}


def definition(root: str, layers: Mapping[str, Layer], title: str, version: str, locale: str) -> dict:
    """The whole definition; ``root`` is the address of ``/ogc``."""
    paths = dict(common_paths())
    for layer in layers.values():
        paths |= layer_paths(layer, locale)
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": version},
        "servers": [{"url": root}],
        "security": [{"bearer": []}, {"basic": []}],
        "paths": paths,
        "components": {
            "parameters": shared_parameters(),
            "schemas": {"problem": problem_schema()},
            "responses": {
                "problem": content("A problem", {JSON: {"$ref": "#/components/schemas/problem"}, HTML: TEXT}),
            },
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic"},
            },
        },
    }


def common_paths():
    """The documents that belong to no single layer; all but the list of layers are public."""
    documents = {
        "/": "landing",
        "/conformance": "conformance",
        "/api": "api",
        "/tileMatrixSets": "tileMatrixSets",
        **{f"/tileMatrixSets/{name}": f"tileMatrixSet.{name}" for name in QUADS},
    }
    for path, name in documents.items():
        kind, others = (OPENAPI if path == "/api" else JSON), ([HTML] if path in ("/", "/conformance") else [])
        yield path, get(name, kind, [formats("json", "html") if others else ref("f")], *others) | {"security": []}
    yield "/collections", get("collections", JSON, [formats("json", "html")], HTML)


def layer_paths(layer: Layer, locale: str) -> dict:
    """The paths of one layer, each with exactly the parameters it takes."""
    here, name = f"/collections/{layer.name}", layer.name
    narrowing = [ref(each) for each in ("datetime", *asking.FILTER)] + own_parameters(layer, locale)
    reading = [ref(each) for each in ("profile", "bbox", "bbox-crs", *asking.SHOWING, *asking.PAGING)]
    geojson = ("json", "geojson", "jsonfg")
    whole, alone = formats(*geojson, "geojsonseq", "csv", "html", *files_of(layer)), formats(*geojson, "html")
    one = formats("json", "html")
    versions = [each for each in own_parameters(layer, locale) if each["name"] in layer.versions()]
    others = (SEQUENCE, CSV, HTML, *files_of(layer).values())
    edits = (edit_openapi.items(name), edit_openapi.item(name)) if layer.editor else ({}, {})
    return {
        here: get(f"{name}.describe", JSON, [one], HTML),
        f"{here}/items": get(f"{name}.items", GEOJSON, [whole, *reading, *narrowing], *others) | edits[0],
        f"{here}/items/{{featureId}}": get(
            f"{name}.item",
            GEOJSON,
            [alone, *map(ref, ("profile", "datetime", *asking.SHOWING)), *versions, string_path("featureId")],
            HTML,
        )
        | edits[1],
        **{f"{here}/{each}": get(f"{name}.{each}", SCHEMA_JSON, [ref("f")]) for each in SCHEMA_PATHS},
        f"{here}/styles": get(f"{name}.styles", JSON, [ref("f")]),
        f"{here}/tiles": get(f"{name}.tilesets", JSON, [ref("f")]),
        **dict(found for quad in QUADS.values() for found in tile_paths(here, name, quad, narrowing)),
    }


def tile_paths(here: str, name: str, quad: Quad, narrowing: list[dict]):
    """The paths of one layer's tiles in one tile matrix set."""
    tiles, called = f"{here}/tiles/{quad.name}", f"{name}.{quad.name}"
    place = [path_parameter(each, quad) for each in ("tileMatrix", "tileRow", "tileCol")]
    yield tiles, get(f"{called}.tileset", JSON, [ref("f")])
    yield f"{tiles}/tilejson.json", get(f"{called}.tilejson", JSON, [ref("f"), *narrowing])
    yield f"{tiles}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", get(f"{called}.tile", MVT, [*place, *narrowing])


def own_parameters(layer: Layer, locale: str) -> list[dict]:
    """The layer's filters and its properties that ``name=value`` may ask for."""
    english = locale.startswith("en")
    filters = [
        query(name, {"type": "string", **({"pattern": each.pattern} if each.pattern else {})}, title(each, english))
        for name, each in layer.filters.items()
    ]
    return filters + [
        query(name, SCHEMAS[each.type], title(each, english)) for name, each in layer.queryables().items()
    ]


def title(each: Property | Filter, english: bool) -> str:
    """The property's or filter's name for a reader."""
    return each.title_en if english else each.title


def get(name: str, kind: str, parameters: list[dict], *others: str) -> dict:
    """A path with one GET, whose good answer is ``kind``, or one of the ``others``."""
    responses = {"200": content("The answer", {kind: JSON_OR_BINARY[kind == MVT], **dict.fromkeys(others, TEXT)})}
    responses |= {"204": {"description": "An empty tile"}} if kind == MVT else {}
    responses |= {"304": {"description": "Unchanged"}}
    responses |= {status: {"$ref": "#/components/responses/problem"} for status in REFUSED}
    return {"get": {"operationId": name, "parameters": parameters, "responses": responses}}


def content(description: str, kinds: dict[str, dict]) -> dict:
    """One response with its media types."""
    return {"description": description, "content": {kind: {"schema": schema} for kind, schema in kinds.items()}}


def formats(*names: str) -> dict:
    """The parameter ``f`` of a resource that comes in several formats."""
    return query("f", {"type": "string", "enum": list(names)}, "Format")


def ref(name: str) -> dict:
    """A reference to a shared parameter."""
    return {"$ref": f"#/components/parameters/{name}"}


def query(name: str, schema: dict, description: str) -> dict:
    """One query parameter."""
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def string_path(name: str) -> dict:
    """One path parameter of any text."""
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def path_parameter(name: str, quad: Quad) -> dict:
    """One part of a tile's address."""
    across = {"tileRow": quad.rows, "tileCol": quad.columns}
    last = across[name] * 2**LAST_ZOOM - 1 if name in across else LAST_ZOOM
    return {"name": name, "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0, "maximum": last}}


def shared_parameters() -> dict:
    """The parameters every layer takes."""
    whole = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    system = {"type": "string", "format": "uri"}
    box = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    return {
        "f": query("f", {"type": "string", "enum": ["json"]}, "Format"),
        "profile": query("profile", {"type": "string", "enum": list(json_fg.PROFILES)}, "Profile of GeoJSON"),
        "limit": query("limit", whole, "Features on a page"),
        "bbox": {**query("bbox", box, "west,south,east,north in CRS84"), "style": "form", "explode": False},
        "datetime": query("datetime", {"type": "string"}, "A local day, a time or an interval"),
        "bbox-crs": query("bbox-crs", system, "Coordinate system of bbox; CRS84 when not given"),
        "crs": query("crs", system, "Coordinate system of the answer; CRS84 when not given"),
        "properties": listed("properties", "Properties of the answer"),
        "sortby": listed("sortby", "Properties to sort by, - before one for descending order"),
        "filter": query("filter", {"type": "string"}, "A condition in CQL2"),
        "filter-lang": query("filter-lang", {"type": "string", "enum": list(LANGUAGES)}, "How filter is written"),
        "filter-crs": query("filter-crs", system, "Coordinate system of geometries in filter"),
        "token": query("token", {"type": "string"}, "Where the page begins, out of a next link"),
    }


def listed(name: str, description: str) -> dict:
    """A query parameter of words between commas."""
    words = {"type": "array", "minItems": 1, "items": {"type": "string"}}
    return {**query(name, words, description), "style": "form", "explode": False}


def problem_schema() -> dict:
    """The one JSON shape of errors."""
    text = {"type": "string"}
    fields = {
        "code": text,
        "status": {"type": "integer"},
        "message": text,
        "reason": text,
        "errors": {"type": "object"},
    }
    return {"type": "object", "required": list(fields), "properties": fields}
