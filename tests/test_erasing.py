"""Tracks that are older than the county keeps them are erased, and every figure stays."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from patrol import coverage, erasing
from patrol.config import Settings
from patrol.environment import BadSetting
from patrol.jobs.upkeep import erase_tracks
from patrol.models import Patrol, PatrolEffort, PatrolTrace
from tests.api.conftest import app, client, county, signed_in, walk  # noqa: F401
from tests.month_sums import differences

NOW = datetime.now(UTC)
KEPT_DAYS = 90


@pytest.fixture
def kept(settings):
    """Settings under which tracks are kept for some months."""
    return replace(settings, track_days=KEPT_DAYS)


@pytest.fixture
def outings(signed_in, session) -> dict[str, str]:  # noqa: F811
    """Two walks of Wang's, of long ago and of yesterday; that they came late and are alike has been looked at."""
    found = {}
    for name, days in (("old", KEPT_DAYS + 5), ("new", 1)):
        found[name] = str(uuid.uuid4())
        body = walk([(1_000, 1_000), (3_000, 1_000)], start=NOW.replace(microsecond=0) - timedelta(days=days))
        assert signed_in("wang").submit(body, found[name]).status_code == 201
    session.execute(text("UPDATE patrol SET review = 'accepted' WHERE review = 'open'"))
    return found


def figures(caller) -> list:
    days = {"from": str(NOW.date() - timedelta(days=KEPT_DAYS + 10)), "to": str(NOW.date() + timedelta(days=1))}
    paths = ("/api/v1/coverage/segments", "/api/v1/coverage/plots", "/api/v1/summary", "/api/v1/patrols")
    return [caller.get(path, **days).json for path in paths]


def tracks(session) -> set[str]:
    return {str(found) for found in session.scalars(select(Patrol.id).where(Patrol.track.is_not(None)))}


def test_what_stays_of_an_erased_track_is_hours_in_cells_of_half_a_kilometre(outings, session, kept):
    # The map of hours (巡查强度) keeps its figures; no position is left that is finer than its grid.
    def hours() -> list:
        return session.execute(select(PatrolEffort.cell, PatrolEffort.seconds).order_by(PatrolEffort.cell)).all()

    before = hours()
    assert before
    assert erase_tracks(kept, NOW) == 1
    assert hours() == before
    positions = text("SELECT count(*) FROM patrol WHERE id = :id AND (track IS NOT NULL OR path_3857 IS NOT NULL)")
    assert session.scalar(positions, {"id": outings["old"]}) == 0


def test_old_tracks_go_and_every_figure_stays(signed_in, outings, session, kept):  # noqa: F811
    before = figures(signed_in("sup"))
    assert erase_tracks(kept, NOW) == 1
    assert tracks(session) == {outings["new"]}
    gone = session.scalars(select(Patrol).where(Patrol.id == uuid.UUID(outings["old"]))).one()
    assert (gone.track, gone.path, gone.accuracy_m) == (None, None, None)
    assert session.scalar(select(func.count()).where(PatrolTrace.patrol_id == gone.id)) == 0
    assert figures(signed_in("sup")) == before
    assert differences(session.connection()) == {}
    assert erase_tracks(kept, NOW) == 0


def test_nothing_is_erased_without_the_setting(outings, session, settings):
    assert erase_tracks(settings, NOW) == 0
    assert tracks(session) == set(outings.values())


def test_the_day_on_which_tracks_go_is_the_county_s(kept):
    evening = datetime(2026, 5, 20, 17, tzinfo=UTC)
    assert erasing.oldest_kept(kept, evening) == datetime(2026, 5, 21).date() - timedelta(days=KEPT_DAYS)


def test_batches_end_when_nothing_is_left(outings, session, settings):
    soon = replace(settings, track_days=62)
    later = NOW + timedelta(days=100)
    assert [erasing.erase_tracks(session, soon, later, batch=1) for _ in range(3)] == [1, 1, 0]


def test_a_track_under_review_waits_for_its_decision(outings, session, kept):
    session.execute(text("UPDATE patrol SET review = 'open', severity = 2 WHERE id = :id"), {"id": outings["old"]})
    assert erase_tracks(kept, NOW) == 0
    session.execute(text("UPDATE patrol SET review = 'accepted' WHERE id = :id"), {"id": outings["old"]})
    assert erase_tracks(kept, NOW) == 1


def test_whoever_asks_for_an_erased_track_is_told_so(signed_in, outings, session, kept):  # noqa: F811
    erase_tracks(kept, NOW)
    wang, sup = signed_in("wang"), signed_in("sup")
    record = wang.get(f"/api/v1/patrols/{outings['old']}/record")
    assert (record.status_code, record.json["code"]) == (410, "track_erased")
    assert wang.get(f"/api/v1/patrols/{outings['old']}").status_code == 200
    review = sup.get(f"/api/v1/reviews/{outings['old']}").json
    assert review["track"]["lon"] == []
    everything = sup.get("/ogc/collections/tracks/items", f="json", datetime="2020-01-01/..").json["features"]
    assert [feature["id"] for feature in everything] == [outings["new"]]


def test_a_rejected_patrol_cannot_come_back_without_its_track(signed_in, outings, session, kept):  # noqa: F811
    sup, path = signed_in("sup"), f"/api/v1/reviews/{outings['old']}/decisions"
    session.execute(text("UPDATE patrol SET review = 'open', severity = 2 WHERE id = :id"), {"id": outings["old"]})
    said = {"decision": "rejected", "words": "没有走到"}
    assert sup.client.post(path, headers=sup.headers, json=said).status_code == 201
    erase_tracks(kept, NOW)
    answer = sup.client.post(path, headers=sup.headers, json={"decision": "accepted", "words": ""})
    assert (answer.status_code, answer.json["code"]) == (409, "track_erased")


def test_a_line_that_is_imported_again_keeps_the_visits_of_erased_tracks(county, outings, session, kept):  # noqa: F811
    erase_tracks(kept, NOW)
    segment = county["R-1"]
    count = text("SELECT count(*), max(upper(covered)) FROM segment_visit WHERE segment_id = :id AND effective")
    assert session.execute(count, {"id": segment.id}).one()[0] == 2
    half = "UPDATE river_segment SET geom = ST_LineSubstring(geom, 0, 0.3) WHERE id = :id"
    session.execute(text(half), {"id": segment.id})
    coverage.lay_stations(session, [segment.id], kept.coverage)
    coverage.retrace_segments(session, [segment.id], kept.coverage)
    visits, last = session.execute(count, {"id": segment.id}).one()
    stations = session.scalar(text("SELECT stations FROM river_segment WHERE id = :id"), {"id": segment.id})
    assert visits == 2
    assert last <= stations
    assert differences(session.connection()) == {}


def test_what_an_erased_track_saw_beyond_the_new_end_of_a_line_is_no_longer_counted(
    signed_in,  # noqa: F811
    county,  # noqa: F811
    outings,
    session,
    kept,
):
    beyond = walk([(4_000, 1_000), (5_500, 1_000)], start=NOW.replace(microsecond=0) - timedelta(days=KEPT_DAYS + 6))
    assert signed_in("wang").submit(beyond).status_code == 201
    session.execute(text("UPDATE patrol SET review = 'accepted' WHERE review = 'open'"))
    assert erase_tracks(kept, NOW) == 2
    segment = county["R-1"]
    third = "UPDATE river_segment SET geom = ST_LineSubstring(geom, 0, 0.3) WHERE id = :id"
    session.execute(text(third), {"id": segment.id})
    coverage.lay_stations(session, [segment.id], kept.coverage)
    coverage.retrace_segments(session, [segment.id], kept.coverage)
    seen = text("SELECT count(*), max(upper(covered)) FROM segment_visit WHERE segment_id = :id")
    visits, last = session.execute(seen, {"id": segment.id}).one()
    stations = session.scalar(text("SELECT stations FROM river_segment WHERE id = :id"), {"id": segment.id})
    assert visits == 2
    assert last <= stations
    assert differences(session.connection()) == {}


@pytest.mark.parametrize("written", ["0", "61", "-90", "ninety", "90.5"])
def test_a_time_too_short_to_be_assessed_is_refused_by_name(written):
    with pytest.raises(BadSetting, match="PATROL_TRACK_DAYS"):
        Settings.from_env({"PATROL_TRACK_DAYS": written})


def test_the_setting_is_read_from_the_environment():
    assert Settings.from_env({"PATROL_TRACK_DAYS": "730"}).track_days == 730
    assert Settings.from_env({}).track_days is None
