"""The same documents for people: HTML pages with a table and a small map, without scripts."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from jinja2 import Environment, PackageLoader, StrictUndefined

from gis.documents import HTML
from gis.drawing import ALONE, TOGETHER, Room, drawing
from gis.features import Page, View
from gis.ground import ground
from gis.layers import Layer
from gis.publisher import Publisher, root

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "private, no-cache",
    "Vary": "Accept, Accept-Language",
}
MOST_SHOWN = 1_000
"""Features on a page for people, however many were asked for."""

SAID = {
    "landing": (
        "本服务按 OGC API 标准发布图层，可在 QGIS、ogr2ogr 等软件中直接使用。",
        "Layers published by the OGC API standards, for QGIS, ogr2ogr and other programs.",
    ),
    "conformance": ("本服务满足的 OGC 一致性类", "The OGC conformance classes that this service meets"),
    "collections": ("您有权查看的图层", "The layers that you may see"),
    "items": ("查看要素", "Features"),
    "extent": ("范围（经纬度）：", "Extent in degrees:"),
    "properties": ("属性", "Properties"),
    "name": ("名称", "Name"),
    "meaning": ("含义", "Meaning"),
    "type": ("类型", "Type"),
    "systems": ("坐标系", "Coordinate systems"),
    "matched": ("共 {matched} 个要素，本页 {returned} 个", "{matched} features, {returned} on this page"),
    "map": ("要素分布图", "Map of the features"),
    "next": ("下一页", "Next page"),
    "true": ("是", "Yes"),
    "false": ("否", "No"),
    "sign_in": ("去登录", "Sign in"),
    "again": ("登录后再打开本页", "Open this page again when you are signed in"),
}

_pages = Environment(loader=PackageLoader("gis"), autoescape=True, undefined=StrictUndefined)


def wanted(given: Mapping[str, str]) -> bool:
    """Whether a person asks: by ``f=html``, or with a browser that says it likes pages best."""
    if "f" in given:
        return given["f"] == "html"
    best = request.accept_mimetypes.best_match(("application/json", "text/html"), "application/json")
    return best == "text/html" and request.accept_mimetypes["text/html"] > request.accept_mimetypes["application/json"]


def page(publisher: Publisher, template: str, title: str, trail: list[tuple[str, str]], **more) -> Response:
    """A page; ``trail`` leads to it from the landing page, name and address each."""
    locale = publisher.locale()
    english = locale.startswith("en")
    said = {name: texts[english] for name, texts in SAID.items()}
    home = [(publisher.title(), f"{root()}/")]
    body = _pages.get_template(template).render(
        title=title, locale=locale, english=english, said=said, service=publisher.title(), trail=home + trail, **more
    )
    return Response(body, content_type=HTML, headers=HEADERS)


def trail_to(publisher: Publisher, layer: Layer) -> list[tuple[str, str]]:
    """The way to a layer's page."""
    layers = ("图层", "Layers")[publisher.locale().startswith("en")]
    here = f"{root()}/collections"
    return [(layers, here), (layer.called(publisher.locale())[0], f"{here}/{layer.name}")]


def items(
    publisher: Publisher, layer: Layer, read: Page, view: View, links: list[dict], given: Mapping[str, str]
) -> Response:
    """One page of features as a map and a table; each leads to its own page, of the version that was asked for."""
    features = json.loads(f"[{read.features}]")
    address = f"{root()}/collections/{layer.name}/items"
    onward = next((link["href"] for link in links if link["rel"] == "next"), None)
    title = layer.called(publisher.locale())[0]
    version = urlencode({name: given[name] for name in layer.versions() if name in given})
    more = {"features": features, "matched": read.matched, "next": onward, "items": address}
    more["version"] = f"?{version}" if version else ""
    return page(
        publisher,
        "items.html",
        title,
        trail_to(publisher, layer),
        **_drawn(publisher, features, TOGETHER),
        properties=view.properties,
        **more,
    )


def item(publisher: Publisher, layer: Layer, feature: dict, view: View) -> Response:
    """One feature as a map and its properties."""
    return page(
        publisher,
        "item.html",
        f"{layer.called(publisher.locale())[0]} {feature['id']}",
        [*trail_to(publisher, layer), (str(feature["id"]), request.base_url)],
        feature=feature,
        **_drawn(publisher, [feature], ALONE),
        properties=view.properties,
    )


def _drawn(publisher: Publisher, features: list[dict], room: Room) -> dict[str, Any]:
    """The map of the features, and what lies around them."""
    drawn = drawing(features, room)
    if drawn is None or not publisher.ground:
        return {"drawing": drawn, "ground": []}
    with publisher.connection() as connection:
        around = ground(connection, publisher.layers, publisher.ground, publisher.viewer(), drawn.frame)
    return {"drawing": drawn, "ground": around}
