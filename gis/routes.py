"""One Flask blueprint that serves layers as OGC API - Features and Tiles."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response

from gis import documents, edit_routes, openapi, pages, refusal_pages, schemas, style_routes, tile_routes
from gis.features import extent
from gis.layers import Layer
from gis.parameters import check_format
from gis.publisher import Publisher, asked, root
from gis.responses import document
from gis.wanted import Wanted, rows


def blueprint(publisher: Publisher, name: str = "ogc") -> Blueprint:
    """The routes of all layers; register it with the url_prefix they live under, such as ``/ogc``.

    Every view raises :class:`gis.errors.Problem` for what it refuses: the application has one error handler for it.
    """
    found = Blueprint(name, __name__)
    views = {**ROUTES, **tile_routes.ROUTES, **style_routes.ROUTES}
    for rule, view in views.items():
        found.add_url_rule(rule, endpoint=view.__name__, view_func=partial(view, publisher))
    edit_routes.add(found, publisher)
    found.add_url_rule(
        "/<path:path>",
        view_func=partial(refusal_pages.nowhere, publisher),
        endpoint="nowhere",
        provide_automatic_options=False,
    )
    found.after_request(partial(refusal_pages.in_words, publisher))
    return found


def landing(publisher: Publisher) -> Response:
    """Public: the way to everything else."""
    given = asked("f")
    check_format(given, "json", "html")
    body = documents.landing(root(), publisher.title(), publisher.locale())
    if pages.wanted(given):
        return pages.page(publisher, "landing.html", body["title"], [], body=body)
    return document(body)


def conformance(publisher: Publisher) -> Response:
    """Public: the standards kept."""
    given = asked("f")
    check_format(given, "json", "html")
    body = documents.conformance()
    if pages.wanted(given):
        title = documents.titled("conformance", publisher.locale())
        return pages.page(publisher, "conformance.html", title, [(title, f"{root()}/conformance")], body=body)
    return document(body)


def api(publisher: Publisher) -> Response:
    """Public: the OpenAPI 3.0 definition."""
    check_format(asked("f"), "json")
    definition = openapi.definition(root(), publisher.layers, publisher.title(), publisher.version, publisher.locale())
    return document(definition, documents.OPENAPI)


def collections(publisher: Publisher) -> Response:
    """All layers, each with the extent of what this viewer may see."""
    viewer = publisher.viewer()
    given = asked("f")
    check_format(given, "json", "html")
    with publisher.connection() as connection:
        found = [described(publisher, connection, layer, viewer) for layer in publisher.layers.values()]
    body = documents.collections(root(), found, publisher.locale())
    if pages.wanted(given):
        here = f"{root()}/collections"
        title = ("图层", "Layers")[publisher.locale().startswith("en")]
        return pages.page(publisher, "collections.html", title, [(title, here)], body=body, here=here)
    return document(body)


def collection(publisher: Publisher, collection: str) -> Response:
    """One layer's description."""
    viewer = publisher.viewer()
    layer = publisher.layer(collection)
    given = asked("f")
    check_format(given, "json", "html")
    with publisher.connection() as connection:
        body = described(publisher, connection, layer, viewer)
    if pages.wanted(given):
        trail = pages.trail_to(publisher, layer)
        return pages.page(
            publisher, "collection.html", body["title"], trail, body=body, layer=layer, systems=publisher.references()
        )
    return document(body)


def described(publisher: Publisher, connection, layer: Layer, viewer) -> dict:
    """One layer's description for this viewer."""
    bounds = extent(connection, rows(layer, viewer, Wanted()))
    return documents.collection(root(), layer, bounds, publisher.references(), publisher.locale())


def schema(publisher: Publisher, collection: str, which: Callable) -> Response:
    """What the features of a layer are made of, or may be asked for and sorted by."""
    publisher.viewer()
    layer = publisher.layer(collection)
    check_format(asked("f"), "json")
    return document(which(f"{root()}/collections/{layer.name}", layer, publisher.locale()), schemas.SCHEMA_JSON)


def queryables(publisher: Publisher, collection: str) -> Response:
    """What ``filter`` may speak of."""
    return schema(publisher, collection, schemas.queryables)


def sortables(publisher: Publisher, collection: str) -> Response:
    """What ``sortby`` may name."""
    return schema(publisher, collection, schemas.sortables)


def feature_schema(publisher: Publisher, collection: str) -> Response:
    """What a feature of the layer carries."""
    return schema(publisher, collection, schemas.features)


ROUTES: dict[str, Callable] = {
    "/": landing,
    "/conformance": conformance,
    "/api": api,
    "/collections": collections,
    "/collections/<collection>": collection,
    "/collections/<collection>/queryables": queryables,
    "/collections/<collection>/sortables": sortables,
    "/collections/<collection>/schema": feature_schema,
}
