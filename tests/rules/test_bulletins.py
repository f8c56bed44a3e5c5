"""Periods of bulletins as they are written and said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.asked_period import calendar_of, days_of
from patrol.rules.bulletins import CALENDARS, before, last_period, period_word


@pytest.mark.parametrize(
    ("calendar", "today", "period"),
    [
        ("month", date(2027, 1, 1), "2026-12"),
        ("month", date(2026, 11, 30), "2026-10"),
        ("quarter", date(2027, 1, 1), "2026-Q4"),
        ("quarter", date(2026, 12, 31), "2026-Q3"),
        ("half_year", date(2026, 6, 30), "2025-H2"),
        ("half_year", date(2026, 7, 1), "2026-H1"),
        ("year", date(2026, 1, 1), "2025"),
    ],
)
def test_the_newest_period_that_is_over(calendar, today, period):
    assert last_period(calendar, today) == period


@given(st.sampled_from(CALENDARS), st.dates(date(1960, 1, 1), date(2190, 12, 31)))
def test_it_ended_before_today_and_the_next_one_has_not(calendar, today):
    period = last_period(calendar, today)
    first, last = days_of(period)
    assert calendar_of(period) == calendar
    assert first <= last < today
    assert days_of(before(period))[1] < first
    assert (today - last).days <= 366


@pytest.mark.parametrize(
    ("period", "word"),
    [
        ("2026-10", "2026年10月"),
        ("2026-Q3", "2026年第三季度"),
        ("2026-H1", "2026年上半年"),
        ("2026-H2", "2026年下半年"),
        ("2026", "2026年"),
        ("2026-10-03", "2026-10-03 至 2026-10-03"),
    ],
)
def test_a_period_in_words(period, word):
    assert period_word(period) == word
