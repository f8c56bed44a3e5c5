"""The way of an issue 问题 from found to closed (销号): which step leads where, who may take it, what it must show.

A step is an action in a state. Some actions leave the state as it is (an opinion, an extension, supervision); they
are steps all the same and stand in the history.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from patrol.errors import Conflict, Forbidden, Invalid
from patrol.rules.casework_words import ACTION_WORDS, STATE_WORDS

NEW = "new"
ENDED = frozenset({"closed", "invalid", "merged"})
STATES = tuple(STATE_WORDS)
OPEN_STATES = tuple(state for state in STATES if state not in ENDED)
SUPERVISABLE = tuple(state for state in OPEN_STATES if state not in ("found", "reported"))

CHIEFS = frozenset({"village_chief", "township_chief", "county_chief"})
FINDERS = frozenset({"ranger", "patroller", "supervision", "office", "supervisor"}) | CHIEFS
DESK = frozenset({"office", "supervision"})
HANDLERS = DESK | {"township_chief", "county_chief"}
HEADS = frozenset({"county_chief"})
OVERSEERS = frozenset({"county_chief", "supervisor"})
LISTING = FINDERS - {"ranger", "patroller"}
"""Who hands in rectification lists; whoever walks takes each step where it is."""
MAY_BE = {"assignee": FINDERS, "partner": HANDLERS}
"""The posts of those whom a step names: who is to put it right must be able to take a step, and the second officer of a
handover must be one who handles cases."""


class Rule(NamedTuple):
    """Who may take an action, what it must show, and in which condition the issue must or must not be.

    `whose`: "assignee" is done by the one it was assigned to, or by the desk on their behalf; "other" by anybody but
    the assignee, because nobody judges their own work, "judge" by anybody but the assignee and whoever turned the work
    in for them, and "decider" by anybody but the assignee and whoever asked for the extension for them. `may` names
    fields that it takes and can do without.
    """

    by: frozenset[str]
    needs: frozenset[str] = frozenset()
    whose: str = "anybody"
    when: str | None = None
    unless: str | None = None
    may: frozenset[str] = frozenset()


def _needs(*things: str) -> frozenset[str]:
    return frozenset(things)


ACTIONS = {
    "find": Rule(FINDERS),
    "report": Rule(FINDERS),
    "accept": Rule(HANDLERS, may=frozenset({"severity"})),
    "reject": Rule(HANDLERS, _needs("opinion")),
    "merge": Rule(DESK, _needs("into")),
    "assign": Rule(HANDLERS, _needs("assignee", "due_on")),
    "reassign": Rule(HANDLERS, _needs("opinion", "assignee", "due_on")),
    "rectify": Rule(FINDERS, whose="assignee"),
    "submit": Rule(FINDERS, _needs("opinion", "after_photo"), whose="assignee"),
    "recheck": Rule(FINDERS, _needs("position"), whose="judge"),
    "return": Rule(HANDLERS | {"supervisor"}, _needs("opinion", "due_on"), whose="other"),
    "close": Rule(
        HANDLERS | {"supervisor"}, _needs("opinion", "before_photo", "after_photo", "rechecked"), whose="judge"
    ),
    "reopen": Rule(HANDLERS | {"supervisor"}, _needs("opinion")),
    "ask_extension": Rule(FINDERS, _needs("opinion", "later_due_on"), whose="assignee", unless="extension_asked"),
    "grant_extension": Rule(HANDLERS, whose="decider", when="extension_asked", may=frozenset({"due_on"})),
    "refuse_extension": Rule(HANDLERS, _needs("opinion"), whose="decider", when="extension_asked"),
    "supervise": Rule(OVERSEERS, _needs("opinion"), unless="supervised"),
    "end_supervision": Rule(OVERSEERS, _needs("opinion"), when="supervised"),
    "propose_handover": Rule(DESK, _needs("opinion", "authority", "partner")),
    "approve_handover": Rule(HEADS, whose="not_proposer"),
    "refuse_handover": Rule(HEADS, _needs("opinion"), whose="not_proposer"),
    "hand_over": Rule(DESK, _needs("papers", "transfer_letter"), may=frozenset({"paper_numbers"})),
    "file_case": Rule(DESK, _needs("reference")),
    "decline_case": Rule(DESK, _needs("opinion"), may=frozenset({"reference"})),
    "ask_reconsideration": Rule(DESK, _needs("opinion"), when="with_police"),
    "suggest_filing_supervision": Rule(DESK, _needs("opinion"), when="with_police"),
    "uphold_decline": Rule(DESK, _needs("opinion"), may=frozenset({"reference"})),
    "take_back": Rule(DESK, _needs("opinion")),
    "conclude_case": Rule(DESK, _needs("opinion")),
    "note": Rule(FINDERS, _needs("opinion")),
}
TABLE = {
    (NEW, "find"): "found",
    (NEW, "report"): "reported",
    ("found", "report"): "reported",
    ("reported", "accept"): "accepted",
    ("reported", "reject"): "invalid",
    ("reported", "merge"): "merged",
    ("accepted", "merge"): "merged",
    ("accepted", "assign"): "assigned",
    ("assigned", "reassign"): "assigned",
    ("rectifying", "reassign"): "assigned",
    ("assigned", "rectify"): "rectifying",
    ("rectifying", "submit"): "reviewing",
    ("reviewing", "recheck"): "reviewing",
    ("reviewing", "return"): "rectifying",
    ("reviewing", "close"): "closed",
    ("closed", "reopen"): "accepted",
    ("invalid", "reopen"): "accepted",
    ("handover_proposed", "approve_handover"): "handover_approved",
    ("handover_proposed", "refuse_handover"): "accepted",
    ("handover_approved", "hand_over"): "handed_over",
    ("handed_over", "file_case"): "case_filed",
    ("handed_over", "decline_case"): "declined",
    # 国务院令第310号第九条: one reconsideration by the police, and then, or at once, the procuratorate.
    ("declined", "ask_reconsideration"): "reconsidering",
    ("reconsidering", "uphold_decline"): "decline_upheld",
    ("filing_supervised", "uphold_decline"): "accepted",
    **{(state, "suggest_filing_supervision"): "filing_supervised" for state in ("declined", "decline_upheld")},
    **{(state, "take_back"): "accepted" for state in ("declined", "decline_upheld")},
    **{(state, "file_case"): "case_filed" for state in ("reconsidering", "filing_supervised")},
    ("case_filed", "conclude_case"): "reviewing",
    **{(state, "propose_handover"): "handover_proposed" for state in ("accepted", "assigned", "rectifying")},
    **{
        (state, f"{word}_extension"): state
        for state in ("assigned", "rectifying")
        for word in ("ask", "grant", "refuse")
    },
    **{(state, word): state for state in SUPERVISABLE for word in ("supervise", "end_supervision")},
    **{(state, "note"): state for state in STATES},
}
BACK_TO_DESK = frozenset({"reopen", "refuse_handover", "take_back", "uphold_decline"})
"""What comes back by these, where it leads to `accepted`, is nobody's and is assigned anew."""
# Where a step leads when there is nobody whom it could go to: what comes back is assigned first.
UNASSIGNED = {("reviewing", "return"): "accepted"}
# What is missing → the field to name, and the sentence to say.
MISSING = {
    "opinion": ("opinion", "issue_needs_opinion"),
    "due_on": ("due_on", "issue_needs_due_on"),
    "later_due_on": ("due_on", "issue_needs_later_due_on"),
    "assignee": ("assignee", "issue_needs_assignee"),
    "into": ("into", "issue_needs_into"),
    "position": ("position", "issue_needs_position"),
    "before_photo": ("photos", "issue_needs_before_photo"),
    "after_photo": ("photos", "issue_needs_after_photo"),
    "rechecked": ("position", "issue_needs_recheck"),
    "authority": ("authority", "issue_needs_authority"),
    "partner": ("partner", "issue_needs_partner"),
    "papers": ("papers", "issue_needs_papers"),
    "transfer_letter": ("papers", "issue_needs_letter"),
    "reference": ("reference", "issue_needs_reference"),
}
SOME_TAKE = frozenset(
    {"due_on", "assignee", "severity", "authority", "partner", "papers", "paper_numbers", "reference", "into"}
)
"""The fields that mean something in some steps only; words, photos, a position and a public reply go with any."""
UNMET = {
    "extension_asked": "issue_no_extension_asked",
    "supervised": "issue_not_supervised",
    "with_police": "issue_not_with_police",
}
MET = {"extension_asked": "issue_extension_asked", "supervised": "issue_supervised"}


def conditions_met(
    extension_to: date | None, supervised_at: datetime | None, authority: str | None, assignee_id: int | None
) -> set[str]:
    """The conditions that an issue is in beside its state; `authority` is the one that it was last to be handed to."""
    met = {
        "extension_asked": extension_to is not None,
        "supervised": supervised_at is not None,
        "with_police": authority == "police",
        "unassigned": assignee_id is None,
    }
    return {name for name, holds in met.items() if holds}


@dataclass(frozen=True)
class Actor:
    """Somebody who wants to take a step, and what they have to do with the issue."""

    post: str
    is_assignee: bool = False
    is_proposer: bool = False
    is_submitter: bool = False
    is_asker: bool = False


def judge(state: str, action: str, actor: Actor, shown: Collection[str], conditions: Collection[str] = ()) -> str:
    """The state after `action`, given what the step shows and in which conditions the issue is.

    Invalid for an unknown action or for what is missing, by field; Conflict when the issue's state has no such step;
    Forbidden when it is not this actor's to take.
    """
    if action not in ACTIONS:
        raise Invalid({"action": ("not_one_of", {"choices": "、".join(ACTIONS)})})
    rule = ACTIONS[action]
    if (state, action) not in TABLE:
        raise Conflict(
            "issue_step_refused", {"action": _no_such_step(state, action, possible_actions(state, actor, conditions))}
        )
    _check_actor(rule, actor)
    if rule.when and rule.when not in conditions:
        raise Conflict("issue_step_refused", {"action": UNMET[rule.when]})
    if rule.unless and rule.unless in conditions:
        raise Conflict("issue_step_refused", {"action": MET[rule.unless]})
    missing = [MISSING[thing] for thing in MISSING if thing in rule.needs and thing not in shown]
    if missing:
        raise Invalid(dict(reversed(missing)))
    return UNASSIGNED.get((state, action), TABLE[state, action]) if "unassigned" in conditions else TABLE[state, action]


def _no_such_step(state: str, action: str, possible: list[str]) -> tuple[str, dict[str, str]]:
    """Where the issue is and what this actor can do there, in Chinese and in English."""
    told = {
        "state_zh": STATE_WORDS[state][0] if state in STATE_WORDS else state,
        "state": STATE_WORDS[state][1] if state in STATE_WORDS else state,
        "action_zh": ACTION_WORDS[action][0],
        "action": ACTION_WORDS[action][1],
    }
    if not possible:
        return "issue_no_step_for_you", told
    possible_zh, possible_en = ([ACTION_WORDS[name][language] for name in possible] for language in (0, 1))
    return "issue_no_such_step", told | {"possible_zh": "、".join(possible_zh), "possible": ", ".join(possible_en)}


def _check_actor(rule: Rule, actor: Actor) -> None:
    if actor.post not in rule.by:
        raise Forbidden("issue_not_your_post", {"action": "issue_not_your_post"})
    if rule.whose == "assignee" and not actor.is_assignee and actor.post not in DESK:
        raise Forbidden("issue_not_yours", {"action": "issue_not_yours"})
    judges = rule.whose in ("other", "judge", "decider")
    if (judges and actor.is_assignee) or (rule.whose == "not_proposer" and actor.is_proposer):
        raise Forbidden("issue_own_work", {"action": "issue_own_work"})
    if rule.whose == "judge" and actor.is_submitter:
        raise Forbidden("issue_own_submission", {"action": "issue_own_submission"})
    if rule.whose == "decider" and actor.is_asker:
        raise Forbidden("issue_own_extension", {"action": "issue_own_extension"})


def possible_actions(state: str, actor: Actor, conditions: Collection[str] = ()) -> list[str]:
    """The actions that `actor` may take in `state`, in the order of the way."""
    return [action for action in ACTIONS if (state, action) in TABLE and _may(ACTIONS[action], actor, conditions)]


def check_fields(action: str, said: Collection[str]) -> None:
    """Invalid for each of the fields `said` that means nothing in a step `action`."""
    rule = ACTIONS[action]
    takes = {MISSING[thing][0] for thing in rule.needs} | rule.may
    foreign = sorted(SOME_TAKE.intersection(said) - takes)
    if foreign:
        told = {"action_zh": ACTION_WORDS[action][0], "action": ACTION_WORDS[action][1]}
        raise Invalid(dict.fromkeys(foreign, ("issue_field_elsewhere", told)))


def still_needed(action: str, shown: Collection[str]) -> list[str]:
    """What `action` must show beyond what the issue's history shows already."""
    return sorted(ACTIONS[action].needs - set(shown))


def _may(rule: Rule, actor: Actor, conditions: Collection[str]) -> bool:
    try:
        _check_actor(rule, actor)
    except Forbidden:
        return False
    return (rule.when is None or rule.when in conditions) and (rule.unless is None or rule.unless not in conditions)
