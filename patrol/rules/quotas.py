"""How many patrols a rule asks for in a period, counted exactly.

Whole calendar periods count whole; a part of one counts by its days, as a fraction, and the sum is rounded up once.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import ceil

ONE_DAY = timedelta(days=1)


def calendar_period(period: str, day: date) -> tuple[date, date]:
    """First and last day of the calendar period that holds `day`; `ten_days` is a 旬. ValueError if unknown."""
    month = day.month
    match period:
        case "day":
            return day, day
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case "ten_days":
            first = min((day.day - 1) // 10, 2) * 10 + 1
            return day.replace(day=first), _last_of_month(day) if first == 21 else day.replace(day=first + 9)
        case "month":
            return _months(day.year, month, 1)
        case "quarter":
            return _months(day.year, month - (month - 1) % 3, 3)
        case "half_year":
            return _months(day.year, month - (month - 1) % 6, 6)
        case "year":
            return _months(day.year, 1, 12)
    raise ValueError(f"no such period: {period}")


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    return date(year, first, 1), _last_of_month(date(year, first + count - 1, 1))


@lru_cache(maxsize=4096)
def share_of_periods(period: str, first: date, last: date) -> Fraction:
    """How many calendar periods lie in the days `first` to `last`, both included, parts by their days."""
    total = Fraction(0)
    day = first
    while day <= last:
        begin, end = calendar_period(period, day)
        days = (min(end, last) - day).days + 1
        total += Fraction(days, (end - begin).days + 1)
        day = end + ONE_DAY
    return total


def owed(demands: Iterable[tuple[int, str, date, date]]) -> int:
    """Patrols owed over demands of (times, period, first day, last day), rounded up once."""
    return ceil(
        sum((times * share_of_periods(period, first, last) for times, period, first, last in demands), Fraction(0))
    )
