"""How long a step of an issue may take, and on which days people work."""

from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from patrol.models import (
    Holiday,
    StepClock,
)
from patrol.queries.places import places_around
from patrol.rules.clocks import Clock
from patrol.rules.working_days import Calendar


def clock_in_force(session: Session, division: str, state: str, severity: str, on: date) -> Clock | None:
    """How long an issue may stay in a state: by the smallest division, for the severity rather than for all."""
    row = session.execute(
        select(StepClock.amount, StepClock.unit)
        .where(
            and_(StepClock.division_code.in_(places_around(division)), StepClock.state == state),
            StepClock.severity.in_(("", severity)),
            StepClock.valid_from <= on,
            or_(StepClock.valid_to.is_(None), StepClock.valid_to >= on),
        )
        .order_by(
            func.length(func.rtrim(StepClock.division_code, "0")).desc(),
            StepClock.severity.desc(),
            StepClock.valid_from.desc(),
        )
        .limit(1)
    ).one_or_none()
    return Clock(*row) if row else None


def calendar(session: Session) -> Calendar:
    """The working days."""
    return Calendar({row.day: row.worked for row in session.execute(select(Holiday.day, Holiday.worked))})
