"""Which effective visits count, whatever their times."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.spacing import Effective, Spacing, counted, far_enough

START = datetime(2026, 12, 30, tzinfo=UTC)
HOURS = st.lists(st.integers(0, 24 * 20), max_size=40).map(sorted)


def visits(hours: list[int], spacing: Spacing) -> list[Effective]:
    at = [START + timedelta(hours=hour) for hour in hours]
    return [Effective(moment.date(), moment, spacing) for moment in at]


@given(HOURS)
def test_one_a_day_counts_as_many_as_there_are_days(hours):
    found = visits(hours, Spacing(distinct_days=True))
    assert sum(counted(found)) == len({visit.on for visit in found})


@given(HOURS, st.integers(0, 200))
def test_after_a_cool_down_none_is_too_near_and_none_is_left_out_that_was_far_enough(hours, cool_down_h):
    found = visits(hours, Spacing(cool_down_s=cool_down_h * 3600))
    last = None
    for visit, counts in zip(found, counted(found), strict=True):
        assert counts == (last is None or far_enough(last, visit))
        last = visit if counts else last


@given(HOURS, st.integers(0, 40))
def test_what_was_counted_before_is_followed_on(hours, cut):
    found = visits(hours, Spacing(distinct_days=True, cool_down_s=36 * 3600))
    whole, begun = counted(found), counted(found[:cut])
    before = [visit for visit, counts in zip(found[:cut], begun, strict=True) if counts]
    assert begun + counted(found[cut:], before[-1] if before else None) == whole
