"""Whether a patrol is effective, and why not."""

from patrol.rules.effectiveness import Minimums, Walked, shortfalls

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
