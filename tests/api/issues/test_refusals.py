"""Every refusal names its field in a clear sentence; every step is tried by every post."""

import pytest

from patrol.rules.casework import ACTIONS, TABLE
from tests.api.issues.conftest import FAR, LATER, SPOT, STAFF

WHO = {"wang": "patroller", "li": "ranger", "chief": "township_chief", "sup": "supervisor"} | {
    username: post for username, (_, post, _) in STAFF.items() if username != "other_office"
}
YESTERDAY = "2020-01-01"


def refused(answer, status: int) -> None:
    assert (answer.status_code, list(answer.json["errors"])) == (status, ["action"])


@pytest.mark.parametrize(
    "state",
    [
        "found",
        "reported",
        "accepted",
        "assigned",
        "rectifying",
        "reviewing",
        "closed",
        "invalid",
        "handover_proposed",
        "handover_approved",
        "handed_over",
        "declined",
        "reconsidering",
        "decline_upheld",
        "filing_supervised",
        "case_filed",
    ],
)
def test_whoever_is_not_entitled_is_refused_in_every_state(desk, bring, state):
    number = bring(state)
    steps = [action for at, action in TABLE if at == state]
    for username, post in WHO.items():
        somebody = desk(username)
        for action in steps:
            if post not in ACTIONS[action].by:
                refused(somebody.step(number, action), 403)
    for action in set(ACTIONS) - set(steps):
        refused(desk("office").step(number, action), 409)
    assert desk("sup").see(number).json["state"] == state


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"action": "explode"}, "action"),
        ({"action": None}, "action"),
        ({"action": "assign", "due_on": LATER}, "assignee"),
        ({"action": "assign", "assignee": "nobody"}, "assignee"),
        ({"action": "assign", "assignee": "zhao"}, "assignee"),
        ({"action": "assign", "assignee": "auditor"}, "assignee"),
        ({"action": "assign", "assignee": "admin"}, "assignee"),
        ({"action": "assign", "assignee": "gis"}, "assignee"),
        ({"action": "assign", "assignee": "wang", "due_on": YESTERDAY}, "due_on"),
        ({"action": "assign", "assignee": "wang", "due_on": "soon"}, "due_on"),
        ({"action": "note", "opinion": "见照片", "photos": ["0" * 64]}, "photos.0"),
        ({"action": "note", "opinion": "见照片", "photos": ["0"]}, "photos.0"),
        ({"action": "note", "opinion": "x", "position": {"lon": 999, "lat": 27}}, "position.lon"),
        ({"action": "note", "opinion": "   "}, "opinion"),
        ({"action": "note", "opinion": "x\x00"}, "opinion"),
        ({"action": "note", "opinion": "x", "colour": "red"}, "colour"),
        ({"action": "note", "opinion": "x", "due_on": LATER}, "due_on"),
        ({"action": "note", "opinion": "x", "severity": "critical"}, "severity"),
        ({"action": "note", "opinion": "x", "assignee": "wang"}, "assignee"),
        ({"action": "note", "opinion": "x", "into": "2026-0001"}, "into"),
        ({"action": "note", "opinion": "x", "papers": ["transfer_letter"]}, "papers"),
        ({"action": "assign", "assignee": "wang", "reference": "公立字1号"}, "reference"),
        ({"action": "propose_handover", "opinion": "x", "partner": "inspector"}, "authority"),
        ({"action": "propose_handover", "opinion": "x", "authority": "police", "partner": "office"}, "partner"),
        ({"action": "propose_handover", "opinion": "x", "authority": "police", "partner": "li"}, "partner"),
        ({"action": "propose_handover", "opinion": "x", "authority": "police", "partner": "village"}, "partner"),
        ({"action": "propose_handover", "opinion": "x", "authority": "army", "partner": "inspector"}, "authority"),
    ],
)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_a_step_gets_wrong_is_told_by_its_field(desk, bring, said, field, language):
    number = bring("accepted")
    office = desk("office")
    answer = office.caller.client.post(
        f"/api/v1/issues/{number}/events", headers=office.caller.headers | {"Accept-Language": language}, json=said
    )
    assert answer.status_code == 422
    assert field in answer.json["errors"], answer.json
    sentence = answer.json["errors"][field]
    assert sentence.replace("、", ",").isascii() == (language == "en")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"category": "岸边垃圾 "}, "category"),
        ({"category": "水面河岸清洁"}, "category"),
        ({"category": "松材线虫病"}, "category"),
        ({"kind": "sea"}, "kind"),
        ({"kind": None}, "kind"),
        ({"position": None}, "position"),
        ({"position": {"lon": SPOT["lat"], "lat": SPOT["lon"]}}, "position"),
        ({"position": {"lon": 100.0, "lat": 27.5}}, "position"),
        ({"position": {"lon": float("nan"), "lat": 27.5}}, "position.lon"),
        ({"segment": "Z-9"}, "segment"),
        ({"division": "999999999999"}, "division"),
        ({"severity": "awful"}, "severity"),
        ({"area_m2": -1}, "area_m2"),
        ({"photos": ["f" * 64]}, "photos.0"),
        ({"observation_id": "7a1d0c4e-0000-4000-8000-00000000dead"}, "observation_id"),
        ({"id": "not-a-uuid"}, "id"),
    ],
)
def test_what_a_report_gets_wrong_is_told_by_its_field(desk, said, field):
    answer = desk("office").report(**said)
    assert answer.status_code == 422
    assert field in answer.json["errors"], answer.json


@pytest.mark.parametrize(("username", "status"), [("wang", 422), ("chief", 422), ("sup", 422), ("office", 201)])
def test_whoever_reports_may_not_name_a_severity_below_the_category_s_own_but_the_desk(desk, username, status):
    answer = desk(username).report(category="非法采砂", severity="major")
    assert answer.status_code == status
    if status == 422:
        assert "由“重大”降为“较大”" in answer.json["errors"]["severity"]
    assert desk(username).report(category="漂浮物", severity="critical").json["severity"] == "critical"


def test_a_chief_who_accepts_an_issue_may_raise_its_severity_and_not_lower_it(desk, bring):
    number = bring("reported", category="非法采砂")
    answer = desk("chief").step(number, "accept", severity="minor")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["severity"])
    assert desk("office").step(number, "accept", severity="minor").json["severity"] == "minor"
    raised = bring("reported", category="漂浮物", position=FAR)
    assert desk("chief").step(raised, "accept", severity="critical").json["severity"] == "critical"


@pytest.mark.parametrize("username", ["auditor", "gis", "admin"])
def test_posts_that_do_no_casework_report_nothing(desk, username):
    assert desk(username).report().status_code == 403


def test_what_lies_in_another_township_does_not_exist(desk, bring):
    number = bring("reported")
    outsider = desk("other_office")
    assert outsider.see(number).status_code == 404
    assert outsider.step(number, "accept").status_code == 404
    assert outsider.list().json["items"] == []
    assert outsider.caller.get("/api/v1/issues/nearby", category="岸边垃圾", **SPOT).json["items"] == []


def test_a_merge_into_an_issue_that_one_may_not_see_is_refused_as_unknown(desk, bring):
    hidden = bring("reported")
    position = {"lon": 116.6518, "lat": 27.527}
    own = desk("zhao").report(position=position, segment="B-1").json["number"]
    answer = desk("other_office").step(own, "merge", into=hidden)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["into"])


def test_who_was_slower_is_told_to_look_again(desk, bring):
    number = bring("reported")
    version = desk("office").see(number).json["version"]
    assert desk("office").step(number, "accept", version=version).status_code == 201
    for late in ({"version": version}, {"headers": {"If-Match": f'"{version}"'}}):
        answer = desk("chief").step(number, "note", opinion="晚了", **late)
        assert (answer.status_code, answer.json["code"]) == (409, "issue_changed")
        assert list(answer.json["errors"]) == ["version"]
    assert (
        desk("chief").step(number, "note", opinion="再看", headers={"If-Match": f'"{version + 1}"'}).status_code == 201
    )
    assert desk("chief").step(number, "note", opinion="x", headers={"If-Match": "abc"}).status_code == 422


def test_a_photo_of_somebody_else_cannot_be_shown_as_one_s_own(desk, bring, photo):
    number = bring("reported")
    answer = desk("village").step(number, "note", opinion="看", photos=[photo("zhao", "elsewhere")])
    assert list(answer.json["errors"]) == ["photos.0"]


def test_a_recheck_from_afar_is_refused_with_the_distance(desk, bring):
    answer = desk("office").step(bring("reviewing"), "close", opinion="同意", position=FAR)
    assert answer.status_code == 422
    assert "500" in answer.json["errors"]["position"]


@pytest.mark.parametrize(
    ("language", "said"), [("zh-CN", "问题处于“上报”，不能办理“销号”"), ("en", "is “Reported” and has no step “Close”")]
)
def test_a_step_out_of_turn_is_told_with_the_steps_that_are_possible(desk, bring, language, said):
    answer = desk("office").step(bring("reported"), "close", headers={"Accept-Language": language})
    assert said in answer.json["errors"]["action"]
    assert ("受理" if language == "zh-CN" else "Accept") in answer.json["errors"]["action"]


@pytest.mark.parametrize("lon", ["abc", "nan", "181"])
def test_a_place_that_is_none_is_told_in_the_caller_s_language(desk, lon):
    answer = desk("office").caller.get("/api/v1/issues/nearby", category="漂浮物", lon=lon, lat="27")
    assert answer.status_code == 422
    assert not answer.json["errors"]["lon"].isascii()


@pytest.mark.parametrize(("username", "able"), [("wang", True), ("auditor", False)])
def test_only_the_steps_that_are_one_s_own_are_named_as_possible(desk, bring, username, able):
    answer = desk(username).step(bring("reported"), "close")
    said = answer.json["errors"]["action"]
    assert ("您现在可以办理：备注。" if able else "您现在没有可办理的步骤。") in said


def test_an_english_reader_gets_english_lists(desk):
    caller = desk("office").caller
    answer = caller.client.post(
        "/api/v1/issues/2026-0001/papers", headers=caller.headers | {"Accept-Language": "en"}, json={"kind": "love"}
    )
    assert "supervision_letter, rectification_notice" in answer.json["errors"]["kind"]


def test_sentences_name_steps_by_their_words(desk, bring):
    answer = desk("office").step(bring("reviewing"), "close", opinion="同意")
    assert "请先办理“现场复核”" in answer.json["errors"]["position"]


def test_what_belongs_to_another_step_does_not_enter_the_record(desk, bring):
    number = bring("assigned")
    refused = desk("wang").step(number, "rectify", opinion="开工", due_on=LATER)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["due_on"])
    assert "开始整改" in refused.json["errors"]["due_on"]
    assert desk("wang").see(number).json["state"] == "assigned"
    unfilled = {"due_on": None, "papers": [], "paper_numbers": {}}
    assert desk("wang").step(number, "rectify", opinion="开工", **unfilled).status_code == 201
