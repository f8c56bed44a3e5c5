"""Every layer answers every parameter that it names, for pages, features and tiles, and in every format."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from gis.item_routes import FORMATS
from patrol import auth
from patrol.config import Settings
from patrol.editing import with_editors
from patrol.layers import layers
from patrol.models import Officer
from tests.api.conftest import Caller
from tests.gis.test_tiles import tile_at
from tests.two_rivers import COUNTY, settle

LAYERS = with_editors(layers(Settings()), Settings())
PLACE, LEVELS = (116.46, 27.5), (5, 9, 14)
GOOD = {
    "division": COUNTY,
    "username": "first",
    "post": "ranger",
    "effective": "true",
    "valid-on": "2026-05-09",
    "datetime": "2026-05-01/2026-05-31",
}
BAD = {
    "division": "36",
    "post": "emperor",
    "effective": "perhaps",
    "valid-on": "2026-02-30",
    "datetime": "2026-02-30",
}
OF_TYPE = {
    "string": "R1",
    "integer": "3",
    "number": "0.5",
    "boolean": "true",
    "date": "2026-05-03",
    "date-time": "2026-05-03T01:00:00Z",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
DATED = "valid-on"
"""The figures of patrols belong to the boundaries of today: with other questions of the layer's own it is refused."""


@pytest.fixture
def asker(session, app):
    """Who sees the whole county of two rivers, and somebody who walks there."""
    settle(session)
    session.add(Officer(username="desk", name="desk", post="gis", division_code=COUNTY))
    session.flush()

    def sit_down(username: str) -> Caller:
        officer = session.scalar(select(Officer).where(Officer.username == username))
        token, _ = auth.issue_token(session, officer, "test", datetime.now(UTC), 1)
        session.flush()
        return Caller(app.test_client(), {"Authorization": f"Bearer {token}"})

    return sit_down


def own(layer) -> list[str]:
    """The questions that are this layer's own."""
    return [*layer.filters, *(["datetime"] if layer.temporal else [])]


def asked(layer) -> list[dict[str, str]]:
    """Nothing, each of the layer's own parameters, all that can come together, and every property equal to a value."""
    alone = [{name: GOOD[name]} for name in own(layer)]
    together = {name: GOOD[name] for name in own(layer) if name != DATED}
    equal = {name: OF_TYPE[each.type] for name, each in layer.queryables().items()}
    return [{}, *alone, together, equal, equal | together]


def tiles(layer: str) -> list[str]:
    """The addresses of tiles near and far."""
    places = [(z, *tile_at(*PLACE, z)) for z in LEVELS]
    return [f"{layer}/tiles/WebMercatorQuad/{z}/{y}/{x}" for z, x, y in places]


@pytest.mark.parametrize("name", LAYERS)
def test_pages_and_tiles_answer_every_question_of_their_layer(asker, name):
    layer = LAYERS[name]
    for caller in (asker("desk"), asker("first")):
        for query in asked(layer):
            for path in (f"{name}/items", *tiles(name), f"{name}/tiles/WebMercatorQuad/tilejson.json"):
                answer = caller.get(f"/ogc/collections/{path}", **query)
                assert answer.status_code in (200, 204), (path, query, answer.get_data(as_text=True))


@pytest.mark.parametrize("name", [name for name, layer in LAYERS.items() if DATED in layer.filters])
def test_an_earlier_day_comes_alone_or_with_a_division(asker, name):
    caller, layer = asker("desk"), LAYERS[name]
    for other in set(own(layer)) - {DATED}:
        for path in (f"{name}/items", tiles(name)[-1]):
            answer = caller.get(f"/ogc/collections/{path}", **{DATED: GOOD[DATED], other: GOOD[other]})
            assert answer.status_code in ((200, 204) if other == "division" else (400,)), (path, other)


@pytest.mark.parametrize("name", LAYERS)
def test_every_format_is_written_whatever_is_asked(asker, name):
    caller, layer = asker("desk"), LAYERS[name]
    known = json.loads(caller.get(f"/ogc/collections/{name}?f=json").data)["links"]
    served = {each["href"].rsplit("f=", 1)[1] for each in known if each["rel"] == "items" and "f=" in each["href"]}
    assert served <= FORMATS.keys()
    for kind in sorted(served | {"jsonfg", "html", "geojsonseq", "csv"}):
        for query in [{}, *({each: GOOD[each]} for each in own(layer))]:
            answer = caller.get(f"/ogc/collections/{name}/items", f=kind, limit=3, **query)
            assert answer.status_code == 200, (kind, query, answer.get_data(as_text=True)[:500])
            assert answer.data or kind == "geojsonseq"


@pytest.mark.parametrize("name", LAYERS)
def test_every_feature_is_found_by_its_id_as_the_page_tells_it(asker, name):
    caller, layer = asker("desk"), LAYERS[name]
    period = {"datetime": GOOD["datetime"]} if layer.temporal else {}
    found = caller.get(f"/ogc/collections/{name}/items", **period).json["features"]
    assert found or name == "issues"
    for each in found:
        for kind in ("json", "jsonfg", "html"):
            answer = caller.get(f"/ogc/collections/{name}/items/{each['id']}", f=kind, **period)
            assert answer.status_code == 200, (kind, each["id"], answer.get_data(as_text=True)[:500])
        alone = caller.get(f"/ogc/collections/{name}/items/{each['id']}", **period).json
        assert {part: alone[part] for part in ("geometry", "properties")} == {
            part: each[part] for part in ("geometry", "properties")
        }


@pytest.mark.parametrize("name", LAYERS)
def test_what_a_parameter_cannot_mean_is_refused_by_its_name(asker, name):
    caller, layer = asker("desk"), LAYERS[name]
    for each in own(layer):
        for path in (f"{name}/items", *tiles(name)) if each in BAD else ():
            answer = caller.get(f"/ogc/collections/{path}", **{each: BAD[each]})
            assert answer.status_code == 400, (path, each)
            assert each in answer.json["errors"], answer.json


@pytest.mark.parametrize("name", LAYERS)
def test_filters_and_orders_by_any_property_are_answered_together_with_any_question(asker, name):
    caller, layer = asker("desk"), LAYERS[name]
    every = " AND ".join(f"({each} IS NULL OR {each} IS NOT NULL)" for each in layer.queryables())
    for query in [{}, *({each: GOOD[each]} for each in own(layer))]:
        plain = caller.get(f"/ogc/collections/{name}/items", **query).json
        narrowed = caller.get(f"/ogc/collections/{name}/items", filter=every, **query).json
        assert narrowed["features"] == plain["features"], query
        answer = caller.get(f"/ogc/collections/{tiles(name)[-1]}", filter=every, **query)
        assert answer.status_code in (200, 204), query
        for sort in (list(layer.properties)[:5], list(layer.properties)[-5:]):
            found = caller.get(f"/ogc/collections/{name}/items", sortby=",-".join(sort), **query).json
            assert found["numberMatched"] == plain["numberMatched"], (query, sort)
