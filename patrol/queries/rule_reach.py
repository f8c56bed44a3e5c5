"""Whom a patrol rule concerns: people in a post, and the segments or plots that they answer for."""

from datetime import date
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import within
from patrol.models import Assignment, ForestPlot, Officer, PatrolRule, RiverSegment


def officers_in(session: Session, post: str, division: str) -> int:
    """How many active people of a post are at home in a division."""
    found = select(func.count()).where(Officer.active, Officer.post == post, within(Officer.division_code, division))
    return session.scalar(found) or 0


def objects_of(session: Session, post: str, kind: str, division: str, object_class: str | None, on: date) -> int:
    """How many segments or plots of a class (None: any) in a division somebody of a post answers for on a day."""
    thing: Any = RiverSegment if kind == "river" else ForestPlot
    of = Assignment.segment_id if kind == "river" else Assignment.plot_id
    found = (
        select(func.count(of.distinct()))
        .join(thing, thing.id == of)
        .where(Assignment.post == post, within(thing.division_code, division))
        .where(Assignment.valid_from <= on, or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on))
    )
    if object_class is not None:
        found = found.where(thing.object_class == object_class)
    return session.scalar(found) or 0


def ends(session: Session, conditions: list) -> dict[int, Row]:
    """Rules that meet conditions by id: id, times, period, valid_from, valid_to."""
    columns = (PatrolRule.id, PatrolRule.times, PatrolRule.period, PatrolRule.valid_from, PatrolRule.valid_to)
    return {row.id: row for row in session.execute(select(*columns).where(*conditions))}
