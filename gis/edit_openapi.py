"""The edits of a layer in the OpenAPI definition (Part 4)."""

from gis.documents import GEOJSON
from gis.edit_routes import MERGE_PATCH

BODY = {"type": "object", "properties": {"geometry": {"type": "object"}, "properties": {"type": "object"}}}
REFUSED = ("400", "401", "403", "404", "409", "412", "413", "415")


def items(name: str) -> dict:
    """Operations on the items of a layer beside reading them."""
    return {
        "options": _operation(f"{name}.items.options", {"200": {"description": "Methods allowed"}}),
        "post": _operation(f"{name}.create", {"201": {"description": "Created"}}, GEOJSON, [_header("Content-Crs")]),
    }


def item(name: str) -> dict:
    """Operations on one feature of a layer beside reading it."""
    changed = {"200": {"description": "Changed, as preferred"}, "204": {"description": "Changed"}}
    which = [{"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}]
    expecting = [*which, _header("If-Match")]
    headers = [*expecting, _header("Content-Crs")]
    return {
        "options": _operation(f"{name}.item.options", {"200": {"description": "Methods allowed"}}, None, which),
        "put": _operation(f"{name}.replace", changed, GEOJSON, headers),
        "patch": _operation(f"{name}.update", changed, MERGE_PATCH, headers),
        "delete": _operation(f"{name}.delete", {"204": {"description": "Deleted"}}, None, expecting),
    }


def _operation(name: str, good: dict, kind: str | None = None, parameters: list[dict] | None = None) -> dict:
    problems = {status: {"$ref": "#/components/responses/problem"} for status in REFUSED}
    operation: dict = {"operationId": name, "parameters": parameters or [], "responses": good | problems}
    if kind:
        operation["requestBody"] = {"required": True, "content": {kind: {"schema": BODY}}}
    return operation


def _header(name: str) -> dict:
    return {"name": name, "in": "header", "required": False, "schema": {"type": "string"}}
