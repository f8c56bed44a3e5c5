"""Days of the calendar inside the database, and what parts of terms make."""

from sqlalchemy import ColumnElement, Integer, func


def days_in(days) -> ColumnElement[int]:
    """How many days a datemultirange has."""
    return func.days_in(days, type_=Integer)


def rounded_up(parts, length) -> ColumnElement[int]:
    """Whole visits that so many of `length` parts of one make: rounded up, exactly."""
    return (parts + length - 1) // length
