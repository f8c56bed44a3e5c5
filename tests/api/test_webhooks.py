"""Webhooks: entered by those who keep the rules, never shown again, tried at once, refused inside the house."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from patrol.app import create_app
from patrol.config import NotifySettings
from patrol.models import Officer, Webhook
from tests.api.conftest import COUNTY, HASH, OTHER_TOWN, Caller
from tests.notices.receivers import http_receiver

HOOK = {
    "name": "河长办群",
    "division": COUNTY,
    "robot": "dingtalk",
    "url": "https://oapi.example.com/robot?token=geheim",
}
SECRET = "SEC-geheim"


@pytest.fixture
def offices(county, session):
    people = {
        "office": ("office", COUNTY),
        "town_office": ("office", OTHER_TOWN),
        "admin": ("admin", "000000000000"),
        "auditor": ("auditor", COUNTY),
    }
    session.execute(
        insert(Officer),
        [
            {"username": username, "name": username, "post": post, "division_code": code, "password_hash": HASH}
            for username, (post, code) in people.items()
        ],
    )


@pytest.fixture
def office(offices, signed_in) -> Caller:
    return signed_in("office")


def enter(caller: Caller, **said):
    return caller.client.post("/api/v1/webhooks", headers=caller.headers, json=HOOK | said)


def call(caller: Caller, method: str, path: str):
    return caller.client.open(path, method=method, headers=caller.headers)


def test_an_address_and_its_secret_are_never_shown_again(office, session):
    made = enter(office, secret=SECRET)
    assert made.status_code == 201
    assert (made.json["host"], made.json["signed"]) == ("oapi.example.com", True)
    assert made.json["kinds"] == ["public_report", "escalated", "supervised"]
    listed = office.get("/api/v1/webhooks")
    assert listed.json == {"items": [made.json], "next": None}
    assert "geheim" not in made.text + listed.text
    assert session.scalars(select(Webhook.secret)).one() == SECRET


@pytest.mark.parametrize("username", ["wang", "chief", "sup", "town_office", "auditor"])
def test_others_neither_see_nor_enter_them(office, signed_in, username):
    hook = enter(office).json["id"]
    caller = signed_in(username)
    answers = [
        enter(caller),
        call(caller, "GET", "/api/v1/webhooks"),
        call(caller, "DELETE", f"/api/v1/webhooks/{hook}"),
        call(caller, "POST", f"/api/v1/webhooks/{hook}/test"),
    ]
    assert [(answer.status_code, answer.json["message"]) for answer in answers] == [(403, "您的职务没有此项权限。")] * 4


def test_an_administrator_may_and_what_is_taken_away_is_gone(office, signed_in):
    hook = enter(office).json["id"]
    admin = signed_in("admin")
    assert [each["id"] for each in admin.get("/api/v1/webhooks").json["items"]] == [hook]
    assert call(admin, "DELETE", f"/api/v1/webhooks/{hook}").status_code == 204
    assert call(admin, "DELETE", f"/api/v1/webhooks/{hook}").status_code == 404
    assert call(admin, "POST", f"/api/v1/webhooks/{hook}/test").status_code == 404


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"url": "http://oapi.example.com/robot"}, "url"),
        ({"url": "ftp://oapi.example.com/robot"}, "url"),
        ({"url": "https://user:pass@oapi.example.com/"}, "url"),
        ({"url": "https://oapi.example.com/#x"}, "url"),
        ({"url": "https://oapi.example.com:99999/"}, "url"),
        ({"url": "https://oapi.example.com/a b"}, "url"),
        ({"url": "https://[::1"}, "url"),
        ({"url": "https:///robot"}, "url"),
        ({"url": "https://例子.中国/"}, "url"),
        ({"url": "https://localhost/x"}, "url"),
        ({"url": "https://127.0.0.1/robot"}, "url"),
        ({"url": "https://10.1.2.3:8443/robot"}, "url"),
        ({"url": "https://[::1]/robot"}, "url"),
        ({"url": "https://[::ffff:192.168.1.1]/"}, "url"),
        ({"robot": "slack"}, "robot"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["patrol_flagged"]}, "kinds.0"),
        ({"division": "361088000000"}, "division"),
        ({"name": ""}, "name"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_told_by_field(office, said, field):
    answer = enter(office, **said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_an_address_inside_the_house_is_refused_when_it_is_entered_and_when_it_came_to_lie_there(office, session):
    refused = enter(office, url="https://127.0.0.1/robot")
    assert refused.json["errors"]["url"] == "地址在内部网络，不允许发送（PATROL_PRIVATE_WEBHOOKS=1 可放行）。"
    hook = enter(office).json["id"]
    session.execute(update(Webhook).values(url="https://127.0.0.1/robot"))
    assert call(office, "POST", f"/api/v1/webhooks/{hook}/test").json == {
        "state": "failed",
        "error": "地址在内部网络，不允许发送（PATROL_PRIVATE_WEBHOOKS=1 可放行）。",
    }


def test_a_test_message_tells_how_it_fared(office, settings):
    app = create_app(replace(settings, notify=NotifySettings(private_webhooks=True, timeout_s=2)))
    office = Caller(app.test_client(), office.headers)
    with http_receiver() as receiver:
        hook = enter(office, url=f"http://127.0.0.1:{receiver.port}/", robot="wecom").json["id"]
        receiver.script = [{}, {"json": {"errcode": 93000}}]
        fared = [call(office, "POST", f"/api/v1/webhooks/{hook}/test").json for _ in range(2)]
        assert fared == [{"state": "sent", "error": None}, {"state": "failed", "error": "对方拒绝（93000）。"}]
        assert receiver.received[0][2]["text"]["content"].startswith("这是一条测试消息")
