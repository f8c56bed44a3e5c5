"""What proves that an issue was put right: other photos than those of the defect, and a position that says where."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from tests.api.conftest import walk
from tests.api.issues.conftest import SPOT


def refused_photos(answer) -> str:
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["photos"]), answer.json
    return answer.json["errors"]["photos"]


def test_the_photo_of_the_defect_does_not_show_that_it_is_gone(desk, bring, photo):
    number = bring("rectifying")
    same = photo("wang", "before")
    said = refused_photos(desk("wang").step(number, "submit", opinion="已清理", photos=[same]))
    assert "重新拍摄" in said
    later = {"opinion": "同一张", "photos": [photo("wang", "new"), same], "photo_stage": "after"}
    assert "第 2 张" in refused_photos(desk("wang").step(number, "note", **later))
    assert desk("wang").step(number, "submit", opinion="已清理", photos=[photo("wang", "new")]).status_code == 201


def test_the_photo_of_the_mended_place_does_not_show_the_defect_afterwards(desk, bring, photo):
    number = bring("reviewing")
    late = {"opinion": "补传", "photos": [photo("wang", "after")], "photo_stage": "before"}
    refused_photos(desk("wang").step(number, "note", **late))


def test_a_photo_that_the_patrol_took_of_the_defect_counts_as_before(desk, signed_in, photo):
    seen = {
        "id": str(uuid.uuid4()),
        "category": "污水直排",
        "text": "发黑",
        "at": (datetime.now(UTC) - timedelta(days=1)).isoformat(),
        "position": SPOT,
    }
    shot = {"sha256": photo("wang", "seen"), "observation_id": seen["id"], "taken_at": seen["at"], "bytes": 9}
    sent = signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], observations=[seen], photos=[shot]))
    assert sent.status_code == 201, sent.json
    caller = desk("wang").caller
    body = {"observation_id": seen["id"]}
    number = caller.client.post("/api/v1/issues", headers=caller.headers, json=body).json["number"]
    desk("office").step(number, "accept")
    desk("office").step(number, "assign", assignee="wang")
    desk("wang").step(number, "rectify")
    refused_photos(desk("wang").step(number, "submit", opinion="完成", photos=[photo("wang", "seen")]))


@pytest.mark.parametrize("back", ["return", "reopen"])
def test_work_that_came_back_is_shown_by_a_new_photo(desk, bring, photo, back):
    number = bring("closed" if back == "reopen" else "reviewing")
    desk("inspector").step(number, back, opinion="未到位")
    if back == "reopen":
        desk("office").step(number, "assign", assignee="wang")
        desk("wang").step(number, "rectify")
    refused_photos(desk("wang").step(number, "submit", opinion="再次", photos=[photo("wang", "after")]))
    again = desk("wang").step(number, "submit", opinion="再次", photos=[photo("wang", "again")])
    assert again.json["state"] == "reviewing"


@pytest.mark.parametrize(("username", "action"), [("village", "recheck"), ("inspector", "close")])
@pytest.mark.parametrize(("language", "said"), [("zh-CN", "定位误差 5000 米，太大"), ("en", "may be 5000 m off")])
def test_a_position_that_could_be_anywhere_is_no_recheck(desk, bring, username, action, language, said):
    vague = {"position": SPOT | {"accuracy_m": 5000}, "opinion": "看过", "headers": {"Accept-Language": language}}
    refused = desk(username).step(bring("reviewing"), action, **vague)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["position"])
    assert said in refused.json["errors"]["position"]


def test_a_position_of_a_usual_phone_is_a_recheck(desk, bring):
    sharp = {"position": SPOT | {"accuracy_m": 100}, "opinion": "看过"}
    assert desk("village").step(bring("reviewing"), "recheck", **sharp).status_code == 201


@pytest.mark.parametrize("day", ["9999-12-31", (datetime.now(UTC) + timedelta(days=740)).date().isoformat()])
@pytest.mark.parametrize(
    ("state", "username", "action", "said"),
    [
        ("accepted", "office", "assign", {"assignee": "wang"}),
        ("rectifying", "office", "reassign", {"opinion": "转", "assignee": "village"}),
        ("rectifying", "wang", "ask_extension", {"opinion": "雨季"}),
        ("reviewing", "inspector", "return", {"opinion": "残留"}),
    ],
)
def test_a_deadline_of_years_ahead_is_none(desk, bring, day, state, username, action, said):
    refused = desk(username).step(bring(state), action, due_on=day, **said)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["due_on"])
    assert "两年" in refused.json["errors"]["due_on"]
