"""Deadlines in hours, days and working days; severities."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.rules.clocks import Clock, Deadline, deadline
from patrol.rules.working_days import Calendar

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = date(2026, 5, 22)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
CALENDARS = st.dictionaries(DAYS, st.booleans(), max_size=40).map(Calendar)


def test_a_weekend_is_not_worked_unless_it_makes_up_for_a_holiday():
    saturday, monday = date(2026, 5, 23), date(2026, 5, 25)
    assert Calendar().after(FRIDAY, 1) == monday
    assert Calendar({saturday: True}).after(FRIDAY, 1) == saturday
    assert Calendar({monday: False}).after(FRIDAY, 1) == date(2026, 5, 26)
    assert Calendar().after(FRIDAY, 0) == FRIDAY


def test_late_days_are_counted_back_over_a_weekend():
    assert Calendar().before(date(2026, 5, 25), 1) == date(2026, 5, 24)
    assert Calendar().before(date(2026, 5, 26), 2) == date(2026, 5, 24)
    assert Calendar().before(FRIDAY, 0) == FRIDAY


@settings(deadline=None)
@given(CALENDARS, DAYS, st.integers(0, 30))
def test_counting_forward_and_between_agree(calendar, day, count):
    assert calendar.between(day, calendar.after(day, count)) == count


@settings(deadline=None)
@given(CALENDARS, DAYS, st.integers(1, 30))
def test_counting_back_finds_the_latest_day_with_so_many_after_it(calendar, day, count):
    found = calendar.before(day, count)
    assert calendar.between(found, day) == count
    assert calendar.between(found + timedelta(days=1), day) == count - 1


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert Calendar().between(FRIDAY, FRIDAY - timedelta(days=9)) == 0


def test_a_clock_runs_in_local_days():
    # 17:00 UTC on Thursday is 1:00 on Friday in the county.
    begun = datetime(2026, 5, 21, 17, tzinfo=UTC)
    assert deadline(begun, Clock(3, "days"), Calendar(), ZONE) == Deadline(date(2026, 5, 25))
    assert deadline(begun, Clock(2, "working_days"), Calendar(), ZONE) == Deadline(date(2026, 5, 26))
    ends = datetime(2026, 5, 22, 17, tzinfo=UTC)
    assert deadline(begun, Clock(24, "hours"), Calendar(), ZONE) == Deadline(date(2026, 5, 23), ends)
