"""Quotas over any calendar, counted exactly."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.quotas import calendar_period, owed, share_of_periods

PERIODS = ("day", "week", "ten_days", "month", "quarter", "half_year", "year")
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
def test_a_whole_period_counts_exactly_one(period, day):
    assert share_of_periods(period, *calendar_period(period, day)) == 1


@given(st.sampled_from(PERIODS), DAYS, st.integers(0, 400), st.integers(0, 400))
def test_the_parts_of_a_time_add_up_to_the_whole(period, first, days, more):
    middle = first + timedelta(days=days)
    last = middle + timedelta(days=more + 1)
    parts = share_of_periods(period, first, middle) + share_of_periods(period, middle + timedelta(days=1), last)
    assert parts == share_of_periods(period, first, last)


def test_nothing_is_owed_for_no_days():
    assert share_of_periods("month", date(2026, 3, 2), date(2026, 3, 1)) == 0
    assert owed([]) == 0


def test_a_part_of_a_month_is_rounded_up_once_not_for_each_demand():
    half_june = (1, "month", date(2026, 6, 1), date(2026, 6, 15))
    assert share_of_periods("month", date(2026, 6, 1), date(2026, 6, 15)) == Fraction(1, 2)
    assert owed([half_june]) == 1
    assert owed([half_june, half_june]) == 1
    assert owed([half_june] * 3) == 2
