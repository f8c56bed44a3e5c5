"""Periods of any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.quotas import PERIODS, asked_term, calendar_of_days, calendar_period, longer_than

DAYS = st.dates(date(1999, 1, 1), date(2101, 1, 1))


@pytest.mark.parametrize(
    ("period", "day", "first", "last"),
    [
        ("day", date(2026, 2, 28), date(2026, 2, 28), date(2026, 2, 28)),
        ("week", date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 4)),
        ("ten_days", date(2026, 2, 10), date(2026, 2, 1), date(2026, 2, 10)),
        ("ten_days", date(2026, 2, 11), date(2026, 2, 11), date(2026, 2, 20)),
        ("ten_days", date(2026, 1, 31), date(2026, 1, 21), date(2026, 1, 31)),
        ("ten_days", date(2028, 2, 29), date(2028, 2, 21), date(2028, 2, 29)),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        ("quarter", date(2026, 5, 3), date(2026, 4, 1), date(2026, 6, 30)),
        ("half_year", date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        ("year", date(2026, 7, 1), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_its_calendar_period(period, day, first, last):
    assert calendar_period(period, day) == (first, last)


def test_an_unknown_period_is_a_mistake():
    with pytest.raises(ValueError, match="fortnight"):
        calendar_period("fortnight", date(2026, 1, 1))


@given(st.sampled_from(PERIODS), DAYS)
def test_every_day_of_a_calendar_period_has_the_same_one(period, day):
    first, last = calendar_period(period, day)
    assert first <= day <= last
    assert calendar_period(period, first) == calendar_period(period, last) == (first, last)


@given(st.sampled_from(PERIODS), DAYS)
def test_one_period_begins_the_day_after_another_ends(period, day):
    _, last = calendar_period(period, day)
    assert calendar_period(period, last + timedelta(days=1))[0] == last + timedelta(days=1)


@given(st.sampled_from(PERIODS), DAYS)
def test_the_days_of_a_calendar_period_are_known_for_it(period, day):
    assert calendar_of_days(*calendar_period(period, day)) == period


def test_other_days_are_no_calendar_period():
    assert calendar_of_days(date(2026, 11, 1), date(2026, 11, 26)) is None
    assert calendar_of_days(date(2026, 11, 2), date(2026, 12, 1)) is None


def test_a_quarter_is_longer_than_a_month():
    assert longer_than("month") == ("quarter", "half_year", "year")
    assert longer_than("year") == ()


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        (date(2026, 11, 1), date(2026, 11, 26), (date(2026, 11, 1), date(2026, 11, 30))),
        (date(2026, 10, 1), date(2026, 11, 26), (date(2026, 10, 1), date(2026, 12, 31))),
        (date(2026, 7, 1), date(2026, 11, 26), (date(2026, 7, 1), date(2026, 12, 31))),
        (date(2026, 1, 1), date(2026, 11, 26), (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2026, 11, 1), date(2026, 11, 25), None),
        (date(2026, 11, 2), date(2026, 11, 26), None),
        (date(2026, 5, 1), date(2026, 11, 26), None),
        (date(2025, 1, 1), date(2026, 11, 26), None),
        (date(2026, 11, 1), date(2026, 11, 30), None),
    ],
)
def test_of_a_term_to_date_the_whole_is_asked_for_and_of_other_days_themselves(first, last, asked):
    assert asked_term(first, last, date(2026, 11, 26)) == (asked or (first, last))


def test_the_first_day_of_a_month_is_the_month_to_date():
    day = date(2026, 1, 1)
    assert asked_term(day, day, day) == (day, date(2026, 1, 31))
