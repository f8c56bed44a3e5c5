"""From a raw track to the path that counts."""

import math
import random
from itertools import pairwise

import pytest

from patrol.rules.track import METRES_PER_DEGREE, Fix, Limits, clean, stays

LIMITS = Limits(max_accuracy_m=100, max_speed_mps=10, gap_s=120, stay_s=180, stay_radius_m=30)
LON, LAT = 116.5, 27.5
EAST = METRES_PER_DEGREE * math.cos(math.radians(LAT))


def fix(t: float, x: float, y: float = 0.0, acc: float | None = 5) -> Fix:
    return Fix(t, LON + x / EAST, LAT + y / METRES_PER_DEGREE, acc)


def walk(seconds: int, every_s: int = 5, speed: float = 1.2, start_s: float = 0, start_m: float = 0) -> list[Fix]:
    return [fix(start_s + t, start_m + speed * t) for t in range(0, seconds + 1, every_s)]


def metres(cleaned) -> float:
    return sum(
        math.hypot((b[0] - a[0]) * EAST, (b[1] - a[1]) * METRES_PER_DEGREE)
        for piece in cleaned.pieces
        for a, b in pairwise(piece)
    )


def test_a_steady_walk_counts_whole():
    cleaned = clean(walk(1800), LIMITS)
    assert len(cleaned.pieces) == 1
    assert metres(cleaned) == pytest.approx(2160, rel=1e-6)
    assert cleaned.moving_s == 1800


@pytest.mark.parametrize("sigma", [5, 10])
@pytest.mark.parametrize("every_s", [5, 10, 15])
def test_trembling_positions_add_under_four_percent(sigma, every_s):
    shaken = random.Random(sigma * every_s)
    fixes = [
        fix(f.t, (f.lon - LON) * EAST + shaken.gauss(0, sigma), shaken.gauss(0, sigma))
        for f in walk(3600, every_s=every_s)
    ]
    assert metres(clean(fixes, LIMITS)) == pytest.approx(4320, rel=0.04)


def test_repeated_fixes_change_nothing():
    fixes = walk(600)
    doubled = [copy for each in fixes for copy in (each, each)]
    assert metres(clean(doubled, LIMITS)) == pytest.approx(metres(clean(fixes, LIMITS)))


def test_fixes_of_bad_accuracy_are_left_out():
    fixes = walk(600)
    fixes[30] = fix(fixes[30].t, 90, 80, acc=500)
    assert metres(clean(fixes, LIMITS)) == pytest.approx(720, rel=1e-3)


def test_a_spike_earns_nothing_and_does_not_cut_the_walk():
    fixes = walk(600)
    fixes[30] = fix(fixes[30].t, 180, 500)
    cleaned = clean(fixes, LIMITS)
    assert len(cleaned.pieces) == 1
    assert metres(cleaned) == pytest.approx(720, rel=0.01)


def test_two_fixes_far_off_in_a_row_do_not_cut_the_walk_either():
    fixes = walk(600)
    fixes[30], fixes[31] = (fix(fixes[n].t, 180, 3000 + n) for n in (30, 31))
    cleaned = clean(fixes, LIMITS)
    assert len(cleaned.pieces) == 1
    assert metres(cleaned) == pytest.approx(720, rel=0.01)


def test_a_gap_in_time_earns_neither_distance_nor_time():
    cleaned = clean([*walk(600), *walk(600, start_s=900, start_m=1020)], LIMITS)
    assert len(cleaned.pieces) == 2
    assert metres(cleaned) == pytest.approx(1440, rel=1e-3)
    assert cleaned.moving_s == 1200


def test_a_jump_to_another_place_starts_a_new_piece():
    cleaned = clean([*walk(600), *walk(600, start_s=605, start_m=5000)], LIMITS)
    assert len(cleaned.pieces) == 2
    assert metres(cleaned) == pytest.approx(1440, rel=1e-3)


def test_an_hour_of_rest_adds_neither_distance_nor_time():
    shaken = random.Random(3)
    rest = [fix(605 + t, 720 + shaken.gauss(0, 5), shaken.gauss(0, 5)) for t in range(0, 3600, 5)]
    cleaned = clean([*walk(600), *rest, *walk(600, start_s=4205, start_m=720)], LIMITS)
    assert metres(cleaned) == pytest.approx(1440, rel=0.04)
    assert cleaned.moving_s == pytest.approx(1200, abs=60)


def test_a_drive_earns_nothing_and_is_told():
    drive = [fix(t, 60 / 3.6 * t) for t in range(0, 601, 10)]
    cleaned = clean(drive, LIMITS)
    assert cleaned.pieces == []
    assert cleaned.moving_s == 0
    assert cleaned.driven_m == pytest.approx(10_000, rel=0.05)


def test_a_walk_before_and_after_a_drive_counts():
    drive = [fix(600 + t, 720 + 60 / 3.6 * t) for t in range(10, 301, 10)]
    after = walk(600, start_s=905, start_m=720 + 60 / 3.6 * 300)
    cleaned = clean([*walk(600), *drive, *after], LIMITS)
    assert metres(cleaned) == pytest.approx(1440, rel=0.1)
    assert cleaned.driven_m > 4000


def test_standing_still_is_no_movement():
    assert clean([fix(0, 0), fix(600, 0)], LIMITS).pieces == []
    assert clean([fix(0, 0), fix(5, 0), fix(10, 0)], LIMITS).pieces == []


def test_a_track_without_any_usable_fix_is_empty():
    cleaned = clean([fix(0, 0, acc=500), fix(5, 10, acc=500)], LIMITS)
    assert (cleaned.pieces, cleaned.moving_s, cleaned.dropped) == ([], 0.0, 2)


def test_one_fix_outside_does_not_end_a_stay():
    points = [fix(t, 0) for t in range(0, 400, 10)]
    points[20] = fix(200, 45)
    local = [type("P", (), {"t": f.t, "x": (f.lon - LON) * EAST, "y": 0.0})() for f in points]
    assert stays(local, LIMITS) == [(0, 39)]


def test_a_car_that_slows_down_for_a_bend_earns_nothing_either():
    speeds = [12, 17, 22, 17, 9.5, 8, 9.5, 14, 20, 12] * 6
    at_m, drive = 0.0, []
    for index, speed in enumerate(speeds):
        drive.append(fix(5 * index, at_m))
        at_m += 5 * speed
    cleaned = clean(drive, LIMITS)
    assert cleaned.pieces == []


def test_a_walk_begins_where_the_car_has_stopped():
    braking = [fix(600 + t, 10_000 + 16 * t - 0.4 * t * t) for t in range(0, 21, 5)]
    drive = [fix(t, 60 / 3.6 * t) for t in range(0, 600, 5)]
    after = walk(1200, start_s=625, start_m=10_160)
    assert metres(clean([*drive, *braking, *after], LIMITS)) == pytest.approx(1440, rel=0.05)


@pytest.mark.parametrize("every_s", [5, 10, 15])
@pytest.mark.parametrize("sigma", [5, 10])
def test_a_spike_costs_no_walking_time(sigma, every_s):
    shaken = random.Random(sigma)
    fixes = [
        fix(f.t, (f.lon - LON) * EAST + shaken.gauss(0, sigma), shaken.gauss(0, sigma))
        for f in walk(1800, every_s=every_s)
    ]
    middle = len(fixes) // 2
    fixes[middle] = fix(fixes[middle].t, 1000, 500)
    cleaned = clean(fixes, LIMITS)
    assert len(cleaned.pieces) == 1
    assert cleaned.moving_s == 1800


@pytest.mark.parametrize("sigma", [5, 10])
def test_an_hour_of_lunch_takes_at_most_half_a_minute_of_the_walk(sigma):
    shaken = random.Random(sigma)
    rest = [fix(1205 + t, 1440 + shaken.gauss(0, sigma), shaken.gauss(0, sigma)) for t in range(0, 3600, 5)]
    cleaned = clean([*walk(1200), *rest, *walk(1200, start_s=4805, start_m=1440)], LIMITS)
    assert cleaned.moving_s == pytest.approx(2400, abs=30)
