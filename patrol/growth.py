"""The months of the growing tables: made ahead, so that no submission waits for a new one."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

MONTHS_BACK = 12
MONTHS_AHEAD = 3


def prepare_months(session: Session, today: date) -> None:
    """Make the monthly partitions from a year ago to three months ahead; those that exist are left alone."""
    count = today.year * 12 + today.month - 1
    for month in range(count - MONTHS_BACK, count + MONTHS_AHEAD + 1):
        session.execute(select(func.ensure_month(date(month // 12, month % 12 + 1, 1))))
