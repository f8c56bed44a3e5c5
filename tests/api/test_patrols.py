"""A patrol comes in over HTTP."""

import copy
import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text, update

from patrol.models import Observation, Patrol, PatrolRule, SegmentVisit, Submission
from tests.api.conftest import at, walk

ALONG = [(1_000, 1_010), (5_000, 1_010)]


def test_a_walk_along_a_segment_is_credited_and_effective(signed_in):
    answer = signed_in("wang").submit(walk(ALONG))
    assert answer.status_code == 201
    receipt = answer.json
    assert receipt["status"] == "complete"
    assert receipt["effective"] is True
    assert receipt["reasons"] == []
    assert receipt["distance_m"] == pytest.approx(4_000, rel=0.01)
    assert receipt["duration_s"] == 3_200
    assert [segment["code"] for segment in receipt["segments"]] == ["R-1"]
    assert receipt["segments"][0]["covered_m"] == pytest.approx(4_000, abs=40)
    assert receipt["segments"][0]["share"] == pytest.approx(0.8, abs=0.01)


def test_there_and_back_counts_once(signed_in):
    receipt = signed_in("wang").submit(walk([*ALONG, ALONG[0]])).json
    assert receipt["segments"][0]["covered_m"] == pytest.approx(4_000, abs=40)
    assert receipt["distance_m"] == pytest.approx(8_000, rel=0.01)


def test_crossing_a_river_earns_nothing_of_it(signed_in):
    receipt = signed_in("wang").submit(walk([(3_000, 0), (3_000, 2_000)])).json
    assert receipt["segments"] == []


def test_a_slanting_crossing_earns_nothing_either(signed_in):
    receipt = signed_in("wang").submit(walk([(2_000, 0), (4_000, 2_000)])).json
    assert receipt["segments"] == []


def test_a_walk_past_the_end_of_a_segment_goes_on_in_the_next(signed_in):
    segments = {s["code"]: s for s in signed_in("wang").submit(walk([(1_000, 1_000), (7_000, 1_000)])).json["segments"]}
    assert segments["R-1"]["share"] == 1
    assert segments["R-2"]["covered_m"] == pytest.approx(1_000, abs=40)


def test_a_walk_through_a_plot_visits_its_cells(signed_in):
    receipt = signed_in("li").submit(walk([(2_000, 3_250), (3_000, 3_250)], kind="forest")).json
    assert [plot["code"] for plot in receipt["plots"]] == ["P-1"]
    assert 0.2 < receipt["plots"][0]["share"] < 0.7


def test_too_short_a_walk_is_kept_and_told_why_it_does_not_count(signed_in):
    answer = signed_in("wang").submit(walk([(1_000, 1_000), (1_300, 1_000)]))
    assert answer.status_code == 201
    assert answer.json["effective"] is False
    assert [reason["code"] for reason in answer.json["reasons"]] == ["too_brief", "too_short"]
    assert "500" in answer.json["reasons"][1]["message"]


def test_the_same_again_gives_the_same_receipt(signed_in, session):
    wang, patrol_id, body = signed_in("wang"), str(uuid.uuid4()), walk(ALONG)
    first, again = wang.submit(body, patrol_id), wang.submit(body, patrol_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json == wang.get(f"/api/v1/patrols/{patrol_id}").json
    assert session.scalar(select(func.count()).select_from(Patrol)) == 1


def test_other_content_under_the_same_id_is_refused_and_changes_nothing(signed_in):
    wang, patrol_id = signed_in("wang"), str(uuid.uuid4())
    before = wang.submit(walk(ALONG), patrol_id).json
    other = wang.submit(walk([(1_000, 1_000), (2_000, 1_000)]), patrol_id)
    assert other.status_code == 409
    assert other.json["code"] == "patrol_differs"
    assert wang.get(f"/api/v1/patrols/{patrol_id}").json == before


def test_an_id_that_somebody_else_used_is_refused(signed_in):
    patrol_id, body = str(uuid.uuid4()), walk(ALONG)
    signed_in("wang").submit(body, patrol_id)
    assert signed_in("zhao").submit(body, patrol_id).json["code"] == "patrol_of_another"


def test_field_staff_see_their_own_patrols_and_supervisors_those_of_their_division(signed_in):
    patrol_id = str(uuid.uuid4())
    signed_in("wang").submit(walk(ALONG), patrol_id)
    seen = {
        who: signed_in(who).get(f"/api/v1/patrols/{patrol_id}").status_code for who in ("wang", "li", "zhao", "sup")
    }
    assert seen == {"wang": 200, "li": 404, "zhao": 404, "sup": 200}
    assert signed_in("chief").get(f"/api/v1/patrols/{patrol_id}").status_code == 200


def test_office_staff_do_not_submit_patrols(signed_in):
    answer = signed_in("sup").submit(walk(ALONG))
    assert (answer.status_code, answer.json["code"]) == (403, "post_cannot_patrol")


def test_the_line_form_of_a_track_counts_like_the_integers(signed_in):
    body = walk(ALONG)
    integers = signed_in("wang").submit(body).json
    line = copy.deepcopy(body)
    lons, lats, times = [], [], []
    for key, out in (("lon", lons), ("lat", lats)):
        total = 0
        for step in body["track"][key]:
            total += step
            out.append(total / 1e6)
    start = body["track"]["t0"] // 1000
    for index in range(len(lons)):
        times.append(_rfc3339(start + 10 * index))
    line["track"] = {
        "type": "LineString",
        "coordinates": [list(p) for p in zip(lons, lats, strict=True)],
        "times": times,
    }
    received = signed_in("wang").submit(line).json
    for figure in ("distance_m", "duration_s", "segments"):
        assert received[figure] == integers[figure]


def _rfc3339(epoch_s: int) -> str:
    return datetime.fromtimestamp(epoch_s, UTC).isoformat().replace("+00:00", "Z")


def test_observations_are_kept_with_place_and_time(signed_in, session):
    body = walk(ALONG)
    lon, lat = at(2_000, 1_000)
    body["observations"] = [
        {
            "id": str(uuid.uuid4()),
            "category": "乱堆",
            "text": "岸边垃圾 3 处",
            "at": body["started_at"],
            "position": {"lon": lon, "lat": lat, "accuracy_m": 5},
        }
    ]
    assert signed_in("wang").submit(body).status_code == 201
    kept = session.execute(select(Observation.category, Observation.text, func.ST_X(Observation.geom))).one()
    assert kept == ("乱堆", "岸边垃圾 3 处", pytest.approx(lon))


def test_an_observation_of_another_patrol_takes_the_whole_submission_back(signed_in, session):
    wang, seen = signed_in("wang"), {"id": str(uuid.uuid4()), "category": "x", "text": ""}
    first = walk(ALONG)
    first["observations"] = [seen | {"at": first["started_at"], "position": None}]
    assert wang.submit(first).status_code == 201
    second = walk([(1_000, 1_000), (3_000, 1_000)])
    second["observations"] = [seen | {"at": second["started_at"], "position": None}]
    refused = wang.submit(second)
    assert refused.status_code == 422
    assert "observations.0.id" in refused.json["errors"]
    assert [session.scalar(select(func.count()).select_from(t)) for t in (Submission, Patrol, SegmentVisit)] == [
        1,
        1,
        1,
    ]


def test_a_mock_location_and_a_drive_are_flagged_with_evidence(signed_in):
    body = walk([(1_000, 1_000), (9_000, 1_000)], speed=60 / 3.6)
    body["device"]["mock_location"] = True
    receipt = signed_in("wang").submit(body).json
    assert [flag["code"] for flag in receipt["flags"]] == ["mock_location", "driven"]
    assert [flag["severity"] for flag in receipt["flags"]] == ["grave", "doubt"]
    assert receipt["distance_m"] == 0
    assert receipt["segments"] == []


def test_the_path_is_stored_in_the_month_it_was_walked(signed_in, session):
    signed_in("wang").submit(walk(ALONG))
    where = session.scalar(text("SELECT tableoid::regclass::text FROM patrol"))
    assert where == "patrol_" + session.scalar(text("SELECT to_char(patrolled_on, 'YYYY_MM') FROM patrol"))


def test_a_walk_elsewhere_does_not_do_the_duty_where_the_rule_asks_for_the_own_segment(signed_in, session):
    session.execute(update(PatrolRule).values(min_own_share=0.5))
    wang = signed_in("wang")
    elsewhere = wang.submit(walk([(6_200, 1_000), (8_800, 1_000)])).json
    assert elsewhere["effective"] is False
    assert [reason["code"] for reason in elsewhere["reasons"]] == ["not_on_own"]
    assert set(session.scalars(select(SegmentVisit.effective))) == {False}
    assert wang.submit(walk(ALONG)).json["effective"] is True


def test_a_patrol_belongs_to_the_day_of_its_track_not_of_a_start_that_was_claimed(signed_in, session):
    body = walk(ALONG)
    track_day = datetime.fromisoformat(body["started_at"])
    body["started_at"] = (track_day - timedelta(days=19)).isoformat()
    assert signed_in("wang").submit(body).status_code == 201
    zone = ZoneInfo("Asia/Shanghai")
    assert session.scalar(select(Patrol.patrolled_on)) == track_day.astimezone(zone).date()
