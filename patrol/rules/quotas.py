"""The calendar periods that rules count in."""

from calendar import monthrange
from datetime import date, timedelta

PERIODS = ("day", "week", "ten_days", "month", "quarter", "half_year", "year")
"""From the shortest to the longest; `ten_days` is a 旬."""


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


def calendar_of_days(first: date, last: date) -> str | None:
    """The calendar period that the days from `first` to `last` are, if they are one."""
    return next((each for each in PERIODS if calendar_period(each, first) == (first, last)), None)


def asked_term(first: date, last: date, today: date) -> tuple[date, date]:
    """The days that what is owed is told of: of a month, quarter, half-year or year to date the whole of it, as its
    table of duties has them; other days are taken as they are."""
    if last == today:
        for period in ("month", "quarter", "half_year", "year"):
            begin, end = calendar_period(period, first)
            if begin == first and last <= end:
                return begin, end
    return first, last


def longer_than(period: str) -> tuple[str, ...]:
    """The periods that are longer than one."""
    return PERIODS[PERIODS.index(period) + 1 :]
