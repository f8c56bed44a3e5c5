"""Mu, and where a year's work should stand."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.areas import PACES, joint_pace, mu, pace, square_metres, standing

DAYS_OF_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_a_mu_is_two_thousand_thirds_of_a_square_metre():
    assert mu(10_000) == 15
    assert Fraction(square_metres(3)) == 2000


@given(st.floats(0, 1e12))
def test_mu_and_back_is_the_same_area(area_m2):
    assert square_metres(mu(area_m2)) == pytest.approx(area_m2, rel=1e-15, abs=1e-6)


@pytest.mark.parametrize("area_mu", [121.5, 6900.0, 5092.5, 0.1, 15_019.97])
def test_what_was_written_in_mu_is_told_as_it_was_written(area_mu):
    assert mu(square_metres(area_mu)) == area_mu


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


@dataclass
class Target:
    area_m2: float
    pace: tuple[float, ...] | None


SPRING, AUTUMN = (0.0, 0.5, 1.0, *[1.0] * 9), (*[0.0] * 9, 0.5, 1.0, 1.0)


def test_several_targets_together_follow_their_curves_by_area():
    assert joint_pace([Target(3.0, SPRING), Target(1.0, AUTUMN)])[1] == 0.375
    assert joint_pace([Target(3.0, SPRING), Target(5.0, None)]) == list(SPRING)


def test_targets_of_no_area_follow_the_first_curve_and_targets_without_any_follow_none():
    assert joint_pace([Target(0.0, SPRING), Target(0.0, AUTUMN)]) == list(SPRING)
    assert joint_pace([Target(3.0, None)]) is None
    assert joint_pace([]) is None
