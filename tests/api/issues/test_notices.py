"""Who is told of which step of an issue, by their own inbox."""

import pytest
from sqlalchemy import select

from patrol.models import Notice
from tests.api.issues.conftest import FAR, LATER, MUCH_LATER, SPOT


@pytest.fixture
def told(desk):
    """`told("wang")` is what Wang's inbox says, the oldest first: kind and issue."""

    def inbox(username: str) -> list[tuple]:
        answer = desk(username).caller.get("/api/v1/inbox")
        assert answer.status_code == 200, answer.json
        return [(item["kind"], item["subject"]) for item in reversed(answer.json["items"])]

    return inbox


def test_an_issue_is_told_to_those_whose_turn_it_is(bring, desk, told, photo):
    number = bring("reviewing")
    assert told("office") == [("reported", number), ("submitted", number)]
    assert told("wang") == [("assigned", number)]
    assert desk("inspector").step(number, "return", opinion="仍有残留", due_on=LATER).status_code == 201
    assert told("wang")[-1] == ("returned", number)
    assert told("other_office") == told("county") == told("li") == []


def test_an_extension_is_told_to_the_desk_and_its_answer_to_the_assignee(bring, desk, told):
    number = bring("rectifying")
    assert desk("wang").step(number, "ask_extension", opinion="水位高", due_on=MUCH_LATER).status_code == 201
    assert told("office")[-1] == ("extension", number)
    assert desk("office").step(number, "refuse_extension", opinion="不同意").status_code == 201
    assert told("wang") == [("assigned", number), ("extension", number)]


def test_who_reported_and_who_mended_hear_once_that_it_is_closed(bring, told):
    number = bring("closed")
    assert told("wang") == [("assigned", number), ("closed", number)]


def test_a_step_that_is_refused_is_not_told(bring, desk, told):
    number = bring("accepted")
    assert desk("office").step(number, "assign", assignee="nobody", due_on=LATER).status_code == 422
    assert told("wang") == []


def test_nobody_is_told_of_what_they_did_themselves(desk, told):
    desk("office").report(position=FAR)
    desk("wang").report(position=SPOT)
    assert len(told("office")) == 1


def test_an_officer_who_has_left_is_not_told(bring, desk, session):
    number = bring("reviewing")
    before = session.scalars(select(Notice.id)).all()
    session.connection().exec_driver_sql("UPDATE officer SET active = false WHERE username = 'wang'")
    assert desk("inspector").step(number, "return", opinion="仍有残留", due_on=LATER).status_code == 201
    assert session.scalars(select(Notice.id)).all() == before


def test_sentences_are_in_the_language_of_the_reader(bring, desk):
    number = bring("assigned")
    caller = desk("wang").caller
    said = {
        language: caller.client.get("/api/v1/inbox", headers=caller.headers | {"Accept-Language": language}).json
        for language in ("zh-CN", "en")
    }
    texts = [said[language]["items"][0]["text"] for language in said]
    assert texts == [
        f"问题 {number}“桥下垃圾”已交办给您，请于 {LATER} 前完成整改。",
        f"Issue {number}, 桥下垃圾, was assigned to you; it must be put right by {LATER}.",
    ]
