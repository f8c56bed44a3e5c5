"""A step of a forestry work: judged, checked against the world, applied and written into its history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import Conflict, Invalid, NotFound
from patrol.forestry.accounting import recount_around
from patrol.forestry.planning import check_version
from patrol.forestry.record import check_photos, write_event
from patrol.models import ForestryWork
from patrol.queries import inspections as inspection_questions
from patrol.queries import works as questions
from patrol.rules.acceptance import credited
from patrol.rules.areas import mu, square_metres
from patrol.rules.forestry_steps import MOST_OVER_MEASURED, NOT_DONE, Actor, judge
from patrol.rules.forestry_words import STEP_WORDS, TIER_WORDS
from patrol.rules.rulings import Finding, Ruling, ruling, tier_missing

AREA_ACTIONS = frozenset({"report", "record_loss", "correct_loss"})
SAME_AREA_M2 = 0.001
BACK = frozenset({"redo", "send_back"})
JUDGED_AGAIN = frozenset({"establish", "require_replant", "fail"})
"""What becomes of a qualified stand by its preservation."""


def take_step(
    session: Session, viewer: Viewer, work_id: int, data: dict[str, Any], *, now: datetime, settings: Settings
) -> None:
    """Take one step of a work.

    `data`: action, and what it needs of opinion, area_mu, reason, done_on, reference, photos, version. NotFound when
    the viewer may not see the work; Conflict, Forbidden and Invalid as `rules.forestry_steps.judge` says.
    """
    work = questions.locked(session, viewer, work_id)
    if work is None:
        raise NotFound
    check_version(session, work, data.get("version"))
    before, action = work.stage, data["action"]
    found = inspection_questions.findings(session, work.id, work.round)
    heard = _heard(before, found)
    basis = ruling(heard)
    actor = Actor(viewer.post, viewer.officer_id in questions.reporters(session, work.id, work.round))
    after = judge(work.work_type, before, action, actor, _shown(data, work, found), basis and basis.verdict)
    _check_tier(before, action, heard)
    check_photos(session, viewer, data.get("photos") or [])
    _check(work, data, now.astimezone(settings.timezone).date())
    _check_loss(session, work, data, settings)
    _apply(work, action, after, data, basis)
    if (before in NOT_DONE) != (after in NOT_DONE):
        recount_around(session, [work.id])
    write_event(
        session,
        work,
        action,
        viewer,
        now,
        data.get("photos") or (),
        {name: str(data[name]) for name in ("reference", "done_on") if data.get(name)},
        opinion=data.get("opinion") or "",
        reason=data.get("reason"),
        area_m2=square_metres(data["area_mu"]) if data.get("area_mu") is not None else None,
        inspection_id=basis.inspection_id if basis and action not in AREA_ACTIONS | BACK | {"note"} else None,
    )


def _heard(stage: str, found: list[Finding]) -> list[Finding]:
    """The round's inspections that count: of preservation once a work is qualified, before that the rest."""
    preserved = stage == "qualified"
    return [finding for finding in found if (finding.kind == "preservation") == preserved]


def _check_tier(stage: str, action: str, heard: list[Finding]) -> None:
    """Invalid where the scheme asks for the inspection of a higher tier than any that has looked."""
    judged = action == "verify" or (stage == "qualified" and action in JUDGED_AGAIN)
    asked = tier_missing(heard) if judged else None
    if asked is not None:
        zh, en = TIER_WORDS[asked]
        raise Invalid({"inspection": ("work_needs_tier", {"tier_zh": zh, "tier": en})})


def _shown(data: dict[str, Any], work: ForestryWork, found: list[Finding]) -> set[str]:
    things = {
        "opinion": (data.get("opinion") or "").strip(),
        "reference": (data.get("reference") or "").strip(),
        "reason": (data.get("reason") or "").strip(),
        "done_on": data.get("done_on"),
        "area": data.get("area_mu"),
        # That nothing was lost after all is told as 0.
        "loss": data.get("area_mu") is not None,
        "shape": work.geom is not None,
        "county_inspection": any(each.tier == "county" for each in found if each.kind != "preservation"),
        "inspection": any(each.kind != "preservation" for each in found),
        "preservation": any(each.kind == "preservation" for each in found),
    }
    return {name for name, value in things.items() if value}


def _check(work: ForestryWork, data: dict[str, Any], today: date) -> None:
    """Invalid for a day that cannot be, and for an area that the polygon cannot hold; Conflict where what was reported
    would be withdrawn."""
    done_on, area_mu = data.get("done_on"), data.get("area_mu")
    if area_mu is not None and data["action"] not in AREA_ACTIONS:
        zh, en = STEP_WORDS[data["action"]]
        raise Invalid({"area_mu": ("work_area_elsewhere", {"step_zh": zh, "step": en})})
    if data["action"] == "withdraw" and work.reported_area_m2 > 0:
        raise Conflict("work_step_refused", {"action": "work_withdraw_reported"})
    if done_on is not None and done_on > today:
        raise Invalid({"done_on": ("work_done_later", {"today": today.isoformat()})})
    if done_on is not None and done_on.year != work.year and (work.round == 1 or done_on.year < work.year):
        raise Invalid({"done_on": ("work_other_year", {"year": work.year})})
    if area_mu is None:
        return
    measured_mu = mu(work.measured_area_m2 or 0.0)
    told = {"area": f"{area_mu:.2f}", "measured": f"{measured_mu:.2f}"}
    if area_mu > measured_mu * MOST_OVER_MEASURED:
        raise Invalid({"area_mu": ("work_over_measured", told)})
    lost = {"record_loss": square_metres(area_mu) + work.lost_area_m2, "correct_loss": square_metres(area_mu)}
    if lost.get(data["action"], 0.0) > (work.measured_area_m2 or 0.0):
        raise Invalid({"area_mu": ("work_lost_too_much", told)})


def _check_loss(session: Session, work: ForestryWork, data: dict[str, Any], settings: Settings) -> None:
    """Conflict for a loss that was recorded before, word for word, and for a correction where nothing was lost."""
    if data["action"] == "correct_loss" and not work.lost_area_m2:
        raise Conflict("work_step_refused", {"action": "work_no_loss"})
    if data["action"] != "record_loss":
        return
    area_m2, reason = square_metres(data["area_mu"]), data["reason"].strip()
    for loss in questions.standing_losses(session, work.id):
        if abs(loss.area_m2 - area_m2) < SAME_AREA_M2 and (loss.reason or "").strip() == reason:
            on = loss.at.astimezone(settings.timezone).date().isoformat()
            raise Conflict("work_loss_known", {"reason": ("work_loss_known", {"on": on})}, on=on)


def _apply(work: ForestryWork, action: str, after: str, data: dict[str, Any], basis: Ruling | None) -> None:
    work.stage = after
    match action:
        case "design":
            work.design_reference = data["reference"]
        case "carry_out":
            work.done_on = data["done_on"]
        case "report":
            work.reported_area_m2 = square_metres(data["area_mu"])
        case "verify":
            work.verified_area_m2 = basis.verified_area_m2
            work.unverified_reason = basis.unverified_reason
        case "qualify" | "require_replant" | "fail" | "establish":
            _credit(work, data, basis)
        case "redo" | "send_back":
            _begin_round(work)
            # What is replanted was planted and reported; what goes back is as if it had not been reported.
            work.reported_area_m2 = work.reported_area_m2 if action == "redo" else 0.0
            work.done_on = data.get("done_on") or work.done_on
        case "record_loss":
            work.lost_area_m2 += square_metres(data["area_mu"])
            work.lost_reason = "；".join(filter(None, (work.lost_reason, data["reason"])))
        case "correct_loss":
            work.lost_area_m2 = square_metres(data["area_mu"])
            work.lost_reason = (data.get("reason") or work.lost_reason) if data["area_mu"] else None


def _credit(work: ForestryWork, data: dict[str, Any], basis: Ruling) -> None:
    """The verified area under what it was found to be."""
    work.verified_area_m2, work.unverified_reason = basis.verified_area_m2, basis.unverified_reason
    areas = credited(basis.verdict, basis.verified_area_m2)
    work.qualified_area_m2 = areas["qualified"]
    work.replant_area_m2, work.failed_area_m2 = areas["replant"], areas["failed"]
    work.replant_reason = data.get("reason") if basis.verdict == "replant" else None
    work.failed_reason = data.get("reason") if basis.verdict == "failed" else None


def _begin_round(work: ForestryWork) -> None:
    """Everything has to be shown anew; what was found before stays in the history."""
    work.round += 1
    work.verified_area_m2 = work.unverified_reason = work.qualified_area_m2 = None
    work.replant_area_m2 = work.failed_area_m2 = 0.0
    work.replant_reason = work.failed_reason = None
