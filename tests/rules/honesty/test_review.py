"""Who may judge whom, what may follow what, and a track as a reviewer reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.honesty.profile import gaps, speeds_mps
from patrol.rules.honesty.review import RANK, STATE_AFTER, may_follow, may_review
from tests.rules.honesty.walks import CLEANING, START, fix, walk

POSTS = [*RANK, "gis", "auditor", "admin"]


@given(st.sampled_from(POSTS), st.sampled_from(POSTS))
def test_nobody_judges_their_equals_and_no_two_posts_judge_each_other(one, another):
    assert not may_review(one, one)
    assert not (may_review(one, another) and may_review(another, one))


def test_the_supervisor_judges_every_post_that_walks_and_others_only_those_below():
    walkers = ("patroller", "ranger", "village_chief", "supervision", "township_chief", "county_chief")
    assert all(may_review("supervisor", post) for post in walkers)
    assert may_review("township_chief", "village_chief")
    assert not may_review("village_chief", "supervision")
    assert not any(may_review(post, "patroller") for post in ("gis", "auditor", "admin"))


@given(st.lists(st.sampled_from(list(STATE_AFTER)), max_size=12))
def test_any_run_of_decisions_keeps_a_known_state_and_never_decides_the_same_twice(decisions):
    state = None
    for decision in decisions:
        if may_follow(decision, state):
            assert STATE_AFTER[decision] != state
            state = STATE_AFTER[decision]
        assert state in (None, *STATE_AFTER.values())


def test_what_was_never_flagged_cannot_be_opened_again():
    assert not may_follow("reopened", None)
    assert may_follow("rejected", None)


def test_speeds_are_those_of_a_walk_and_a_single_moment_has_none():
    speeds = speeds_mps(walk(1))
    assert 0.8 < sorted(speeds)[len(speeds) // 2] < 1.7
    assert speeds_mps([fix(START, 0, 0), fix(START, 5, 0)]) == [0.0, 0.0]
    assert speeds_mps([fix(START, 0, 0), fix(START + 100, 200, 0)]) == pytest.approx([2, 2], rel=0.01)


def test_a_track_is_broken_where_it_pauses_long_or_jumps():
    track = walk(1)
    broken = track[:50] + [f._replace(t=f.t + 500) for f in track[50:100]]
    broken += [f._replace(t=f.t + 500, lon=f.lon + 0.1) for f in track[100:]]
    assert gaps(track, CLEANING) == []
    assert gaps(broken, CLEANING) == [49, 99]


def test_an_erased_track_has_neither_speeds_nor_gaps():
    assert speeds_mps([]) == gaps([], CLEANING) == []
