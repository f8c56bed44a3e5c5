"""Sample plots: the shares and floors of the area classes, without a step down between them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.sampling import NATIONAL, AreaClass, sample, sampled_mu

AREAS = st.floats(0.01, 100_000)


@pytest.mark.parametrize(
    ("area_mu", "sampled"),
    [
        (100, 3),
        (149.99, Fraction("4.4997")),
        (150, Fraction("4.5")),
        (200, Fraction("4.5")),
        (225, Fraction("4.5")),
        (300, 6),
        (450, 9),
        (450.01, 9),
        (900, 9),
        (2_000, 20),
    ],
)
def test_each_class_has_its_share_and_floor(area_mu, sampled):
    assert sampled_mu(area_mu) == sampled


@given(AREAS, AREAS)
def test_a_larger_area_is_never_sampled_less(one, other):
    small, large = sorted((one, other))
    assert sampled_mu(small) <= sampled_mu(large)


@given(AREAS)
def test_the_plots_together_are_what_must_be_sampled_and_none_is_too_large(area_mu):
    drawn, needed = sample(area_mu), sampled_mu(area_mu)
    assert drawn.count >= 3
    assert drawn.count * drawn.plot_area_m2 == pytest.approx(float(needed) * 2_000 / 3)
    assert drawn.plot_area_m2 <= 2_000 / 3 * (1 + 1e-9)
    assert needed <= Fraction(repr(area_mu))
    assert drawn.radius_m**2 * 3.141592653589793 == pytest.approx(drawn.plot_area_m2)


def test_a_tiny_work_is_sampled_whole_at_most():
    assert sampled_mu(3, [AreaClass(None, 0.01, 9, 1)]) == 3


def test_classes_without_an_end_are_a_mistake():
    with pytest.raises(ValueError, match="no end"):
        sampled_mu(500, NATIONAL[:2])
