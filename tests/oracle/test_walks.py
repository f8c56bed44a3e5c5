"""The simulator itself: it is only an oracle if its noise, its pace and its truth are what it says."""

from datetime import UTC, datetime

import numpy as np
import pytest
import shapely

from .ground import CGCS2000, Ground, Plane, area_m2, length_m
from .mishaps import with_duplicates, with_spike
from .noise import position_error, reported_accuracy
from .outings import far_m
from .submission import body, line_track, packed_track
from .walks import along, driven, road_between, simulate, stay, unseen

PLANE = Plane(9.53, 47.14)
STARTED = datetime(2026, 3, 4, 0, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def ground():
    """A straight line of 3 km to the north-east and a bent one."""
    lines = {
        "straight": [(0, 0), (2400, 1800)],
        "bent": [(0, 0), (500, 0), (800, 400), (1500, 400), (1900, -200)],
    }
    shapes = {code: shapely.LineString(PLANE.degrees(np.array(xy, float))) for code, xy in lines.items()}
    return Ground.of(shapes, PLANE)


@pytest.mark.parametrize("sigma_m", [5.0, 10.0])
def test_the_noise_has_the_standard_deviation_it_claims_on_each_axis(sigma_m):
    error = position_error(np.random.default_rng(3), 200_000, sigma_m)
    assert error.std(axis=0) == pytest.approx([sigma_m, sigma_m], rel=0.03)
    assert np.median(np.hypot(*error.T)) == pytest.approx(1.177 * sigma_m, rel=0.04)


def test_the_noise_drifts_with_a_minute_of_memory_and_a_fifth_of_jitter():
    east = position_error(np.random.default_rng(4), 400_000, 1.0)[:, 0]
    after = {lag: float(np.mean(east[:-lag] * east[lag:])) for lag in (1, 60, 600)}
    assert after[1] == pytest.approx(0.8 * np.exp(-1 / 60), abs=0.04)
    assert after[60] == pytest.approx(0.8 * np.exp(-1), abs=0.04)
    assert after[600] == pytest.approx(0, abs=0.04)


def test_the_accuracy_a_phone_reports_is_its_68_percent_radius():
    random = np.random.default_rng(5)
    said = np.median(reported_accuracy(random, 4000, 10.0))
    radial = np.hypot(*position_error(random, 200_000, 10.0).T)
    assert np.mean(radial <= said) == pytest.approx(0.68, abs=0.03)


def test_a_walk_is_as_long_and_takes_as_long_as_its_truth_says(ground):
    walk = simulate(ground, [along(ground, "straight", 500, 2500)], 0.0)
    assert walk.truth.distance_m == pytest.approx(2000, abs=0.1)
    assert walk.truth.duration_s == pytest.approx(2000 / 1.2, rel=0.1)
    assert walk.truth.walked == {"straight": [(500, 2500)]}
    assert length_m(shapely.LineString(walk.lonlat)) == pytest.approx(2000, abs=20)


def test_fixes_come_at_the_interval_asked_for(ground):
    walk = simulate(ground, [along(ground, "straight", 0, 3000)], 5.0, interval_s=(5, 15))
    steps = np.diff(walk.seconds)
    assert steps[:-1].min() == 5
    assert steps.max() == 15
    assert walk.seconds[-1] == walk.truth.duration_s - 1


def test_the_recorded_fixes_scatter_about_the_true_path_as_the_noise_says(ground):
    walks = [simulate(ground, [along(ground, "straight", 0, 3000)], 10.0, seed=seed) for seed in range(40)]
    across = np.concatenate([PLANE.metres(shapely.LineString(w.lonlat)).coords for w in walks]) @ [-0.6, 0.8]
    assert across.std() == pytest.approx(10, rel=0.1)


def test_a_bank_keeps_its_distance_and_its_side(ground):
    leg = along(ground, "bent", 100, 2000, bank_m=15)
    back = along(ground, "bent", 2000, 100, bank_m=15)
    away = shapely.distance(ground.lines["bent"], shapely.points(leg.path.coords))
    assert away == pytest.approx(15, abs=0.5)
    assert leg.path.coords[0] == pytest.approx(back.path.coords[-1])
    assert leg.path.coords[0] == pytest.approx((100, 15), abs=0.01)


def test_there_and_back_is_walked_twice_and_covered_once(ground):
    out, back = along(ground, "bent", 0, 1500, 10), along(ground, "bent", 1500, 0, -10)
    truth = simulate(ground, [out, road_between(out, back), back], 5.0).truth
    assert truth.walked_m("bent") == 1500
    assert truth.distance_m == pytest.approx(3020, abs=60)


def test_lunch_counts_neither_as_distance_nor_as_time_but_is_recorded(ground):
    legs = [along(ground, "straight", 0, 1000), stay(3600), along(ground, "straight", 1000, 2000)]
    walk = simulate(ground, legs, 5.0)
    assert walk.seconds[-1] > 3600 + 1400
    assert walk.truth.duration_s == pytest.approx(2000 / 1.2, rel=0.1)
    assert walk.truth.distance_m == pytest.approx(2000, abs=0.1)
    assert walk.truth.walked == {"straight": [(0, 2000)]}


def test_a_tunnel_has_no_fixes_and_no_credit(ground):
    pieces = [along(ground, "straight", low, low + 300) for low in (0, 300, 600)]
    walk = simulate(ground, [pieces[0], unseen(pieces[1]), pieces[2]], 5.0)
    assert np.diff(walk.seconds).max() == pytest.approx(300, rel=0.25)
    assert walk.truth.walked == {"straight": [(0, 300), (600, 900)]}
    assert walk.truth.distance_m == pytest.approx(600, abs=0.1)


def test_a_drive_goes_at_60_kmh_and_is_owed_nothing(ground):
    walk = simulate(ground, [driven(along(ground, "straight", 0, 3000))], 5.0, interval_s=(5, 5))
    pace = length_m(shapely.LineString(walk.lonlat)) / walk.seconds[-1]
    assert pace == pytest.approx(60 / 3.6, rel=0.12)
    assert walk.truth == type(walk.truth)(0, 0, {}, None)


def test_a_spike_is_one_fix_half_a_kilometre_off(ground):
    walk = simulate(ground, [along(ground, "straight", 0, 1000)], 5.0)
    moved = CGCS2000.inv(*walk.lonlat.T, *with_spike(walk).lonlat.T)[2]
    assert sorted(moved)[-2:] == pytest.approx([0, 500], abs=0.01)


def test_duplicates_repeat_time_and_place(ground):
    walk = simulate(ground, [along(ground, "straight", 0, 1000)], 5.0)
    twice = with_duplicates(walk)
    assert np.count_nonzero(np.diff(twice.seconds) == 0) == len(twice.seconds) - len(walk.seconds) > 0


def test_credit_far_from_the_path_is_measured_to_the_metre():
    path = shapely.MultiLineString([[(0, 0), (1000, 0)]])
    stretches = shapely.GeometryCollection(
        [shapely.LineString([(0, 40), (1500, 40)]), shapely.LineString([(0, 300), (70, 300)])]
    )
    assert far_m(stretches, path, 50) == pytest.approx(1500 - 1030 + 70, abs=0.5)
    assert far_m(stretches, None, 50) == 1570


def test_both_encodings_of_a_track_say_the_same(ground):
    walk = simulate(ground, [along(ground, "bent", 0, 1500)], 5.0)
    packed, line = packed_track(walk, STARTED), line_track(walk, STARTED)
    lonlat = np.column_stack([np.cumsum(packed["lon"]), np.cumsum(packed["lat"])]) / 1e6
    assert lonlat == pytest.approx(np.array(line["coordinates"]), abs=6e-7)
    times = [datetime.fromisoformat(t).timestamp() for t in line["times"]]
    assert packed["t0"] / 1000 + np.cumsum(packed["dt"]) == pytest.approx(times)
    assert (np.cumsum(packed["acc"]) == walk.accuracy_m).all()
    assert body(walk, STARTED)["ended_at"] == line["times"][-1]


def test_the_ellipsoid_area_takes_holes_off_whichever_way_they_turn():
    square = shapely.box(9.5, 47.1, 9.51, 47.11)
    hole = shapely.box(9.502, 47.102, 9.504, 47.104)
    whole = area_m2(square)
    for ring in (hole.exterior, hole.exterior.reverse()):
        assert area_m2(shapely.Polygon(square.exterior, [ring])) == pytest.approx(whole - area_m2(hole))
    assert whole == pytest.approx(759.1 * 1112.0, rel=2e-3)
