"""Inspections 检查验收 of a work: the sample is drawn, counted plot by plot, and concluded by the scheme in force."""

import hashlib
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.models import AcceptanceScheme, ForestryWork, Inspection
from patrol.queries import inspections as questions
from patrol.queries import works as work_questions
from patrol.rules.areas import mu
from patrol.rules.forestry_steps import TIER_POSTS, kinds_looked_at
from patrol.rules.sampling import AreaClass, sample

LARGEST_SEED = 2**31 - 1


def begin_inspection(
    session: Session, viewer: Viewer, work_id: int, data: dict[str, Any], *, now: datetime, today: date
) -> int:
    """Draw the sample of an inspection; returns its id.

    `data`: tier, kind, inspected_on, seed (none: made of the work, so that nobody chooses it). The number and size of
    sample plots follow from the polygon's area and the scheme in force on the day. NotFound, Forbidden by post, Invalid
    by field, Conflict where the stage is not to be inspected or this was drawn before.
    """
    work = work_questions.locked(session, viewer, work_id)
    if work is None:
        raise NotFound
    tier, kind, on = data["tier"], data["kind"], data.get("inspected_on") or today
    if viewer.post not in TIER_POSTS[tier]:
        raise Forbidden("work_not_your_post", {"tier": "work_not_your_tier"})
    if viewer.officer_id in work_questions.reporters(session, work.id, work.round):
        raise Forbidden("work_own_work", {"tier": "work_own_work"})
    _check(work, kind, on, today)
    scheme = questions.scheme_in_force(session, work.division_code, work.work_type, kind, on)
    if scheme is None:
        raise Invalid({"kind": ("work_no_scheme", {"on": on.isoformat()})})
    return _draw(session, viewer, work, scheme, data | {"inspected_on": on}, now)


def _check(work: ForestryWork, kind: str, on: date, today: date) -> None:
    """The stage must be one that this kind of inspection looks at, and the day must lie after the work."""
    if on > today:
        raise Invalid({"inspected_on": ("work_done_later", {"today": today.isoformat()})})
    if work.done_on is not None and on < work.done_on:
        raise Invalid({"inspected_on": ("work_inspected_early", {"done_on": work.done_on.isoformat()})})
    if kind not in kinds_looked_at(work.stage):
        raise Conflict("work_not_inspected_now", {"kind": "work_not_inspected_now"})


def _draw(
    session: Session,
    viewer: Viewer,
    work: ForestryWork,
    scheme: AcceptanceScheme,
    data: dict[str, Any],
    now: datetime,
) -> int:
    area_mu = round(mu(work.measured_area_m2 or 0.0), 6)
    drawn = sample(area_mu, [AreaClass(*each) for each in scheme.classes], scheme.least_plots)
    row = {
        "work_id": work.id,
        "scheme_id": scheme.id,
        "tier": data["tier"],
        "kind": data["kind"],
        "round": work.round,
        "seed": data.get("seed") or seed_of(f"{work.code} {work.round} {data['tier']} {data['kind']}"),
        "plot_area_m2": drawn.plot_area_m2,
        "inspected_on": data["inspected_on"],
        "drawn_by": viewer.officer_id,
        "drawn_at": now,
    }
    if any(
        (each.tier, each.kind, each.round) == (row["tier"], row["kind"], row["round"])
        for each, *_ in questions.of_work(session, work.id)
    ):
        raise Conflict("work_inspected_already", {"tier": "work_inspected_already"})
    inspection_id = session.scalar(insert(Inspection).values(row).returning(Inspection.id))
    inspection = questions.one(session, work.id, inspection_id)
    questions.draw(session, inspection, drawn.count, drawn.radius_m)
    return inspection_id


def seed_of(words: str) -> int:
    """The seed that words stand for: the same on every machine, and never 0, which would mean none."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:4]) % LARGEST_SEED + 1
