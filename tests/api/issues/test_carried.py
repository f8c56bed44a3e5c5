"""Whole issues for a phone: many in one answer, only those that the officer may see."""

import pytest
from sqlalchemy import event

PATH = "/api/v1/sync/issues"


def carried(desk, username: str, *numbers: str):
    return desk(username).caller.get(PATH, numbers=",".join(numbers))


def test_several_come_in_one_answer_with_what_was_asked_and_what_may_be_done(desk, bring):
    begun, turned_in = bring("rectifying"), bring("reviewing", category="漂浮物")
    items = carried(desk, "wang", turned_in, begun).json["items"]
    assert [(each["number"], each["state"]) for each in items] == [(begun, "rectifying"), (turned_in, "reviewing")]
    for each in items:
        whole = desk("wang").see(each["number"]).json
        shown = {name: whole[name] for name in each.keys() - {"events"}}
        assert shown == {name: value for name, value in each.items() if name != "events"}
        assert [step["action"] for step in each["events"]] == [step["action"] for step in whole["events"]]
        assert [step["photos"] for step in each["events"]] == [step["photos"] for step in whole["events"]]


def test_what_the_officer_may_not_see_is_left_out_without_a_word(desk, bring):
    number = bring("assigned")
    assert [each["number"] for each in carried(desk, "wang", number, "2026-99999999", "无").json["items"]] == [number]
    assert carried(desk, "zhao", number).json["items"] == []


def test_a_number_that_is_asked_for_twice_comes_once(desk, bring):
    number = bring("assigned")
    assert len(carried(desk, "wang", number, number).json["items"]) == 1


def test_the_list_of_a_sync_tells_by_the_version_that_a_step_was_taken(desk, bring):
    number = bring("assigned")

    def version() -> int:
        return next(each["version"] for each in desk("wang").caller.get("/api/v1/sync").json["issues"])

    before = version()
    assert before == desk("wang").see(number).json["version"]
    assert desk("wang").step(number, "rectify").status_code == 201
    assert version() == before + 1


def test_ten_cost_the_database_as_many_questions_as_one(desk, bring, engine):
    numbers = [bring("assigned") for _ in range(10)]
    wang, asked = desk("wang"), []

    def note(connection, cursor, statement, *_):
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        wang.caller.get(PATH, numbers=numbers[0])
        one = len(asked)
        assert len(wang.caller.get(PATH, numbers=",".join(numbers)).json["items"]) == 10
        assert len(asked) == 2 * one > 0
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("", "长度应在 1 到 64 之间"),
        ("2026-1,,2026-2", "长度应在 1 到 64 之间"),
        ("7" * 65, "长度应在 1 到 64 之间"),
        (",".join(["2026-1"] * 201), "长度应在 1 到 200 之间"),
        ("2026-1\x00", "空字符"),
    ],
)
def test_what_is_no_list_of_numbers_is_refused_with_the_reason(desk, numbers, said):
    refused = desk("wang").caller.get(PATH, numbers=numbers)
    assert refused.status_code == 422
    assert said in refused.json["errors"]["numbers"]


def test_numbers_are_asked_for_and_nothing_else(desk):
    missing, unknown = desk("wang").caller.get(PATH), desk("wang").caller.get(PATH, numbers="2026-1", all="1")
    assert (missing.status_code, missing.json["errors"].keys()) == (422, {"numbers"})
    assert (unknown.status_code, unknown.json["errors"].keys()) == (422, {"all"})


def test_nobody_carries_anything_without_signing_in(staff, client):
    assert client.get(PATH, query_string={"numbers": "2026-1"}).status_code == 401
