"""Days by which an issue is to be put right: who may move them, and that nobody does it unsaid."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from patrol.models import Issue
from tests.api.issues.conftest import LATER, MUCH_LATER
from tests.today import today

SOONER = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
SOON, GONE = ((today() + timedelta(days=days)).isoformat() for days in (2, -1))


@pytest.mark.parametrize("step", ["return", "reassign"])
def test_neither_a_return_nor_a_transfer_puts_a_deadline_off(desk, bring, step):
    number = bring("reviewing" if step == "return" else "rectifying")
    said = {"opinion": "重做"} | ({"assignee": "village"} if step == "reassign" else {})
    refused = desk("inspector").step(number, step, due_on=MUCH_LATER, **said)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["due_on"])
    assert LATER in refused.json["errors"]["due_on"]
    assert desk("inspector").step(number, step, due_on=LATER, **said).json["rectify_by"] == LATER


def set_rectify_by(session, number: str, day: str) -> None:
    session.execute(update(Issue).where(Issue.number == number).values(rectify_by=day, due_on=day))


@pytest.mark.parametrize("step", ["return", "reassign"])
def test_without_a_day_a_return_or_a_transfer_leaves_the_old_one(desk, bring, session, step):
    number = bring("reviewing" if step == "return" else "rectifying")
    said = {"opinion": "重做"} | ({"assignee": "village"} if step == "reassign" else {})
    set_rectify_by(session, number, SOON)
    after = desk("inspector").step(number, step, **said).json
    assert (after["rectify_by"], after["events"][-1]["due_on"]) == (SOON, SOON)


@pytest.mark.parametrize("step", ["return", "reassign"])
def test_when_the_old_day_is_over_a_return_or_a_transfer_names_the_new_one(desk, bring, session, step):
    number = bring("reviewing" if step == "return" else "rectifying")
    said = {"opinion": "重做"} | ({"assignee": "village"} if step == "reassign" else {})
    set_rectify_by(session, number, GONE)
    refused = desk("inspector").step(number, step, **said)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["due_on"])
    assert "原期限已过" in refused.json["errors"]["due_on"]
    assert desk("inspector").step(number, step, due_on=SOON, **said).json["rectify_by"] == SOON


def test_more_time_than_was_asked_for_is_given_with_words_only(desk, bring):
    number = bring("rectifying")
    asked, more = ((today() + timedelta(days=days)).isoformat() for days in (40, 50))
    assert desk("wang").step(number, "ask_extension", opinion="汛期", due_on=asked).status_code == 201
    wordless = desk("office").step(number, "grant_extension", due_on=more, opinion=" ")
    assert (wordless.status_code, list(wordless.json["errors"])) == (422, ["opinion"])
    assert asked in wordless.json["errors"]["opinion"]
    granted = desk("office").step(number, "grant_extension", due_on=more, opinion="汛期延至月底").json
    assert granted["rectify_by"] == more


def test_an_extension_is_asked_for_and_granted_or_refused_by_others(desk, bring):
    number = bring("rectifying")
    sooner = desk("wang").step(number, "ask_extension", opinion="雨季", due_on=SOONER)
    assert list(sooner.json["errors"]) == ["due_on"]
    asked = desk("wang").step(number, "ask_extension", opinion="雨季", due_on=MUCH_LATER).json
    assert (asked["extension_to"], asked["due_on"]) == (MUCH_LATER, LATER)
    assert desk("wang").step(number, "ask_extension", opinion="再申请", due_on=MUCH_LATER).status_code == 409
    assert desk("wang").step(number, "grant_extension").status_code == 403
    granted = desk("chief").step(number, "grant_extension").json
    assert (granted["extension_to"], granted["due_on"], granted["rectify_by"]) == (None, MUCH_LATER, MUCH_LATER)
    further = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    desk("wang").step(number, "ask_extension", opinion="仍未完成", due_on=further)
    refused = desk("chief").step(number, "refuse_extension", opinion="抓紧").json
    assert (refused["extension_to"], refused["due_on"]) == (None, MUCH_LATER)


def test_who_asked_for_an_extension_for_the_assignee_does_not_grant_it(desk, bring):
    number = bring("rectifying")
    asked = desk("office").step(number, "ask_extension", opinion="雨季", due_on=MUCH_LATER).json
    assert not {"grant_extension", "refuse_extension"} & set(asked["actions"])
    for action in ("grant_extension", "refuse_extension"):
        answer = desk("office").step(number, action, opinion="同意")
        assert (answer.status_code, answer.json["code"]) == (403, "issue_own_extension")
    assert desk("inspector").step(number, "grant_extension").json["due_on"] == MUCH_LATER


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("submit", {"opinion": "已清理"}),
        ("reassign", {"opinion": "换人", "assignee": "village", "due_on": LATER}),
        ("propose_handover", {"opinion": "涉嫌违法", "authority": "police", "partner": "inspector"}),
    ],
)
def test_an_extension_that_nobody_decides_on_any_more_is_told_by_the_step_that_overtook_it(
    desk, bring, photo, action, said
):
    number = bring("rectifying")
    assert desk("wang").step(number, "ask_extension", opinion="雨季", due_on=MUCH_LATER).status_code == 201
    said |= {"photos": [photo("office", "after")]} if action == "submit" else {}
    answer = desk("office").step(number, action, **said)
    assert (answer.status_code, answer.json["extension_to"]) == (201, None), answer.json
    assert answer.json["events"][-1]["detail"]["extension_lapsed"] == MUCH_LATER
