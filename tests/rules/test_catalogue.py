"""How grave a problem is taken to be, by its category and its area."""

import pytest

from patrol.errors import Invalid
from patrol.rules.casework import DESK, FINDERS
from patrol.rules.catalogue import Category, check_severity, severity_of

OCCUPIED = Category("river", "围垦侵占", "Reclaimed", "四乱", "Four disorders", True, "major", 1_000.0, 5_000.0)
MINING = Category("river", "非法采砂", "Sand mining", "四乱", "Four disorders", True, "critical")


@pytest.mark.parametrize(
    ("area_m2", "severity"), [(None, "major"), (999, "minor"), (1_000, "major"), (4_999, "major"), (5_000, "critical")]
)
def test_an_occupation_of_the_river_is_as_grave_as_it_is_large(area_m2, severity):
    assert severity_of(OCCUPIED, area_m2) == severity


def test_an_area_says_nothing_where_the_category_has_no_cuts():
    assert severity_of(MINING, 1.0) == "critical"


def test_a_single_cut_leaves_what_is_smaller_as_it_is():
    assert severity_of(MINING._replace(severity="minor", critical_from_m2=10.0), 5.0) == "minor"
    assert severity_of(MINING._replace(severity="minor", critical_from_m2=10.0), 10.0) == "critical"


def test_a_word_that_no_catalogue_has_is_minor():
    assert severity_of(None, 1e6) == "minor"


@pytest.mark.parametrize("post", sorted(FINDERS | DESK))
def test_anybody_may_raise_a_severity_or_leave_it_and_only_the_desk_lowers_it(post):
    for said in (None, "major", "critical"):
        check_severity(post, said, "major")
    if post in DESK:
        check_severity(post, "minor", "major")
        return
    with pytest.raises(Invalid) as refused:
        check_severity(post, "minor", "major")
    assert list(refused.value.errors) == ["severity"]
