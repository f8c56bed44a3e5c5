"""What a phone takes along: own places, duties, issues, rules, and only what changed."""

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest
from sqlalchemy import delete, select, update

from patrol.models import Assignment, Issue, Leave, Officer, PatrolRule
from patrol.queries import epochs
from tests.api.conftest import COUNTY, OTHER_TOWN, at, walk
from tests.today import today

SYNC = "/api/v1/sync"
SECTIONS = {"settings", "rules", "categories", "segments", "plots", "duties", "personal", "issues"}


@pytest.fixture
def add_issue(county, session):
    """Enters an issue on a segment."""

    def add_issue(segment: str, state: str = "assigned", **extra) -> None:
        lon, lat = at(2_000, 1_000)
        closed = {"closed_at": datetime(2026, 5, 2, tzinfo=UTC)} if state == "closed" else {}
        session.add(
            Issue(
                number=f"{segment}-{state}",
                kind="river",
                category="岸边垃圾",
                title="桥下垃圾",
                state=state,
                division_code=county[segment].division_code,
                segment_id=county[segment].id,
                reported_at=datetime(2026, 5, 1, tzinfo=UTC),
                geom=f"SRID=4490;POINT({lon} {lat})",
                **closed,
                **extra,
            )
        )
        session.flush()

    return add_issue


def test_a_patroller_takes_own_segments_along_and_nobody_elses(signed_in):
    carried = signed_in("wang").get(SYNC).json
    assert {segment["code"] for segment in carried["segments"]} == {"R-1"}
    assert carried["plots"] == []


def test_a_line_comes_as_differences_that_lead_from_end_to_end(signed_in):
    (segment,) = signed_in("wang").get(SYNC).json["segments"]
    lons, lats = (list(accumulate(segment["line"][axis])) for axis in ("lon", "lat"))
    ends = [(lons[0] / 1e6, lats[0] / 1e6), (lons[-1] / 1e6, lats[-1] / 1e6)]
    for end, truth in zip(ends, (at(1_000, 1_000), at(6_000, 1_000)), strict=True):
        assert end == pytest.approx(truth, abs=2e-5)
    assert segment["length_m"] == pytest.approx(5_000, rel=0.01)


def test_a_plot_comes_with_its_ring(signed_in):
    (plot,) = signed_in("li").get(SYNC).json["plots"]
    (ring,) = plot["rings"]
    assert len(ring["lon"]) == len(ring["lat"]) == 5
    assert sum(ring["lon"][1:]) == sum(ring["lat"][1:]) == 0


def test_an_assignment_that_ended_is_left_behind(signed_in, session):
    session.execute(update(Assignment).values(valid_to=date(2026, 1, 31)))
    carried = signed_in("wang").get(SYNC).json
    assert carried["segments"] == carried["duties"] == []


def test_a_duty_counts_my_own_effective_visits_of_the_running_period(signed_in):
    wang = signed_in("wang")
    before = wang.get(SYNC).json["duties"]
    assert [(duty["code"], duty["required"], duty["done"], duty["last_visit_on"]) for duty in before] == [
        ("R-1", 1, 0, None)
    ]
    now = datetime.now(UTC).replace(microsecond=0)
    body = walk([(1_000, 1_000), (2_500, 1_000)], start=now)
    assert wang.submit(body).json["effective"]
    (after,) = wang.get(SYNC).json["duties"]
    assert (after["done"], after["last_visit_on"]) == (1, wang.get(SYNC).json["today"])
    assert after["from"] <= after["last_visit_on"] <= after["to"]


def test_what_is_owed_in_person_comes_as_the_table_of_duties_has_it_with_leave_taken_off(signed_in, session, county):
    on = today()
    assert signed_in("wang").get(SYNC).json["personal"] == []
    rule = {"division_code": COUNTY, "post": "patroller", "kind": "river", "per": "person", "period": "month"}
    session.add(PatrolRule(**rule, times=20, valid_from=date(2020, 1, 1), distinct_days=True))
    session.execute(update(Assignment).values(valid_from=date(2020, 1, 1)))
    session.flush()
    wang = signed_in("wang")
    assert wang.submit(walk([(1_000, 1_000), (2_500, 1_000)])).status_code == 201
    for away in (False, True):
        if away:
            officer = session.scalar(select(Officer.id).where(Officer.username == "wang"))
            first = on.replace(day=1)
            days = {"first_on": first, "last_on": first + timedelta(days=9), "approved_at": datetime.now(UTC)}
            session.add(Leave(officer_id=officer, asked_by=officer, asked_at=datetime.now(UTC), reason="病假", **days))
            session.flush()
        (own,) = wang.get(SYNC).json["personal"]
        (row,) = wang.get("/api/v1/duties", period=f"{on:%Y-%m}", by="officer", per="person").json["items"]
        assert (own["kind"], own["required"], own["done"]) == ("river", row["owed"], row["done"])
        assert own["required"] < 20 if away else own["required"] == 20
        assert own["from"] <= str(on) <= own["to"]
    assert signed_in("li").get(SYNC).json["personal"] == []


def test_a_duty_says_what_its_own_place_and_class_ask_of_a_visit(signed_in, session, county):
    wide = {"post": "patroller", "kind": "river", "times": 1, "period": "month", "valid_from": date(2020, 1, 1)}
    here, steep = county["R-1"].division_code, {"object_class": "county"}
    county["R-1"].object_class = "county"
    session.execute(update(Officer).where(Officer.username == "wang").values(division_code=OTHER_TOWN))
    session.add_all(
        [
            PatrolRule(division_code=OTHER_TOWN, min_distance_m=9_000, **wide),
            PatrolRule(division_code=here, min_distance_m=700, **wide),
            PatrolRule(division_code=here, min_distance_m=800, min_duration_s=60, min_own_share=0.4, **wide, **steep),
        ]
    )
    session.flush()
    (duty,) = signed_in("wang").get(SYNC).json["duties"]
    assert duty["asks"] == {"min_duration_s": 60, "min_distance_m": 800, "min_own_share": 0.4}


def test_a_duty_that_no_rule_asks_for_asks_nothing_of_a_visit(signed_in, session):
    session.execute(delete(PatrolRule))
    assert [duty["asks"] for duty in signed_in("wang").get(SYNC).json["duties"]] == [None]


def test_on_leave_nothing_is_asked_for_on_the_phone_either(signed_in, session):
    wang = session.scalar(select(Officer).where(Officer.username == "wang"))
    days = {"first_on": today() - timedelta(days=8), "last_on": today() + timedelta(days=8), "reason": "病假"}
    session.add(Leave(officer_id=wang.id, approved_by=wang.id, approved_at=datetime.now(UTC), **days))
    session.flush()
    assert [duty["required"] for duty in signed_in("wang").get(SYNC).json["duties"]] == [0]


def test_open_issues_of_own_segments_come_and_closed_or_foreign_ones_do_not(signed_in, add_issue):
    add_issue("R-1")
    add_issue("R-1", "closed")
    add_issue("B-1")
    assert [issue["number"] for issue in signed_in("wang").get(SYNC).json["issues"]] == ["R-1-assigned"]


def test_an_issue_that_i_reported_elsewhere_comes_too(signed_in, add_issue, session):
    wang = session.scalar(select(Officer).where(Officer.username == "wang"))
    add_issue("B-1", reported_by=wang.id)
    assert [issue["number"] for issue in signed_in("wang").get(SYNC).json["issues"]] == ["B-1-assigned"]


def test_a_known_etag_is_answered_with_304_and_no_body(signed_in):
    wang = signed_in("wang")
    first = wang.get(SYNC)
    again = wang.client.get(SYNC, headers=wang.headers | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_who_takes_gzip_gets_the_same_answer_for_a_fraction_of_the_bytes(signed_in):
    wang = signed_in("wang")
    plain = wang.get(SYNC)
    packed = wang.client.get(SYNC, headers=wang.headers | {"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.data)).keys() == plain.json.keys()
    assert len(packed.data) < len(plain.data) / 3


def test_with_a_cursor_only_changed_sections_come(signed_in, add_issue):
    wang = signed_in("wang")
    first = wang.get(SYNC).json
    assert first.keys() >= SECTIONS
    assert not wang.get(SYNC, since=first["cursor"]).json.keys() & SECTIONS
    add_issue("R-1")
    second = wang.get(SYNC, since=first["cursor"]).json
    assert second.keys() & SECTIONS == {"issues"}
    assert second["cursor"] != first["cursor"]


@pytest.mark.parametrize("since", ["", "nonsense", "a.b.c"])
def test_a_cursor_of_another_version_gets_everything(signed_in, since):
    assert signed_in("wang").get(SYNC, since=since).json.keys() >= SECTIONS


def test_what_a_cursor_that_cannot_be_read_brings_is_written_in_the_document(signed_in):
    asked = signed_in("wang").get("/api/v1/openapi.json").json["paths"][SYNC]["get"]
    (since,) = [parameter for parameter in asked["parameters"] if parameter.get("name") == "since"]
    assert "brings all" in since["description"]
    assert "the answer is then whole" in asked["description"]


def test_office_staff_are_told_that_their_post_does_not_patrol(signed_in):
    assert signed_in("wang").get(SYNC).json["settings"]["may_patrol"] is True
    assert signed_in("sup").get(SYNC).json["settings"]["may_patrol"] is False


def test_the_answer_tells_the_servers_time(signed_in):
    told = datetime.fromisoformat(signed_in("wang").get(SYNC).json["server_time"])
    assert abs((datetime.now(UTC) - told).total_seconds()) < 60


def test_nobody_syncs_without_signing_in(county, client):
    assert client.get(SYNC).status_code == 401


def test_a_database_that_was_put_back_is_known_by_another_epoch(signed_in, session):
    wang = signed_in("wang")
    before = wang.get(SYNC)
    headers = wang.headers | {"If-None-Match": before.headers["ETag"]}
    assert wang.client.get(SYNC, headers=headers).status_code == 304
    epochs.begin_epoch(session)
    session.flush()
    after = wang.client.get(SYNC, headers=headers, query_string={"since": before.json["cursor"]})
    assert after.status_code == 200
    assert after.json["epoch"] != before.json["epoch"]
    assert not SECTIONS & after.json.keys()
