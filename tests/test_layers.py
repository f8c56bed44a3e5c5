"""What is published of the county: whose rows, over which days, with which figures, cut where."""

import json
from datetime import date

import pytest
from pyproj import Geod
from sqlalchemy import select, update

from gis.by_id import feature
from gis.errors import BadParameter
from gis.features import View, extent, only, page
from gis.quads import Tile
from gis.sorting import Start, Term, last_values
from gis.tiles import mvt
from gis.wanted import Wanted, rows
from patrol.access import Viewer
from patrol.config import Settings
from patrol.layers import layers
from patrol.models import Officer, Patrol
from patrol.queries.walked import Walked
from patrol.reporting import coverage
from tests.gis import mvt as reader
from tests.gis.test_tiles import tile_at
from tests.today import today
from tests.two_rivers import COUNTY, OTHER, VILLAGE, settle

MAY = (date(2026, 5, 1), date(2026, 5, 31))
WGS84 = Geod(ellps="WGS84")


def viewer(post="office", division=COUNTY, officer_id=0):
    """Somebody of a post, in a division."""
    return Viewer(officer_id, "somebody", "某人", post, division)


@pytest.fixture
def valley(session):
    """The walked river of the county of two."""
    return settle(session)


PUBLISHED = layers(Settings())


def features(session, name, who=None, interval=MAY, **asked):
    """Every feature of a layer as a client gets it."""
    layer = PUBLISHED[name]
    found = page(session, layer, rows(layer, who or viewer(), Wanted(interval, asked)), View(layer.properties, 1000))
    return json.loads(f"[{found.features}]")


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_page_goes_on_from_any_value_of_any_property(session, valley, name, descending):
    layer = PUBLISHED[name]
    found = rows(layer, viewer(), Wanted(MAY))
    whole = page(session, layer, found, View(layer.properties, 1000)).returned
    assert whole
    for each in layer.properties:
        sort = (Term(each, descending),)
        shown = only(found, "key", each).subquery("shown")
        key, value = session.execute(select(shown.c.key, *last_values(shown.c, sort))).first()
        onward = page(session, layer, found, View(layer.properties, 1000, sort, Start(key, whole, (value,))))
        assert onward.returned < whole, each


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_layer_yields_what_it_says_it_carries_in_pages_features_and_tiles(session, valley, name):
    layer = PUBLISHED[name]
    found = rows(layer, viewer(), Wanted(MAY))
    first = json.loads(page(session, layer, found, View(layer.properties, 1)).features)
    assert list(first["properties"]) == list(layer.properties)
    assert first["geometry"]["type"] == layer.geometry_type
    assert json.loads(feature(session, layer, found, View(layer.properties), str(first["id"]))) == first
    assert extent(session, found)
    for z in (8, 14):
        tile = mvt(session, layer, found, Tile(z, *tile_at(116.46, 27.5, z)))
        assert list(reader.read(tile)) == [name]


@pytest.mark.parametrize("kind", [("river", "segments"), ("forest", "plots")])
def test_coverage_on_the_map_is_the_coverage_of_the_api(session, valley, kind):
    said = coverage(session, viewer(), kind[0], *MAY, None, Settings().coverage, today())
    shown = {each["id"]: each["properties"] for each in features(session, kind[1])}
    assert said
    for item in said:
        properties = shown[item["code"]]
        assert properties["share"] == pytest.approx(item["share"], abs=5e-5)
        assert (properties["visits"], properties["effective_visits"]) == (item["visits"], item["effective_visits"])
        assert (properties["required"], properties["status"]) == (item["required"], item["status"])
        assert properties["last_visit_on"] == (item["last_visit_on"] and item["last_visit_on"].isoformat())


def test_stretches_are_cut_where_the_metres_are(session, valley):
    found = [each for each in features(session, "stretches") if each["properties"]["code"] == "R1"]
    parts = sorted((each["properties"]["from_m"], each) for each in found)
    assert [each["properties"]["covered"] for _, each in parts] == [True, False]
    for _, each in parts:
        lon, lat = zip(*each["geometry"]["coordinates"], strict=True)
        measured = WGS84.line_length(lon, lat)
        assert measured == pytest.approx(each["properties"]["length_m"], rel=1e-3)
    total = sum(each["properties"]["length_m"] for _, each in parts)
    assert total == pytest.approx(valley.length_m, abs=0.2)


def test_a_segment_nobody_walked_is_one_uncovered_stretch(session, valley):
    found = [each["properties"] for each in features(session, "stretches") if each["properties"]["code"] == "R2"]
    assert [(each["covered"], each["from_m"]) for each in found] == [(False, 0)]


def test_days_outside_the_period_do_not_count(session, valley):
    early = (date(2026, 5, 1), date(2026, 5, 8))
    shares = [
        {each["id"]: each["properties"]["share"] for each in features(session, "segments", interval=days)}["R1"]
        for days in (MAY, early, (date(2026, 6, 1), date(2026, 6, 30)))
    ]
    assert shares[0] > shares[1] > shares[2] == 0
    assert len(features(session, "tracks", interval=early)) == 1
    assert len(features(session, "tracks", interval=(None, None))) == 2


def test_a_reader_of_one_village_sees_its_rows_alone(session, valley):
    who = viewer(division=VILLAGE)
    assert [each["id"] for each in features(session, "segments", who)] == ["R1"]
    assert [each["id"] for each in features(session, "divisions", who)] == [VILLAGE]
    assert features(session, "tracks", viewer(division=OTHER)) == []


def test_a_ranger_sees_no_track_but_their_own(session, valley):
    first = session.scalar(select(Officer.id).where(Officer.username == "first"))
    seen = features(session, "tracks", viewer("ranger", VILLAGE, first))
    assert [each["properties"]["officer"] for each in seen] == ["first"]


def test_the_division_asked_for_narrows_every_layer(session, valley):
    for name in PUBLISHED:
        everything, inside = features(session, name), features(session, name, division=OTHER)
        assert len(inside) == sum(
            each["properties"].get("division_code", each["properties"].get("code")) == OTHER for each in everything
        )


def test_an_issue_counts_to_its_local_day(session, valley):
    assert [each["id"] for each in features(session, "issues", interval=(date(2026, 5, 1), date(2026, 5, 1)))] == ["I1"]
    assert features(session, "issues", interval=(date(2026, 4, 30), date(2026, 4, 30))) == []
    assert [each["id"] for each in features(session, "issues", interval=None)] == ["I1"]


def test_who_walked_narrows_figures_and_places_to_theirs(session, valley):
    whole = {each["id"]: each["properties"] for each in features(session, "segments")}
    mine = {each["id"]: each["properties"] for each in features(session, "segments", username="first")}
    assert list(mine) == ["R1"], "R2 is nobody's and nobody walked it"
    assert 0 < mine["R1"]["share"] < whole["R1"]["share"]
    assert (mine["R1"]["visits"], mine["R1"]["last_visit_on"]) == (1, "2026-05-03")
    # A chief owes once a quarter, which no month asks for.
    quarter = date(2026, 4, 1), date(2026, 6, 30)
    chiefs = features(session, "segments", interval=quarter, post="village_chief")
    assert [(each["id"], each["properties"]["visits"], each["properties"]["required"]) for each in chiefs] == [
        ("R1", 0, 1)
    ]
    assert len(features(session, "tracks", username="first")) == len(features(session, "photos", username="first")) == 1
    assert features(session, "stretches", username="nobody") == []


@pytest.mark.parametrize("asked", [{}, {"username": "second"}, {"post": "ranger"}, {"effective": "false"}])
@pytest.mark.parametrize("kind", [("river", "segments"), ("forest", "plots")])
def test_the_map_and_the_api_count_the_same_patrols(session, valley, kind, asked):
    walked = Walked(asked.get("username"), asked.get("post"), {"false": False}.get(asked.get("effective")))
    said = coverage(session, viewer(), kind[0], *MAY, None, Settings().coverage, today(), walked=walked)
    shown = {each["id"]: each["properties"] for each in features(session, kind[1], **asked)}
    assert shown.keys() == {item["code"] for item in said}
    for item in said:
        properties = shown[item["code"]]
        assert properties["share"] == pytest.approx(item["share"], abs=5e-5)
        assert properties["last_effective_on"] == (item["last_effective_on"] and item["last_effective_on"].isoformat())
        for name in ("visits", "effective_visits", "required", "quota", "idle_days"):
            assert properties[name] == item[name], name


def test_a_place_walked_long_ago_says_how_many_days_ago(session, valley):
    june = (date(2026, 6, 1), date(2026, 6, 30))
    found = {each["id"]: each["properties"] for each in features(session, "segments", interval=june)}
    assert (found["R1"]["last_effective_on"], found["R1"]["idle_days"]) == ("2026-05-09", 52)
    assert (found["R2"]["last_effective_on"], found["R2"]["idle_days"]) == (None, None)


def test_a_day_after_the_period_is_not_its_last_day(session, valley):
    early = (date(2026, 5, 4), date(2026, 5, 6))
    (found,) = (each["properties"] for each in features(session, "segments", interval=early) if each["id"] == "R1")
    assert (found["visits"], found["last_visit_on"]) == (0, "2026-05-03")


@pytest.mark.parametrize("z", [6, 10])
def test_plots_drawn_together_tell_what_they_have_in_common_in_the_words_of_single_ones(session, valley, z):
    layer = PUBLISHED["plots"]
    drawn = mvt(session, layer, rows(layer, viewer(), Wanted(MAY)), Tile(z, *tile_at(116.46, 27.5, z)))
    together = [each.properties for each in reader.read(drawn)["plots"].features]
    single = [each["properties"] for each in features(session, "plots")]
    classes = (7, 14, 30, 31, 99999)
    for each in single:
        days = each["idle_days"]
        idle = 99999 if days is None else next((most for most in classes if days <= most), 31)
        seen = sum(each["share"] >= least for least in (0.5, 0.8)) + (each["share"] > 0)
        code = each["division_code"][:9] + "000"
        told = (each["quota"], idle, seen, each["tree_species"] or "", code)
        names = ("quota", "idle_days", "share_class", "tree_species", "division_code")
        assert told in [tuple(group[name] for name in names) for group in together]
    assert sum(group["merged"] for group in together) == len(single) > 0
    assert sum(group["area_mu"] for group in together) == pytest.approx(
        sum(each["area_mu"] for each in single), abs=0.1
    )


def test_a_ranger_who_asks_for_another_finds_nothing(session, valley):
    first = session.scalar(select(Officer.id).where(Officer.username == "first"))
    who = viewer("ranger", VILLAGE, first)
    for name in ("segments", "tracks", "effort", "photos"):
        assert features(session, name, who, username="second") == []
        assert features(session, name, who, username="first") != []


def test_the_hours_of_all_cells_are_the_hours_of_all_paths(session, valley):
    cells = [each["properties"] for each in features(session, "effort")]
    assert sum(each["hours"] for each in cells) == pytest.approx(2 * 599 / 3600, abs=0.03)
    metres = WGS84.line_length([116.45, 116.47], [27.5, 27.504])
    assert sum(each["walked_km"] for each in cells) * 1000 == pytest.approx(2 * metres, rel=2e-2)
    assert {each["patrols"] for each in cells} == {2}
    assert len(cells) > 3


def test_rejected_patrols_leave_hours_and_photos(session, valley):
    session.execute(update(Patrol).values(review="rejected", counts=False))
    assert features(session, "effort") == features(session, "photos") == []


@pytest.mark.parametrize("asked", [{"post": "king"}, {"effective": "yes"}, {"division": "1"}])
def test_a_choice_that_is_none_is_refused_by_name(session, valley, asked):
    with pytest.raises(BadParameter) as refused:
        features(session, "effort", **asked)
    assert refused.value.body("en")["message"]
