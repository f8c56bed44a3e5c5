"""Whether a patrol is effective, and why not."""

from patrol.rules.effectiveness import Minimums, Walked, judge, shortfalls

RULE = Minimums(duration_s=600, distance_m=1000, own_share=0.5)


def codes(walked: Walked, minimums: Minimums = RULE) -> list[str]:
    return [reason["code"] for reason in shortfalls(walked, minimums)]


def test_a_patrol_that_just_meets_the_rule_is_effective():
    assert codes(Walked(600, 1000, 0.5)) == []


def test_each_shortfall_is_told_with_what_was_done_and_what_is_asked():
    assert codes(Walked(599, 999, 0.49)) == ["too_brief", "too_short", "not_on_own"]
    assert shortfalls(Walked(300, 1000, 0.5), RULE) == [{"code": "too_brief", "minutes": 5.0, "required": 10.0}]


def test_without_movement_there_is_no_effect_even_without_a_rule():
    assert codes(Walked(0, 0, 1), Minimums()) == ["no_movement"]
    assert codes(Walked(1, 1, 0), Minimums()) == []


def test_where_the_rule_asks_for_ones_own_area_what_was_walked_elsewhere_counts_for_nothing():
    inside = Minimums(3600, 3000, inside_own=True)
    walked = Walked(7200, 8000, 0.4, own_duration_s=3599, own_distance_m=2999)
    assert codes(walked, inside) == ["too_brief_inside", "too_short_inside"]
    assert shortfalls(walked, inside)[1] == {"code": "too_short_inside", "metres": 2999, "required": 3000}
    assert codes(Walked(7200, 8000, 0.4, own_duration_s=3600, own_distance_m=3000), inside) == []
    assert codes(walked, Minimums(3600, 3000)) == []


def test_what_nobody_measured_of_an_erased_track_is_taken_for_ones_own():
    assert codes(Walked(7200, 8000, 0.4), Minimums(3600, 3000, inside_own=True)) == []


def test_a_drone_counts_unless_the_rule_says_otherwise():
    flown = Walked(600, 500, 1.0, by_drone=True)
    assert shortfalls(flown, Minimums()) == []
    assert [reason["code"] for reason in shortfalls(flown, Minimums(drones_allowed=False))] == ["by_drone"]


def test_a_visit_that_does_what_its_object_asks_makes_a_patrol_effective_unless_the_own_rule_is_a_persons():
    strict, light = Minimums(3600, 3000, 0.5), Minimums(300, 300, 0.2)
    walked = Walked(600, 500, 0.0)
    judged = judge(walked, strict, [(0.3, light), (0.1, light)], personal=False)
    assert (judged.effective, judged.visits) == (True, (True, False))
    judged = judge(walked, strict, [(0.3, light)], personal=True)
    assert (judged.effective, judged.visits) == (False, (True,))
    assert judge(walked, light, [], personal=False).reasons[0]["code"] == "not_on_own"
