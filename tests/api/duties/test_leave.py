"""Leave 请假 and substitutes 代巡 in the tables of duties."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from patrol.models import Officer
from tests.api.conftest import walk
from tests.api.duties.conftest import ALONG, TODAY, days_ago, hold, month_of, row_of


def test_leave_takes_its_days_off_what_a_person_owes(signed_in, people, session, post):
    hold(session, post="ranger", kind="forest", per="person", times=20)
    asked = {"officer": "li", "from": "2026-04-01", "to": "2026-04-15", "reason": "病假"}
    assert post("li", "/leaves", asked | {"officer": None, "to": "2026-04-01"} | {"officer": "li"}).status_code == 201
    li = signed_in("li")
    assert row_of(li, period="2026-04")["owed"] == 20, "not approved yet"
    [leave] = li.get("/api/v1/leaves").json["items"]
    assert post("li", f"/leaves/{leave['id']}/approve").status_code == 403
    assert post("chief", f"/leaves/{leave['id']}/approve").status_code == 200
    assert row_of(li, period="2026-04")["owed"] == 20  # 20 × 29/30 = 19.3
    assert post("chief", "/leaves", asked).status_code == 422, "overlaps"
    caller = signed_in("chief")
    assert caller.client.delete(f"/api/v1/leaves/{leave['id']}", headers=caller.headers).status_code == 204
    assert post("chief", "/leaves", asked).status_code == 201
    assert row_of(li, period="2026-04")["owed"] == 10


def test_what_is_walked_on_a_day_away_is_done_and_credits_nothing_that_day(signed_in, people, session, post):
    hold(session, times=1, period="day", min_duration_s=0)
    day = days_ago(2)
    assert signed_in("wang").submit(walk(ALONG, start=day)).status_code == 201
    away = str(TODAY - timedelta(days=2))
    body = {"officer": "wang", "from": away, "to": away, "reason": "外出"}
    assert post("chief", "/leaves", body).status_code == 201
    row = row_of(signed_in("sup"), period=away)
    figures = [row[name] for name in ("owed", "done", "credited", "missing", "rate", "status")]
    assert figures == [0, 1, 0, 0, None, "nothing_owed"]


def test_what_is_walked_while_away_counts_towards_what_is_left_of_a_longer_term(signed_in, people, session, post):
    hold(session, times=2, period="month", min_duration_s=0)
    assert signed_in("wang").submit(walk(ALONG, start=days_ago(2))).status_code == 201
    away = str(TODAY - timedelta(days=2))
    body = {"officer": "wang", "from": away, "to": away, "reason": "外出"}
    assert post("chief", "/leaves", body).status_code == 201
    row = row_of(signed_in("sup"), period=month_of(days_ago(2)))
    assert [row[name] for name in ("owed", "done", "credited", "missing")] == [2, 1, 1, 1]


@pytest.fixture
def patch(signed_in, people):
    """`patch("chief", path, body)` is the answer."""

    def send(username: str, path: str, body: dict):
        caller = signed_in(username)
        return caller.client.patch(f"/api/v1{path}", json=body, headers=caller.headers)

    return send


@pytest.mark.parametrize("deputies", [True, False])
def test_a_substitute_walks_for_the_segment_and_where_allowed_for_the_officer_away(
    signed_in, people, session, post, deputies
):
    hold(session, deputies_allowed=deputies)
    start = days_ago(2)
    receipt = signed_in("vice").submit(walk(ALONG, start=start)).json
    period, sup = month_of(start), signed_in("sup")
    assert row_of(sup, "segment", period)["done"] == 0
    days = {"from": str(TODAY - timedelta(days=3)), "to": str(TODAY - timedelta(days=1))}
    body = days | {"officer": "wang", "reason": "外出", "substitute": "vice"}
    assert post("chief", "/leaves", body).status_code == 201
    assert row_of(sup, "segment", period)["done"] == 1
    assert row_of(sup, "officer", period)["done"] == int(deputies)
    [behind] = [row for row in sup.get(row_of(sup, "segment", period)["patrols"]).json["items"] if row["object"]]
    assert (behind["id"], behind["officer"], behind["on_behalf_of"]) == (receipt["id"], "vice", "wang")
    [act] = signed_in("office").get("/api/v1/rescorings").json["items"]
    assert (act["rescored_by"], act["changed"]) == ("chief", 1)
    [change] = signed_in("office").get(f"/api/v1/rescorings/{act['id']}/changes").json["items"]
    assert (change["before"]["effective"], change["after"]["effective"]) == (False, True)


@pytest.mark.parametrize(
    ("username", "officer", "status"),
    [
        ("wang", "wang", 201),
        ("wang", "li", 403),
        ("sup", "wang", 403),
        ("vc", "wang", 201),
        ("chief", "wang", 201),
        ("chief", "zhao", 422),
        ("office", "zhao", 201),
    ],
)
def test_who_may_enter_leave_for_whom(post, username, officer, status):
    body = {"officer": officer, "from": "2026-05-01", "to": "2026-05-03", "reason": "事假"}
    answer = post(username, "/leaves", body)
    assert answer.status_code == status
    if status == 201:
        assert (answer.json["approved_by"] is None) == (username == officer)


@pytest.mark.parametrize(("substitute", "status"), [("li", 422), ("vice", 201), ("vc", 201), ("chief", 201)])
def test_who_stands_in_is_of_the_same_post_or_a_chief_above(people, post, substitute, status):
    body = {"officer": "wang", "from": "2026-05-01", "to": "2026-05-02", "reason": "病假", "substitute": substitute}
    answer = post("office", "/leaves", body)
    assert answer.status_code == status, answer.json
    if status == 422:
        assert "护林员不能替巡河员代巡" in answer.json["errors"]["substitute"]


def test_nobody_below_stands_in_for_a_chief(people, post):
    body = {"officer": "vc", "from": "2026-05-01", "to": "2026-05-02", "reason": "病假", "substitute": "wang"}
    assert list(post("office", "/leaves", body).json["errors"]) == ["substitute"]


def test_leave_whose_substitute_has_left_is_not_approved_and_the_answer_says_what_to_do(people, post, session):
    body = {"officer": "wang", "from": "2026-05-01", "to": "2026-05-02", "reason": "病假", "substitute": "vice"}
    number = post("wang", "/leaves", body).json["id"]
    vice = session.scalar(select(Officer).where(Officer.username == "vice"))
    vice.active = False
    session.flush()
    answer = post("chief", f"/leaves/{number}/approve")
    assert (answer.status_code, answer.json["code"]) == (409, "leave_substitute_left")
    assert vice.name in answer.json["message"]
    vice.active = True
    session.flush()
    assert post("chief", f"/leaves/{number}/approve").status_code == 200


def test_leave_that_was_withdrawn_is_not_approved_and_the_answer_says_so(people, post, signed_in):
    body = {"officer": "wang", "from": "2026-05-01", "to": "2026-05-02", "reason": "病假"}
    number = post("wang", "/leaves", body).json["id"]
    caller = signed_in("wang")
    caller.client.delete(f"/api/v1/leaves/{number}", headers=caller.headers)
    answer = post("chief", f"/leaves/{number}/approve")
    assert (answer.status_code, answer.json["code"]) == (409, "leave_withdrawn")
    assert "已撤回" in answer.json["message"]


def test_another_substitute_is_named_in_place_and_days_that_are_over_are_judged_again(
    signed_in, people, session, post, patch
):
    hold(session)
    start = days_ago(2)
    assert signed_in("vice").submit(walk(ALONG, start=start)).status_code == 201
    period, sup = month_of(start), signed_in("sup")
    days = {"from": str(TODAY - timedelta(days=3)), "to": str(TODAY - timedelta(days=1))}
    number = post("chief", "/leaves", days | {"officer": "wang", "reason": "外出", "substitute": "vc"}).json["id"]
    assert row_of(sup, "segment", period)["done"] == 0
    answer = patch("chief", f"/leaves/{number}", {"substitute": "vice"})
    assert (answer.status_code, answer.json["substitute"]) == (200, "vice")
    assert row_of(sup, "segment", period)["done"] == 1
    assert patch("chief", f"/leaves/{number}", {"substitute": "vice"}).status_code == 200
    assert patch("chief", f"/leaves/{number}", {"substitute": None}).json["substitute"] is None
    assert row_of(sup, "segment", period)["done"] == 0
    told = [
        (each["detail"]["before"]["substitute"], each["detail"]["after"]["substitute"])
        for each in signed_in("office").get("/api/v1/officers/audit", action="leave_substituted").json["items"]
    ]
    assert told == [("vice", None), ("vc", "vice")]
    acts = signed_in("office").get("/api/v1/rescorings").json["items"]
    assert [act["changed"] for act in acts] == [1, 1, 0]


@pytest.mark.parametrize(
    ("username", "substitute", "status", "code"),
    [
        ("wang", "vice", 403, "leave_own_substitute"),
        ("vice", "vice", 403, "leave_not_your_post"),
        ("sup", "vice", 403, "leave_not_your_post"),
        ("zhao", "vice", 404, "leave_unknown"),
        ("chief", "li", 422, "invalid"),
        ("chief", "wang", 422, "invalid"),
        ("chief", "nobody", 422, "invalid"),
        ("chief", 7, 422, "invalid"),
    ],
)
def test_who_may_not_change_a_substitute_or_who_cannot_be_one_is_told_and_nothing_changes(
    signed_in, people, post, patch, username, substitute, status, code
):
    body = {"officer": "wang", "from": "2026-05-01", "to": "2026-05-02", "reason": "病假", "substitute": "vice"}
    number = post("chief", "/leaves", body).json["id"]
    answer = patch(username, f"/leaves/{number}", {"substitute": substitute})
    assert answer.status_code == status, answer.json
    assert answer.json["code"] == code if status != 422 else list(answer.json["errors"]) == ["substitute"]
    [leave] = signed_in("chief").get("/api/v1/leaves").json["items"]
    assert leave["substitute"] == "vice"


def test_ones_own_leave_gets_another_substitute_until_it_is_approved_or_withdrawn(people, post, patch, signed_in):
    body = {"officer": "wang", "from": "2026-05-01", "to": "2026-05-02", "reason": "病假"}
    number = post("wang", "/leaves", body).json["id"]
    assert patch("wang", f"/leaves/{number}", {"substitute": "vice"}).json["substitute"] == "vice"
    caller = signed_in("wang")
    caller.client.delete(f"/api/v1/leaves/{number}", headers=caller.headers)
    answer = patch("wang", f"/leaves/{number}", {"substitute": None})
    assert (answer.status_code, answer.json["code"]) == (409, "leave_withdrawn")


def test_who_may_stand_in_is_offered_the_nearest_first_without_those_who_are_away(people, post, signed_in):
    days = {"from": "2026-05-01", "to": "2026-05-02"}
    office = signed_in("office")

    def offered(**asked) -> list[str]:
        answer = office.get("/api/v1/leaves/substitutes", officer="wang", **asked)
        assert answer.status_code == 200, answer.json
        return [each["username"] for each in answer.json["items"]]

    assert offered() == ["vice", "vc", "chief", "zhao"]
    assert post("office", "/leaves", days | {"officer": "vice", "reason": "病假"}).status_code == 201
    assert offered(**days) == ["vc", "chief", "zhao"]
    assert "vice" in offered(**{"from": "2026-05-03", "to": "2026-05-04"})
    assert offered(text="吴") == ["vice"]
    for username in offered(**days):
        answer = post("office", "/leaves", days | {"officer": "wang", "reason": "病假", "substitute": username})
        assert answer.status_code == 201, answer.json
        office.client.delete(f"/api/v1/leaves/{answer.json['id']}", headers=office.headers)


@pytest.mark.parametrize(
    ("username", "asked", "status"),
    [
        ("wang", {}, 200),
        ("wang", {"officer": "li"}, 403),
        ("chief", {"officer": "zhao"}, 422),
        ("office", {"officer": "nobody"}, 422),
        ("office", {"officer": "wang", "from": "soon"}, 422),
        ("office", {"officer": "wang", "on": "2026-05-01"}, 422),
    ],
)
def test_who_may_not_enter_a_leave_is_not_told_who_could_stand_in(people, signed_in, username, asked, status):
    answer = signed_in(username).get("/api/v1/leaves/substitutes", **asked)
    assert answer.status_code == status, answer.json


def test_a_withdrawn_leave_names_who_took_it_back(people, post, signed_in):
    body = {"officer": "wang", "from": "2026-05-01", "to": "2026-05-02", "reason": "病假"}
    number = post("wang", "/leaves", body).json["id"]
    caller = signed_in("chief")
    assert caller.client.delete(f"/api/v1/leaves/{number}", headers=caller.headers).status_code == 204
    [leave] = signed_in("wang").get("/api/v1/leaves").json["items"]
    assert (leave["withdrawn_by"], leave["approved_by"]) == ("chief", None)


def test_the_list_of_people_tells_until_when_somebody_is_away_today(people, post, signed_in):
    office = signed_in("office")

    def away() -> str | None:
        [row] = office.get("/api/v1/officers", text="wang").json["items"]
        assert office.get("/api/v1/officers/wang").json["away_until"] == row["away_until"]
        return row["away_until"]

    first, last = (str(TODAY + timedelta(days=days)) for days in (-1, 2))
    number = post("wang", "/leaves", {"from": first, "to": last, "reason": "病假"}).json["id"]
    assert away() is None, "not approved yet"
    assert post("office", f"/leaves/{number}/approve").status_code == 200
    assert away() == last
    office.client.delete(f"/api/v1/leaves/{number}", headers=office.headers)
    assert away() is None
    coming = {"from": str(TODAY + timedelta(days=1)), "to": last, "officer": "wang", "reason": "病假"}
    assert post("office", "/leaves", coming).status_code == 201
    assert away() is None, "not begun"
