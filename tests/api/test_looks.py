"""Who looked at whose track is kept, however it was shown, and told to those whose track it is."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from patrol.models import TrackLook, TrackView
from tests.api.conftest import walk
from tests.today import today

TRACKS = "/ogc/collections/tracks"
TODAY = today()
DAYS = f"{TODAY - timedelta(days=3)}/{TODAY + timedelta(days=1)}"
TILE = f"{TRACKS}/tiles/WebMercatorQuad/12/1722/3373"


@pytest.fixture
def app(app_of_its_own):
    """Tiles are drawn here."""
    return app_of_its_own


@pytest.fixture
def walked(signed_in) -> str:
    """A walk of Wang's yesterday."""
    patrol_id = str(uuid.uuid4())
    assert signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)]), patrol_id).status_code == 201
    return patrol_id


@pytest.fixture
def looks(signed_in, walked):
    """What Wang is told of looks at the walk: name, post and way of each."""

    def told(username: str = "wang") -> list[tuple]:
        answer = signed_in(username).get(f"/api/v1/patrols/{walked}/looks")
        assert answer.status_code == 200, answer.json
        return [(each["name"], each["post"], each["way"]) for each in answer.json["items"]]

    return told


@pytest.mark.parametrize(
    ("path", "query", "way"),
    [
        (f"{TRACKS}/items", {"f": "json"}, "items"),
        (f"{TRACKS}/items", {"f": "html"}, "items"),
        (f"{TRACKS}/items", {"f": "csv"}, "file"),
        (f"{TRACKS}/items", {"f": "geojsonseq", "username": "wang"}, "file"),
        (f"{TRACKS}/items", {"f": "json", "post": "patroller"}, "items"),
    ],
)
def test_a_list_or_file_of_tracks_is_a_look_at_each_of_them(signed_in, looks, path, query, way):
    for _ in range(2):
        assert signed_in("sup").get(path, datetime=DAYS, **query).status_code == 200
    assert looks() == [("孙督查", "supervisor", way)]


def test_a_map_of_tracks_is_a_look_once_an_hour(signed_in, looks, session):
    sup = signed_in("sup")
    shown = [sup.get(TILE, datetime=DAYS).status_code for _ in range(3)]
    assert set(shown) == {200}, "the tile holds the walk"
    assert looks() == [("孙督查", "supervisor", "tile")]
    assert session.scalar(select(func.count(TrackLook.id))) == 1


def test_an_empty_tile_shows_nobody(signed_in, looks):
    assert signed_in("sup").get(f"{TRACKS}/tiles/WebMercatorQuad/12/1600/3200", datetime=DAYS).status_code == 204
    assert looks() == []


def test_the_bounds_of_somebodys_tracks_are_a_look_at_them(signed_in, looks):
    path = f"{TRACKS}/tiles/WebMercatorQuad/tilejson.json"
    assert signed_in("sup").get(path, datetime=DAYS, username="zhao").status_code == 200
    assert looks() == []
    assert signed_in("sup").get(path, datetime=DAYS, username="wang").status_code == 200
    assert looks() == [("孙督查", "supervisor", "tile")]


@pytest.mark.parametrize("layer", ["effort", "photos"])
def test_where_one_named_person_was_is_a_look_at_their_tracks_and_where_all_were_is_none(signed_in, looks, layer):
    sup, path = signed_in("sup"), f"/ogc/collections/{layer}/items"
    for query in ({}, {"post": "patroller"}, {"username": "zhao"}):
        assert sup.get(path, datetime=DAYS, **query).status_code == 200
    assert looks() == []
    assert sup.get(path, datetime=DAYS, username="wang").status_code == 200
    assert looks() == [("孙督查", "supervisor", "items")]


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ({"officer": "王河"}, {"officer": "赵远"}),
        ({"patrol": "{walked}"}, {"patrol": str(uuid.UUID(int=7))}),
        ({"filter": "officer LIKE '王%'"}, {"filter": "kind = 'river'"}),
        ({"filter": "patrolled_on > DATE('2026-01-01') AND patrol = '{walked}'"}, {"kind": "river"}),
    ],
)
def test_photos_of_one_person_are_a_look_by_whatever_word_they_are_asked_for(signed_in, walked, looks, asked, others):
    sup = signed_in("sup")
    for query, told in ((others, []), (asked, [("孙督查", "supervisor", "items")])):
        named = {name: value.format(walked=walked) for name, value in query.items()}
        assert sup.get("/ogc/collections/photos/items", datetime=DAYS, **named).status_code == 200
        assert looks() == told


def test_one_track_by_its_id_is_a_look_at_that_patrol(signed_in, walked, looks, session):
    assert signed_in("chief").get(f"{TRACKS}/items/{walked}", f="json").status_code == 200
    assert looks() == [("周镇长", "township_chief", "item")]
    assert session.scalars(select(TrackView.patrol_id)).all() == [uuid.UUID(walked)]


def test_what_did_not_show_the_track_is_no_look_at_it(signed_in, looks):
    chief, sup, zhao = (signed_in(who) for who in ("chief", "sup", "zhao"))
    assert sup.get(f"{TRACKS}/items", datetime=DAYS, username="zhao").status_code == 200
    assert sup.get(f"{TRACKS}/items", datetime=DAYS, post="ranger").status_code == 200
    assert sup.get(f"{TRACKS}/items", datetime="2026-01-01/2026-01-31").status_code == 200
    assert sup.get(f"{TRACKS}/items", datetime=DAYS, division="361099102000").status_code == 200
    assert sup.get(TRACKS).status_code == 200
    assert chief.get("/ogc/collections/segments/items", datetime=DAYS).status_code == 200
    assert zhao.get(f"{TRACKS}/items", datetime=DAYS).status_code == 200
    assert looks() == []


def test_ones_own_tracks_are_seen_and_taken_out_without_being_kept(signed_in, walked, looks, session):
    wang = signed_in("wang")
    listed = wang.get(f"{TRACKS}/items", datetime=DAYS, f="json").json["features"]
    assert [feature["id"] for feature in listed] == [walked]
    assert walked in wang.get(f"{TRACKS}/items", datetime=DAYS, f="csv").text
    assert wang.get(f"/api/v1/patrols/{walked}/record").status_code == 200
    assert looks() == []
    assert session.scalar(select(func.count(TrackLook.id))) == 0


@pytest.mark.parametrize(
    ("username", "status"), [("wang", 200), ("zhao", 404), ("li", 404), ("chief", 404), ("sup", 404)]
)
def test_who_looked_is_told_to_whoever_walked(signed_in, walked, username, status):
    assert signed_in(username).get(f"/api/v1/patrols/{walked}/looks").status_code == status


def test_auditors_see_who_looked_and_where_nobody_walked_there_is_nothing(signed_in, walked, looks, session):
    signed_in("sup").get(f"{TRACKS}/items", datetime=DAYS)
    session.execute(text("UPDATE officer SET post = 'auditor' WHERE username = 'sup'"))
    assert looks("sup") == [("孙督查", "auditor", "items")]
    assert signed_in("sup").get(f"/api/v1/patrols/{uuid.uuid4()}/looks").status_code == 404


def test_looks_are_never_changed(signed_in, walked, session):
    signed_in("sup").get(f"{TRACKS}/items", datetime=DAYS)
    for change in ("DELETE FROM track_look", f"UPDATE track_look SET first_on = '{date.max}'"):
        with pytest.raises(DBAPIError, match="history"), session.begin_nested():
            session.execute(text(change))
