"""Days of the calendar inside the database, and what parts of visits make."""

from sqlalchemy import ColumnElement, Float, Integer, cast, func

NOISE = 5e-10
"""What a sum of parts may be off by; without it, three thirds might be more than one."""


def days_in(days) -> ColumnElement[int]:
    """How many days a datemultirange has."""
    return func.days_in(days, type_=Integer)


def part_of(times, days, length) -> ColumnElement[float]:
    """What so many visits a term ask for on these days (a datemultirange) of its `length` days."""
    return times * cast(days_in(days), Float) / length


def rounded_up(parts) -> ColumnElement[int]:
    """Whole visits that parts of visits make together: rounded up, once."""
    return cast(func.ceil(func.sum(parts) - NOISE), Integer)
