"""Which divisions lie together, and how much of a polygon may lie outside its ground."""

import pytest

from patrol.rules.work_places import MOST_OUTSIDE, is_elsewhere, lie_together

COUNTY, TOWN, VILLAGE = "361099000000", "361099101000", "361099101201"


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (VILLAGE, VILLAGE, True),
        (TOWN, VILLAGE, True),
        (VILLAGE, COUNTY, True),
        (TOWN, "361099102000", False),
        (VILLAGE, "361099101202", False),
        (VILLAGE, "361099102000", False),
    ],
)
def test_divisions_lie_together_where_one_holds_the_other(one, other, together):
    assert lie_together(one, other) is together
    assert lie_together(other, one) is together


@pytest.mark.parametrize(
    ("share", "elsewhere"), [(None, False), (0.0, False), (MOST_OUTSIDE, False), (MOST_OUTSIDE + 1e-9, True), (1, True)]
)
def test_a_polygon_is_elsewhere_when_more_than_a_fifth_lies_outside(share, elsewhere):
    assert is_elsewhere(share) is elsewhere
