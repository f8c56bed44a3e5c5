"""Officers are entered, changed, given passwords and duties; each act is kept; nobody reaches beyond their scope."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from patrol.models import Issue, Leave, Officer
from tests.api.conftest import OTHER_TOWN, TOWN, VILLAGE, at
from tests.today import today as local_today

NEW = {"username": "chen", "name": "陈新", "post": "patroller", "division": VILLAGE}


def test_a_new_officer_signs_in_with_the_password_that_was_told_once(ask, client):
    told = ask("root").post(json=NEW)
    assert told.status_code == 201
    login = {"username": "chen", "password": told.json["password"], "device": "phone"}
    assert client.post("/api/v1/tokens", json=login).status_code == 201
    assert "password" not in str(ask("root").get("/chen").json.keys()).replace("has_password", "")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"post": "king"}, "post"),
        ({"division": "999999999999"}, "division"),
        ({"division": "x"}, "division"),
        ({"username": ""}, "username"),
        ({"password": "short"}, "password"),
        ({"name": "x" * 65}, "name"),
        ({"wings": 2}, "wings"),
    ],
)
def test_what_cannot_be_an_officer_is_refused_by_field(ask, change, field):
    answer = ask("root").post(json=NEW | change)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_a_user_name_is_given_once_whatever_its_case(ask):
    assert ask("root").post(json=NEW | {"username": "WANG"}).status_code == 409


@pytest.mark.parametrize("username", ["wang", "chief", "sup", "town"])
def test_others_keep_nobody(ask, username):
    caller = ask(username)
    assert caller.get().status_code == 403
    assert caller.post(json=NEW).status_code == 403
    assert caller.patch("/wang", json={"name": "x"}).status_code == 403
    assert caller.post("/wang/password").status_code == 403
    assert caller.get("/audit").status_code == 403
    assert caller.post("/import").status_code == 403


def test_an_office_makes_and_touches_no_administrator(ask):
    office = ask("office")
    for answer in (
        office.post(json=NEW | {"post": "admin"}),
        office.patch("/wang", json={"post": "admin"}),
        office.patch("/root", json={"active": False}),
        office.post("/root/password"),
        office.delete("/root/devices"),
    ):
        assert (answer.status_code, answer.json["code"]) == (403, "officer_admin_only")


def test_who_is_made_inactive_is_signed_out_and_their_record_stays(ask, signed_in):
    wang = signed_in("wang")
    assert ask("office").patch("/wang", json={"active": False}).json["active"] is False
    assert wang.get("/api/v1/me").status_code == 401
    assert [row["code"] for row in ask("office").get("/wang").json["assignments"]] == ["R-1"]


def test_who_leaves_owes_until_today_and_nothing_from_tomorrow_on_and_the_log_tells_it(ask):
    office, today = ask("office"), local_today()
    tomorrow = (today + timedelta(days=1)).isoformat()
    office.post("/wang/assignments", json={"kind": "segment", "codes": ["R-2"], "from": tomorrow})
    told = office.patch("/wang", json={"active": False}).json["assignments"]
    assert [(row["code"], row["valid_to"]) for row in told] == [("R-1", today.isoformat())]
    acts = office.get("/audit", query_string={"officer": "wang"}).json["items"]
    assert {act["action"] for act in acts} >= {"officer_changed", "unassigned", "duty_taken_back"}
    [ended] = [act["detail"] for act in acts if act["action"] == "unassigned"]
    assert ended == {"ids": [told[0]["id"]], "to": today.isoformat()}
    [taken_back] = [act["detail"]["duties"] for act in acts if act["action"] == "duty_taken_back"]
    assert [each["from"] for each in taken_back] == [tomorrow]


def test_what_ended_before_somebody_left_stays_as_it_was(ask):
    office, yesterday = ask("office"), (local_today() - timedelta(days=1)).isoformat()
    [held] = office.get("/wang").json["assignments"]
    office.post("/wang/assignments/end", json={"ids": [held["id"]], "to": yesterday})
    office.patch("/wang", json={"active": False})
    assert [row["valid_to"] for row in office.get("/wang").json["assignments"]] == [yesterday]
    acts = office.get("/audit", query_string={"officer": "wang", "action": "unassigned"}).json["items"]
    assert [act["detail"]["to"] for act in acts] == [yesterday]


def test_who_comes_back_answers_for_nothing_until_it_is_given_again(ask):
    office, today = ask("office"), local_today().isoformat()
    office.patch("/wang", json={"active": False})
    assert [row["valid_to"] for row in office.patch("/wang", json={"active": True}).json["assignments"]] == [today]


def test_who_left_is_given_no_duties_and_none_go_on(ask):
    office, today = ask("office"), local_today().isoformat()
    [held] = office.patch("/wang", json={"active": False}).json["assignments"]
    given = office.post("/wang/assignments", json={"kind": "segment", "codes": ["R-2"], "from": today})
    resumed = office.post("/wang/assignments/go-on", json={"ids": [held["id"]]})
    assert [(answer.status_code, answer.json["code"]) for answer in (given, resumed)] == [(409, "officer_inactive")] * 2
    office.patch("/wang", json={"active": True})
    assert office.post("/wang/assignments/go-on", json={"ids": [held["id"]]}).json["count"] == 1


def test_nobody_locks_themselves_out(ask):
    assert ask("root").patch("/root", json={"active": False}).json["code"] == "officer_self"


def test_a_new_password_signs_every_device_out(ask, signed_in, client):
    wang = signed_in("wang")
    told = ask("root").post("/wang/password").json
    assert wang.get("/api/v1/me").status_code == 401
    assert client.post("/api/v1/tokens", json=told | {"device": "x"}).status_code == 201


def test_one_device_is_signed_out_and_the_others_stay(ask, signed_in):
    lost, kept = signed_in("wang"), signed_in("wang")
    newest, older = ask("root").get("/wang").json["devices"]
    assert ask("root").delete(f"/wang/devices/{older['id']}").status_code == 204
    assert (lost.get("/api/v1/me").status_code, kept.get("/api/v1/me").status_code) == (401, 200)
    assert ask("root").delete(f"/li/devices/{newest['id']}").status_code == 404


def test_duties_begin_and_end_with_a_day(ask):
    root = ask("root")
    new = {"kind": "segment", "codes": ["R-1", "R-2"], "from": "2026-05-01"}
    # R-1 is theirs since January.
    assert root.post("/wang/assignments", json=new).json["count"] == 1
    held = {row["code"]: row for row in root.get("/wang").json["assignments"]}
    ended = root.post("/wang/assignments/end", json={"ids": [held["R-2"]["id"]], "to": "2026-06-30"})
    assert ended.json["count"] == 1
    assert [row["valid_to"] for row in root.get("/wang").json["assignments"] if row["code"] == "R-2"] == ["2026-06-30"]
    early = root.post("/wang/assignments/end", json={"ids": [held["R-2"]["id"]], "to": "2026-04-30"})
    assert "valid_to" in early.json["errors"]
    foreign = root.post("/li/assignments/end", json={"ids": [held["R-1"]["id"]], "to": "2026-06-30"})
    assert "ids" in foreign.json["errors"]
    again = root.post("/wang/assignments/end", json={"ids": [held["R-2"]["id"]], "to": "2026-12-31"})
    assert "valid_to" in again.json["errors"]
    unknown = root.post("/wang/assignments", json=new | {"codes": ["R-1", "R-99"]})
    assert unknown.json["errors"]["codes"].startswith("没有编码为 R-99")


def test_every_act_is_kept_and_never_a_password(ask, session):
    root = ask("root")
    root.post(json=NEW)
    root.patch("/chen", json={"division": TOWN, "phone": "138"})
    root.patch("/chen", json={"division": TOWN})
    secret = root.post("/chen/password").json["password"]
    acts = root.get("/audit", query_string={"officer": "chen"}).json["items"]
    assert [act["action"] for act in acts] == ["password_set", "officer_changed", "officer_added"]
    assert acts[1]["detail"] == {
        "before": {"division_code": VILLAGE, "phone": None},
        "after": {"division_code": TOWN, "phone": "138"},
    }
    assert {act["actor_name"] for act in acts} == {"管理员"}
    assert secret not in str(session.execute(text("SELECT detail FROM audit_entry")).all())


def test_the_list_is_sorted_filtered_and_exported(ask):
    root = ask("root")
    everybody = root.get(query_string={"sort": "username"}).json
    assert everybody["total"] == len(everybody["items"]) == 8
    assert [each["username"] for each in everybody["items"]] == sorted(each["username"] for each in everybody["items"])
    rangers = root.get(query_string={"post": "ranger"}).json["items"]
    assert [(each["username"], each["plots"]) for each in rangers] == [("li", 1)]
    below = root.get(query_string={"division": OTHER_TOWN}).json["items"]
    assert [each["username"] for each in below] == ["zhao"]
    assert root.get(query_string={"text": "王"}).json["total"] == 1
    assert root.get(query_string={"format": "xlsx"}).status_code == 200


def test_a_post_that_was_held_until_today_counts_as_held(ask):
    today = local_today().isoformat()
    ask("root").post("/zhao/assignments", json={"kind": "segment", "codes": ["B-1"], "from": today})
    assert ask("root").get("/zhao").json["segments"] == 1


def duties_of(office) -> list[tuple]:
    told = office.get("/wang").json["assignments"]
    return sorted((row["id"], row["code"], row["post"], row["valid_from"], row["valid_to"]) for row in told)


def test_who_was_made_inactive_by_mistake_comes_back_the_same_day_with_planned_ends_and_duties_to_come(ask):
    office, day = ask("office"), local_today()
    soon, later, last = ((day + timedelta(days=days)).isoformat() for days in (1, 30, 60))
    office.post("/wang/assignments", json={"kind": "segment", "codes": ["R-2"], "from": day.isoformat()})
    given = {row["code"]: row["id"] for row in office.get("/wang").json["assignments"]}
    office.post("/wang/assignments/end", json={"ids": [given["R-2"]], "to": last})
    office.post("/wang/assignments", json={"kind": "segment", "codes": ["B-1"], "from": soon})
    office.post("/wang/assignments", json={"kind": "plot", "codes": ["P-1"], "from": later})
    coming = {row["code"]: row["id"] for row in office.get("/wang").json["assignments"]}
    office.post("/wang/assignments/end", json={"ids": [coming["B-1"]], "to": last})
    before = duties_of(office)
    assert len(before) == 4
    office.patch("/wang", json={"active": False})
    assert {row[-1] for row in duties_of(office)} == {day.isoformat()}
    back = office.post("/wang/undo-leaving")
    assert (back.status_code, back.json["active"]) == (200, True)
    assert duties_of(office) == before
    acts = [act["action"] for act in office.get("/audit", query_string={"officer": "wang"}).json["items"]]
    assert set(acts[:2]) == {"officer_changed", "duty_goes_on"}
    assert office.post("/wang/undo-leaving").status_code == 409, "once"


def test_an_undo_on_another_day_or_after_the_duties_changed_is_refused_and_changes_nothing(ask, session):
    office, yesterday = ask("office"), (local_today() - timedelta(days=1)).isoformat()
    never = office.post("/wang/undo-leaving")
    assert (never.status_code, never.json["code"]) == (409, "leaving_not_today")
    [held] = office.patch("/wang", json={"active": False}).json["assignments"]
    office.post("/wang/assignments/end", json={"ids": [held["id"]], "to": yesterday})
    changed = office.post("/wang/undo-leaving")
    assert (changed.status_code, changed.json["code"]) == (409, "leaving_duties_changed")
    assert office.get("/wang").json["active"] is False
    session.execute(text("UPDATE audit_entry SET at = at - interval '1 day'"))
    assert office.post("/wang/undo-leaving").json["code"] == "leaving_not_today"
    assert office.get("/wang").json["active"] is False


@pytest.mark.parametrize("username", ["wang", "chief", "sup", "town"])
def test_others_undo_no_leaving(ask, username):
    ask("office").patch("/li", json={"active": False})
    assert ask(username).post("/li/undo-leaving").status_code == 403
    assert ask("office").post("/nobody/undo-leaving").status_code == 404


def test_who_is_made_inactive_is_told_with_the_leave_they_stand_in_for_and_the_issues_they_keep(ask, session):
    today = local_today()
    ids = dict(session.execute(select(Officer.username, Officer.id)).all())

    def leave(days: tuple[int, int], **marks) -> Leave:
        first, last = (today + timedelta(days=each) for each in days)
        named = {"officer_id": ids["li"], "substitute_id": ids["wang"], "reason": "病假"}
        return Leave(**named, first_on=first, last_on=last, **marks)

    now = {"approved_by": ids["office"], "approved_at": datetime.now(UTC)}
    session.add_all(
        [
            leave((-2, 0), **now),
            leave((10, 12), **now),
            leave((-9, -7), **now),
            leave((20, 21)),
            leave((30, 31), **now, withdrawn_at=datetime.now(UTC)),
        ]
    )
    lon, lat = at(2_000, 1_000)
    for state in ("rectifying", "assigned", "closed"):
        session.add(
            Issue(
                number=f"R-1-{state}",
                kind="river",
                category="岸边垃圾",
                title="桥下垃圾",
                state=state,
                division_code=VILLAGE,
                assignee_id=ids["wang"],
                reported_at=datetime.now(UTC),
                closed_at=datetime.now(UTC) if state == "closed" else None,
                geom=f"SRID=4490;POINT({lon} {lat})",
            )
        )
    session.flush()
    told = ask("office").patch("/wang", json={"active": False}).json
    assert (told["stands_in"], told["open_issues"]) == (2, 2)
