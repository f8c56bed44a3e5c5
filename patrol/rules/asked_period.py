"""Periods as an address has them: 2026, 2026-H2, 2026-Q4, 2026-11, 2026-11-2 (中旬), 2026-W47, 2026-11-22."""

import re
from collections.abc import Callable
from datetime import date

from patrol.rules.quotas import calendar_period

Numbers = tuple[int, ...]
FORMS: tuple[tuple[str, str, Callable[[Numbers], date]], ...] = (
    (r"(\d{4})", "year", lambda n: date(n[0], 1, 1)),
    (r"(\d{4})-H([12])", "half_year", lambda n: date(n[0], n[1] * 6 - 5, 1)),
    (r"(\d{4})-Q([1-4])", "quarter", lambda n: date(n[0], n[1] * 3 - 2, 1)),
    (r"(\d{4})-W(\d{2})", "week", lambda n: date.fromisocalendar(n[0], n[1], 1)),
    (r"(\d{4})-(\d{2})", "month", lambda n: date(n[0], n[1], 1)),
    (r"(\d{4})-(\d{2})-([123])", "ten_days", lambda n: date(n[0], n[1], n[2] * 10 - 9)),
    (r"(\d{4})-(\d{2})-(\d{2})", "day", lambda n: date(*n)),
)


def days_of(period: str) -> tuple[date, date]:
    """First and last day of a written period; ValueError for one that is not in any calendar."""
    for form, kind, first in FORMS:
        if found := re.fullmatch(form, period, re.ASCII):
            return calendar_period(kind, first(tuple(int(number) for number in found.groups())))
    raise ValueError(f"no such period: {period[:20]}")


def calendar_of(period: str) -> str:
    """year, half_year, quarter, week, month, ten_days or day; ValueError for a period that is in no calendar."""
    days_of(period)
    return next(kind for form, kind, _first in FORMS if re.fullmatch(form, period, re.ASCII))
