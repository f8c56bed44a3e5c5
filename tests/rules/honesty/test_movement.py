"""What a track by itself may give away."""

from patrol.rules.honesty.flags import SEVERITIES, SEVERITY_OF, Flag, rank
from patrol.rules.honesty.limits import Limits, changed
from patrol.rules.honesty.movement import driven, jumped, mock_location, outlasts_track, too_regular
from tests.rules.honesty.walks import START, fix, walk

LIMITS = Limits()
HONEST = walk(1)


def codes(found) -> list[str]:
    return [flag.code for flag in found]


def test_an_honest_walk_gives_nothing_away():
    assert not [*mock_location(False), *jumped(HONEST, 100, LIMITS), *driven(0, 3000, LIMITS)]
    assert not [*too_regular(HONEST, 0, LIMITS), *outlasts_track(HONEST[-1].t - START + 60, HONEST, LIMITS)]


def test_a_mock_location_is_grave():
    (flag,) = mock_location(True)
    assert flag.stored() == {"code": "mock_location", "severity": "grave", "evidence": {}}


def test_a_jump_of_kilometres_in_seconds_is_told_with_its_figures():
    away = [f._replace(lon=f.lon + 0.05) for f in HONEST[100:]]
    (flag,) = jumped(HONEST[:100] + away, 100, LIMITS)
    assert (flag.code, flag.evidence["count"], flag.evidence["seconds"]) == ("jumped", 1, 10)
    assert 4_900 < flag.evidence["metres"] < 5_000


def test_one_fix_thrown_off_is_no_jump_nor_is_one_that_says_itself_that_it_is_poor():
    spike = list(HONEST)
    spike[50] = spike[50]._replace(lon=spike[50].lon + 0.01)
    assert not codes(jumped(spike, 100, LIMITS))
    spike[51] = spike[51]._replace(lon=spike[51].lon + 0.01)
    assert codes(jumped(spike, 100, LIMITS))
    poor = [f._replace(acc=900) if index in (50, 51) else f for index, f in enumerate(spike)]
    assert not codes(jumped(poor, 100, LIMITS))


def test_a_lift_on_the_way_home_is_a_notice_and_a_patrol_by_car_a_doubt():
    assert not codes(driven(150, 3000, LIMITS))
    assert [flag.severity for flag in driven(900, 3000, LIMITS)] == ["notice"]
    (flag,) = driven(3000, 100, LIMITS)
    assert (flag.severity, flag.evidence) == ("doubt", {"metres": 3000, "percent": 97})


def drawn(count: int = 60, acc=5):
    return [fix(START + 10 * k, 12.5 * k, 4.0 * k, acc) for k in range(count)]


def test_a_drawn_line_is_too_regular():
    (flag,) = too_regular(drawn(), 0, LIMITS)
    assert flag.evidence["fixes"] == 60
    assert flag.evidence["bend_m"] < 0.3
    assert codes(too_regular(drawn(acc=None), 0, LIMITS))


def test_a_short_a_still_a_driven_a_bending_or_an_uneven_line_is_not_called_drawn():
    assert not codes(too_regular(drawn(20), 0, LIMITS))
    assert not codes(too_regular([fix(START + k, 0, 0) for k in range(60)], 0, LIMITS))
    assert not codes(too_regular(drawn(), 500, LIMITS))
    assert not codes(too_regular([fix(START + 10 * k, 12.5 * k, 3.0 * (k % 2)) for k in range(60)], 0, LIMITS))
    assert not codes(too_regular([fix(START + 10 * k, k * (8.0 + k / 4), 0) for k in range(60)], 0, LIMITS))
    uneven = [f._replace(acc=k % 2) for k, f in enumerate(drawn())]
    assert not codes(too_regular(uneven, 0, LIMITS))


def test_hours_claimed_beyond_the_track_are_told():
    (flag,) = outlasts_track(4 * 3600, HONEST[:100], LIMITS)
    assert flag.evidence == {"minutes": 240, "track_minutes": 16}


def test_severities_rank_and_every_code_has_one():
    assert rank([]) == 0
    assert rank([Flag("late", {}).stored(), Flag("copied", {}).stored()]) == 3
    assert rank([Flag("times_interpolated", {}).stored()]) == 0
    assert {"remark", *SEVERITY_OF.values()} == set(SEVERITIES)


def test_dated_data_changes_limits_by_name_and_strange_names_nothing():
    limits = changed(LIMITS, {"late_days": 3, "strange": 1})
    assert limits.late_days == 3
    assert changed(limits, {"late_days": 7}) == LIMITS
