"""What the office sets: holidays, and how long each step may take."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.errors import Invalid
from patrol.models import Holiday, StepClock
from patrol.people import check_division
from patrol.rules.casework import OPEN_STATES
from patrol.rules.clocks import SEVERITIES, UNITS

EVERYWHERE = "000000000000"
MOST_UNITS = 3650


def add_holidays(session: Session, days: Iterable[date], *, worked: bool = False, name: str = "") -> None:
    """Enter days that offices do not work, or weekend days that they do (`worked`); a known day is changed."""
    rows = [{"day": day, "worked": worked, "name": name} for day in dict.fromkeys(days)]
    row = insert(Holiday)
    changed = row.on_conflict_do_update(
        index_elements=["day"], set_={"worked": row.excluded.worked, "name": row.excluded.name}
    )
    session.execute(changed, rows)


def remove_holidays(session: Session, days: Iterable[date]) -> int:
    """Let days be as any other of the week; returns how many were different."""
    gone = delete(Holiday).where(Holiday.day.in_(list(days))).returning(Holiday.day)
    return len(session.execute(gone).all())


def set_clock(
    session: Session,
    state: str,
    amount: int,
    unit: str,
    *,
    division: str = EVERYWHERE,
    severity: str = "",
    valid_from: date,
) -> None:
    """Say how long an issue may stay in a state, from a day on; deadlines that run already stay. Invalid by field."""
    for field, value, choices in (
        ("state", state, OPEN_STATES),
        ("unit", unit, UNITS),
        ("severity", severity, ("", *SEVERITIES)),
    ):
        if value not in choices:
            raise Invalid({field: ("not_one_of", {"choices": "、".join(choice for choice in choices if choice)})})
    if not 1 <= amount <= MOST_UNITS:
        raise Invalid({"amount": ("range", {"min": 1, "max": MOST_UNITS})})
    if division != EVERYWHERE:
        check_division(session, division)
    row = insert(StepClock).values(
        division_code=division, state=state, severity=severity, amount=amount, unit=unit, valid_from=valid_from
    )
    keys = ["division_code", "state", "severity", "valid_from"]
    session.execute(row.on_conflict_do_update(index_elements=keys, set_={"amount": amount, "unit": unit}))
