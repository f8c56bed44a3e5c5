"""Notices by e-mail, over a real mail server: readable, once, and again only when it is certain they did not arrive."""

import logging

import pytest
from sqlalchemy import text

from patrol import db, delivering
from patrol.rules.notices import MOST_ATTEMPTS
from tests.notices.receivers import mail_receiver


def test_a_message_is_readable_in_every_mail_program(tell, ways, post_office, states):
    tell("overdue")
    delivering.send_waiting(ways(post_office))
    (mail,) = post_office.received
    said = "问题 2026-0001“桥下<b>垃圾</b>”已超期（期限 2026-05-20），请立即办理。"
    assert mail["Subject"] == f"山河巡护：{said}"
    assert (mail["To"], mail["From"].addresses[0].addr_spec) == ("wang@example.com", "patrol@127.0.0.1")
    assert said in mail.get_body(("plain",)).get_content()
    assert "王河，您好" in mail.get_body(("plain",)).get_content()
    assert "桥下&lt;b&gt;垃圾&lt;/b&gt;" in mail.get_body(("html",)).get_content()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert states() == [("sent", 1, None)]


def test_an_officer_may_want_it_in_english(tell, ways, post_office):
    with db.transaction() as session:
        session.execute(text("UPDATE notice_setting SET locale = 'en'"))
    counts = {"due_today": 1, "overdue": 2}
    tell("digest", "2026-05-20", sentence="notice_digest", params={"day": "2026-05-20", "counts": counts})
    delivering.send_waiting(ways(post_office))
    (mail,) = post_office.received
    assert mail["Subject"] == "Shanhe Patrol: to do on 2026-05-20"
    assert "To do on 2026-05-20: 2 overdue, 1 due today" in mail.get_body(("plain",)).get_content()


def test_however_often_it_is_asked_a_notice_goes_out_once(tell, ways, post_office, hurry):
    tell("overdue")
    for _ in range(4):
        delivering.send_waiting(ways(post_office))
        hurry()
    assert len(post_office.received) == 1


def test_lines_that_begin_with_a_dot_arrive_whole(tell, ways, post_office):
    with db.transaction() as session:
        session.execute(text("UPDATE notice_setting SET locale = 'en'"))
        session.execute(text("UPDATE officer SET name = 'Wang'"))
    tell("overdue", params={"title": "x\n.\n..y"})
    tell("overdue", "2026-0002")
    delivering.send_waiting(ways(post_office))
    first, _ = post_office.received
    assert {".", "..y, is overdue since 2026-05-20."} < set(first.get_body(("plain",)).get_content().splitlines())


def test_only_what_is_wanted_and_not_yet_read_goes_out(tell, ways, post_office):
    tell("closed", "not urgent")
    read = tell("overdue", "read already")
    with db.transaction() as session:
        session.execute(text("UPDATE notice SET read_at = now() WHERE id = :id"), {"id": read})
    delivering.send_waiting(ways(post_office))
    with db.transaction() as session:
        session.execute(text("UPDATE notice_setting SET mail_each = false"))
    tell("overdue", "not any more")
    delivering.send_waiting(ways(post_office))
    assert post_office.received == []


def test_what_was_told_before_e_mail_was_wanted_is_not_sent(tell, ways, post_office):
    tell("overdue")
    with db.transaction() as session:
        session.execute(text("UPDATE notice_setting SET mail_since = now()"))
    delivering.send_waiting(ways(post_office))
    assert post_office.received == []


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "END"])
def test_a_server_that_says_later_is_asked_again_later(tell, ways, post_office, states, hurry, verb):
    tell("overdue")
    post_office.script = [{verb: "451 later"}]
    delivering.send_waiting(ways(post_office))
    assert states() == [("waiting", 1, "send_refused:451")]
    post_office.received.clear()
    delivering.send_waiting(ways(post_office))
    assert post_office.received == []
    hurry()
    delivering.send_waiting(ways(post_office))
    assert (len(post_office.received), states()) == (1, [("sent", 2, None)])


@pytest.mark.parametrize("verb", ["RCPT", "END"])
def test_what_a_server_refuses_for_good_is_given_up(tell, ways, post_office, states, verb):
    tell("overdue")
    post_office.script = [{verb: "550 no such box"}]
    delivering.send_waiting(ways(post_office))
    assert states() == [("given_up", 1, "send_refused:550")]


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_line_that_breaks_before_the_message_was_out_costs_nothing(tell, ways, post_office, states, hurry, verb):
    tell("overdue")
    post_office.script = [{verb: "hang up"}]
    delivering.send_waiting(ways(post_office))
    assert states() == [("waiting", 1, "send_unreachable")]
    hurry()
    delivering.send_waiting(ways(post_office))
    assert (len(post_office.received), states()) == (1, [("sent", 2, None)])


def test_a_line_that_breaks_after_the_message_was_out_is_not_tried_again(tell, ways, post_office, states, hurry):
    tell("overdue")
    post_office.script = [{"END": "hang up"}]
    delivering.send_waiting(ways(post_office))
    hurry()
    delivering.send_waiting(ways(post_office))
    assert (len(post_office.received), states()) == (1, [("unsure", 1, "send_unsure")])


def test_a_server_that_is_down_is_tried_ever_later_and_given_up_in_the_end(tell, ways, states, hurry):
    tell("overdue", "1")
    tell("overdue", "2")
    with mail_receiver() as gone:
        pass
    for _ in range(2 * MOST_ATTEMPTS):
        delivering.send_waiting(ways(gone))
        hurry()
    assert states() == [("given_up", MOST_ATTEMPTS, "send_unreachable")] * 2


def test_a_server_that_is_down_is_asked_once_in_a_run_and_all_arrive_when_it_is_up(tell, ways, states, hurry):
    for number in range(5):
        tell("overdue", str(number))
    with mail_receiver() as gone:
        pass
    delivering.send_waiting(ways(gone))
    assert sorted(attempts for _, attempts, _ in states()) == [0, 0, 0, 0, 1]
    with mail_receiver(gone.port) as back:
        hurry()
        delivering.send_waiting(ways(back))
        assert len({mail["Message-ID"] for mail in back.received}) == 5


def test_without_a_server_nothing_waits_to_be_sent(tell, ways, states):
    tell("overdue")
    delivering.send_waiting(ways())
    assert states() == []


def test_logs_name_nobody(tell, ways, post_office, caplog):
    caplog.set_level(logging.DEBUG)
    tell("overdue")
    post_office.script = [{"RCPT": "550 no wang@example.com here"}]
    delivering.send_waiting(ways(post_office))
    assert not any(word in caplog.text for word in ("wang", "王河", "example.com"))
