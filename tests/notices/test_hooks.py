"""Notices to webhooks over real HTTP: in each robot's own form, once, and nowhere they should not go."""

import base64
import hashlib
import hmac
import json
import logging
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import insert, text

from patrol import db, delivering
from patrol.delivering.addresses import is_public
from patrol.models import Officer
from tests.casework.conftest import VILLAGE
from tests.notices.receivers import http_receiver

SECRET = "SEC0123"


@pytest.fixture
def run(tell, ways):
    """One escalation, sent."""

    def sent(**said):
        tell("escalated", sentence="notice_escalated_red", **said)
        delivering.send_waiting(ways())

    return sent


@pytest.mark.parametrize(
    ("kind", "where"),
    [("wecom", ("msgtype", "text", "content")), ("dingtalk", ("msgtype", "text", "content"))],
)
def test_group_robots_get_text(run, robot, web, states, kind, where):
    robot(kind)
    run()
    ((path, _, said, _),) = web.received
    assert path == "/robot?key=geheim"
    assert said[where[0]] == "text"
    assert said[where[1]][where[2]].startswith("红色预警：问题 2026-0001")
    assert states() == [("sent", 1, None)]


def test_dingtalk_checks_the_signature_in_the_address(run, robot, web):
    robot("dingtalk", secret=SECRET)
    run()
    query = parse_qs(urlsplit(web.received[0][0]).query)
    moment = query["timestamp"][0]
    assert abs(int(moment) / 1000 - datetime.now(UTC).timestamp()) < 60
    expected = hmac.new(SECRET.encode(), f"{moment}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert base64.b64decode(query["sign"][0]) == expected
    assert query["key"] == ["geheim"]


def test_feishu_checks_the_signature_in_the_body(run, robot, web):
    robot("feishu", secret=SECRET)
    run()
    said = web.received[0][2]
    expected = hmac.new(f"{said['timestamp']}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
    assert base64.b64decode(said["sign"]) == expected
    assert (said["msg_type"], said["content"]["text"][:4]) == ("text", "红色预警")


def test_a_program_gets_json_with_an_id_and_a_signature(run, robot, web):
    robot("json", secret=SECRET, locale="en")
    run()
    ((_, headers, said, content),) = web.received
    assert said["kind"] == "escalated"
    assert (said["subject_kind"], said["subject"]) == ("issue", "2026-0001")
    assert said["text"].startswith("Red alert: issue 2026-0001")
    assert headers["Idempotency-Key"] == f"delivery-{said['id']}"
    signature = hmac.new(SECRET.encode(), content, hashlib.sha256).hexdigest()
    assert headers["X-Patrol-Signature"] == f"sha256={signature}"


def test_a_group_hears_once_what_several_officers_are_told(tell, run, robot, web):
    with db.transaction() as session:
        session.execute(insert(Officer).values(username="li", name="李", post="ranger", division_code=VILLAGE))
    robot("wecom")
    tell("escalated", username="li", sentence="notice_escalated_red")
    run()
    assert len(web.received) == 1


def test_only_its_division_its_kinds_and_what_came_after_it(tell, robot, web, ways):
    tell("escalated", "before")
    robot("wecom", created_at=datetime.now(UTC))
    tell("escalated", "elsewhere", division_code="361088000000")
    tell("overdue", "another kind")
    delivering.send_waiting(ways())
    assert web.received == []


@pytest.mark.parametrize(
    ("said", "state", "error"),
    [
        ({"status": 500}, "waiting", "send_refused:500"),
        ({"status": 429}, "waiting", "send_refused:429"),
        ({"status": 403}, "given_up", "send_refused:403"),
        ({"status": 302, "headers": {"Location": "http://127.0.0.1:1/"}}, "given_up", "send_redirect"),
        ({"json": {"errcode": 45009, "errmsg": "too often"}}, "waiting", "send_refused:45009"),
        ({"json": ["?"]}, "waiting", "send_refused:?"),
        ({"wait_s": 3}, "unsure", "send_unsure"),
        ({"hang_up": True}, "unsure", "send_unsure"),
    ],
)
def test_how_a_robot_fails_decides_what_follows(run, robot, web, states, ways, hurry, said, state, error):
    robot("wecom")
    web.script = [said]
    run()
    assert states() == [(state, 1, error)]
    hurry()
    delivering.send_waiting(ways())
    assert len(web.received) == (2 if state == "waiting" else 1)
    assert states()[0][0] == ("sent" if state == "waiting" else state)


def test_a_receiver_that_is_down_gets_everything_once_when_it_is_up(tell, robot, ways, hurry, states):
    with http_receiver() as gone:
        pass
    robot("wecom", url=f"http://127.0.0.1:{gone.port}/")
    for number in range(4):
        tell("escalated", str(number))
    delivering.send_waiting(ways())
    assert sorted(states())[-1] == ("waiting", 1, "send_unreachable")
    with http_receiver(gone.port) as back:
        hurry()
        for _ in range(2):
            delivering.send_waiting(ways())
        assert len(back.received) == 4


def test_a_receiver_that_fails_does_not_hold_up_the_others(tell, robot, web, ways, states):
    with http_receiver() as gone:
        pass
    robot("wecom", url=f"http://127.0.0.1:{gone.port}/")
    robot("feishu")
    for number in range(5):
        tell("escalated", str(number))
    delivering.send_waiting(ways())
    assert len(web.received) == 5
    assert sorted(attempts for state, attempts, _ in states() if state == "waiting") == [0, 0, 0, 0, 1]


def test_the_house_itself_is_not_spoken_to(run, robot, web, tell, settings, states):
    robot("json", url=f"https://127.0.0.1:{web.port}/")
    robot("json", url=f"https://localhost:{web.port}/")
    robot("json", url=f"http://127.0.0.1:{web.port}/")
    tell("escalated")
    delivering.send_waiting(settings)
    assert [state[0] for state in states()] == ["given_up"] * 3
    assert sorted(state[2] for state in states()) == ["send_not_https", "send_not_public", "send_not_public"]
    assert web.received == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "ff02::1",
    ],
)
def test_addresses_inside_are_told_from_those_outside(address):
    assert not is_public(address)
    assert is_public("8.8.8.8")
    assert is_public("2400:3200::1")
    assert is_public("64:ff9b::808:808")


def test_an_unknown_host_is_tried_again(run, robot, states):
    robot("json", url="http://nowhere.invalid/")
    run()
    assert states() == [("waiting", 1, "send_unknown_host")]


def test_nothing_of_the_address_or_of_people_comes_into_logs_or_errors(run, robot, web, states, caplog):
    caplog.set_level(logging.INFO)
    robot("wecom")
    web.script = [{"json": {"errcode": 40001, "errmsg": "geheim"}}]
    run()
    assert "geheim" not in caplog.text + json.dumps(states())


def test_a_webhook_that_is_taken_away_takes_what_waits_with_it(run, robot, web, states):
    robot("wecom")
    web.script = [{"status": 500}]
    run()
    with db.transaction() as session:
        session.execute(text("DELETE FROM webhook"))
    assert states() == []
