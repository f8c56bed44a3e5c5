"""Which source of an issue a post may name."""

import pytest

from patrol.errors import Invalid
from patrol.rules.sources import SAID_BY, source_of


@pytest.mark.parametrize("post", SAID_BY)
def test_each_post_may_name_its_own_sources_and_the_first_is_meant_without_a_word(post):
    assert source_of(post, None, on_patrol=False) == SAID_BY[post][0]
    for said in SAID_BY[post]:
        assert source_of(post, said, on_patrol=False) == said


def test_what_a_patrol_has_seen_comes_from_that_patrol():
    assert source_of("supervision", None, on_patrol=True) == "patrol"
    with pytest.raises(Invalid):
        source_of("supervision", "assigned", on_patrol=True)


def test_a_source_of_others_is_refused_with_those_that_are_ones_own():
    with pytest.raises(Invalid) as refused:
        source_of("ranger", "remote_sensing", on_patrol=False)
    key, told = refused.value.errors["source"]
    assert key == "issue_source_not_yours"
    assert len(told["choices"].split("、")) == len(told["choices_en"].split(", ")) == len(SAID_BY["ranger"])
