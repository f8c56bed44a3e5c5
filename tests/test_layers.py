"""What is published of the county: whose rows, over which days, with which figures, cut where."""

import json
import uuid
from datetime import UTC, date, datetime

import pytest
from pyproj import Geod
from sqlalchemy import func, select

from gis.features import extent, feature, page
from gis.layers import Wanted, rows
from gis.tiles import Tile, mvt
from patrol.access import Viewer
from patrol.config import Settings
from patrol.coverage import lay_stations
from patrol.layers import layers
from patrol.models import (
    Assignment,
    Division,
    ForestPlot,
    Issue,
    Officer,
    Patrol,
    PatrolRule,
    PlotVisit,
    RiverSegment,
    SegmentVisit,
    Submission,
    ZoningUnit,
)
from patrol.reporting import coverage
from tests.gis import mvt as reader
from tests.gis.test_tiles import tile_at

COUNTY, TOWN, VILLAGE, OTHER = "361099000000", "361099101000", "361099101201", "361099102201"
BOX = "SRID=4490;MULTIPOLYGON(((116.4 27.4,116.6 27.4,116.6 27.6,116.4 27.6,116.4 27.4)))"
RIVER = "SRID=4490;LINESTRING(116.45 27.5,116.50 27.51,116.55 27.50)"
FAR_RIVER = "SRID=4490;LINESTRING(116.45 27.45,116.50 27.45)"
PATH = "SRID=4490;MULTILINESTRINGM((116.45 27.5 1,116.47 27.504 600))"
TRACK = "SRID=4490;LINESTRINGM(116.45 27.5 1,116.47 27.504 600)"
RULES = [("river", "ranger", 1, "ten_days"), ("river", "village_chief", 1, "quarter"), ("forest", "ranger", 2, "month")]
MAY = (date(2026, 5, 1), date(2026, 5, 31))
WGS84 = Geod(ellps="WGS84")


def viewer(post="office", division=COUNTY, officer_id=0):
    """Somebody of a post, in a division."""
    return Viewer(officer_id, "somebody", "某人", post, division)


@pytest.fixture
def valley(session):
    """Two segments in two villages; the first walked twice in May over half its stations, by one of two rangers."""
    names = {COUNTY: "县", TOWN: "镇", VILLAGE: "村", OTHER: "邻村"}
    levels = {COUNTY: "county", TOWN: "township", VILLAGE: "village", OTHER: "village"}
    for code, name in names.items():
        parent = None if code == COUNTY else COUNTY
        session.add(Division(code=code, name=name, level=levels[code], parent_code=parent, geom=BOX))
    near = RiverSegment(code="R1", name="近河", division_code=VILLAGE, geom=RIVER)
    far = RiverSegment(code="R2", name="远河", division_code=OTHER, geom=FAR_RIVER)
    plot = ForestPlot(code="P1", name="红9", division_code=VILLAGE, plot_number="红9", geom=BOX, cells=10)
    officers = [Officer(username=name, name=name, post="ranger", division_code=VILLAGE) for name in ("first", "second")]
    zone = ZoningUnit(code="Z1", name="红线", category="red_line", division_code=TOWN, geom=BOX)
    session.add_all([near, far, plot, zone, *officers])
    session.flush()
    lay_stations(session, [near.id, far.id], Settings().coverage)
    session.refresh(near)
    half = near.stations // 2
    walked = (date(2026, 5, 3), officers[0], [(0, 20)]), (date(2026, 5, 9), officers[1], [(10, half)])
    for day, officer, runs in walked:
        walk(session, day, officer, near, plot, runs)
    since = date(2026, 4, 20)
    for officer, post in zip(officers, ("ranger", "village_chief"), strict=True):
        session.add(Assignment(officer_id=officer.id, segment_id=near.id, post=post, valid_from=since))
        session.add(Assignment(officer_id=officer.id, plot_id=plot.id, post=post, valid_from=since))
    for kind, post, times, period in RULES:
        whole = {"division_code": COUNTY, "valid_from": date(2020, 1, 1), "min_duration_s": 0, "min_distance_m": 0}
        session.add(PatrolRule(kind=kind, post=post, times=times, period=period, **whole))
    session.add(
        Issue(
            number="I1",
            kind="river",
            category="litter",
            title="垃圾",
            division_code=VILLAGE,
            reported_at=datetime(2026, 4, 30, 17, tzinfo=UTC),
            geom="SRID=4490;POINT(116.46 27.5)",
        )
    )
    session.flush()
    return near


def walk(session, day, officer, segment, plot, runs):
    """A patrol of that day with its visits."""
    found = uuid.uuid4()
    at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    session.add(
        Submission(id=found, patrolled_on=day, officer_id=officer.id, content_sha256=b"\0" * 32, received_at=at)
    )
    session.flush()
    session.add(
        Patrol(
            id=found,
            patrolled_on=day,
            officer_id=officer.id,
            division_code=VILLAGE,
            kind="river",
            started_at=at,
            ended_at=at,
            received_at=at,
            device={},
            track=TRACK,
            path=PATH,
            distance_m=2000.0,
            duration_s=600.0,
            effective=True,
        )
    )
    covered = func.int4multirange(*(func.int4range(low, high) for low, high in runs))
    of = {"patrol_id": found, "patrolled_on": day, "division_code": VILLAGE, "officer_id": officer.id}
    session.add(SegmentVisit(segment_id=segment.id, effective=True, covered=covered, **of))
    session.add(PlotVisit(plot_id=plot.id, effective=True, covered=func.int4multirange(func.int4range(0, 4)), **of))
    session.flush()


PUBLISHED = layers(Settings())


def features(session, name, who=None, interval=MAY, **asked):
    """Every feature of a layer as a client gets it."""
    layer = PUBLISHED[name]
    found = page(session, layer, rows(layer, who or viewer(), Wanted(interval, asked)), 1000)
    return json.loads(f"[{found.features}]")


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_layer_yields_what_it_says_it_carries_in_pages_features_and_tiles(session, valley, name):
    layer = PUBLISHED[name]
    found = rows(layer, viewer(), Wanted(MAY))
    first = json.loads(page(session, layer, found, 1).features)
    assert list(first["properties"]) == list(layer.properties)
    assert first["geometry"]["type"] == layer.geometry_type
    assert json.loads(feature(session, layer, found, str(first["id"]))) == first
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
