"""Public screens: a token of their own that opens figures and three layers, and names nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from patrol.models import AuditEntry, Officer, Token
from tests.api.conftest import COUNTY, OTHER_TOWN, PEOPLE, TOWN, Caller

FIGURES = "/api/v1/screens/figures"
TILE = "/ogc/collections/{}/tiles/WebMercatorQuad/9/214/421"


def put_up(caller, **body) -> dict:
    answer = caller.client.post("/api/v1/screens", json={"name": "大厅"} | body, headers=caller.headers)
    assert answer.status_code == 201, answer.get_json()
    return answer.get_json()


@pytest.fixture
def wall(signed_in) -> Caller:
    sup = signed_in("sup")
    return Caller(sup.client, {"Authorization": f"Bearer {put_up(sup)['token']}"})


def test_a_screen_shows_its_division_s_figures_and_names_nobody(wall):
    answer = wall.get(FIGURES)
    assert answer.status_code == 200
    told = answer.get_json()
    assert told["division"]["name"] == "云岫县"
    assert told["summary"]["segments"] == 3
    assert told["zone"] == "Asia/Shanghai"
    text = answer.get_data(as_text=True)
    assert not [name for name, _post, _place in PEOPLE.values() if name in text]
    assert not [username for username in PEOPLE if f'"{username}"' in text]


@pytest.mark.parametrize("layer", ["divisions", "segments", "plots"])
def test_its_token_opens_the_tiles_of_the_map_on_the_wall(wall, layer):
    assert wall.get(TILE.format(layer)).status_code in (200, 204)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/me",
        "/api/v1/patrols",
        "/api/v1/officers",
        "/api/v1/issues",
        "/api/v1/screens",
        "/api/v1/today",
        "/api/v1/coverage/segments",
        TILE.format("tracks"),
        TILE.format("issues"),
        TILE.format("segments") + "?username=wang",
        "/ogc/collections/segments/items",
        "/openrosa/formList",
    ],
)
def test_it_opens_nothing_else(wall, path):
    assert wall.get(path).status_code == 401


def test_a_screen_of_a_township_shows_that_township(signed_in):
    sup = signed_in("sup")
    screen = put_up(sup, division=TOWN)
    wall = Caller(sup.client, {"Authorization": f"Bearer {screen['token']}"})
    told = wall.get(FIGURES).get_json()
    assert (told["division"]["code"], told["summary"]["segments"]) == (TOWN, 2)


def test_a_screen_that_was_taken_down_shows_nothing_from_then_on(signed_in):
    sup = signed_in("sup")
    screen = put_up(sup)
    listed = sup.get("/api/v1/screens").get_json()["items"]
    assert [(each["id"], each["name"], each["division"]) for each in listed] == [(screen["id"], "大厅", COUNTY)]
    assert sup.client.delete(f"/api/v1/screens/{screen['id']}", headers=sup.headers).status_code == 204
    assert sup.get("/api/v1/screens").get_json()["items"] == []
    assert sup.client.get(FIGURES, headers={"Authorization": f"Bearer {screen['token']}"}).status_code == 401
    assert sup.client.delete(f"/api/v1/screens/{screen['id']}", headers=sup.headers).status_code == 404


def test_that_a_screen_was_put_up_and_taken_down_is_in_the_audit_log(signed_in, session):
    sup = signed_in("sup")
    screen = put_up(sup)
    sup.client.delete(f"/api/v1/screens/{screen['id']}", headers=sup.headers)
    kept = select(AuditEntry.action, AuditEntry.detail, AuditEntry.actor_id).order_by(AuditEntry.id)
    maker = session.scalar(select(Officer.id).where(Officer.username == "sup"))
    place = {"place": "大厅"}
    assert session.execute(kept).all() == [("screen_opened", place, maker), ("screen_ended", place, maker)]


def test_a_screen_ends_with_its_maker_s_right_to_put_one_up(signed_in, session):
    sup = signed_in("sup")
    wall = {"Authorization": f"Bearer {put_up(sup)['token']}"}
    session.execute(update(Officer).where(Officer.username == "sup").values(division_code=OTHER_TOWN))
    session.flush()
    assert sup.client.get(FIGURES, headers=wall).status_code == 401


def test_a_screen_lasts_longer_than_a_sign_in(signed_in, session, settings):
    put_up(signed_in("sup"))
    kept = session.query(Token).filter(Token.screen_code.is_not(None)).one()
    assert kept.expires_at - kept.created_at > timedelta(days=settings.token_days + 200)


@pytest.mark.parametrize("username", ["wang", "chief"])
def test_only_supervisors_and_offices_put_screens_up(signed_in, username):
    caller = signed_in(username)
    answer = caller.client.post("/api/v1/screens", json={"name": "大厅"}, headers=caller.headers)
    assert answer.status_code == 403
    assert caller.get("/api/v1/screens").status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"name": ""}, 422),
        ({"name": "x", "division": "1"}, 422),
        ({"name": "x", "division": "440100000000"}, 404),
    ],
)
def test_a_screen_needs_a_name_and_a_division_of_one_s_own(signed_in, body, status):
    sup = signed_in("sup")
    assert sup.client.post("/api/v1/screens", json=body, headers=sup.headers).status_code == status
