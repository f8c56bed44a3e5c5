"""A replay is the same noise; an honest walk of the same path is not."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.rules.honesty import fingerprint
from patrol.rules.honesty.copies import Other, compare, copied
from patrol.rules.honesty.limits import Limits
from tests.rules.honesty.walks import (
    START,
    backwards,
    fix,
    later,
    pieces,
    shaken,
    stretched,
    walk,
)

LIMITS = Limits()
DAY = 86_400
ORIGINAL = walk(1)
CHEATS = {
    "replayed": later(ORIGINAL, 7 * DAY),
    "cut to a part": later(ORIGINAL[60:160], 3 * DAY),
    "reversed": later(backwards(ORIGINAL), DAY),
    "thinned": later(ORIGINAL[::2], DAY),
    "slowed": later(stretched(ORIGINAL, 1.3), DAY),
    "shaken by 2 m": later(shaken(ORIGINAL, 2), DAY),
    "shaken by 4 m": later(shaken(ORIGINAL, 4), DAY),
    "shaken and reversed": later(backwards(shaken(ORIGINAL, 3)), DAY),
    "shaken and cut": later(shaken(ORIGINAL[40:200], 3), DAY),
    "followed by an honest walk": later(ORIGINAL, DAY) + later(walk(7, 800), 1.2 * DAY),
}


def kept(fixes, pieces) -> list[int]:
    """The numbers that are stored of a track."""
    return fingerprint.kept(fingerprint.trace(fixes, pieces))


def sought(fixes, pieces) -> list[int]:
    """The numbers that a track is looked for by."""
    return fingerprint.sought(fingerprint.trace(fixes, pieces))


def other(fixes, own=True):
    return Other("the-other", own, "2026-05-01", fixes)


@pytest.mark.parametrize("track", CHEATS.values(), ids=CHEATS.keys())
def test_a_copy_is_found_out_however_it_was_dressed_up(track):
    (flag,) = copied(track, [other(walk(2)), other(ORIGINAL)], LIMITS)
    assert (flag.code, flag.severity) == ("replayed", "grave")
    assert flag.evidence["percent"] >= 75


@pytest.mark.parametrize("track", CHEATS.values(), ids=CHEATS.keys())
def test_a_copy_shares_numbers_with_what_it_was_made_of(track):
    asked = set(sought(track, pieces(track)))
    honest = max(len(asked & set(kept(each, pieces(each)))) for each in (walk(seed) for seed in range(20, 40)))
    shared = len(asked & set(kept(ORIGINAL, pieces(ORIGINAL))))
    assert shared > honest


def test_evidence_names_the_patrol_the_shift_and_the_direction():
    (flag,) = copied(CHEATS["replayed"], [other(ORIGINAL)], LIMITS)
    assert flag.evidence["patrol"] == "the-other"
    assert flag.evidence["shift_s"] == 7 * DAY
    assert flag.evidence["hours"] == 168
    assert flag.evidence["reversed"] is False
    assert flag.evidence["apart_m"] <= 0.1
    (flag,) = copied(CHEATS["reversed"], [other(ORIGINAL)], LIMITS)
    assert flag.evidence["reversed"] is True
    assert flag.evidence["shift_s"] == pytest.approx(DAY, abs=30)


def test_another_officers_track_is_copied_not_replayed():
    (flag,) = copied(CHEATS["replayed"], [other(ORIGINAL, own=False)], LIMITS)
    assert flag.code == "copied"


def test_two_phones_in_one_bag_walk_together_but_the_same_positions_are_a_copy():
    (flag,) = copied(shaken(ORIGINAL, 3), [other(ORIGINAL, own=False)], LIMITS)
    assert (flag.code, flag.severity) == ("together", "doubt")
    (flag,) = copied(ORIGINAL, [other(ORIGINAL, own=False)], LIMITS)
    assert flag.code == "copied"


@settings(max_examples=20, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.sampled_from([1.5, 3, 4.5, 8]),
    st.sampled_from([900, 2000, 4000]),
)
def test_two_honest_walks_of_one_path_are_two_walks(one, another, noise_m, length_m):
    if one == another:
        return
    first = walk(one, length_m, noise_m)
    second = later(walk(another, length_m, noise_m), 7 * DAY)
    assert compare(second, first, LIMITS) is None
    assert compare(backwards(second), first, LIMITS) is None


def test_times_laid_evenly_over_a_way_prove_nothing_but_the_same_positions_do():
    shaken_copy = later(shaken(ORIGINAL, 3), DAY)
    assert list(copied(shaken_copy, [other(ORIGINAL)], LIMITS, paced=False)) == []
    assert [flag.code for flag in copied(CHEATS["replayed"], [other(ORIGINAL)], LIMITS, paced=False)] == ["replayed"]


def test_the_very_recording_is_found_again_however_short_it_is_and_a_stand_never():
    short = walk(5)[:6]
    again = later(short, 5 * DAY)
    (flag,) = copied(again, [other(short)], LIMITS)
    assert (flag.code, flag.evidence["percent"], flag.evidence["shift_s"]) == ("replayed", 100, 5 * DAY)
    assert [flag.code for flag in copied(again, [other(short, own=False)], LIMITS)] == ["copied"]
    assert len(set(sought(again, [])) & set(kept(short, []))) >= 3, "as many as a search asks for"
    for honest in (walk(6)[:6], short[:5], shaken(short, 2)):
        assert list(copied(again, [other(honest)], LIMITS)) == []
    cached = [fix(START + 10 * k, (k % 3) * 2.0, 0.0) for k in range(30)]
    assert list(copied(later(cached, DAY), [other(cached)], LIMITS)) == []
    assert fingerprint.whole_keys(cached) == []


def test_walks_far_from_each_other_are_not_looked_into():
    away = [f._replace(lat=f.lat + 0.05) for f in ORIGINAL]
    assert compare(away, ORIGINAL, LIMITS) is None


def test_two_long_stands_at_one_place_are_no_copy():
    stand = [fix(START + 10 * k, (k % 3) * 2.0, (k % 5) * 2.0) for k in range(300)]
    assert compare(later(stand, DAY), stand, LIMITS) is None
    assert kept(stand, pieces(stand)) == kept(later(stand, DAY), pieces(later(stand, DAY)))


def test_where_the_other_phone_lost_the_sky_nothing_keeps_step():
    with_gap = [f for f in ORIGINAL if not 400 < f.t - START < 1400]
    match = compare(later(ORIGINAL, DAY), with_gap, LIMITS)
    assert match is not None
    assert match.same_points < 0.7


def test_a_track_of_two_fixes_at_one_time_is_compared_with_itself_in_peace():
    still = [fix(START, 0, 0), fix(START, 0, 0)]
    assert compare(still, still, LIMITS) is None
    assert sought(still, []) == kept(still, [])


def test_a_landmark_seen_again_after_hours_makes_no_pair():
    first, second = pieces(walk(3, 600)), pieces(later(walk(4, 600), 5 * DAY))
    together = set(kept(walk(3, 600), first + second))
    assert together >= set(kept(walk(3, 600), first))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 50), st.integers(-(10**6), 10**6))
def test_numbers_do_not_depend_on_the_clock(seed, shift_s):
    track = walk(seed, 900)
    moved = later(track, shift_s)
    assert kept(track, pieces(track)) == kept(moved, pieces(moved))


def test_the_same_positions_at_times_that_fit_nothing_are_told_in_finite_figures():
    seldom = [each._replace(t=START + 3600 * n) for n, each in enumerate(ORIGINAL)]
    (flag,) = copied(later(ORIGINAL[40:], DAY), [other(seldom)], LIMITS)
    assert flag.code == "replayed"
    assert flag.evidence["apart_m"] == 0
    json.dumps(flag.evidence, allow_nan=False)
