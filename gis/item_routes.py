"""The items of a layer and the single feature, as GeoJSON."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from flask import Response, request
from sqlalchemy.exc import DataError

from gis import asking, item_files, json_fg, pages, parameters
from gis.beside import beside
from gis.by_id import feature
from gis.documents import CSV, FILES, GEOJSON, JSON, SEQUENCE, files_of, link
from gis.errors import BadParameter, NotPublished
from gis.features import Page, View
from gis.layers import Layer, Look, watched
from gis.publisher import Publisher, asked, asked_of, root
from gis.questions import Question
from gis.references import CRS84
from gis.responses import answer
from gis.streams import stream
from gis.wanted import Wanted, rows

FORMATS = {
    "json": GEOJSON,
    "geojson": GEOJSON,
    "jsonfg": GEOJSON,
    "geojsonseq": SEQUENCE,
    "csv": CSV,
    "html": pages.HTML,
    **FILES,
}
FILE_OF = {kind: name for name, kind in FILES.items()}
ALTERNATES = {"html": "page", "geojsonseq": "sequence", "jsonfg": "jsonfg", "csv": "csv"}
"""What else a page of features can be had as beside files, and what the links to it are called."""

EVER = (None, None)
"""Where a feature is looked for by its id when the layer's own days do not hold it: the id says which one is meant."""


def items(publisher: Publisher, collection: str) -> Response:
    """One page of features; the ``next`` link leads on by key, so that pages stay right while rows come in."""
    viewer = publisher.viewer()
    layer, served = publisher.layer(collection), publisher.references()
    given = asked_of(layer, "f", "profile", *asking.SHOWING, *asking.CHOOSING, *asking.PAGING)
    parameters.check_format(given, *FORMATS)
    kind = _kind(given)
    view = replace(asking.view(layer, given, served), profile=_profile(given, kind))
    area = asking.area(given, served)
    if kind == pages.HTML:
        view = replace(view, limit=min(view.limit, pages.MOST_SHOWN), reference=CRS84)
    wanted = asking.wanted(layer, given, publisher.zone, served)
    asked_for = Question(layer, viewer, wanted, view, area)
    streamed = kind in (SEQUENCE, CSV, *FILE_OF)
    watched(layer, viewer, Look("file" if streamed else "items", wanted.interval, given))
    if streamed:
        with _within_range(given):
            chosen, most = asked_for.rows(), view.limit if "limit" in given else None
            if kind in FILE_OF:
                return told(item_files.file(publisher, layer, chosen, view, FILE_OF[kind], most), view)
            return told(stream(publisher, layer, chosen, view, kind, most), view)
    with _within_range(given):
        read = asked_for.page(publisher)
    links = page_links(layer, read, given, publisher.locale())
    answered = (
        pages.items(publisher, layer, read, view, links, given)
        if kind == pages.HTML
        else feature_collection(read, links, json_fg.head(layer, view.reference, view.profile, here_of(layer)))
    )
    return told(answered, view)


@contextmanager
def _within_range(given: dict[str, str]) -> Iterator[None]:
    """What only the database finds out of range is the caller's mistake all the same."""
    try:
        yield
    except DataError:
        refusal = BadParameter("filter", "filter.overflow") if "filter" in given else BadParameter("token", "token")
        raise refusal from None


def told(response: Response, view: View) -> Response:
    """With the coordinate system told, as Part 2 asks, and the profile of GeoJSON."""
    response.headers["Content-Crs"] = f"<{view.reference.uri}>"
    if response.mimetype == GEOJSON:
        response.headers["Link"] = f'<{json_fg.PROFILE_URI}{view.profile}>; rel="profile"'
    return response


def _kind(given: dict[str, str]) -> str:
    """The media type asked for by ``f``, or else the one that the caller likes best; GeoJSON when they do not say."""
    if pages.wanted(given):
        return pages.HTML
    if "f" in given:
        return FORMATS[given["f"]]
    kinds = list(dict.fromkeys(each for each in FORMATS.values() if each != pages.HTML))
    return request.accept_mimetypes.best_match(kinds, kinds[0])


def _profile(given: dict[str, str], kind: str) -> str:
    """The profile of GeoJSON asked for, by its own name or by ``f=jsonfg``; the plain one when nobody asks."""
    named = given.get("profile", json_fg.FG if given.get("f") == "jsonfg" else json_fg.RFC7946)
    if named not in json_fg.PROFILES:
        raise BadParameter("profile", "choice", known=", ".join(json_fg.PROFILES))
    if "profile" in given and kind != GEOJSON:
        raise BadParameter("profile", "profile")
    return named


def here_of(layer: Layer) -> str:
    """The address of a layer."""
    return f"{root()}/collections/{layer.name}"


def feature_collection(read: Page, links: list[dict], head: dict) -> Response:
    """The page around the text the database wrote; the ETag leaves the time stamp out. ``head`` comes first."""
    counted = f'{_members(head)}"numberMatched":{read.matched},"numberReturned":{read.returned},"links":{text(links)}'
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rest = f'{counted},"features":[{read.features}]}}'.encode()
    return answer(f'{{"type":"FeatureCollection","timeStamp":"{stamp}",'.encode() + rest, GEOJSON, version=rest)


def page_links(layer: Layer, read: Page, given: dict[str, str], locale: str) -> list[dict]:
    """Links to this page, to the next one if there is one, and to the layer."""
    here = here_of(layer)
    # Each part is written once for all of them: a page has a dozen.
    parts = {name: urlencode({name: value}) for name, value in given.items()}
    links = [link("self", _joined(f"{here}/items", parts), GEOJSON, locale, "self")]
    otherwise = _joined(f"{here}/items", {name: part for name, part in parts.items() if name != "f"} | {"f": "f="})
    links += [
        link("alternate", f"{otherwise}{name}", FORMATS[name], locale, title)
        for name, title in (ALTERNATES | {name: name for name in files_of(layer)}).items()
    ]
    if read.onward is not None:
        onward = _joined(f"{here}/items", parts | {"token": urlencode({"token": read.onward.token()})})
        links.append(link("next", onward, GEOJSON, locale, "next"))
    return [*links, link("collection", here, JSON, locale, "collection")]


def item(publisher: Publisher, collection: str, feature_id: str) -> Response:
    """One feature by its id; one out of the viewer's scope is not found."""
    viewer = publisher.viewer()
    layer = publisher.layer(collection)
    given = asked("f", "profile", "datetime", *asking.SHOWING, *layer.versions())
    parameters.check_format(given, "json", "geojson", "jsonfg", "html")
    profile = _profile(given, pages.HTML if pages.wanted(given) else GEOJSON)
    view = replace(asking.view(layer, given, publisher.references()), profile=profile)
    view = replace(view, reference=CRS84) if pages.wanted(given) else view
    version = {name: given[name] for name in layer.versions() if name in given}
    interval = parameters.interval(given.get("datetime"), publisher.zone)
    days = (interval,) if "datetime" in given or version else (None, EVER)
    with publisher.connection() as connection:
        tries = (one(connection, layer, viewer, Wanted(each, version), view, feature_id) for each in days)
        found = next((each for each in tries if each is not None), None)
        # Whoever edits has to have read the feature as it is, not as it was.
        editor = None if version else layer.editor
        state = editor.state(connection, viewer, feature_id, lock=False) if editor else None
    if found is None:
        raise NotPublished(feature_id[:100])
    watched(layer, viewer, Look("item", days[0], given, feature_id))
    if pages.wanted(given):
        return told(pages.item(publisher, layer, json.loads(found), view), view)
    head = json_fg.head(layer, view.reference, profile, here_of(layer))
    return told(answer(document(found, layer, feature_id, publisher.locale(), head), GEOJSON, state=state), view)


def one(connection, layer: Layer, viewer, wanted: Wanted, view: View, feature_id: str) -> str | None:
    """The feature of that id among those wanted, as GeoJSON text; None when there is none of that id."""
    apart = beside(layer, viewer, wanted)
    return feature(connection, layer, rows(layer, viewer, wanted), view, feature_id, apart)


def document(found: str, layer: Layer, feature_id: str, locale: str, head: dict | None = None) -> bytes:
    """The feature that the database wrote, with its links, and with what its root tells."""
    return f'{found[:-1]},{_members(head or {})}"links":{text(item_links(layer, feature_id, locale))}}}'.encode()


def item_links(layer: Layer, feature_id: str, locale: str) -> list[dict]:
    """Links to the feature itself, to its page and to its layer."""
    here = here_of(layer)
    this = f"{here}/items/{quote(feature_id, safe='')}"
    return [
        link("self", this, GEOJSON, locale, "self"),
        link("alternate", f"{this}?f=html", pages.HTML, locale, "page"),
        link("collection", here, JSON, locale, "collection"),
    ]


def _joined(address: str, parts: dict[str, str]) -> str:
    """The address with these parts of a query, each written as it travels."""
    return f"{address}?{'&'.join(parts.values())}" if parts else address


def _members(told: dict) -> str:
    """Members of an object, each with a comma behind it."""
    return f"{text(told)[1:-1]}," if told else ""


def text(told: list[dict] | dict) -> str:
    """Links or members as JSON."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
