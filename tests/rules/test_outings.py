"""When a logger's fixes make one outing, and when another."""

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.outings import is_part, local_day, nearest, outings
from patrol.rules.track import Fix

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 5, 20, 4, tzinfo=UTC).timestamp()
MIDNIGHT = datetime(2026, 5, 20, 16, tzinfo=UTC).timestamp()
GAP_S = 3600.0


def fixes(*seconds: float) -> list[Fix]:
    return [Fix(at, 116.5, 27.5) for at in seconds]


def test_fixes_without_a_long_gap_are_one_outing():
    assert outings(fixes(NOON, NOON + 10, NOON + 3609), SHANGHAI, GAP_S) == [fixes(NOON, NOON + 10, NOON + 3609)]


def test_a_gap_parts_two_outings():
    assert [len(outing) for outing in outings(fixes(NOON, NOON + 5, NOON + 3605, NOON + 3610), SHANGHAI, GAP_S)] == [
        2,
        2,
    ]


def test_local_midnight_parts_two_outings_though_utc_goes_on():
    parted = outings(fixes(MIDNIGHT - 20, MIDNIGHT - 10, MIDNIGHT, MIDNIGHT + 10), SHANGHAI, GAP_S)
    assert [local_day(outing[0], SHANGHAI).day for outing in parted] == [20, 21]
    assert len(outings(fixes(MIDNIGHT - 20, MIDNIGHT + 10), UTC, GAP_S)) == 1


def test_a_fix_that_stands_alone_is_no_outing():
    assert outings(fixes(NOON, NOON + 9000, NOON + 9001), SHANGHAI, GAP_S) == [fixes(NOON + 9000, NOON + 9001)]
    assert outings([], SHANGHAI, GAP_S) == []


def test_the_nearest_fix_is_found():
    walk = [Fix(0, 116.5, 27.5), Fix(1, 116.6, 27.5)]
    assert nearest(walk, 116.59, 27.51) == walk[1]


@given(st.lists(st.integers(0, 10**6), max_size=60))
def test_outings_are_in_order_disjoint_and_hold_nothing_twice(seconds):
    parted = outings(fixes(*(NOON + each for each in seconds)), SHANGHAI, GAP_S)
    flat = [fix for outing in parted for fix in outing]
    assert flat == sorted(set(flat))
    for outing in parted:
        assert len({local_day(fix, SHANGHAI) for fix in outing}) == 1
        assert all(b.t - a.t < GAP_S for a, b in pairwise(outing))


WALK = [Fix(NOON + 5.4 * step, 116.5 + 3e-5 * step, 27.5 + 1e-5 * (step % 3)) for step in range(30)]


@given(st.integers(0, 28), st.integers(2, 30))
def test_a_stretch_of_a_walk_is_known_whichever_way_it_was_rounded(first, count):
    rounded = [Fix(round(fix.t), round(fix.lon, 6), round(fix.lat, 6)) for fix in WALK[first : first + count]]
    assert is_part(rounded, WALK)
    assert is_part(WALK[first : first + count], [Fix(int(fix.t), fix.lon, fix.lat) for fix in WALK])


def test_another_walk_is_not_known_however_like():
    later = [Fix(fix.t + 30, fix.lon, fix.lat) for fix in WALK]
    beside = [Fix(fix.t, fix.lon + 1e-5, fix.lat) for fix in WALK]
    longer = [*WALK, Fix(NOON + 400, 116.6, 27.5)]
    thinned = WALK[::2]
    assert not any(is_part(other, WALK) for other in (later, beside, longer, thinned))
