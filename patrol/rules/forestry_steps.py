"""The way of a forestry work 营造林作业 from plan to established forest: which step leads where, who may take it.

A work is planned, designed, carried out, reported, checked by the county, verified, and found qualified, to be
replanted, or failed. What is replanted comes back to be accepted anew, in the next round. Tending ends with its
acceptance; planted, restored and closed stands are looked at again some years later (保存率) before they count as
established (成林).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from patrol.errors import Conflict, Forbidden, Invalid
from patrol.rules.forestry_words import STAGE_WORDS, STEP_WORDS, stage_word

NEW = "new"
STAGES = tuple(STAGE_WORDS)
NOT_DONE = frozenset({"planned", "designed", "withdrawn"})
DONE_STAGES = tuple(stage for stage in STAGES if stage not in NOT_DONE)
"""The stages in which a work's polygon counts as done; a plan holds no area yet."""

RESHAPED = frozenset({"planned", "designed", "carried_out"})
"""The stages in which polygon and plot may be changed: what was reported stands on them and is sent back first."""

MOST_OVER_MEASURED = 1.2
"""A report may differ from the polygon by what tape and satellite differ; a fifth more is another piece of land."""

ACCEPTING = frozenset({"reported", "self_checked", "verified"})
"""The stages in which it is inspected whether a work is accepted."""

OFFICE = frozenset({"office", "gis"})
CREW = frozenset({"ranger", "village_chief", "township_chief", "office"})
REPORTERS = frozenset({"village_chief", "township_chief", "office"})
COUNTY = frozenset({"office", "supervision"})
JUDGES = frozenset({"supervision", "supervisor"})
TIER_POSTS = {
    "county": COUNTY,
    "municipal": JUDGES,
    "provincial": JUDGES,
    "national": JUDGES,
}
"""Who enters the inspections of each tier; those of the tiers above come to the county as papers."""


class Rule(NamedTuple):
    """Who may take a step and what it must show. `judging`: nobody judges the work they reported in this round.

    `verdict`: the step says what the round's inspection has found, and is refused where that found something else.
    """

    by: frozenset[str]
    needs: frozenset[str] = frozenset()
    judging: bool = False
    verdict: str | None = None


def _needs(*things: str) -> frozenset[str]:
    return frozenset(things)


STEPS = {
    "plan": Rule(OFFICE),
    "design": Rule(OFFICE | {"county_chief"}, _needs("reference")),
    "return_design": Rule(OFFICE | {"county_chief"}, _needs("opinion")),
    "carry_out": Rule(CREW, _needs("done_on", "shape")),
    "report": Rule(REPORTERS, _needs("area", "shape")),
    "send_back": Rule(COUNTY | JUDGES, _needs("opinion"), judging=True),
    "self_check": Rule(COUNTY, _needs("county_inspection"), judging=True),
    "verify": Rule(JUDGES, _needs("inspection"), judging=True),
    "qualify": Rule(JUDGES, _needs("inspection"), judging=True, verdict="qualified"),
    "require_replant": Rule(JUDGES, _needs("inspection", "reason"), judging=True, verdict="replant"),
    "fail": Rule(JUDGES, _needs("inspection", "reason"), judging=True, verdict="failed"),
    "redo": Rule(CREW, _needs("done_on", "opinion")),
    "establish": Rule(JUDGES, _needs("preservation"), judging=True, verdict="qualified"),
    "record_loss": Rule(COUNTY | JUDGES, _needs("area", "reason")),
    "correct_loss": Rule(COUNTY | JUDGES, _needs("loss", "opinion")),
    "withdraw": Rule(OFFICE, _needs("opinion")),
    "note": Rule(CREW | COUNTY | JUDGES | OFFICE | {"county_chief"}, _needs("opinion")),
}
_COMMON = {
    (NEW, "plan"): "planned",
    ("planned", "design"): "designed",
    ("designed", "return_design"): "planned",
    ("designed", "carry_out"): "carried_out",
    ("carried_out", "report"): "reported",
    ("reported", "send_back"): "carried_out",
    ("self_checked", "send_back"): "carried_out",
    ("reported", "self_check"): "self_checked",
    ("self_checked", "verify"): "verified",
    ("verified", "qualify"): "qualified",
    ("verified", "require_replant"): "replant",
    ("verified", "fail"): "failed",
    ("replant", "redo"): "carried_out",
    ("failed", "redo"): "carried_out",
    ("planned", "withdraw"): "withdrawn",
    ("designed", "withdraw"): "withdrawn",
    ("carried_out", "withdraw"): "withdrawn",
    **{
        (stage, step): stage
        for step in ("record_loss", "correct_loss")
        for stage in ("carried_out", "reported", "self_checked", "verified", "qualified", "replant", "failed")
    },
    **{(stage, "note"): stage for stage in STAGES},
}
# Some years after its acceptance a stand is looked at again: it is established, or goes back.
_PRESERVED = {
    ("qualified", "establish"): "established",
    ("qualified", "require_replant"): "replant",
    ("qualified", "fail"): "failed",
    ("established", "record_loss"): "established",
    ("established", "correct_loss"): "established",
}
TABLES: Mapping[str, Mapping[tuple[str, str], str]] = {
    "afforestation": _COMMON | _PRESERVED,
    "restoration": _COMMON | _PRESERVED,
    "closing": _COMMON | _PRESERVED,
    "tending": _COMMON,
}
MISSING = {
    "opinion": ("opinion", "work_needs_opinion"),
    "reference": ("reference", "work_needs_reference"),
    "done_on": ("done_on", "work_needs_done_on"),
    "shape": ("boundary", "work_needs_boundary"),
    "area": ("area_mu", "work_needs_area"),
    "loss": ("area_mu", "work_needs_loss"),
    "reason": ("reason", "work_needs_reason"),
    "county_inspection": ("inspection", "work_needs_county_inspection"),
    "inspection": ("inspection", "work_needs_inspection"),
    "preservation": ("inspection", "work_needs_preservation"),
}


@dataclass(frozen=True)
class Actor:
    """Somebody who wants to take a step; `reported` when they carried out or reported the work in this round."""

    post: str
    reported: bool = False


def judge(
    work_type: str, stage: str, step: str, actor: Actor, shown: Collection[str], verdict: str | None = None
) -> str:
    """The stage after `step`, given what it shows and what the round's inspection found.

    Invalid for an unknown step or for what is missing, by field; Conflict where the stage has no such step or the
    inspection found otherwise; Forbidden when it is not this actor's to take.
    """
    if step not in STEPS:
        raise Invalid({"action": ("not_one_of", {"choices": "、".join(STEPS)})})
    rule, table = STEPS[step], TABLES[work_type]
    if (stage, step) not in table:
        raise Conflict("work_step_refused", {"action": ("work_no_such_step", _told(work_type, stage, step))})
    _check_actor(rule, actor)
    missing = [MISSING[thing] for thing in MISSING if thing in needed(stage, step) and thing not in shown]
    if missing:
        raise Invalid(dict(reversed(missing)))
    if rule.verdict and verdict != rule.verdict:
        raise Conflict("work_step_refused", {"action": ("work_verdict_differs", _found(work_type, verdict))})
    return table[stage, step]


def needed(stage: str, step: str) -> frozenset[str]:
    """What a step must show in a stage: a stand that was qualified is only judged again by its preservation."""
    needs = STEPS[step].needs
    return (needs - {"inspection"}) | {"preservation"} if stage == "qualified" and "inspection" in needs else needs


def kinds_looked_at(stage: str) -> frozenset[str]:
    """The kinds of inspections that a work in a stage is open to: of its acceptance, or, later, of its preservation."""
    if stage == "qualified":
        return frozenset({"preservation"})
    return frozenset({"survival", "quality"}) if stage in ACCEPTING else frozenset()


def possible_steps(work_type: str, stage: str, actor: Actor, *, lost: bool = True) -> list[str]:
    """The steps that `actor` may take in `stage`, in the order of the way; a loss is corrected where one was `lost`."""
    known = [step for step in STEPS if (stage, step) in TABLES[work_type] and _may(STEPS[step], actor)]
    return [step for step in known if lost or step != "correct_loss"]


def _may(rule: Rule, actor: Actor) -> bool:
    return actor.post in rule.by and not (rule.judging and actor.reported)


def _check_actor(rule: Rule, actor: Actor) -> None:
    if actor.post not in rule.by:
        raise Forbidden("work_not_your_post", {"action": "work_not_your_post"})
    if not _may(rule, actor):
        raise Forbidden("work_own_work", {"action": "work_own_work"})


def _told(work_type: str, stage: str, step: str) -> dict[str, str]:
    possible = [name for at, name in TABLES[work_type] if at == stage]
    words = [stage_word(work_type, stage, language) if stage in STAGE_WORDS else stage for language in (0, 1)]
    return {
        "stage": words[1],
        "stage_zh": words[0],
        "step": STEP_WORDS[step][1],
        "step_zh": STEP_WORDS[step][0],
        "possible": ", ".join(STEP_WORDS[name][1] for name in possible),
        "possible_zh": "、".join(STEP_WORDS[name][0] for name in possible),
    }


def _found(work_type: str, verdict: str | None) -> dict[str, str]:
    if verdict not in STAGE_WORDS:
        return {"verdict": "nothing", "verdict_zh": "无结论"}
    return {"verdict": stage_word(work_type, verdict, 1), "verdict_zh": stage_word(work_type, verdict)}
