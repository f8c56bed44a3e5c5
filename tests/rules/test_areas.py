"""Mu, and where a year's work should stand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.areas import PACES, mu, pace, square_metres, standing

DAYS_OF_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_a_mu_is_two_thousand_thirds_of_a_square_metre():
    assert mu(10_000) == 15
    assert Fraction(square_metres(3)) == 2000


@given(st.floats(0, 1e12))
def test_mu_and_back_is_the_same_area(area_m2):
    assert square_metres(mu(area_m2)) == pytest.approx(area_m2, rel=1e-15)


@pytest.mark.parametrize("work_type", PACES)
def test_a_pace_never_falls_and_ends_at_the_whole(work_type):
    curve = PACES[work_type]
    assert len(curve) == 12
    assert list(curve) == sorted(curve)
    assert curve[-1] == 1


@given(DAYS_OF_2026, DAYS_OF_2026)
def test_the_expected_share_never_falls_within_a_year(one, other):
    early, late = sorted((one, other))
    assert pace(2026, PACES["afforestation"], early) <= pace(2026, PACES["afforestation"], late) + 1e-12


def test_the_expected_share_is_nothing_before_and_all_after_the_year():
    assert pace(2026, PACES["tending"], date(2025, 12, 31)) == 0
    assert pace(2026, PACES["tending"], date(2027, 1, 1)) == 1
    assert pace(2026, PACES["tending"], date(2026, 12, 31)) == pytest.approx(1)
    assert pace(2026, PACES["tending"], date(2026, 1, 31)) == pytest.approx(PACES["tending"][0])


@pytest.mark.parametrize(
    ("progress", "expected", "status"),
    [
        (None, 0.5, "no_target"),
        (1.0, 0.2, "done"),
        (1.2, 1.0, "done"),
        (0.44, 0.5, "behind"),
        (0.46, 0.5, "on_pace"),
        (0.54, 0.5, "on_pace"),
        (0.56, 0.5, "ahead"),
    ],
)
def test_progress_stands_against_the_pace(progress, expected, status):
    assert standing(progress, expected) == status
