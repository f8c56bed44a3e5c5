"""How far a county is set up: what is there, and what is missing."""

from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import PATROLLING_POSTS, Viewer, scope
from patrol.models import (
    AnnualTarget,
    Assignment,
    Division,
    ForestPlot,
    Officer,
    PatrolRule,
    RiverSegment,
)
from patrol.queries import data_quality
from patrol.queries.rule_lists import touching


def divisions(session: Session, viewer: Viewer) -> dict[str, int]:
    """How many divisions of each level there are, and how many have no boundary."""
    levels = scope(select(Division.level, func.count()), Division, viewer).group_by(Division.level)
    without = _count(session, scope(select(Division.id).where(Division.geom.is_(None)), Division, viewer))
    found = dict(session.execute(levels).all())
    return {level: found.get(level, 0) for level in ("county", "township", "village")} | {"without_boundary": without}


def places(session: Session, viewer: Viewer, on: date) -> dict[str, Any]:
    """Rivers, segments and plots, and how many of these nobody answers for on a day."""
    return {
        "rivers": _count(session, scope(select(RiverSegment.river_id).distinct(), RiverSegment, viewer)),
        "segments": _count(session, scope(select(RiverSegment.id), RiverSegment, viewer)),
        "segments_unanswered": data_quality.count(session, data_quality.unassigned_segments(viewer, on, None)),
        "plots": _count(session, scope(select(ForestPlot.id), ForestPlot, viewer)),
        "plots_unanswered": data_quality.count(session, data_quality.unassigned_plots(viewer, on, None)),
    }


def people(session: Session, viewer: Viewer) -> dict[str, int]:
    """Active people, those of them who patrol, and those who patrol and have never signed in."""
    active = scope(select(Officer.id).where(Officer.active), Officer, viewer)
    return {
        "people": _count(session, active),
        "patrolling": _count(session, active.where(Officer.post.in_(PATROLLING_POSTS))),
        "never_signed_in": data_quality.count(session, data_quality.never_signed_in(viewer, None)),
    }


def rules(session: Session, viewer: Viewer, on: date) -> dict[str, Any]:
    """How many rules are valid on a day, and the posts that answer for something while no rule asks it of them."""
    valid = (PatrolRule.valid_from <= on, func.coalesce(PatrolRule.valid_to, on) >= on)
    concerning = select(PatrolRule.id).where(*valid, touching(viewer, PatrolRule.division_code))
    answered = or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on)
    asked = exists().where(PatrolRule.post == Assignment.post, *valid, touching(viewer, PatrolRule.division_code))
    bare = select(Assignment.post).distinct().join(Officer).where(answered, ~asked).order_by(Assignment.post)
    return {
        "rules": _count(session, concerning),
        "posts_without_rule": list(session.scalars(scope(bare, Officer, viewer))),
    }


def targets(session: Session, viewer: Viewer, year: int) -> int:
    """How many targets a year has."""
    return _count(session, scope(select(AnnualTarget.id).where(AnnualTarget.year == year), AnnualTarget, viewer))


def _count(session: Session, found: Select) -> int:
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0
