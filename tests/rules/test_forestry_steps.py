"""The way of a forestry work: every step by every post, nothing undefined, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.errors import Conflict, Forbidden, Invalid
from patrol.models.forestry import WORK_TYPES
from patrol.models.officers import POSTS
from patrol.rules.acceptance import VERDICTS
from patrol.rules.forestry_steps import (
    ACCEPTING,
    MISSING,
    NEW,
    STAGES,
    STEPS,
    TABLES,
    Actor,
    judge,
    kinds_looked_at,
    needed,
    possible_steps,
)
from patrol.rules.forestry_words import STAGE_WORDS, STEP_WORDS, WORK_TYPE_WORDS, stage_word
from patrol.rules.rulings import Finding, ruling, tier_missing

EVERYTHING = frozenset(MISSING)
EVERY_STEP = [(kind, stage, step) for kind, table in TABLES.items() for stage, step in table]


@pytest.mark.parametrize(("work_type", "stage", "step"), EVERY_STEP)
def test_every_step_leads_to_a_defined_stage_for_exactly_its_posts(work_type, stage, step):
    verdict = STEPS[step].verdict
    for post in POSTS:
        if post in STEPS[step].by:
            assert judge(work_type, stage, step, Actor(post), EVERYTHING, verdict) in STAGES
        else:
            with pytest.raises(Forbidden):
                judge(work_type, stage, step, Actor(post), EVERYTHING, verdict)


@pytest.mark.parametrize(("work_type", "stage", "step"), EVERY_STEP)
def test_each_thing_that_a_step_lacks_is_named_by_its_field(work_type, stage, step):
    for thing in needed(stage, step):
        with pytest.raises(Invalid) as caught:
            judge(work_type, stage, step, Actor(min(STEPS[step].by)), EVERYTHING - {thing}, STEPS[step].verdict)
        assert caught.value.errors == dict([MISSING[thing]])


@pytest.mark.parametrize(("work_type", "stage", "step"), EVERY_STEP)
def test_nobody_judges_their_own_work_and_only_a_verdict_is_followed(work_type, stage, step):
    rule = STEPS[step]
    if rule.judging:
        with pytest.raises(Forbidden):
            judge(work_type, stage, step, Actor(min(rule.by), reported=True), EVERYTHING, rule.verdict)
    for verdict in {None, *VERDICTS} - {rule.verdict} if rule.verdict else ():
        with pytest.raises(Conflict):
            judge(work_type, stage, step, Actor(min(rule.by)), EVERYTHING, verdict)


def test_an_unknown_step_and_one_out_of_turn_are_told_apart():
    with pytest.raises(Invalid):
        judge("tending", "planned", "explode", Actor("office"), EVERYTHING)
    with pytest.raises(Conflict) as caught:
        judge("tending", "qualified", "establish", Actor("supervisor"), EVERYTHING, "qualified")
    assert "登记损失" in caught.value.errors["action"][1]["possible_zh"]
    with pytest.raises(Conflict):
        judge("tending", NEW, "design", Actor("office"), EVERYTHING)


@given(
    st.sampled_from(WORK_TYPES),
    st.lists(
        st.tuples(
            st.sampled_from(sorted(STEPS)),
            st.sampled_from(POSTS),
            st.booleans(),
            st.frozensets(st.sampled_from(sorted(EVERYTHING))) | st.just(EVERYTHING),
            st.sampled_from([None, *VERDICTS]),
        ),
        max_size=60,
    ),
)
def test_no_walk_reaches_an_undefined_stage_or_loses_a_step(work_type, walk):
    stage, history = NEW, []
    for step, post, reported, shown, verdict in walk:
        actor = Actor(post, reported)
        offered = step in possible_steps(work_type, stage, actor)
        try:
            after = judge(work_type, stage, step, actor, shown, verdict)
        except (Conflict, Forbidden, Invalid):
            after = None
        lawful = offered and needed(stage, step) <= shown and STEPS[step].verdict in (None, verdict)
        assert (after is not None) == lawful
        if after is not None:
            history.append((step, after))
            stage = after
    replayed = NEW
    for step, after in history:
        assert TABLES[work_type][replayed, step] == after
        replayed = after
    assert replayed == stage
    assert stage in (NEW, *STAGES)


@pytest.mark.parametrize("work_type", WORK_TYPES)
def test_every_stage_can_be_reached_and_all_but_the_ends_can_be_left(work_type):
    table, reached = TABLES[work_type], {NEW}
    while grown := {after for (at, _), after in table.items() if at in reached} - reached:
        reached |= grown
    assert reached == {NEW, *STAGES} - ({"established"} if work_type == "tending" else set())
    ends = {"established", "withdrawn"} | ({"qualified"} if work_type == "tending" else set())
    for stage in reached - ends:
        assert any(after != stage for (at, _), after in table.items() if at == stage)


def test_everything_has_its_words():
    assert {step for table in TABLES.values() for _, step in table} == set(STEPS) <= set(STEP_WORDS)
    assert set(STAGE_WORDS) == set(STAGES)
    assert set(WORK_TYPE_WORDS) == set(WORK_TYPES)
    assert stage_word("tending", "replant") == "待返工"
    assert stage_word("afforestation", "replant", 1) == "To be replanted"


def test_a_work_is_inspected_for_its_acceptance_and_later_for_its_preservation():
    assert {stage for stage in STAGES if "survival" in kinds_looked_at(stage)} == ACCEPTING
    assert [stage for stage in STAGES if "preservation" in kinds_looked_at(stage)] == ["qualified"]
    assert kinds_looked_at("planned") == frozenset()


def finding(number: int, tier: str, verdict: str, area: float) -> Finding:
    return Finding(number, tier, "survival", verdict, area, f"原因{number}")


def test_the_tier_that_a_scheme_asks_for_must_have_looked_itself_or_one_above_it():
    assert tier_missing([]) is None
    county, municipal, provincial = (
        finding(at, tier, "qualified", 100) for at, tier in enumerate(("county", "municipal", "provincial"))
    )
    assert tier_missing([county]) is None
    strict = county._replace(asked_tier="municipal")
    assert tier_missing([strict]) == "municipal"
    assert tier_missing([strict, municipal]) is None
    assert tier_missing([strict, provincial]) is None
    assert tier_missing([strict, municipal._replace(asked_tier="national")]) == "national"


def test_the_highest_tier_rules_with_its_worst_verdict_and_least_area():
    assert ruling([]) is None
    county = finding(1, "county", "qualified", 100)
    assert ruling([county])[:3] == (1, "qualified", 100)
    upper = [finding(2, "national", "replant", 90), finding(3, "national", "qualified", 80)]
    assert ruling([county, *upper]) == (2, "replant", 80, "原因3")
