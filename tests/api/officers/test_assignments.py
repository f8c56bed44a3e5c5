"""Duties on the map: found within a ring, given, ended, and both undone while nothing has been counted by them."""

from datetime import timedelta

import pytest

from tests.api.conftest import at
from tests.today import today

TODAY = today()
BOX = [at(900, 900), at(6_100, 900), at(6_100, 1_100), at(900, 1_100)]


@pytest.fixture
def map_of(keepers, signed_in):
    """`map_of("root")(kind=…, ring=…)` asks what lies there."""

    def asking(username: str):
        caller = signed_in(username)

        def ask(**body):
            return caller.client.post("/api/v1/assignments/places", headers=caller.headers, json=body)

        return ask

    return asking


def duty(ask, username: str, code: str) -> dict:
    return next(row for row in ask("root").get(f"/{username}").json["assignments"] if row["code"] == code)


def test_a_ring_finds_what_it_touches_and_who_answers_for_it(map_of):
    told = map_of("root")(kind="segment", ring=BOX).json
    assert [each["code"] for each in told["items"]] == ["R-1", "R-2"]
    assert [holder["username"] for holder in told["items"][0]["holders"]] == ["wang"]
    assert told["items"][1]["holders"] == []
    assert told["more"] is False
    plots = map_of("root")(kind="plot", codes=["P-1"]).json["items"]
    assert plots[0]["holders"][0]["name"] == "李林"


def test_a_ring_that_crosses_itself_is_taken_as_it_was_drawn(map_of):
    crossing = [BOX[0], BOX[2], BOX[1], BOX[3]]
    assert "R-1" in [each["code"] for each in map_of("root")(kind="segment", ring=crossing).json["items"]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "segment"}, "ring"),
        ({"kind": "segment", "ring": BOX, "codes": ["R-1"]}, "ring"),
        ({"kind": "segment", "ring": BOX[:2]}, "ring"),
        ({"kind": "segment", "ring": [[999, 0], [0, 0], [1, 1]]}, "ring"),
        ({"kind": "moon", "ring": BOX}, "kind"),
    ],
)
def test_what_is_no_ring_is_refused(map_of, body, field):
    answer = map_of("root")(**body)
    assert answer.status_code == 422
    assert any(each.startswith(field) for each in answer.json["errors"])


@pytest.mark.parametrize("username", ["wang", "chief", "sup", "town"])
def test_others_are_told_and_change_nothing(map_of, ask, username):
    assert map_of(username)(kind="segment", ring=BOX).status_code == 403
    ids = {"ids": [duty(ask, "wang", "R-1")["id"]]}
    assert ask(username).post("/wang/assignments/take-back", json=ids).status_code == 403
    assert ask(username).post("/wang/assignments/go-on", json=ids).status_code == 403


def test_what_was_given_today_can_be_taken_back_and_what_began_before_cannot(ask):
    office = ask("office")
    given = office.post("/wang/assignments", json={"kind": "segment", "codes": ["R-2"], "from": TODAY.isoformat()}).json
    assert given["count"] == len(given["ids"]) == 1
    assert office.post("/wang/assignments/take-back", json={"ids": given["ids"]}).json["count"] == 1
    assert "R-2" not in [row["code"] for row in office.get("/wang").json["assignments"]]
    begun = office.post("/wang/assignments/take-back", json={"ids": [duty(ask, "wang", "R-1")["id"]]})
    assert (begun.status_code, begun.json["code"]) == (409, "assignment_begun")
    foreign = office.post("/li/assignments/take-back", json={"ids": [duty(ask, "wang", "R-1")["id"]]})
    assert foreign.status_code == 422


def test_an_end_is_undone_until_its_day_is_over(ask):
    office, held = ask("office"), duty(ask, "wang", "R-1")
    office.post("/wang/assignments/end", json={"ids": [held["id"]], "to": TODAY.isoformat()})
    assert office.post("/wang/assignments/go-on", json={"ids": [held["id"]]}).json["count"] == 1
    assert duty(ask, "wang", "R-1")["valid_to"] is None
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    office.post("/wang/assignments/end", json={"ids": [held["id"]], "to": yesterday})
    over = office.post("/wang/assignments/go-on", json={"ids": [held["id"]]})
    assert (over.status_code, over.json["code"]) == (409, "assignment_over")


def test_the_map_is_told_what_nobody_answers_for(keepers, signed_in):
    open_segments = signed_in("root").get("/api/v1/assignments/unanswered", kind="segment").json["items"]
    assert open_segments == ["B-1", "R-2"]
    assert signed_in("root").get("/api/v1/assignments/unanswered", kind="plot").json["items"] == []
    assert signed_in("wang").get("/api/v1/assignments/unanswered", kind="plot").status_code == 403


def test_the_card_of_a_place_says_who_answers_for_it(keepers, signed_in):
    def told(username, **of):
        return signed_in(username).get("/api/v1/assignments/holders", **of)

    here = told("office", kind="segment", code="R-1").json
    assert [(each["username"], each["post"]) for each in here["holders"]] == [("wang", "patroller")]
    assert told("office", kind="segment", code="B-1").json["holders"] == []
    assert told("wang", kind="segment", code="R-1").json["holders"] == here["holders"]
    assert told("office", kind="segment", code="X-9").status_code == 404
    assert "kind" in told("office", kind="lake", code="R-1").json["errors"]


def test_what_is_held_already_is_not_owed_twice(ask):
    given = {"kind": "segment", "codes": ["R-1", "R-2"], "from": TODAY.isoformat()}
    assert ask("office").post("/wang/assignments", json=given).json["count"] == 1


def test_another_duty_over_the_same_days_is_refused_by_the_day_of_the_first(ask):
    earlier = {"kind": "segment", "codes": ["R-1"], "from": "2025-06-01"}
    answer = ask("office").post("/wang/assignments", json=earlier)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["codes"])
    assert "R-1" in answer.json["errors"]["codes"]


def test_an_end_that_another_duty_follows_stays(ask):
    office, held = ask("office"), duty(ask, "wang", "R-1")
    office.post("/wang/assignments/end", json={"ids": [held["id"]], "to": TODAY.isoformat()})
    tomorrow = {"kind": "segment", "codes": ["R-1"], "from": (TODAY + timedelta(days=1)).isoformat()}
    assert office.post("/wang/assignments", json=tomorrow).json["count"] == 1
    again = office.post("/wang/assignments/go-on", json={"ids": [held["id"]]})
    assert (again.status_code, again.json["code"]) == (409, "assignment_follows")
