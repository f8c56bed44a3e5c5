"""An issue on its way from found to closed, as people with their posts take it there."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from patrol.access import Viewer
from patrol.models import Officer
from patrol.queries.photos import may_see
from tests.api.conftest import TOWN, VILLAGE, at, walk
from tests.api.issues.conftest import FAR, LATER, SPOT


def test_a_reported_issue_knows_its_place_its_severity_and_its_clock(desk):
    answer = desk("wang").report()
    assert answer.status_code == 201
    issue = answer.json
    assert (issue["state"], issue["segment"], issue["division"]) == ("reported", "R-1", VILLAGE)
    assert (issue["severity"], issue["source"]) == ("minor", "patrol")
    assert issue["title"] == "桥下垃圾"
    assert issue["reported_by"] == {"username": "wang", "name": "王河"}
    assert issue["due_on"] is not None
    assert not issue["overdue"]
    assert [event["action"] for event in issue["events"]] == ["report"]


def test_the_whole_way_is_kept_with_who_said_what_on_which_evidence(desk, bring):
    issue = desk("sup").see(bring("closed")).json
    assert issue["state"] == "closed"
    assert issue["closed_at"] is not None
    told = [(event["action"], event["state"], event["by"]["username"]) for event in issue["events"]]
    assert told == [
        ("report", "reported", "wang"),
        ("accept", "accepted", "office"),
        ("assign", "assigned", "office"),
        ("rectify", "rectifying", "wang"),
        ("submit", "reviewing", "wang"),
        ("close", "closed", "inspector"),
    ]
    assign, close = issue["events"][2], issue["events"][-1]
    assert (assign["assignee"]["username"], assign["due_on"]) == ("wang", LATER)
    assert close["opinion"] == "属实"
    assert close["distance_m"] < 1
    stages = [photo["stage"] for event in issue["events"] for photo in event["photos"]]
    assert stages == ["before", "after"]
    assert issue["version"] == 6


def test_a_problem_seen_on_a_patrol_becomes_one_issue_however_often_it_is_sent(desk, signed_in):
    seen = {
        "id": "7a1d0c4e-0000-4000-8000-000000000001",
        "category": "污水直排",
        "text": "发黑",
        "at": (datetime.now(UTC) - timedelta(days=1)).isoformat(),
        "position": SPOT | {"accuracy_m": 5},
    }
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], observations=[seen]))
    first, again = (desk("wang").caller for _ in range(2))
    body = {"observation_id": seen["id"]}
    made = first.client.post("/api/v1/issues", headers=first.headers, json=body)
    same = again.client.post("/api/v1/issues", headers=again.headers, json=body)
    assert (made.status_code, same.status_code) == (201, 200)
    assert made.json["number"] == same.json["number"]
    assert (made.json["category"], made.json["text"], made.json["source"]) == ("污水直排", "发黑", "patrol")
    assert made.json["severity"] == "major"


@pytest.mark.parametrize(("category", "status"), [("县里自定的一类", 201), ("水面河岸清洁", 422), ("松材线虫病", 422)])
def test_a_patrol_may_have_seen_what_no_catalogue_has_but_not_that_all_is_well(desk, signed_in, category, status):
    seen_at = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    seen = {"id": str(uuid.uuid4()), "category": category, "text": "", "at": seen_at, "position": SPOT}
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], observations=[seen]))
    caller = desk("wang").caller
    answer = caller.client.post("/api/v1/issues", headers=caller.headers, json={"observation_id": seen["id"]})
    assert answer.status_code == status
    assert status == 201 or list(answer.json["errors"]) == ["category"]


def test_the_same_request_from_a_phone_is_one_issue_and_another_s_id_is_refused(desk):
    client_id = "7a1d0c4e-0000-4000-8000-000000000002"
    made, same = desk("wang").report(id=client_id), desk("wang").report(id=client_id)
    assert (made.status_code, same.status_code) == (201, 200)
    assert made.json["number"] == same.json["number"]
    refused = desk("office").report(id=client_id)
    assert (refused.status_code, refused.json["code"]) == (409, "issue_id_taken")


def test_numbers_count_up_within_the_year(desk):
    first, second = (desk("wang").report().json["number"] for _ in range(2))
    year, count = first.split("-")
    assert second == f"{year}-{int(count) + 1:04d}"


def test_issues_nearby_of_the_same_category_are_offered(desk):
    known = desk("wang").report().json["number"]
    near = {"lon": SPOT["lon"] + 0.0005, "lat": SPOT["lat"]}
    issue = desk("office").report(position=near).json
    assert [other["number"] for other in issue["nearby"]] == [known]
    assert issue["nearby"][0]["distance_m"] == pytest.approx(49, abs=2)
    assert desk("office").report(position=FAR).json["nearby"] == []
    assert desk("office").report(category="漂浮物").json["nearby"] == []
    asked = desk("office").caller.get("/api/v1/issues/nearby", category="岸边垃圾", **SPOT).json["items"]
    assert [other["number"] for other in asked] == [known, issue["number"]]


def test_a_duplicate_is_merged_into_the_other(desk):
    office = desk("office")
    known, twice = (desk("wang").report().json["number"] for _ in range(2))
    merged = office.step(twice, "merge", into=known).json
    assert (merged["state"], merged["merged_into"]) == ("merged", known)
    assert office.see(known).json["events"][-1]["detail"] == {"merged": twice}
    refused = office.step(known, "merge", into=twice)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["into"])
    itself = office.step(known, "merge", into=known)
    assert (itself.status_code, list(itself.json["errors"])) == (422, ["into"])


def test_what_is_of_another_kind_is_no_duplicate_and_another_category_wants_words(desk):
    office = desk("office")
    known = desk("wang").report().json["number"]
    forest = office.report(kind="forest", category="野外用火", position=SPOT).json["number"]
    other = office.step(forest, "merge", into=known, opinion="同一处")
    assert (other.status_code, list(other.json["errors"])) == (422, ["into"])
    floating = office.report(category="漂浮物").json["number"]
    wordless = office.step(floating, "merge", into=known)
    assert (wordless.status_code, list(wordless.json["errors"])) == (422, ["opinion"])
    assert "漂浮物" in wordless.json["errors"]["opinion"]
    assert office.step(floating, "merge", into=known, opinion="垃圾被冲入水中，系同一处").json["state"] == "merged"


def test_work_that_falls_short_goes_back_with_a_new_day(desk, bring, photo):
    number = bring("reviewing")
    back = desk("inspector").step(number, "return", opinion="仍有残留", due_on=LATER).json
    assert (back["state"], back["rectify_by"], back["due_on"]) == ("rectifying", LATER, LATER)
    refused = desk("wang").step(number, "submit", opinion="再次清理")
    assert list(refused.json["errors"]) == ["photos"]
    again = desk("wang").step(number, "submit", opinion="再次清理", photos=[photo("wang", "again")])
    assert again.json["state"] == "reviewing"


def test_a_recheck_on_the_spot_lets_the_desk_close(desk, bring):
    number = bring("reviewing")
    refused = desk("office").step(number, "close", opinion="同意")
    assert list(refused.json["errors"]) == ["position"]
    far = desk("village").step(number, "recheck", position=FAR)
    assert far.status_code == 422
    assert "500" in far.json["errors"]["position"]
    assert desk("village").step(number, "recheck", position=SPOT).status_code == 201
    assert desk("office").step(number, "close", opinion="同意").json["state"] == "closed"


def test_closing_needs_a_photo_from_before_which_may_be_added_late(desk, bring, photo):
    office = desk("office")
    number = office.report().json["number"]
    office.step(number, "accept")
    office.step(number, "assign", assignee="wang")
    desk("wang").step(number, "rectify")
    desk("wang").step(number, "submit", opinion="完成", photos=[photo("wang", "after")])
    refused = office.step(number, "close", opinion="同意", position=SPOT)
    assert list(refused.json["errors"]) == ["photos"]
    late = {"opinion": "补传整改前照片", "photos": [photo("office", "before")], "photo_stage": "before"}
    assert office.step(number, "note", **late).status_code == 201
    assert office.step(number, "close", opinion="同意", position=SPOT).json["state"] == "closed"


def test_a_closed_issue_can_be_reopened_and_is_assigned_anew(desk, bring):
    number = bring("closed")
    issue = desk("sup").step(number, "reopen", opinion="反弹").json
    assert (issue["state"], issue["assignee"], issue["closed_at"]) == ("accepted", None, None)
    assert issue["due_on"] is not None


def test_supervision_is_put_up_and_taken_down(desk, bring):
    number = bring("rectifying")
    assert desk("county").step(number, "supervise", opinion="挂牌督办").json["supervised_at"]
    assert desk("sup").step(number, "supervise", opinion="再挂").status_code == 409
    assert desk("sup").step(number, "end_supervision", opinion="已见效").json["supervised_at"] is None


def test_a_transfer_names_somebody_else(desk, bring):
    number = bring("rectifying")
    issue = desk("chief").step(number, "reassign", opinion="转办", assignee="village").json
    assert (issue["state"], issue["assignee"]["username"]) == ("assigned", "village")
    assert issue["rectify_by"] is not None


def test_the_actions_that_are_offered_are_those_that_are_possible(desk, bring):
    number = bring("rectifying")
    assert desk("wang").see(number).json["actions"] == ["rectify", "submit", "ask_extension", "note"][1:]
    assert "reassign" in desk("chief").see(number).json["actions"]
    assert desk("auditor").see(number).json["actions"] == []


def test_whoever_judges_an_issue_may_see_the_photos_that_prove_it(desk, bring, session):
    number = bring("reviewing")
    (after,) = (event["photos"][0]["sha256"] for event in desk("sup").see(number).json["events"][-1:])
    officers = {officer.username: officer for officer in session.scalars(select(Officer))}

    def sees(username: str) -> bool:
        officer = officers[username]
        viewer = Viewer(officer.id, username, officer.name, officer.post, officer.division_code)
        return may_see(session, viewer, after)

    assert sees("inspector")
    assert sees("village")
    assert not sees("other_office")


def test_the_assignee_s_phone_takes_the_issue_along(desk, bring, signed_in):
    number = bring("assigned")
    desk("office").step(number, "reassign", opinion="转办", assignee="li")
    assert number in [issue["number"] for issue in signed_in("li").get("/api/v1/sync").json["issues"]]


def test_an_assignment_that_is_due_today_leaves_no_more_time_to_begin(desk, bring):
    today = (datetime.now(UTC) + timedelta(hours=8)).date().isoformat()
    issue = desk("office").step(bring("accepted"), "assign", assignee="wang", due_on=today).json
    assert (issue["state"], issue["due_on"]) == ("assigned", today)


def test_a_report_may_name_its_segment_and_its_division(desk):
    issue = desk("office").report(segment="R-2", division=TOWN).json
    assert (issue["segment"], issue["division"], issue["source"]) == ("R-2", TOWN, "office")


def test_a_place_off_every_segment_belongs_to_the_division_around_it(desk):
    lon, lat = at(5_000, 8_000)
    issue = desk("office").report(position={"lon": lon, "lat": lat}).json
    assert (issue["segment"], issue["division"]) == (None, TOWN)


def test_the_api_says_what_each_possible_step_still_needs(desk, bring):
    sup, office = desk("sup"), desk("office")
    seen = office.see(bring("accepted")).json
    assert seen["needs"]["assign"] == ["assignee", "due_on"]
    assert set(seen["needs"]) == set(seen["actions"])
    reviewing = sup.see(bring("reviewing")).json
    assert "after_photo" not in reviewing["needs"]["close"]
    assert "opinion" in reviewing["needs"]["close"]


def test_whoever_answers_for_the_segment_is_offered_first_and_nobody_from_elsewhere(desk, bring):
    number = bring("accepted")
    items = desk("office").caller.get(f"/api/v1/issues/{number}/answering").json["items"]
    assert (items[0]["username"], items[0]["own"]) == ("wang", True)
    assert "zhao" not in {item["username"] for item in items}
    [found] = desk("office").caller.get(f"/api/v1/issues/{number}/answering", text="冯").json["items"]
    assert found["username"] == "village"
    assert desk("other_office").caller.get(f"/api/v1/issues/{number}/answering").status_code == 404


def test_the_second_officer_of_a_handover_is_looked_for_among_those_who_handle_cases(desk, bring):
    items = (
        desk("office").caller.get(f"/api/v1/issues/{bring('accepted')}/answering", **{"as": "partner"}).json["items"]
    )
    assert {item["username"] for item in items} == {"office", "inspector", "chief", "county"}


def test_who_submits_for_the_assignee_neither_rechecks_nor_closes_and_another_does(desk, bring, photo):
    number, office = bring("rectifying"), desk("office")
    done = {"opinion": "代巡河员申请复核", "photos": [photo("office", "after")]}
    issue = office.step(number, "submit", **done).json
    assert issue["state"] == "reviewing"
    assert "return" in issue["actions"]
    assert not {"close", "recheck"} & set(issue["actions"])
    for action, said in (("recheck", {}), ("close", {"opinion": "同意"})):
        refused = office.step(number, action, position=SPOT, **said)
        assert (refused.status_code, refused.json["code"]) == (403, "issue_own_submission")
        assert "其他人员" in refused.json["errors"]["action"]
    assert "close" in desk("inspector").see(number).json["actions"]
    assert desk("inspector").step(number, "close", opinion="属实", position=SPOT).json["state"] == "closed"


def test_who_submitted_once_judges_what_another_turned_in_since(desk, bring, photo):
    number, office = bring("rectifying"), desk("office")
    office.step(number, "submit", opinion="代报", photos=[photo("office", "after")])
    assert office.step(number, "return", opinion="还有残留").json["state"] == "rectifying"
    desk("wang").step(number, "submit", opinion="再次清理", photos=[photo("wang", "again")])
    assert "close" in office.see(number).json["actions"]
    assert office.step(number, "close", opinion="属实", position=SPOT).json["state"] == "closed"
