"""The items of a layer and the single feature, as GeoJSON."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from flask import Response

from gis import parameters
from gis.documents import GEOJSON, JSON, link
from gis.errors import NotPublished
from gis.features import Page, feature, page
from gis.layers import Layer, Wanted, rows
from gis.publisher import Publisher, asked, asked_of, root
from gis.responses import answer

EVER = (None, None)
"""Where a feature is looked for by its id when the layer's own days do not hold it: the id says which one is meant."""


def items(publisher: Publisher, collection: str) -> Response:
    """One page of features; the ``next`` link leads on by key, so that pages stay right while rows come in."""
    viewer = publisher.viewer()
    layer = publisher.layer(collection)
    given = asked_of(layer, "f", "limit", "bbox", "token")
    parameters.check_format(given, "json", "geojson")
    limit, bbox = parameters.limit(given.get("limit")), parameters.bbox(given.get("bbox"))
    after = parameters.token(given.get("token"))
    found = rows(layer, viewer, parameters.wanted(layer, given, publisher.zone))
    with publisher.connection() as connection:
        read = page(connection, layer, found, limit, bbox, after)
    return feature_collection(read, page_links(layer, read, given, publisher.locale()))


def feature_collection(read: Page, links: list[dict]) -> Response:
    """The page around the text the database wrote; the ETag leaves the time stamp out."""
    counted = f'"numberMatched":{read.matched},"numberReturned":{read.returned},"links":{text(links)}'
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rest = f'{counted},"features":[{read.features}]}}'.encode()
    return answer(f'{{"type":"FeatureCollection","timeStamp":"{stamp}",'.encode() + rest, GEOJSON, version=rest)


def page_links(layer: Layer, read: Page, given: dict[str, str], locale: str) -> list[dict]:
    """Links to this page, to the next one if there is one, and to the layer."""
    here = f"{root()}/collections/{layer.name}"
    links = [link("self", with_query(f"{here}/items", given), GEOJSON, locale, "self")]
    if read.next_key is not None:
        onward = with_query(f"{here}/items", given | {"token": f"{read.next_key}.{read.matched}"})
        links.append(link("next", onward, GEOJSON, locale, "next"))
    return [*links, link("collection", here, JSON, locale, "collection")]


def item(publisher: Publisher, collection: str, feature_id: str) -> Response:
    """One feature by its id; one out of the viewer's scope is not found."""
    viewer = publisher.viewer()
    layer = publisher.layer(collection)
    given = asked("f", "datetime")
    parameters.check_format(given, "json", "geojson")
    days = (parameters.interval(given["datetime"], publisher.zone),) if "datetime" in given else (None, EVER)
    with publisher.connection() as connection:
        tries = (feature(connection, layer, rows(layer, viewer, Wanted(each)), feature_id) for each in days)
        found = next((each for each in tries if each is not None), None)
    if found is None:
        raise NotPublished(feature_id[:100])
    links = item_links(layer, feature_id, publisher.locale())
    return answer(f'{found[:-1]},"links":{text(links)}}}'.encode(), GEOJSON)


def item_links(layer: Layer, feature_id: str, locale: str) -> list[dict]:
    """Links to the feature itself and to its layer."""
    here = f"{root()}/collections/{layer.name}"
    return [
        link("self", f"{here}/items/{quote(feature_id, safe='')}", GEOJSON, locale, "self"),
        link("collection", here, JSON, locale, "collection"),
    ]


def with_query(address: str, query: dict[str, str]) -> str:
    """The address with these query parameters."""
    return f"{address}?{urlencode(query)}" if query else address


def text(links: list[dict]) -> str:
    """Links as JSON."""
    return json.dumps(links, ensure_ascii=False, separators=(",", ":"))


ROUTES: dict[str, Callable] = {
    "/collections/<collection>/items": items,
    "/collections/<collection>/items/<path:feature_id>": item,
}
