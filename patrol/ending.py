"""How dated data ends: it holds for the last time on a day. What has been in force is never edited."""

from datetime import date, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from patrol.errors import Conflict, Invalid

ONE_DAY = timedelta(days=1)


class Dated(Protocol):
    """A row that holds from a day, and until another if it has one."""

    valid_from: date
    valid_to: date | None


def end(session: Session, row: Dated, on: date, today: date, ended: str) -> None:
    """Let a row hold for the last time on a day, yesterday or later; one that has not begun by then is taken back.

    Conflict (`ended`) for what is over already, Invalid for a day too early.
    """
    if row.valid_to is not None and row.valid_to < today:
        raise Conflict(ended, on=row.valid_to)
    if on < today - ONE_DAY:
        raise Invalid({"on": ("rule_end_past", {"earliest": today - ONE_DAY})})
    if on >= row.valid_from:
        row.valid_to = on
    elif row.valid_from > today:
        session.delete(row)
    else:
        raise Invalid({"on": ("rule_end_before_start", {"start": row.valid_from})})
