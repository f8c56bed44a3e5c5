"""What is published of the county: whose rows, over which days, with which figures, cut where."""

import json
from datetime import date

import pytest
from pyproj import Geod
from sqlalchemy import select

from gis.features import View, extent, feature, page
from gis.layers import Wanted, rows
from gis.tiles import Tile, mvt
from patrol.access import Viewer
from patrol.config import Settings
from patrol.layers import layers
from patrol.models import Officer
from patrol.reporting import coverage
from tests.gis import mvt as reader
from tests.gis.test_tiles import tile_at
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
    said = coverage(session, viewer(), kind[0], *MAY, None, Settings().coverage)
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
