"""Periods of the calendar inside the database: the one place where quotas become fractions."""

from sqlalchemy import ColumnElement, Float, Integer, cast, func

NOISE = 5e-10
"""What a sum of parts of periods may be off by; without it, three thirds might be more than one."""


def periods_in(days, period) -> ColumnElement[float]:
    """How many calendar periods (`day` … `year`; `ten_days` is a 旬) lie in a datemultirange, parts by their days."""
    return func.periods_in(days, period, type_=Float)


def rounded_up(parts) -> ColumnElement[int]:
    """A sum of parts of periods as whole patrols: rounded up, once."""
    return cast(func.ceil(func.coalesce(func.sum(parts), 0) - NOISE), Integer)
