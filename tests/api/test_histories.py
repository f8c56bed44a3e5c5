"""Past patrols over HTTP: lists page by page, and one's own record told again."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from tests.api.conftest import TOWN, VILLAGE, walk

ALONG = [(1_000, 1_010), (5_000, 1_010)]
START = datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0)


def days_ago(days: int, points=ALONG, **extra) -> dict:
    return walk(points, start=START - timedelta(days=days), **extra)


def span(days: int) -> dict:
    return {"from": (START - timedelta(days=days)).date().isoformat(), "to": START.date().isoformat()}


def test_a_patroller_sees_own_patrols_the_newest_first_with_what_they_counted_for(signed_in):
    wang = signed_in("wang")
    for days in (3, 1, 2):
        wang.submit(days_ago(days))
    signed_in("zhao").submit(days_ago(1, [(15_000, 2_000), (15_000, 3_000)]))
    items = wang.get("/api/v1/patrols", **span(10)).json["items"]
    assert [item["started_at"][:10] for item in items] == [
        (START - timedelta(days=days)).date().isoformat() for days in (1, 2, 3)
    ]
    assert {item["officer"]["username"] for item in items} == {"wang"}
    assert items[0]["effective"] is True
    assert items[0]["places"] == ["R-1"]
    assert items[0]["distance_m"] == pytest.approx(4_000, rel=0.01)
    assert items[0]["status"] == "complete"


def test_a_patrol_that_does_not_count_says_why(signed_in):
    wang = signed_in("wang")
    wang.submit(days_ago(1, [(1_000, 1_000), (1_300, 1_000)]))
    (item,) = wang.get("/api/v1/patrols", **span(3)).json["items"]
    assert item["effective"] is False
    assert [reason["code"] for reason in item["reasons"]] == ["too_brief", "too_short"]
    assert "500" in item["reasons"][1]["message"]


def test_pages_follow_one_another_without_a_gap_or_a_repeat(signed_in):
    wang = signed_in("wang")
    sent = {wang.submit(days_ago(days)).json["id"] for days in (1, 1, 2, 2, 5)}
    seen, following = [], "/api/v1/patrols?limit=2&" + "&".join(f"{k}={v}" for k, v in span(10).items())
    while following:
        page = wang.get(following).json
        seen += [item["id"] for item in page["items"]]
        following = page["next"]
    assert len(seen) == 5
    assert set(seen) == sent


def test_a_chief_sees_the_patrols_of_the_own_division_and_can_ask_for_somebodys(signed_in):
    signed_in("wang").submit(days_ago(1))
    signed_in("zhao").submit(days_ago(1, [(15_000, 2_000), (15_000, 3_000)]))
    chief = signed_in("chief")
    assert [i["officer"]["name"] for i in chief.get("/api/v1/patrols", **span(3)).json["items"]] == ["王河"]
    supervisor = signed_in("sup")
    assert len(supervisor.get("/api/v1/patrols", **span(3)).json["items"]) == 2
    assert len(supervisor.get("/api/v1/patrols", officer="zhao", **span(3)).json["items"]) == 1
    assert len(supervisor.get("/api/v1/patrols", division=VILLAGE, **span(3)).json["items"]) == 1
    assert chief.get("/api/v1/patrols", officer="me", **span(3)).json["items"] == []


@pytest.mark.parametrize(
    "query",
    [{"after": "x"}, {"after": "2026-13-01.4"}, {"from": "2026-02-30"}, {"limit": 0}, {"officer": ""}, {"x": 1}],
)
def test_a_list_asked_for_wrongly_is_refused_with_the_field(signed_in, query):
    answer = signed_in("wang").get("/api/v1/patrols", **query)
    assert answer.status_code == 422
    assert next(iter(query)) in answer.json["errors"]


def test_a_division_outside_the_own_one_does_not_exist(signed_in):
    assert signed_in("zhao").get("/api/v1/patrols", division=TOWN).status_code == 404


def test_an_own_patrol_is_told_as_it_was_sent(signed_in):
    seen = str(uuid.uuid4())
    note = {"id": seen, "category": "漂浮物", "text": "桥下", "at": START.isoformat(), "position": None}
    photo = {
        "sha256": "ab" * 32,
        "bytes": 1234,
        "taken_at": START.isoformat(),
        "observation_id": seen,
        "position": {"lon": 116.5, "lat": 27.5, "accuracy_m": 6},
    }
    body = days_ago(1, observations=[note], photos=[photo])
    wang = signed_in("wang")
    patrol_id = wang.submit(body).json["id"]
    told = wang.get(f"/api/v1/patrols/{patrol_id}/record").json
    assert told["track"] == body["track"]
    assert (told["observations"][0]["category"], told["observations"][0]["position"]) == ("漂浮物", None)
    assert told["photos"][0]["position"]["lon"] == 116.5
    (item,) = wang.get("/api/v1/patrols", **span(3)).json["items"]
    assert (item["status"], item["observations"], item["photos"]) == ("awaiting_photos", 1, 1)


def test_nobody_elses_record_is_told_not_even_to_who_may_see_the_patrol(signed_in):
    patrol_id = signed_in("wang").submit(days_ago(1)).json["id"]
    for other in ("chief", "sup", "zhao"):
        assert signed_in(other).get(f"/api/v1/patrols/{patrol_id}/record").status_code == 404
    assert signed_in("wang").get(f"/api/v1/patrols/{uuid.uuid4()}/record").status_code == 404
