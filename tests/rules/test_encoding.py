"""The two shapes of a track, and what is wrong with a bad one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
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
