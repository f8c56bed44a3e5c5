"""Periods of the calendar as the database has them, against those of the rules."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from patrol.queries.terms import Told
from patrol.rules.quotas import PERIODS, calendar_period

DAYS = st.dates(date(1999, 1, 1), date(2033, 12, 31))
LONGEST = 800
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@pytest.mark.parametrize("period", PERIODS)
@given(first=DAYS, length=st.integers(0, LONGEST))
@settings(max_examples=40, **QUIET)
def test_the_terms_between_two_days_are_the_calendar_periods_of_the_days(session, period, first, length):
    days = [first + timedelta(days=n) for n in range(length + 1)]
    asked = {"period": period, "first": first, "last": days[-1]}
    found = session.execute(text("SELECT * FROM terms_between(:period, CAST(:first AS date), :last)"), asked)
    assert sorted(map(tuple, found)) == sorted({calendar_period(period, day) for day in days})


@pytest.mark.parametrize("period", PERIODS)
@given(day=DAYS)
@settings(max_examples=40, **QUIET)
def test_a_day_lies_in_the_same_period_for_the_database(session, period, day):
    asked = {"period": period, "day": day}
    assert (
        session.scalar(text("SELECT period_begins(:period, CAST(:day AS date))"), asked)
        == (calendar_period(period, day)[0])
    )


def test_days_of_several_runs_are_counted_together(session):
    days = "{[2026-02-27,2026-03-02),[2026-04-01,2026-04-02)}"
    assert session.scalar(text("SELECT days_in(CAST(:days AS datemultirange))"), {"days": days}) == 4
    assert session.scalar(text("SELECT days_in('{}')")) == 0


@given(first=DAYS, months=st.integers(1, 14))
@settings(max_examples=40, **QUIET)
def test_every_week_is_told_in_one_month_the_one_of_its_thursday(session, first, months):
    months_of_it, month = [], first
    for _ in range(months):
        months_of_it.append(calendar_period("month", month))
        month = months_of_it[-1][1] + timedelta(days=1)
    told = [session.execute(select(*Told(*each).weeks)).one() for each in months_of_it]
    mondays = [monday for monday, _ in told]
    assert [sunday + timedelta(days=1) for _, sunday in told[:-1]] == mondays[1:]
    assert all(
        first <= monday + timedelta(days=3) <= last for monday, (first, last) in zip(mondays, months_of_it, strict=True)
    )


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), (date(2026, 9, 28), date(2026, 11, 1))),
        (date(2026, 11, 23), date(2026, 11, 29), (date(2026, 11, 23), date(2026, 11, 29))),
        (date(2026, 11, 23), date(2026, 11, 25), None),
        (date(2026, 11, 26), date(2026, 11, 26), (date(2026, 11, 23), date(2026, 11, 29))),
        (date.min, date(9999, 12, 28), (date.min, date(9999, 12, 26))),
    ],
)
def test_weeks_are_told_of_the_days_that_hold_their_thursday(session, first, last, weeks):
    monday, sunday = session.execute(select(*Told(first, last).weeks)).one()
    assert (monday > sunday) if weeks is None else (monday, sunday) == weeks


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
