"""Tiles are drawn once and kept until an edit touches what they show; nobody is shown what another may see."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text, update

from patrol.models import Assignment, Division, ForestPlot, Issue, LayerChange, Officer, PatrolRule, RiverSegment
from patrol.queries.layer_versions import merge_changes
from tests.api.conftest import at, ewkt_box, ewkt_line, walk
from tests.gis import mvt
from tests.gis.test_tiles import tile_at

RIVERSIDE, FAR_OFF, WOODS = at(3_000, 1_000), at(15_000, 3_000), at(2_500, 3_250)


@pytest.fixture
def app(app_of_its_own):
    """Tiles are drawn here."""
    return app_of_its_own


def address(layer: str, place, z: int = 14) -> str:
    x, y = tile_at(*place, z)
    return f"/ogc/collections/{layer}/tiles/WebMercatorQuad/{z}/{y}/{x}"


def etag(caller, layer: str, place, **query) -> str:
    answer = caller.get(address(layer, place), **query)
    assert answer.status_code in (200, 204), answer.json
    return answer.headers["ETag"]


@pytest.fixture
def statements(connection):
    """A context in which the statements that the driver is given are written down."""
    driver = connection.connection.dbapi_connection
    usual = driver.cursor_factory

    @contextmanager
    def listening():
        found = []

        class Noting(usual):
            def execute(self, query, *values, **more):
                found.append(query)
                return super().execute(query, *values, **more)

        driver.cursor_factory = Noting
        yield found
        driver.cursor_factory = usual

    return listening


def drawn(statements: list[str]) -> int:
    return sum("ST_AsMVT(" in each for each in statements)


def test_an_unchanged_tile_is_304_without_a_look_at_the_features(signed_in, statements):
    chief = signed_in("chief")
    with statements() as asked:
        first = chief.get(address("segments", RIVERSIDE))
        chief.headers["If-None-Match"] = first.headers["ETag"]
        again = chief.get(address("segments", RIVERSIDE))
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert drawn(asked) == 1


def test_a_tile_is_drawn_once_for_all_who_see_the_same(signed_in, statements):
    with statements() as asked:
        tiles = [signed_in("chief").get(address("segments", RIVERSIDE)).data for _ in range(3)]
    assert drawn(asked) == 1
    assert tiles[0] == tiles[1] == tiles[2] != b""
    packed = signed_in("chief")
    packed.headers["Accept-Encoding"] = "gzip"
    assert packed.get(address("segments", RIVERSIDE)).status_code == 200


def test_what_was_wanted_tells_tiles_apart(signed_in):
    chief = signed_in("chief")
    everything = chief.get(address("segments", RIVERSIDE)).data
    one = chief.get(address("segments", RIVERSIDE), code="R-2")
    assert one.status_code == 204
    assert mvt.read(everything)["segments"].features
    assert chief.get(address("segments", RIVERSIDE), code="R-1").data != b""


def edit_river(session):
    session.execute(update(RiverSegment).where(RiverSegment.code == "R-1").values(name="清溪河上段"))


def move_river(session):
    line = ewkt_line([at(1_000, 1_000), at(6_000, 1_010)])
    session.execute(update(RiverSegment).where(RiverSegment.code == "R-1").values(geom=line))


def walk_along(session):
    """As the intake stores it: the visit of a patrol."""
    officer = session.scalar(select(Officer.id).where(Officer.username == "wang"))
    segment = session.scalar(select(RiverSegment.id).where(RiverSegment.code == "R-1"))
    found = session.scalar(
        text(
            "INSERT INTO submission (id, patrolled_on, officer_id, content_sha256, received_at)"
            " VALUES (gen_random_uuid(), '2026-05-03', :officer, '\\x00', now()) RETURNING id"
        ),
        {"officer": officer},
    )
    session.execute(
        text(
            "INSERT INTO segment_visit"
            " (patrol_id, patrolled_on, segment_id, division_code, officer_id, effective, covered)"
            " VALUES (:id, '2026-05-03', :segment, '361099101201', :officer, true, '{[0,20)}')"
        ),
        {"id": found, "segment": segment, "officer": officer},
    )


def take_off_duty(session):
    segment = select(RiverSegment.id).where(RiverSegment.code == "R-1").scalar_subquery()
    session.execute(update(Assignment).where(Assignment.segment_id == segment).values(valid_to="2026-01-31"))


def rule_anew(session):
    session.execute(update(PatrolRule).values(times=2))


def rename_village(session):
    session.execute(update(Division).where(Division.code == "361099101201").values(name="新河口村"))


EVERYWHERE = {rule_anew, rename_village}


@pytest.mark.parametrize(
    "edit",
    [edit_river, move_river, walk_along, take_off_duty, rule_anew, rename_village],
    ids=lambda each: each.__name__,
)
def test_an_edit_forgets_the_tiles_that_it_touched_and_no_others(signed_in, session, edit):
    chief, elsewhere = signed_in("chief"), at(8_500, 1_000)
    near, far = etag(chief, "segments", RIVERSIDE), etag(chief, "segments", elsewhere)
    plots = etag(chief, "plots", WOODS)
    edit(session)
    assert etag(chief, "segments", RIVERSIDE) != near
    if edit not in EVERYWHERE:
        assert etag(chief, "segments", elsewhere) == far
        assert etag(chief, "plots", WOODS) == plots


def test_a_change_in_another_township_forgets_nothing(signed_in, session):
    chief, supervisor = signed_in("chief"), signed_in("sup")
    mine, all_of_it = (etag(who, "segments", FAR_OFF) for who in (chief, supervisor))
    session.execute(update(RiverSegment).where(RiverSegment.code == "B-1").values(name="溪"))
    assert etag(chief, "segments", FAR_OFF) == mine
    assert etag(supervisor, "segments", FAR_OFF) != all_of_it


def test_a_new_boundary_forgets_where_the_plot_was_and_where_it_is(signed_in, session):
    supervisor, there = signed_in("sup"), at(12_000, 8_000)
    places = WOODS, there, at(8_500, 1_000)
    before = [etag(supervisor, "plots", place) for place in places]
    moved = ewkt_box(11_900, 7_900, 12_100, 8_100)
    session.execute(update(ForestPlot).where(ForestPlot.code == "P-1").values(geom=moved))
    after = [etag(supervisor, "plots", place) for place in places]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True, False]
    assert mvt.read(supervisor.get(address("plots", there)).data)["plots"].features


def test_a_patrol_shows_as_soon_as_it_is_in(signed_in):
    wang, chief = signed_in("wang"), signed_in("chief")
    place = at(2_000, 1_000)
    days = "2020-01-01/.."
    before = [etag(chief, layer, place, datetime=days) for layer in ("segments", "stretches", "tracks")]
    assert wang.submit(walk([(1_000, 1_000), (3_000, 1_000)])).status_code == 201
    after = [etag(chief, layer, place, datetime=days) for layer in ("segments", "stretches", "tracks")]
    assert all(one != other for one, other in zip(before, after, strict=True))
    shown = mvt.read(chief.get(address("segments", place), datetime=days).data)["segments"].features
    assert {each.properties["code"]: each.properties["visits"] for each in shown}["R-1"] == 1


def test_tracks_are_shared_by_nobody_who_sees_only_their_own(signed_in, statements):
    wang, li, chief = (signed_in(name) for name in ("wang", "li", "chief"))
    wang.submit(walk([(1_000, 1_000), (3_000, 1_000)]))
    asked = {"datetime": "2020-01-01/.."}
    with statements() as sent:
        own, others, all_of_it = (who.get(address("tracks", RIVERSIDE), **asked) for who in (wang, li, chief))
    assert (own.status_code, others.status_code, all_of_it.status_code) == (200, 204, 200)
    assert drawn(sent) == 3
    assert len({each.headers["ETag"] for each in (own, others, all_of_it)}) == 3


def test_a_deadline_that_passes_draws_the_issues_anew(signed_in, session):
    issue = Issue(
        number="I-1",
        kind="river",
        category="litter",
        title="垃圾",
        division_code="361099101201",
        reported_at=datetime(2026, 5, 1, tzinfo=UTC),
        due_at=text("now() + interval '1 hour'"),
        geom="SRID=4490;POINT({} {})".format(*RIVERSIDE),
    )
    session.add(issue)
    session.flush()
    chief = signed_in("chief")
    before = etag(chief, "issues", RIVERSIDE)
    assert etag(chief, "issues", RIVERSIDE) == before
    with_trigger = text("UPDATE issue SET due_at = now() - interval '1 second'")
    session.execute(text("ALTER TABLE issue DISABLE TRIGGER USER"))
    session.execute(with_trigger)  # as if an hour had passed: no row has changed since
    assert etag(chief, "issues", RIVERSIDE) != before


def test_merging_the_notes_keeps_every_version_apart_from_those_before(signed_in, session):
    chief = signed_in("chief")
    versions, notes = [etag(chief, "segments", RIVERSIDE)], []
    for number in range(3):
        session.execute(update(RiverSegment).values(bank=str(number)))
        versions.append(etag(chief, "segments", RIVERSIDE))
        merge_changes(session, datetime.now(UTC))
        assert etag(chief, "segments", RIVERSIDE) == versions[-1]
        notes.append(session.scalar(select(func.count()).select_from(LayerChange)))
    assert len(set(notes)) == 1
    merge_changes(session, datetime(2100, 1, 1, tzinfo=UTC))
    versions.append(etag(chief, "segments", RIVERSIDE))
    edit_river(session)
    versions.append(etag(chief, "segments", RIVERSIDE))
    assert len(set(versions[:4])) == 4
    assert versions[-1] not in versions[:-1]
