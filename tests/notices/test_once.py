"""Never twice: two senders at once, and senders that are killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

from sqlalchemy import text

from patrol import db, delivering, digests
from patrol.config import ROOT, NotifySettings

SEND = "from patrol import db, delivering; from patrol.config import Settings; s = Settings.from_env(); "
SEND += "db.configure(s.database_url); delivering.send_waiting(s)"


def test_two_senders_at_once_send_each_message_once(tell, robot, web, post_office, ways, states):
    robot("wecom")
    for number in range(20):
        tell("escalated", str(number))
    begin = Barrier(4)

    def sender(_):
        begin.wait()
        delivering.send_waiting(ways(post_office))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sender, range(4)))
    said = [received[2]["text"]["content"] for received in web.received]
    assert len(said) == len(set(said)) == 20
    ids = [mail["Message-ID"] for mail in post_office.received]
    assert len(ids) == len(set(ids)) == 20
    assert {state[:2] for state in states()} == {("sent", 1)}


def test_a_sender_that_is_killed_before_the_answer_leaves_one_message_and_no_second(
    tell, robot, web, outbox_url, ways, states, settings
):
    robot("json")
    tell("escalated", "first")
    web.script = [{"wait_s": 8}]
    environment = os.environ | {
        "DATABASE_URL": outbox_url,
        "PATROL_PRIVATE_WEBHOOKS": "1",
        "PATROL_DATA": str(settings.data),
        "PYTHONPATH": str(ROOT),
    }
    sender = subprocess.Popen([sys.executable, "-c", SEND], env=environment)
    for _ in range(600):
        if web.received:
            break
        time.sleep(0.1)
    os.kill(sender.pid, signal.SIGKILL)
    sender.wait()
    assert states() == [("sending", 1, None)]
    tell("escalated", "second")
    delivering.send_waiting(ways())
    with db.transaction() as session:
        session.execute(text("UPDATE delivery SET claimed_at = claimed_at - interval '11 minutes'"))
    delivering.send_waiting(ways())
    assert [received[2]["subject"] for received in web.received] == ["first", "second"]
    assert states() == [("unsure", 1, "send_unsure"), ("sent", 1, None)]


def test_digests_are_all_written_or_none_and_by_one_of_many(outbox, tell, settings):
    daily = replace(settings, notify=NotifySettings(digest_daily=True))
    moment = datetime(2026, 5, 20, 4, tzinfo=UTC)
    with db.transaction() as session:
        session.execute(text("DELETE FROM digest_day"))
    try:
        with db.transaction() as session:
            assert digests.write_digests(session, moment, daily)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass

    def write(_):
        with db.transaction() as session:
            return digests.write_digests(session, moment, daily)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(write, range(4))) == [False, False, False, True]
