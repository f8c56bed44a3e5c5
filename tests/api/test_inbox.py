"""The inbox: one's own notices, page by page, read one by one or all that were seen; and how to be told beside it."""

import pytest
from sqlalchemy import insert, select

from patrol.models import Notice, NoticeSetting, Officer
from tests.api.conftest import VILLAGE

WAYS = {"email": "wang@example.com", "mail_digest": True, "mail_each": False, "locale": "en"}


@pytest.fixture
def tell(county, session, now):
    """`tell("wang", 3)` gives Wang so many notices; their ids, the oldest first."""

    def told(username: str, count: int, kind: str = "overdue") -> list[int]:
        officer_id = session.scalars(select(Officer.id).where(Officer.username == username)).one()
        rows = [
            {
                "officer_id": officer_id,
                "kind": kind,
                "subject_kind": "issue",
                "subject": f"2026-{number:04d}",
                "occasion": "2026-05-20",
                "division_code": VILLAGE,
                "sentence": "notice_overdue",
                "params": {"number": f"2026-{number:04d}", "title": "垃圾", "due_on": "2026-05-20"},
                "created_at": now,
            }
            for number in range(count)
        ]
        return sorted(session.scalars(insert(Notice).returning(Notice.id), rows))

    return told


def post(caller, path: str, body: dict | None = None):
    return caller.client.post(path, headers=caller.headers, json=body)


def test_the_newest_come_first_page_by_page_each_once(tell, signed_in):
    ids = tell("wang", 7)
    caller = signed_in("wang")
    page, seen = caller.get("/api/v1/inbox", limit=3).json, []
    while True:
        assert page["unread"] == 7
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        page = caller.get(page["next"]).json
    assert seen == ids[::-1]


def test_read_ones_leave_the_unread_and_reading_twice_changes_nothing(tell, signed_in, session):
    ids = tell("wang", 3)
    caller = signed_in("wang")
    assert post(caller, f"/api/v1/inbox/{ids[1]}/read").json == {"unread": 2}
    first = session.scalars(select(Notice.read_at).where(Notice.id == ids[1])).one()
    assert post(caller, f"/api/v1/inbox/{ids[1]}/read").json == {"unread": 2}
    assert session.scalars(select(Notice.read_at).where(Notice.id == ids[1])).one() == first
    assert [item["id"] for item in caller.get("/api/v1/inbox", unread="true").json["items"]] == [ids[2], ids[0]]


def test_what_came_after_the_last_one_seen_stays_unread(tell, signed_in):
    ids = tell("wang", 3)
    assert post(signed_in("wang"), "/api/v1/inbox/read", {"until": ids[1]}).json == {"unread": 1}


def test_kinds_are_chosen(tell, signed_in):
    tell("wang", 2, "overdue")
    tell("wang", 1, "due")
    assert len(signed_in("wang").get("/api/v1/inbox", kind="due").json["items"]) == 1


def test_another_s_notice_does_not_exist(tell, signed_in):
    (notice_id,) = tell("wang", 1)
    for username in ("sup", "chief", "zhao"):
        caller = signed_in(username)
        assert caller.get("/api/v1/inbox").json == {"unread": 0, "items": [], "next": None}
        refused = post(caller, f"/api/v1/inbox/{notice_id}/read")
        assert (refused.status_code, refused.json["message"]) == (404, "没有这条通知。")
        post(caller, "/api/v1/inbox/read", {"until": notice_id})
    assert signed_in("wang").get("/api/v1/inbox").json["unread"] == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [({"kind": "gossip"}, "kind"), ({"unread": "1"}, "unread"), ({"after": "x"}, "after"), ({"limit": 0}, "limit")],
)
def test_bad_questions_are_told_by_field(county, signed_in, query, field):
    answer = signed_in("wang").get("/api/v1/inbox", **query)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


def test_an_inbox_is_only_for_those_who_sign_in(county, client):
    assert client.get("/api/v1/inbox").status_code == 401
    assert client.get("/api/v1/me/notifications").status_code == 401


def test_how_to_be_told_is_kept_and_shown(county, signed_in):
    caller = signed_in("wang")
    unsaid = {"email": None, "mail_digest": False, "mail_each": False, "locale": "zh-CN", "mail_available": False}
    assert caller.get("/api/v1/me/notifications").json == unsaid
    assert caller.put("/api/v1/me/notifications", json=WAYS).json == WAYS | {"mail_available": False}
    assert caller.get("/api/v1/me/notifications").json == WAYS | {"mail_available": False}
    assert signed_in("li").get("/api/v1/me/notifications").json == unsaid


def test_only_another_address_begins_anew(county, signed_in, session):
    caller = signed_in("wang")
    caller.put("/api/v1/me/notifications", json=WAYS)
    begun = session.scalars(select(NoticeSetting.mail_since)).one()
    caller.put("/api/v1/me/notifications", json=WAYS | {"locale": "zh-CN"})
    assert session.scalars(select(NoticeSetting.mail_since)).one() == begun
    caller.put("/api/v1/me/notifications", json=WAYS | {"email": "other@example.com"})
    assert session.scalars(select(NoticeSetting.mail_since)).one() > begun


@pytest.mark.parametrize(
    "said",
    [
        {"email": None},
        {"email": "wang"},
        {"email": "wang@example.com\r\nBcc: all@example.com"},
        {"email": "wang@example.com\n"},
        {"email": "王@例子.中国"},
        {"email": "w" * 250 + "@example.com"},
    ],
)
def test_addresses_that_cannot_be_are_refused(county, signed_in, said):
    answer = signed_in("wang").put("/api/v1/me/notifications", json=WAYS | said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["email"])


def test_a_phone_carries_the_newest_and_hears_of_new_ones_only(tell, signed_in):
    caller = signed_in("wang")
    first = caller.get("/api/v1/sync")
    assert first.json["inbox"] == {"unread": 0, "items": []}
    tag = {"If-None-Match": first.headers["ETag"]}
    assert caller.client.get("/api/v1/sync", headers=caller.headers | tag).status_code == 304
    ids = tell("wang", 8)
    again = caller.client.get(
        "/api/v1/sync", headers=caller.headers | tag, query_string={"since": first.json["cursor"]}
    )
    assert again.status_code == 200
    assert again.json["inbox"]["unread"] == 8
    assert [item["id"] for item in again.json["inbox"]["items"]] == ids[:-6:-1]
    assert "segments" not in again.json
