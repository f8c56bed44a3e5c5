"""Periods as an address has them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.asked_period import days_of


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-11-2", "2026-11-11", "2026-11-20"),
        ("2026-02-3", "2026-02-21", "2026-02-28"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2026-11-22", "2026-11-22", "2026-11-22"),
    ],
)
def test_a_period_has_its_days(period, first, last):
    assert days_of(period) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "period", ["", "2026-00", "2026-13", "2026-W54", "2026-02-30", "26-11", "2026-11-4", "２０２６"]
)
def test_what_no_calendar_has_is_refused(period):
    with pytest.raises(ValueError):  # noqa: PT011
        days_of(period)


@given(st.text(max_size=12))
def test_any_other_words_are_refused_as_such(words):
    try:
        first, last = days_of(words)
    except ValueError:
        return
    assert first <= last
