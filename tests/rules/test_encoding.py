"""The two shapes of a track, and what is wrong with a bad one."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from patrol.errors import Invalid
from patrol.rules.encoding import check_position, fixes_of, track_of
from patrol.rules.track import Fix

T0 = datetime(2026, 5, 1, tzinfo=UTC)


def deltas(**changes) -> dict:
    return {
        "t0": int(T0.timestamp() * 1000),
        "dt": [0, 5, 5],
        "lon": [116500000, 10, -5],
        "lat": [27500000, 0, 7],
        "acc": [5, 6, 7],
    } | changes


def refusal(track: dict, most: int = 100) -> dict:
    with pytest.raises(Invalid) as caught:
        fixes_of(track, most)
    return caught.value.errors


def test_deltas_add_up_to_positions_and_times():
    fixes = fixes_of(deltas(), 100)
    assert [fix.t - T0.timestamp() for fix in fixes] == [0, 5, 10]
    assert [fix.lon for fix in fixes] == pytest.approx([116.5, 116.50001, 116.500005])
    assert [fix.lat for fix in fixes] == pytest.approx([27.5, 27.5, 27.500007])
    assert [fix.acc for fix in fixes] == [5, 6, 7]


def test_accuracies_may_be_left_out():
    assert fixes_of(deltas(acc=None), 100)[0].acc is None


def test_a_multi_line_is_read_in_order():
    line = {
        "type": "MultiLineString",
        "coordinates": [[[116.5, 27.5], [116.6, 27.5]], [[116.7, 27.5, 88.0]]],
        "times": [T0, T0 + timedelta(seconds=5), T0 + timedelta(seconds=9)],
    }
    assert [fix.lon for fix in fixes_of(line, 100)] == [116.5, 116.6, 116.7]


@pytest.mark.parametrize(
    ("changes", "field", "key"),
    [
        ({"dt": [], "lon": [], "lat": [], "acc": []}, "track", "track_too_short"),
        ({"dt": [0], "lon": [116500000], "lat": [27500000], "acc": [5]}, "track", "track_too_short"),
        ({"dt": [0, 5]}, "track", "track_lengths"),
        ({"dt": [0, 5, -1]}, "track", "time_backwards"),
        ({"lon": [999000000, 0, 0]}, "track.lon", "lon_range"),
        ({"lat": [999000000, 0, 0]}, "track.lat", "lat_range"),
    ],
)
def test_a_bad_track_is_refused_by_name(changes, field, key):
    assert refusal(deltas(**changes))[field][0] == key


def test_swapped_axes_are_recognised():
    assert refusal(deltas(lon=[27500000, 0, 0], lat=[116500000, 0, 0])) == {"track": "axes_swapped"}
    check_position(116.5, 27.5, "position")


def test_a_track_that_is_too_long_says_how_long_it_may_be():
    assert refusal(deltas(), most=2)["track"] == ("track_too_long", {"max": 2, "count": 3})


def test_a_line_needs_a_time_for_each_point():
    line = {"type": "LineString", "coordinates": [[116.5, 27.5], [116.6, 27.5]], "times": [T0]}
    assert refusal(line)["track.times"] == ("times_length", {"times": 1, "points": 2})


def test_accuracies_may_come_as_deltas_like_the_rest():
    assert [fix.acc for fix in fixes_of(deltas(acc=[8, -3, 2]), 100)] == [8, 5, 7]


def test_a_negative_accuracy_is_refused():
    assert refusal(deltas(acc=[-8, -8, -8]))["track.acc"] == ("acc_range", {"index": 1, "value": -8})


def packed(acc: list[int]) -> dict:
    count = len(acc)
    return deltas(dt=[5] * count, lon=[116500000] + [90] * (count - 1), lat=[27500000] + [0] * (count - 1), acc=acc)


ACCURACIES = st.lists(st.integers(1, 2_000), min_size=6, max_size=200)


@given(ACCURACIES, st.data())
def test_one_negative_among_accuracies_is_refused_with_its_place(acc, data):
    place = data.draw(st.integers(0, len(acc) - 1))
    acc[place] = data.draw(st.integers(-100_000, -1))
    assert refusal(packed(acc), 200)["track.acc"] == ("acc_range", {"index": place + 1, "value": acc[place]})


@given(ACCURACIES)
def test_differences_of_accuracies_that_rise_and_fall_are_the_accuracies(acc):
    steps = [acc[0], *(b - a for a, b in pairwise(acc))]
    assume(min(steps) < 0 and sum(step <= 0 for step in steps[1:]) * 4 >= len(steps) - 1)
    assert [fix.acc for fix in fixes_of(packed(steps), 200)] == acc


@given(ACCURACIES)
def test_accuracies_as_they_are_stay_as_they_are(acc):
    assert [fix.acc for fix in fixes_of(packed(acc), 200)] == acc


def test_an_accuracy_beyond_belief_is_refused():
    assert refusal(deltas(acc=[5, 10**6 + 1, 7]))["track.acc"] == ("acc_range", {"index": 2, "value": 10**6 + 1})


PLACES = st.tuples(st.floats(-179, 179), st.floats(-89, 89), st.integers(0, 500))


@given(st.lists(PLACES, min_size=2, max_size=30), st.integers(1, 600))
def test_a_track_told_again_is_the_track_that_came(places, every_s):
    came = [Fix(T0.timestamp() + n * every_s, lon, lat, acc) for n, (lon, lat, acc) in enumerate(places)]
    told = fixes_of(track_of(came), 100)
    assert [fix.t for fix in told] == [fix.t for fix in came]
    assert [fix.acc for fix in told] == [fix.acc for fix in came]
    assert all(abs(a.lon - b.lon) < 1e-6 and abs(a.lat - b.lat) < 1e-6 for a, b in zip(told, came, strict=True))


def test_a_track_without_accuracies_is_told_without_them():
    assert track_of([Fix(0.0, 1.0, 2.0), Fix(5.0, 1.0, 2.0)])["acc"] is None
