"""Rounded figures add up: for any tree of divisions, any unit and any areas."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.apportioning import Node, apportion, half_up, shown
from patrol.rules.areas import square_metres
from patrol.rules.balances import HECTARE, HUNDREDTH_OF_A_MU, Place, figures, off_balance, tree

AREAS = st.floats(0, 1e7, allow_subnormal=False).map(Fraction) | st.integers(0, 100).map(lambda n: n * HECTARE / 2)
UNITS = st.sampled_from([HECTARE, HUNDREDTH_OF_A_MU, Fraction(1)])


@st.composite
def trees(draw, depth: int = 3, code: str = "0"):
    """A division with parts of parts, each with an area of its own."""
    count = draw(st.integers(0, 4)) if depth else 0
    parts = tuple(draw(trees(depth=depth - 1, code=f"{code}.{at}")) for at in range(count))
    return Node(code, draw(AREAS), parts)


def every(node: Node):
    yield node
    for part in node.parts:
        yield from every(part)


@given(trees(), UNITS)
def test_on_every_level_the_shown_parts_sum_to_the_shown_whole_and_none_is_off_by_a_unit(root, unit):
    figures = shown(root, unit)
    assert figures[root.code].whole == half_up(root.exact / unit)
    for node in every(root):
        told = figures[node.code]
        assert told.own + sum(figures[part.code].whole for part in node.parts) == told.whole
        assert floor(node.exact / unit) <= told.whole <= ceil(node.exact / unit)
        assert floor(node.own / unit) <= told.own <= ceil(node.own / unit)


@given(st.lists(AREAS, min_size=1, max_size=20))
def test_parts_are_given_by_largest_remainders(parts):
    whole = half_up(sum(parts))
    given = apportion(whole, parts)
    assert sum(given) == whole
    up = [part - floor(part) for part, value in zip(parts, given, strict=True) if value > floor(part)]
    down = [part - floor(part) for part, value in zip(parts, given, strict=True) if value == floor(part)]
    assert not up or not down or min(up) >= max(down)


def test_a_whole_that_is_not_of_its_parts_is_a_mistake():
    with pytest.raises(ValueError, match="not that of its parts"):
        apportion(9, [Fraction(1), Fraction(2)])


def test_three_thirds_of_a_hectare_are_one():
    root = tree("A", [Place(code, "A") for code in "BCD"], dict.fromkeys("BCD", HECTARE / 3))
    told = figures(root)
    assert [told[code].ha for code in "ABCD"] == [1, 1, 0, 0]
    assert told["B"].residual_ha == pytest.approx(2 / 3)
    assert told["A"].residual_ha == 0


COUNTY, TOWN, VILLAGE = "361099000000", "361099101000", "361099101201"
PLACES = [Place(COUNTY, None), Place(TOWN, COUNTY), Place(VILLAGE, TOWN)]


@given(
    st.dictionaries(
        st.sampled_from([COUNTY, TOWN, VILLAGE, "361099101999", "361099999000", "999999999999"]), AREAS, max_size=6
    )
)
def test_work_of_a_division_that_is_gone_stays_with_the_one_around_it(areas):
    told = figures(tree(COUNTY, PLACES, areas))
    assert told[COUNTY].exact_m2 == sum(areas.values())
    gone = areas.get("361099101999", 0)
    assert told[TOWN].exact_m2 == areas.get(TOWN, 0) + areas.get(VILLAGE, 0) + gone
    assert set(told) == {COUNTY, TOWN, VILLAGE}


def test_a_place_whose_parent_is_unknown_hangs_on_the_root():
    told = figures(tree(COUNTY, [Place("361099102201", "361099102000")], {"361099102201": HECTARE}))
    assert told[COUNTY].ha == told["361099102201"].ha == 1


@given(st.floats(0, 1e9))
def test_shown_mu_and_its_residual_make_the_exact_area(area):
    figure = figures(tree("A", [], {"A": Fraction(area)}))["A"]
    assert abs(figure.residual_mu) <= 0.005
    assert abs(figure.residual_ha) <= 0.5
    assert figure.own_mu == figure.mu


def test_areas_that_came_in_mu_leave_no_residual_of_binary_noise():
    figure = figures(tree("A", [], {"A": sum((Fraction(square_metres(mu)) for mu in (0.1, 121.5, 6.7)), Fraction())}))[
        "A"
    ]
    assert (figure.mu, figure.residual_mu) == (128.3, 0.0)
    assert figure.residual_ha == pytest.approx(9 - 128.3 / 15)


def test_terms_that_miss_their_sum_are_told():
    areas = {"reported": 10.01, "verified": 9, "unverified": 1, "unchecked": 0, "qualified": 8, "replant": 1}
    told = off_balance(areas | {"failed": 0, "pending": 0})
    assert told == {"reported": 0.01, "verified": 0}


def test_what_balances_is_nothing_and_never_minus_nothing():
    areas = {"reported": 0.3, "verified": 0.1 + 0.2, "unverified": 0, "unchecked": 0}
    told = off_balance(areas | {"qualified": 0.1, "replant": 0.2, "failed": 0.0, "pending": 0.0})
    assert [str(missed) for missed in told.values()] == ["0.0", "0.0"]
