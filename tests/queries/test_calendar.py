"""Periods of the calendar as the database counts them, against counting day by day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from patrol.models.rules import PERIODS
from patrol.rules.quotas import calendar_period

DAYS = st.dates(date(1999, 1, 1), date(2033, 12, 31))
LONGEST = 800
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


def day_by_day(period: str, days: list[date]) -> Fraction:
    """Each day is its part of the period it lies in."""
    total = Fraction(0)
    for day in days:
        begin, end = calendar_period(period, day)
        total += Fraction(1, (end - begin).days + 1)
    return total


@pytest.mark.parametrize("period", PERIODS)
@given(first=DAYS, length=st.integers(0, LONGEST), cut=st.integers(0, LONGEST))
@settings(max_examples=40, **QUIET)
def test_periods_are_the_sum_of_their_days_wherever_they_are_cut(session, period, first, length, cut):
    last = first + timedelta(days=length)
    middle = min(first + timedelta(days=cut), last)
    counted, in_parts = session.execute(
        text(
            "SELECT periods_in(datemultirange(daterange(:first, :last, '[]')), :period),"
            " periods_in(datemultirange(daterange(:first, :middle)), :period)"
            " + periods_in(datemultirange(daterange(:middle, :last, '[]')), :period)"
        ),
        {"first": first, "middle": middle, "last": last, "period": period},
    ).one()
    exactly = day_by_day(period, [first + timedelta(days=n) for n in range(length + 1)])
    assert counted == pytest.approx(float(exactly), abs=1e-10)
    assert in_parts == pytest.approx(counted, abs=1e-10)


@given(
    first=DAYS,
    length=st.integers(0, LONGEST),
    season=st.tuples(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.dates(date(2024, 1, 1), date(2024, 12, 31))),
)
@settings(max_examples=60, **QUIET)
def test_a_season_holds_the_days_between_its_ends_over_every_year_end(session, first, length, season):
    opens, closes = ((day.month, day.day) for day in season)
    last = first + timedelta(days=length)
    found = session.scalar(
        text(
            "SELECT coalesce(sum(upper(r) - lower(r)), 0) FROM unnest("
            "season_days(CAST(:first AS date), CAST(:last AS date), :opens, :closes)) r"
        ),
        {"first": first, "last": last, "opens": opens[0] * 100 + opens[1], "closes": closes[0] * 100 + closes[1]},
    )
    days = [(first + timedelta(days=n)) for n in range(length + 1)]
    here = [(day.month, day.day) for day in days]
    if opens <= closes:
        assert found == sum(opens <= day <= closes for day in here)
    else:
        assert found == sum(day >= opens or day <= closes for day in here)
