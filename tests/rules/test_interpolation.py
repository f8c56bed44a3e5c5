"""Times laid over a walk whose points came without any."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.interpolation import SLOWEST_MPS, spread
from patrol.rules.track import METRES_PER_DEGREE

STEP = 100 / METRES_PER_DEGREE
places = st.lists(st.tuples(st.floats(115, 118), st.floats(26, 29)), min_size=2, max_size=40)


def test_a_steady_walk_is_timed_by_distance():
    assert spread([(116.0, 0.0), (116.0, STEP), (116.0, 4 * STEP)], 1000, 1400) == pytest.approx([1000, 1100, 1400])


def test_a_walk_with_long_waits_keeps_a_walking_pace_and_ends_when_it_was_saved():
    times = spread([(116.0, 0.0), (116.0, STEP)], 0, 36_000)
    assert times == pytest.approx([36_000 - 100 / SLOWEST_MPS, 36_000])


def test_points_on_one_spot_take_the_start_and_the_end():
    assert spread([(116.0, 27.0)] * 3, 10, 20) == [10, 20, 20]


@given(places, st.floats(0, 2e9), st.floats(0, 1e5))
def test_times_lie_within_the_walk_and_never_run_backwards(points, start, seconds):
    times = spread(points, start, start + seconds)
    assert len(times) == len(points)
    assert all(a <= b for a, b in pairwise(times))
    assert start - 1e-3 <= times[0]
    assert times[-1] == start + seconds
