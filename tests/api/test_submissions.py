"""Patrols handed in many at a time: each gets what the plain PUT would have given it."""

import gzip
import json
import uuid

import pytest
from sqlalchemy import func, select

from patrol.models import Submission
from tests.api.conftest import walk
from tests.api.test_photos import ALONG

PATH = "/api/v1/submissions"


def named(**extra) -> dict:
    return walk(ALONG) | {"id": str(uuid.uuid4())} | extra


def hand_in(caller, patrols, **options):
    return caller.client.post(PATH, json={"patrols": patrols}, headers=caller.headers, **options)


def test_each_of_a_batch_gets_the_receipt_of_the_plain_put(signed_in):
    wang, patrols = signed_in("wang"), [named() for _ in range(3)]
    answer = hand_in(wang, patrols)
    assert answer.status_code == 200
    for item, patrol in zip(answer.json["items"], patrols, strict=True):
        assert (item["id"], item["status"], item["error"]) == (patrol["id"], 201, None)
        assert item["patrol"] == wang.get(f"/api/v1/patrols/{patrol['id']}").json
        body = {key: value for key, value in patrol.items() if key != "id"}
        assert wang.submit(body, patrol["id"]).status_code == 200
    assert [item["status"] for item in hand_in(wang, patrols).json["items"]] == [200, 200, 200]


def test_one_bad_one_never_blocks_another(signed_in, session):
    wang, first, last = signed_in("wang"), named(), named()
    taken = named()
    signed_in("li").submit({key: value for key, value in taken.items() if key != "id"}, taken["id"])
    bad = [
        named(kind="desert"),
        first | {"ended_at": last["ended_at"], "kind": "forest"},
        taken,
        walk(ALONG),
        named(id="42"),
        named(id=7),
        "a patrol",
        None,
        named(track={"t0": 0, "dt": [0], "lon": [0], "lat": [0]}),
    ]
    answer = hand_in(wang, [first, *bad, last])
    assert [item["status"] for item in answer.json["items"]] == [201, 422, 409, 409, *[422] * 6, 201]
    fields = [set(item["error"]["errors"]) for item in answer.json["items"][1:-1]]
    assert fields == [{"kind"}, set(), set(), {"id"}, {"id"}, {"id"}, {"body"}, {"body"}, {"track"}]
    assert [item["id"] for item in answer.json["items"][4:9]] == [None, "42", None, None, None]
    kept = set(map(str, session.scalars(select(Submission.id))))
    assert kept == {first["id"], last["id"], taken["id"]}


def test_an_item_s_error_is_that_of_the_plain_put(signed_in):
    wang, bad = signed_in("wang"), walk(ALONG) | {"started_at": "yesterday", "kind": "desert"}
    (item,) = hand_in(wang, [bad | {"id": str(uuid.uuid4())}]).json["items"]
    assert item["error"] == wang.submit(bad).json
    assert item["status"] == item["error"]["status"] == 422


def test_the_same_patrol_twice_in_a_batch_arrives_once(signed_in, session):
    patrol = named()
    other = patrol | {"kind": "forest"}
    items = hand_in(signed_in("wang"), [patrol, patrol, other]).json["items"]
    assert [item["status"] for item in items] == [201, 200, 409]
    assert session.scalar(select(func.count()).select_from(Submission)) == 1


def test_an_observation_of_an_earlier_item_does_not_undo_it(signed_in):
    observation = {"id": str(uuid.uuid4()), "category": "岸边垃圾", "text": "", "position": None}
    patrols = [named(), named(), named()]
    for patrol in patrols[:2]:
        patrol["observations"] = [observation | {"at": patrol["started_at"]}]
    wang = signed_in("wang")
    assert [item["status"] for item in hand_in(wang, patrols).json["items"]] == [201, 422, 201]
    assert wang.get(f"/api/v1/patrols/{patrols[1]['id']}").status_code == 404


@pytest.mark.parametrize("patrols", [[], [{}] * 51, "patrols", None, {}], ids=["none", "51", "text", "null", "object"])
def test_a_batch_that_is_none_is_refused_whole(signed_in, patrols):
    refused = hand_in(signed_in("wang"), patrols)
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"patrols"})


def test_who_does_not_patrol_is_told_so_for_each(signed_in):
    items = hand_in(signed_in("sup"), [named(), named()]).json["items"]
    assert {(item["status"], item["error"]["code"]) for item in items} == {(403, "post_cannot_patrol")}


def test_nobody_hands_in_without_signing_in(client):
    assert client.post(PATH, json={"patrols": [named()]}).status_code == 401


def test_a_batch_may_come_gzipped(signed_in):
    wang = signed_in("wang")
    content = gzip.compress(json.dumps({"patrols": [named() for _ in range(50)]}).encode())
    headers = wang.headers | {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = wang.client.post(PATH, data=content, headers=headers)
    assert {item["status"] for item in answer.json["items"]} == {201}
    assert len(answer.json["items"]) == 50
