"""What was owed and what a figure of coverage means, inside the database, for layers that show many at once.

The words and the sums are those of `rules.quotas` and `rules.coverage`; a test holds both to the same answers.
"""

from datetime import date

from sqlalchemy import Date, Float, Integer, Interval, Numeric, ScalarSelect, case, cast, func, literal, select

from patrol.models import Assignment, ForestPlot, RiverSegment
from patrol.queries.duties import demands

ORIGIN = date(2000, 1, 3)
"""A Monday, from which periods are counted."""

DIGITS = 9
"""Decimals that sums of parts of periods are right to; without rounding, three thirds might be more than one."""


def required(kind: str, first: date, last: date) -> ScalarSelect[int]:
    """Visits owed by the segment (river) or plot (forest) of the row at hand between two days."""
    thing, key = (RiverSegment, Assignment.segment_id) if kind == "river" else (ForestPlot, Assignment.plot_id)
    own = demands(kind, first, last).where(key == thing.id).correlate(thing).subquery()
    periods = elapsed(own.c.period, own.c.last) - elapsed(own.c.period, cast(own.c.first - 1, Date))
    owed = func.ceil(func.round(cast(func.coalesce(func.sum(own.c.times * periods), 0), Numeric), DIGITS))
    return select(cast(owed, Integer)).scalar_subquery()


def elapsed(period, day):
    """How many calendar periods have gone by since the origin at the end of `day`, parts by their days."""
    year, month = cast(func.extract("year", day), Integer) - ORIGIN.year, cast(func.extract("month", day), Integer)
    months = year * 12 + month - 1
    half = func.make_date(year + ORIGIN.year, case((month <= 6, 1), else_=7), 1)
    return case(
        (period == "day", cast(day - ORIGIN, Float)),
        (period == "week", cast(day - ORIGIN + 1, Float) / 7),
        (period == "ten_days", months * 3 + _tens(day)),
        (period == "month", months + _part(day, _start("month", day), "1 month")),
        (period == "quarter", year * 4 + (month - 1) // 3 + _part(day, _start("quarter", day), "3 months")),
        (period == "half_year", year * 2 + (month - 1) // 6 + _part(day, half, "6 months")),
        else_=year + _part(day, _start("year", day), "1 year"),
    )


def _start(period: str, day):
    """The first day of the month, quarter or year that holds `day`."""
    return cast(func.date_trunc(period, day), Date)


def _part(day, start, length: str):
    """The part of a period from `start` that has gone by at the end of `day`."""
    end = cast(start + cast(literal(length), Interval), Date)
    return cast(day - start + 1, Float) / (end - start)


def _tens(day):
    """The 旬 of a month that have gone by at the end of `day`: the third one has 8 to 11 days."""
    number = cast(func.extract("day", day), Float)
    days = cast(_start("month", day) + cast(literal("1 month"), Interval), Date) - _start("month", day)
    return case((number <= 20, number / 10), else_=2 + (number - 20) / (days - 20))


def standing(visits, share, effective_visits, owed, full_share: float):
    """unvisited, behind, partial or covered."""
    return case(
        (visits == 0, "unvisited"),
        (effective_visits < owed, "behind"),
        (share >= full_share, "covered"),
        else_="partial",
    )
