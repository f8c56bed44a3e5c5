"""A walk that comes in by file, by phone or by both is one patrol, of whoever walked it."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate

from sqlalchemy import func, select

from patrol.models import Patrol
from tests.api.conftest import walk
from tests.api.gpx.conftest import MORNING, send, spots, written


def test_the_same_file_twice_is_one_patrol(signed_in, session):
    wang, file = signed_in("wang"), written(spots())
    first, again = send(wang, file), send(wang, file)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert session.scalar(select(func.count()).select_from(Patrol)) == 1


def test_the_same_walk_of_another_officer_or_kind_is_not_the_same_patrol(signed_in):
    first = send(signed_in("wang"), written(spots())).json["items"][0]["id"]
    assert send(signed_in("li"), written(spots())).json["items"][0]["id"] != first
    known = send(signed_in("wang"), written(spots()), kind="forest")
    assert (known.status_code, known.json["items"][0]["id"]) == (200, first)
    assert MORNING.date().isoformat() in known.json["remarks"][0]


def test_the_new_days_of_a_growing_file_come_in_whatever_else_changed_in_it(signed_in, session):
    first = send(signed_in("wang"), written(spots())).json["items"][0]["id"]
    grown = written(spots(), spots(start=MORNING + timedelta(days=1)))
    answer = send(signed_in("wang"), grown, kind="forest")
    assert answer.status_code == 201
    assert [each["id"] == first for each in answer.json["items"]] == [True, False]
    assert len(answer.json["remarks"]) == 1
    assert session.scalar(select(func.count()).select_from(Patrol)) == 2


def exported(body: dict) -> bytes:
    """A patrol as the phone app writes it into a file: what it measured, not yet rounded for the wire."""
    track, points = body["track"], []
    for dt, lon, lat in zip(*(accumulate(track[key]) for key in ("dt", "lon", "lat")), strict=True):
        seconds = track["t0"] / 1000 + dt + 0.4
        points.append((lon / 1e6, lat / 1e6, datetime.fromtimestamp(seconds, UTC)))
    return written(points[:40], points[40:])


def test_the_file_that_a_phone_wrote_of_a_patrol_is_that_patrol_and_accuses_nobody(signed_in, session):
    wang, body = signed_in("wang"), walk([(1_500, 1_005), (4_000, 995)], start=MORNING)
    receipt = wang.submit(body).json
    again = send(wang, exported(body))
    assert again.status_code == 200, again.json
    assert [each["id"] for each in again.json["items"]] == [receipt["id"]]
    assert again.json["items"][0]["flags"] == receipt["flags"]
    assert len(again.json["remarks"]) == 1
    assert session.scalar(select(func.count()).select_from(Patrol)) == 1


def test_a_phone_that_gets_through_after_its_file_takes_its_place_and_is_accused_of_nothing(signed_in, session):
    wang, body = signed_in("wang"), walk([(1_500, 1_005), (4_000, 995)], start=MORNING)
    (imported,) = send(wang, exported(body)).json["items"]
    before = wang.get("/api/v1/sync").json["duties"]
    receipt = wang.submit(body).json
    assert (receipt["effective"], receipt["flags"]) == (True, [])
    assert receipt["segments"]
    after = wang.get(f"/api/v1/patrols/{imported['id']}").json
    assert (after["effective"], after["segments"]) == (False, [])
    assert wang.get("/api/v1/sync").json["duties"] == before
    told = signed_in("sup").get(f"/api/v1/reviews/{imported['id']}").json["history"]
    assert receipt["id"] in told[0]["words"]


def test_a_rejected_file_still_speaks_against_the_phone_that_repeats_it(signed_in):
    wang, body = signed_in("wang"), walk([(1_500, 1_005), (4_000, 995)], start=MORNING)
    (imported,) = send(wang, exported(body)).json["items"]
    decision = {"decision": "rejected", "words": "当天在外地开会"}
    office = signed_in("sup")
    path = f"/api/v1/reviews/{imported['id']}/decisions"
    assert office.client.post(path, headers=office.headers, json=decision).status_code < 300
    assert "replayed" in {flag["code"] for flag in wang.submit(body).json["flags"]}


def test_the_walk_of_another_s_phone_is_no_patrol_of_ones_own(signed_in):
    body = walk([(1_500, 1_005), (4_000, 995)], start=MORNING)
    receipt = signed_in("wang").submit(body).json
    answer = send(signed_in("li"), exported(body))
    assert answer.status_code == 201
    assert answer.json["items"][0]["id"] != receipt["id"]
