"""Who is told what, when reminders and digests are due, how long a failed message waits."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.messages import MESSAGES
from patrol.rules.casework import ACTIONS
from patrol.rules.notices import (
    KINDS,
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    PUBLIC,
    STEPS,
    digest_day,
    is_reminded,
    told_of,
    wait_after,
)
from patrol.rules.working_days import Calendar

SATURDAY = datetime(2026, 5, 23, 8)


def test_every_step_that_is_told_exists_and_has_a_sentence_and_a_kind():
    assert STEPS.keys() <= ACTIONS.keys()
    for told in (*PUBLIC, *(each for step in STEPS.values() for each in step)):
        assert told.kind in KINDS
        assert told.sentence in MESSAGES


def test_a_report_from_the_public_is_told_as_such():
    assert [told.kind for told in told_of("report", "public")] == ["public_report"]
    assert [told.kind for told in told_of("report", "patrol")] == ["reported"]
    assert told_of("assign", "public") == told_of("assign", "office")
    assert told_of("note", "patrol") == ()


@given(st.floats(0, 1), st.floats(0, 1))
def test_waits_grow_whatever_the_chance_and_end(one, other):
    waits = [wait_after(attempts, one) for attempts in range(1, MOST_ATTEMPTS)]
    assert all(early < late for early, late in pairwise(waits) if late < LONGEST_WAIT * 0.8)
    assert max(waits) <= LONGEST_WAIT * 1.2
    assert wait_after(1, other) >= timedelta(seconds=48)
    assert wait_after(MOST_ATTEMPTS, one) is None


@pytest.mark.parametrize(
    ("local", "calendar", "day"),
    [
        (datetime(2026, 5, 20, 7, 29), Calendar(), None),
        (datetime(2026, 5, 20, 7, 30), Calendar(), date(2026, 5, 20)),
        (datetime(2026, 5, 20, 23, 59), Calendar(), date(2026, 5, 20)),
        (SATURDAY, Calendar(), None),
        (SATURDAY, Calendar({SATURDAY.date(): True}), SATURDAY.date()),
        (SATURDAY, None, SATURDAY.date()),
    ],
)
def test_a_digest_is_owed_from_its_hour_on_working_days(local, calendar, day):
    assert digest_day(local, time(7, 30), calendar) == day


@pytest.mark.parametrize(
    ("period", "today", "reminded"),
    [
        ("week", date(2026, 5, 22), False),
        ("week", date(2026, 5, 23), True),
        ("week", date(2026, 5, 24), True),
        ("week", date(2026, 5, 25), False),
        ("day", date(2026, 5, 24), False),
    ],
)
def test_reminders_come_as_the_period_ends(period, today, reminded):
    assert is_reminded(period, today, date(2026, 5, 24)) is reminded
