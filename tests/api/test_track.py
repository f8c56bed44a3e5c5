"""Live positions over the OsmAnd protocol, and the patrols that they become."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import requests
from sqlalchemy import func, select, update

from patrol import live
from patrol.models import Assignment, ForestPlot, LiveDevice, LiveFix, Officer, Patrol
from tests import hamlet
from tests.api.conftest import at
from tests.running import Server

NOON = datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0) - timedelta(days=1)
"""Ten in the morning in the county, yesterday."""


def device(caller, **body) -> dict:
    answer = caller.client.post("/api/v1/devices", headers=caller.headers, json={"name": "小米 手机", **body})
    assert answer.status_code == 201, answer.json
    return answer.json


def place(step: int, first_m: float = 1_000.0, north_m: float = 1_010.0) -> dict:
    """A walk down the river: 12 m every 10 s."""
    lon, lat = at(first_m + 12 * step, north_m)
    return {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}", "accuracy": "6"}


def tell(client, key: str | list[str], when: datetime, **given):
    return client.get("/track", query_string={"id": key, "timestamp": str(int(when.timestamp()))} | given)


def walk(client, key: str, steps=range(100), start: datetime = NOON, **options) -> None:
    for step in steps:
        answer = tell(client, key, start + timedelta(seconds=10 * step), **place(step, **options))
        assert answer.status_code == 200, answer.json


@pytest.fixture
def close(session, settings):
    """Close outings as the worker does, so many minutes after the server heard of the last position."""

    def close(minutes: float = 60) -> int:
        session.flush()
        closed = live.close_outings(settings, datetime.now(UTC) + timedelta(minutes=minutes))
        session.expire_all()
        return closed

    return close


def patrols(session) -> list[Patrol]:
    return list(session.scalars(select(Patrol).order_by(Patrol.started_at)))


def test_positions_told_under_way_become_one_patrol(signed_in, client, session, close):
    wang = signed_in("wang")
    walk(client, device(wang)["key"])
    assert close(minutes=5) == 0, "something may still be on its way"
    assert close() == 1
    (patrol,) = patrols(session)
    assert (patrol.kind, patrol.started_at, patrol.device["model"]) == ("river", NOON, "小米 手机")
    assert patrol.distance_m == pytest.approx(99 * 12, rel=0.03)
    assert patrol.accuracy_m == [6] * 100
    receipt = wang.get(f"/api/v1/patrols/{patrol.id}").json
    assert [segment["code"] for segment in receipt["segments"]] == ["R-1"]
    assert close() == 0


def test_repeated_and_unordered_positions_count_once(signed_in, client, session, close):
    key = device(signed_in("wang"))["key"]
    steps = [*range(60), *range(20, 40)]
    random.Random(3).shuffle(steps)
    walk(client, key, steps)
    assert session.scalar(select(func.count()).select_from(LiveFix)) == 60
    close()
    (patrol,) = patrols(session)
    assert patrol.distance_m == pytest.approx(59 * 12, rel=0.03)


def test_a_silence_and_local_midnight_make_further_patrols(signed_in, client, session, close):
    key = device(signed_in("wang"))["key"]
    walk(client, key, range(30), NOON)
    walk(client, key, range(30), NOON + timedelta(minutes=5) + timedelta(minutes=31))
    midnight = NOON.replace(hour=16) - timedelta(days=1)
    walk(client, key, range(60), midnight - timedelta(seconds=300))
    assert close() == 4
    begun = [patrol.started_at for patrol in patrols(session)]
    assert begun[:3] == [midnight - timedelta(seconds=300), midnight, NOON]


def test_positions_that_come_after_closing_make_a_further_patrol(signed_in, client, session, close):
    key = device(signed_in("wang"))["key"]
    walk(client, key, range(50))
    assert close() == 1
    walk(client, key, range(60))
    assert session.scalar(select(func.count()).where(LiveFix.closed_at.is_(None))) == 10
    assert close() == 1
    assert len(patrols(session)) == 2
    tell(client, key, NOON + timedelta(hours=5), **place(3))
    assert close() == 0, "one position alone is no outing"


def test_json_and_forms_of_traccar_client_are_taken(signed_in, client, session):
    key = device(signed_in("wang"))["key"]
    coords = {"latitude": 27.51, "longitude": 116.51, "accuracy": 5.5, "speed": 1.2, "heading": 90, "altitude": 40}
    stamp = NOON.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    location = {"timestamp": stamp, "coords": coords, "battery": {"level": 0.5, "is_charging": False}, "extras": {}}
    body = {"location": location, "device_id": key}
    assert client.post("/track", json=body).status_code == 200
    assert client.post("/track", json=body).status_code == 200
    form = {"id": key, "lat": "27.51", "lon": "116.51", "timestamp": str(int(NOON.timestamp()) * 1000 + 10_000)}
    assert client.post("/track", data=form).status_code == 200
    assert client.post("/track/", query_string=form).status_code == 200
    assert list(session.scalars(select(LiveFix.at).order_by(LiveFix.at))) == [NOON, NOON + timedelta(seconds=10)]


def test_what_is_answered_200_is_kept_and_what_is_not_kept_says_why(signed_in, client, session):
    key = device(signed_in("wang"))["key"]
    refused = [
        tell(client, key, NOON, lat="97", lon="116.5"),
        tell(client, key, NOON, lat="nan", lon="116.5"),
        tell(client, key, NOON),
        tell(client, [key, "another"], NOON, **place(0)),
        tell(client, key, NOON, lon="-1e308", lat="27.5"),
        tell(client, key, NOON, lon="inf", lat="27.5"),
        client.get("/track", query_string={"id": key, "timestamp": "nan"} | place(0)),
        tell(client, key, datetime.now(UTC) + timedelta(hours=2), **place(0)),
        tell(client, key, NOON - timedelta(days=40), **place(0)),
        tell(client, key, NOON, valid="false", **place(0)),
        client.post("/track", data=b"{", content_type="application/json"),
        client.get("/track"),
    ]
    assert [answer.status_code for answer in refused] == [400] * len(refused)
    assert all(answer.json["message"] for answer in refused)
    assert session.scalar(select(func.count()).select_from(LiveFix)) == 0


def test_of_several_positions_the_sound_ones_are_kept_though_the_answer_names_the_others(signed_in, client, session):
    key = device(signed_in("wang"))["key"]
    good = {"timestamp": NOON.isoformat(), "coords": {"latitude": 27.51, "longitude": 116.51}}
    bad = {"timestamp": NOON.isoformat(), "coords": {"latitude": 127.51, "longitude": 16.51}}
    answer = client.post("/track", json={"device_id": key, "location": [good, bad]})
    assert answer.status_code == 400
    assert list(answer.json["errors"]) == ["location.1.position"]
    assert session.scalar(select(func.count()).select_from(LiveFix)) == 1


def test_an_unknown_key_is_told_and_may_be_tried_only_so_often(signed_in, client):
    key = device(signed_in("wang"))["key"]
    answers = [tell(client, f"guess-{n}", NOON, **place(0)) for n in range(live.FREE_UNKNOWN_KEYS + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {404}
    assert "设备标识" in answers[0].json["message"]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert tell(client, key, NOON, **place(0)).status_code == 200, "a known device is not kept waiting"


def test_a_key_that_is_no_text_is_nobodys(client):
    """JSON can spell half a letter."""
    body = b'{"device_id":"\\ud800","location":{}}'
    assert client.post("/track", data=body, content_type="application/json").status_code == 404


def test_the_key_is_kept_as_a_hash_and_ends_at_once(signed_in, client, session, close):
    wang, zhao = signed_in("wang"), signed_in("zhao")
    made = device(wang)
    assert made["key"].encode() not in session.scalar(select(LiveDevice.digest))
    walk(client, made["key"], range(40))
    path = f"/api/v1/devices/{made['id']}"
    assert zhao.client.delete(path, headers=zhao.headers).status_code == 404
    assert wang.client.delete(path, headers=wang.headers).status_code == 204
    assert wang.client.delete(path, headers=wang.headers).status_code == 404
    assert tell(client, made["key"], NOON, **place(0)).status_code == 404
    (listed,) = wang.get("/api/v1/devices").json["items"]
    assert listed["revoked_at"]
    assert "key" not in listed
    assert zhao.get("/api/v1/devices").json["items"] == []
    assert close() == 1, "what was told before still counts"


def test_an_officer_who_left_tells_nothing_more(signed_in, client, session):
    key = device(signed_in("wang"))["key"]
    session.execute(update(Officer).where(Officer.username == "wang").values(active=False))
    session.flush()
    assert tell(client, key, NOON, **place(0)).status_code == 404


def test_only_who_patrols_may_enter_a_device(signed_in, client):
    sup = signed_in("sup")
    assert sup.client.post("/api/v1/devices", headers=sup.headers, json={"name": "x"}).status_code == 403
    wang = signed_in("wang")
    assert (
        wang.client.post("/api/v1/devices", headers=wang.headers, json={"name": "x", "kind": "sea"}).status_code == 422
    )
    assert client.post("/api/v1/devices", json={"name": "x"}).status_code == 401


def test_the_nearest_assignment_or_the_device_says_what_the_outing_counts_for(signed_in, client, session, close):
    wang = session.scalar(select(Officer).where(Officer.username == "wang"))
    plot = session.scalar(select(ForestPlot.id))
    both = Assignment(officer_id=wang.id, plot_id=plot, post="patroller", valid_from=date(2026, 1, 1))
    session.add(both)
    caller = signed_in("wang")
    near_plot, near_river, told = device(caller)["key"], device(caller)["key"], device(caller, kind="forest")["key"]
    walk(client, near_plot, range(40), NOON, first_m=2_000.0, north_m=3_200.0)
    walk(client, near_river, range(40), NOON + timedelta(minutes=1))
    walk(client, told, range(40), NOON + timedelta(minutes=2))
    assert close() == 3
    assert [patrol.kind for patrol in patrols(session)] == ["forest", "river", "forest"]
    walk(client, device(signed_in("zhao"))["key"], range(40), NOON + timedelta(minutes=3))
    close()
    assert patrols(session)[-1].kind == "river", "without an assignment the post says so"


def test_an_outing_that_the_intake_refuses_keeps_its_positions_and_reason(signed_in, client, session, close, caplog):
    key = device(signed_in("wang"))["key"]
    walk(client, key, range(40), first_m=900_000.0)
    assert close() == 1
    assert patrols(session) == []
    assert set(session.scalars(select(LiveFix.refusal))) == {"outside_county"}
    assert "outside_county" in caplog.text
    assert close() == 0


def test_positions_long_past_are_swept(signed_in, client, session, settings):
    walk(client, device(signed_in("wang"))["key"], range(5))
    live.sweep(session, settings, NOON + timedelta(days=59))
    assert session.scalar(select(func.count()).select_from(LiveFix)) == 5
    live.sweep(session, settings, NOON + timedelta(days=61))
    assert session.scalar(select(func.count()).select_from(LiveFix)) == 0


def test_a_setting_says_which_silence_ends_an_outing(signed_in, client, session, settings):
    key = device(signed_in("wang"))["key"]
    for start in (0, 40):
        walk(client, key, range(30), NOON + timedelta(minutes=start))
    session.flush()
    patient = replace(settings, loggers=replace(settings.loggers, silence_s=7200.0))
    assert live.close_outings(patient, datetime.now(UTC) + timedelta(hours=3)) == 1


def test_the_running_system_takes_positions_from_strangers_programs(tmp_path):
    with Server(tmp_path) as server:
        phone = hamlet.settle(server)
        made = phone.session.post(f"{server.base}/api/v1/devices", json={"name": "OsmAnd"}, timeout=30).json()
        for step in range(5):
            moment = NOON + timedelta(seconds=10 * step)
            query = {"id": made["key"], "lat": hamlet.LAT, "lon": hamlet.LON + step * 1e-4, "hdop": 1, "batt": 90}
            # Without the sign-in of the phone: the key is all that the device has.
            answer = requests.get(f"{server.base}/track", {**query, "timestamp": int(moment.timestamp())}, timeout=30)
            assert (answer.status_code, answer.content) == (200, b"")
        assert "ranger OsmAnd" in server.patrol("device", "list")
        server.patrol("device", "revoke", made["id"])
        assert "revoked" in server.patrol("device", "list")
        assert requests.get(f"{server.base}/track", query, timeout=30).status_code == 404
        assert "Device identifier: " in server.patrol("device", "add", "ranger", "--name", "手台", "--kind", "river")
