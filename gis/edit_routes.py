"""Features created, replaced, updated and deleted (OGC API - Features Part 4), by the rules of the layer's editor."""

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from gis import drafts, item_routes, references
from gis.documents import GEOJSON, JSON
from gis.editing import Editor
from gis.errors import EditRefused, NotPublished
from gis.features import View
from gis.layers import Layer
from gis.publisher import Publisher, asked, root
from gis.references import CRS84, Reference
from gis.responses import answer, document, tag
from gis.wanted import Wanted

MERGE_PATCH = "application/merge-patch+json"
ITEMS = ("GET", "HEAD", "OPTIONS")
WHOLE = (GEOJSON, JSON)
PATCHES = (MERGE_PATCH, *WHOLE)


def add(blueprint: Blueprint, publisher: Publisher) -> None:
    """The routes of items and of the single item, all methods of each in one place."""
    items = {"GET": item_routes.items, "OPTIONS": items_options, "POST": create}
    item = {"GET": item_routes.item, "OPTIONS": item_options, "PUT": replace, "PATCH": update, "DELETE": delete}
    for path, endpoint, views in (
        ("/collections/<collection>/items", "items", items),
        ("/collections/<collection>/items/<path:feature_id>", "item", item),
    ):
        blueprint.add_url_rule(
            path,
            endpoint,
            partial(_by_method, publisher, views),
            methods=[*views],
            provide_automatic_options=False,
        )


def _by_method(publisher: Publisher, views: dict[str, Callable], **parts: str) -> Response:
    """What the method asks for; on a layer that is only read, 405 for all that would write."""
    method = "GET" if request.method == "HEAD" else request.method
    allowed = allow(publisher, parts["collection"], views)
    if method not in allowed and publisher.layer(parts["collection"]).editor is None:
        refusal = EditRefused(405, "method_not_allowed", "edit.method")
        response = _refused(refusal, publisher)
    else:
        response = views[method](publisher, **parts)
    response.headers["Allow"] = ", ".join(allowed)
    return response


def allow(publisher: Publisher, collection: str, views: dict[str, Callable]) -> list[str]:
    """The methods that this viewer may use on the layer's items, or on one of them."""
    viewer, editor = publisher.viewer(), publisher.layer(collection).editor
    writing = [method for method in views if method not in ITEMS]
    return [*ITEMS, *(writing if editor is not None and editor.may(viewer) else ())]


def _refused(refusal: EditRefused, publisher: Publisher) -> Response:
    response = document(refusal.body(publisher.locale()))
    response.status_code = refusal.status
    return response


def items_options(publisher: Publisher, collection: str) -> Response:
    """Which methods this viewer may use on the layer's items."""
    return _options({"Accept-Post": ", ".join(WHOLE)})


def item_options(publisher: Publisher, collection: str, feature_id: str) -> Response:
    """Which methods this viewer may use on a feature, whether there is one of this id or not: clients ask of one that
    they made up where a layer is empty."""
    return _options({"Accept-Patch": MERGE_PATCH})


def _options(headers: dict[str, str]) -> Response:
    response = Response(status=200, content_type=JSON)
    response.headers.update(headers)
    return response


def create(publisher: Publisher, collection: str) -> Response:
    """A new feature: 201, with where it is found from now on."""
    viewer, layer, editor = _editing(publisher, collection)
    draft = drafts.feature(_body(WHOLE), layer, editor, _reference(publisher))
    with publisher.transaction() as session:
        made = editor.create(session, viewer, draft)
        response = _written(publisher, session, viewer, layer, made, 201)
    here = f"{root()}/collections/{layer.name}/items/{quote(made, safe='')}"
    response.headers["Location"] = here
    return response


def replace(publisher: Publisher, collection: str, feature_id: str) -> Response:
    """The whole feature anew."""
    viewer, layer, editor = _editing(publisher, collection)
    draft = drafts.feature(_body(WHOLE), layer, editor, _reference(publisher))
    with publisher.transaction() as session:
        _expect(session, viewer, editor, feature_id)
        editor.replace(session, viewer, feature_id, draft)
        return _written(publisher, session, viewer, layer, feature_id, 204)


def update(publisher: Publisher, collection: str, feature_id: str) -> Response:
    """Some of the feature's properties, or its geometry, anew."""
    viewer, layer, editor = _editing(publisher, collection)
    draft = drafts.patch(_body(PATCHES), feature_id, layer, editor, _reference(publisher))
    with publisher.transaction() as session:
        _expect(session, viewer, editor, feature_id)
        editor.update(session, viewer, feature_id, draft)
        return _written(publisher, session, viewer, layer, feature_id, 204)


def delete(publisher: Publisher, collection: str, feature_id: str) -> Response:
    """The feature is gone."""
    viewer, _layer, editor = _editing(publisher, collection)
    with publisher.transaction() as session:
        _expect(session, viewer, editor, feature_id)
        editor.delete(session, viewer, feature_id)
    return Response(status=204)


def _editing(publisher: Publisher, collection: str) -> tuple:
    """Who edits which layer by which rules; refused where this viewer's post does not edit."""
    viewer, layer = publisher.viewer(), publisher.layer(collection)
    asked()
    if not layer.editor.may(viewer):
        raise EditRefused(403, "forbidden", "edit.post")
    return viewer, layer, layer.editor


def _body(kinds: tuple[str, ...]) -> bytes:
    if request.mimetype not in kinds:
        raise EditRefused(415, "unsupported_media", "edit.type", known=kinds[0])
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise EditRefused(415, "unsupported_encoding", "edit.coding")
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        limits = {"limit_mb": request.max_content_length // 2**20, "most": drafts.MOST_VERTICES}
        raise EditRefused(413, "too_large", "edit.too_large", **limits) from None


def _reference(publisher: Publisher) -> Reference:
    """The coordinate system of the body, by its header; programs write it with and without angle brackets."""
    said = request.headers.get("Content-Crs")
    bare = said.strip().removeprefix("<").removesuffix(">") if said is not None else None
    return references.named("Content-Crs", bare, publisher.references())


def _expect(session, viewer, editor: Editor, feature_id: str) -> None:
    """Hold the feature until the edit is through. 404 without one; 412 where the caller read another state of it."""
    state = editor.state(session, viewer, feature_id, lock=True)
    if "If-Match" not in request.headers:
        if state is None:
            raise NotPublished(feature_id[:100])
        return
    known = {each.partition(".")[0] for each in request.if_match.as_set() if each}
    if state is None or not (request.if_match.star_tag or state in known):
        raise EditRefused(412, "outdated", "edit.outdated")


def _written(publisher: Publisher, session, viewer, layer: Layer, feature_id: str, status: int) -> Response:
    """The answer to an edit, with the feature's new ETag; with the feature itself where the caller prefers that."""
    session.flush()
    view = View(layer.properties)
    text = item_routes.one(session, layer, viewer, Wanted(), view, feature_id)
    state = layer.editor.state(session, viewer, feature_id, lock=False)
    if text is None:
        return Response(status=status)
    body = item_routes.document(text, layer, feature_id, publisher.locale())
    if "return=representation" in request.headers.get("Prefer", "").replace(" ", "").lower():
        response = item_routes.told(answer(body, GEOJSON, state=state), View(layer.properties, reference=CRS84))
        response.status_code = 201 if status == 201 else 200
        response.headers["Preference-Applied"] = "return=representation"
        return response
    response = Response(status=status)
    response.set_etag(tag(body, state))
    return response
