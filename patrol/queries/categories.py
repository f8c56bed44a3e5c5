"""Questions about the catalogue of problems and the clocks of steps: what holds on a day in a division."""

from datetime import date
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from patrol.models import IssueCategory, StepClock
from patrol.queries.places import places_around
from patrol.rules.catalogue import Category

TOLD = (
    IssueCategory.kind,
    IssueCategory.code,
    IssueCategory.en,
    IssueCategory.group,
    IssueCategory.group_en,
    IssueCategory.problem,
    IssueCategory.severity,
    IssueCategory.major_from_m2,
    IssueCategory.critical_from_m2,
    IssueCategory.division_code.label("division"),
    IssueCategory.valid_from,
    IssueCategory.valid_to,
    IssueCategory.source,
    IssueCategory.rank,
)


def in_force(session: Session, division: str, on: date) -> list[Category]:
    """The categories that are offered in a division on a day, in the order of the catalogue."""
    held = (
        select(*TOLD, IssueCategory.in_use, IssueCategory.id)
        .ext(distinct_on(IssueCategory.kind, IssueCategory.code))
        .where(
            IssueCategory.division_code.in_(places_around(division)),
            IssueCategory.valid_from <= on,
            or_(IssueCategory.valid_to.is_(None), IssueCategory.valid_to >= on),
        )
        .order_by(
            IssueCategory.kind,
            IssueCategory.code,
            func.length(func.rtrim(IssueCategory.division_code, "0")).desc(),
            IssueCategory.valid_from.desc(),
        )
        .subquery()
    )
    told = [held.c[name] for name in Category._fields]
    rows = session.execute(select(*told).where(held.c.in_use).order_by(held.c.rank, held.c.id))
    return [Category(*row) for row in rows]


def one_in_force(session: Session, division: str, kind: str, code: str, on: date) -> Category | None:
    """A category as it holds in a division on a day; None where it is not offered there."""
    found = (category for category in in_force(session, division, on) if (category.kind, category.code) == (kind, code))
    return next(found, None)


def history(session: Session, division: str, code: str) -> list[Row]:
    """Every row of a category that touches a division, the oldest first, with `in_use`."""
    return list(
        session.execute(
            select(*TOLD, IssueCategory.in_use, IssueCategory.entered_at)
            .where(IssueCategory.division_code.in_(places_around(division)), IssueCategory.code == code)
            .order_by(IssueCategory.valid_from, func.length(func.rtrim(IssueCategory.division_code, "0")))
        )
    )


def clocks_in_force(session: Session, division: str, on: date) -> list[dict[str, Any]]:
    """How long each state may last by severity ("" for all) in a division on a day, as the smallest division says."""
    held = (
        select(
            StepClock.state,
            StepClock.severity,
            StepClock.amount,
            StepClock.unit,
            StepClock.division_code.label("division"),
            StepClock.valid_from,
            StepClock.valid_to,
            StepClock.source,
        )
        .ext(distinct_on(StepClock.state, StepClock.severity))
        .where(
            StepClock.division_code.in_(places_around(division)),
            StepClock.valid_from <= on,
            or_(StepClock.valid_to.is_(None), StepClock.valid_to >= on),
        )
        .order_by(
            StepClock.state,
            StepClock.severity,
            func.length(func.rtrim(StepClock.division_code, "0")).desc(),
            StepClock.valid_from.desc(),
        )
    )
    return [row._asdict() for row in session.execute(held)]
