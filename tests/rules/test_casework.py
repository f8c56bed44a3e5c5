"""The way of an issue: every step by every post, nothing undefined, nothing lost."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.errors import Conflict, Forbidden, Invalid
from patrol.models.officers import POSTS
from patrol.rules.casework import (
    ACTIONS,
    DESK,
    ENDED,
    MET,
    MISSING,
    NEW,
    OPEN_STATES,
    SOME_TAKE,
    STATES,
    TABLE,
    UNASSIGNED,
    UNMET,
    Actor,
    check_fields,
    conditions_met,
    judge,
    possible_actions,
    still_needed,
)
from patrol.rules.casework_words import ACTION_WORDS

EVERYTHING = frozenset(MISSING)
CONDITIONS = frozenset(UNMET)
ASSIGNEE = 7


def conditions_for(action: str) -> set[str]:
    return {ACTIONS[action].when} - {None}


def right_actor(action: str) -> Actor:
    rule = ACTIONS[action]
    return Actor(min(rule.by), is_assignee=rule.whose == "assignee")


def test_the_way_leads_from_found_to_closed():
    state = NEW
    way = ("find", "report", "accept", "assign", "rectify", "submit", "recheck", "close")
    for action in way:
        state = judge(state, action, right_actor(action), EVERYTHING)
    assert state == "closed"


def test_a_handover_goes_through_the_head_and_comes_back_to_be_checked():
    state = "rectifying"
    for action in ("propose_handover", "approve_handover", "hand_over", "file_case", "conclude_case"):
        state = judge(state, action, right_actor(action), EVERYTHING)
    assert state == "reviewing"


def test_a_decline_is_asked_about_once_of_the_police_and_then_of_the_procuratorate():
    state = "handed_over"
    for action in ("decline_case", "ask_reconsideration", "uphold_decline", "suggest_filing_supervision", "file_case"):
        state = judge(state, action, Actor("office"), EVERYTHING, conditions_for(action))
    assert state == "case_filed"
    assert ("decline_upheld", "ask_reconsideration") not in TABLE
    assert TABLE["filing_supervised", "uphold_decline"] == "accepted"


def test_the_conditions_of_an_issue_are_told_by_what_it_has():
    assert conditions_met(None, None, "enforcement", ASSIGNEE) == set()
    assert conditions_met(None, None, None, None) == {"unassigned"}
    moment = datetime(2026, 5, 25)
    assert conditions_met(moment.date(), moment, "police", ASSIGNEE) == CONDITIONS


@pytest.mark.parametrize(("state", "action"), sorted(TABLE))
def test_every_step_leads_to_a_defined_state_for_exactly_its_posts(state, action):
    rule = ACTIONS[action]
    for post in POSTS:
        actor = Actor(post, is_assignee=rule.whose == "assignee")
        if post in rule.by:
            assert judge(state, action, actor, EVERYTHING, conditions_for(action)) in STATES
        else:
            with pytest.raises(Forbidden) as refused:
                judge(state, action, actor, EVERYTHING, conditions_for(action))
            assert set(refused.value.errors) == {"action"}


@pytest.mark.parametrize("state", STATES)
def test_what_the_table_does_not_have_is_refused_with_what_is_possible(state):
    for action in set(ACTIONS) - {name for at, name in TABLE if at == state}:
        with pytest.raises(Conflict) as refused:
            judge(state, action, right_actor(action), EVERYTHING, CONDITIONS)
        key, params = refused.value.errors["action"]
        offered = possible_actions(state, right_actor(action), CONDITIONS)
        assert key == ("issue_no_such_step" if offered else "issue_no_step_for_you")
        told = [ACTION_WORDS[name][0] for name in offered]
        assert [word for word in params.get("possible_zh", "").split("、") if word] == told


def test_an_unknown_action_is_refused_with_all_that_exist():
    with pytest.raises(Invalid) as refused:
        judge("reported", "explode", Actor("office"), EVERYTHING)
    assert "accept" in refused.value.errors["action"][1]["choices"]


@pytest.mark.parametrize(
    ("action", "thing"), [(a, thing) for a, rule in ACTIONS.items() for thing in sorted(rule.needs)]
)
def test_each_thing_a_step_must_show_is_asked_for_by_its_field(action, thing):
    state = next(at for at, name in TABLE if name == action)
    with pytest.raises(Invalid) as refused:
        judge(state, action, right_actor(action), EVERYTHING - {thing}, conditions_for(action))
    field, key = MISSING[thing]
    assert refused.value.errors == {field: key}
    assert still_needed(action, EVERYTHING - {thing}) == [thing]
    assert still_needed(action, EVERYTHING) == []


@pytest.mark.parametrize("action", [action for action, rule in ACTIONS.items() if rule.whose == "assignee"])
def test_only_the_assignee_or_the_desk_for_them_mends(action):
    state = next(at for at, name in TABLE if name == action)
    with pytest.raises(Forbidden, match="issue_not_yours"):
        judge(state, action, Actor("ranger"), EVERYTHING)
    assert judge(state, action, Actor("ranger", is_assignee=True), EVERYTHING)
    for post in DESK:
        assert judge(state, action, Actor(post), EVERYTHING)


@pytest.mark.parametrize(
    "action", [action for action, rule in ACTIONS.items() if rule.whose in ("other", "judge", "decider")]
)
def test_nobody_judges_their_own_work(action):
    state = next(at for at, name in TABLE if name == action)
    with pytest.raises(Forbidden, match="issue_own_work"):
        judge(state, action, Actor("county_chief", is_assignee=True), EVERYTHING, conditions_for(action))


def test_who_turned_the_work_in_for_another_may_return_it_and_neither_rechecks_nor_closes():
    submitter = Actor("office", is_submitter=True)
    for action in ("recheck", "close"):
        with pytest.raises(Forbidden, match="issue_own_submission"):
            judge("reviewing", action, submitter, EVERYTHING)
        assert judge("reviewing", action, Actor("office"), EVERYTHING) == TABLE["reviewing", action]
    assert set(possible_actions("reviewing", submitter)) == {"return", "note"}
    assert judge("reviewing", "return", submitter, EVERYTHING) == "rectifying"


def test_what_comes_back_to_nobody_is_to_be_assigned_first():
    assert judge("reviewing", "return", Actor("office"), EVERYTHING, {"unassigned"}) == "accepted"
    assert judge("reported", "accept", Actor("office"), EVERYTHING, {"unassigned"}) == "accepted"
    assert set(UNASSIGNED) <= set(TABLE)


@pytest.mark.parametrize("action", ["approve_handover", "refuse_handover"])
def test_who_proposed_a_handover_does_not_decide_on_it(action):
    with pytest.raises(Forbidden, match="issue_own_work"):
        judge("handover_proposed", action, Actor("county_chief", is_proposer=True), EVERYTHING)


@pytest.mark.parametrize(
    ("state", "action", "conditions", "said"),
    [
        ("rectifying", "ask_extension", {"extension_asked"}, MET["extension_asked"]),
        ("rectifying", "grant_extension", set(), UNMET["extension_asked"]),
        ("rectifying", "refuse_extension", set(), UNMET["extension_asked"]),
        ("accepted", "supervise", {"supervised"}, MET["supervised"]),
        ("accepted", "end_supervision", set(), UNMET["supervised"]),
    ],
)
def test_extensions_and_supervision_follow_on_each_other(state, action, conditions, said):
    with pytest.raises(Conflict) as refused:
        judge(state, action, right_actor(action), EVERYTHING, conditions)
    assert refused.value.errors == {"action": said}
    actor = right_actor(action)
    assert action not in possible_actions(state, actor, conditions)
    assert action in possible_actions(state, actor, CONDITIONS - conditions)


def test_an_ended_issue_is_not_open():
    assert set(OPEN_STATES) | ENDED == set(STATES)
    assert not set(OPEN_STATES) & ENDED


STEPS = st.tuples(
    st.sampled_from(sorted(ACTIONS)),
    st.builds(Actor, st.sampled_from(POSTS), st.booleans(), st.booleans(), st.booleans()),
    st.frozensets(st.sampled_from(sorted(EVERYTHING))),
    st.frozensets(st.sampled_from(sorted(CONDITIONS | {"unassigned"}))),
)


def attempt(state: str, step) -> str | None:
    """The state after a step, None when it is refused; a refusal names a field."""
    action, actor, shown, conditions = step
    try:
        return judge(state, action, actor, shown, conditions)
    except (Invalid, Conflict, Forbidden) as refused:
        return None if refused.errors else "refused without a word"


@settings(deadline=None)
@given(st.lists(STEPS, max_size=60))
def test_no_walk_reaches_an_undefined_state_or_loses_an_event(steps):
    state, history = NEW, []
    for step in steps:
        action, actor, shown, conditions = step
        offered = action in possible_actions(state, actor, conditions)
        after = attempt(state, step)
        assert (after is not None) == (offered and shown >= ACTIONS[action].needs)
        if after is not None:
            history.append((action, after, conditions))
            state = after
        assert state in (NEW, *STATES)
    assert replay(history) == state


def replay(history: list[tuple[str, str, frozenset[str]]]) -> str:
    state = NEW
    for action, after, conditions in history:
        to_nobody = UNASSIGNED.get((state, action)) if "unassigned" in conditions else None
        assert (to_nobody or TABLE[state, action]) == after
        state = after
    return state


@given(st.sampled_from(STATES))
def test_every_open_state_has_a_way_to_an_end(state):
    reached, edge = {state}, [state]
    while edge:
        here = edge.pop()
        for (at, _), after in TABLE.items():
            if at == here and after not in reached:
                reached.add(after)
                edge.append(after)
    assert reached & ENDED


@pytest.mark.parametrize("action", ACTIONS)
def test_a_step_takes_what_it_needs_and_nothing_of_other_steps(action):
    needed = {MISSING[thing][0] for thing in ACTIONS[action].needs}
    check_fields(action, needed | {"opinion", "photos", "position"})
    foreign = SOME_TAKE - needed - ACTIONS[action].may
    with pytest.raises(Invalid) as caught:
        check_fields(action, SOME_TAKE)
    assert set(caught.value.errors) == foreign


@pytest.mark.parametrize("action", ["grant_extension", "refuse_extension"])
def test_who_asked_for_an_extension_for_the_assignee_does_not_decide_on_it(action):
    conditions = {"extension_asked"}
    with pytest.raises(Forbidden, match="issue_own_extension"):
        judge("rectifying", action, Actor("office", is_asker=True), EVERYTHING, conditions)
    assert judge("rectifying", action, Actor("office"), EVERYTHING, conditions) == "rectifying"
    assert action not in possible_actions("rectifying", Actor("office", is_asker=True), conditions)
