"""What figures mean, inside the database, for tables and layers that show many at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Case, ColumnElement, Date, Integer, and_, case, cast, func, or_, select, type_coerce

STATUSES = ("unvisited", "behind", "partial", "covered")
QUOTAS = ("missed", "behind", "due", "met", "none")


def so_far(owed, gone, total) -> ColumnElement[int]:
    """How much of what is owed the days gone by ask for: `rules.coverage.so_far` as an expression."""
    return owed * gone // total


def standing(visits, share, credited, due, full_share: float, told: Sequence[Any] = STATUSES) -> Case:
    """unvisited, behind, partial or covered: `rules.coverage.standing` as an expression.

    `told` are the words, or what is said instead of each: what many rows are sorted and summed by is compared quicker
    as numbers.
    """
    unvisited, behind, partial, covered = told
    return case(
        (visits == 0, unvisited),
        (credited < due, behind),
        (share >= full_share, covered),
        else_=partial,
    )


def quota(credited, owed, gone, total, told: Sequence[Any] = QUOTAS) -> Case:
    """none, met, due, behind or missed: `rules.coverage.quota` as an expression, `told` as above."""
    missed, behind, due, met, none = told
    return case(
        (owed == 0, none),
        (credited >= owed, met),
        (and_(gone < total, credited >= so_far(owed, gone, total)), due),
        (or_(gone < total, credited > 0), behind),
        else_=missed,
    )


def word(place, words: Sequence[str]) -> Case:
    """The word at a place."""
    return case(dict(enumerate(words)), value=place)


def gone_of(first: date, last: date) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """How many of the days from one to another, both included, are over today, and how many there are."""
    # Asked once, not for each row. A day less a day is a number in PostgreSQL.
    today = select(func.county_today(type_=Date)).scalar_subquery()
    total = type_coerce(cast(last, Date) - cast(first, Date), Integer) + 1
    return func.least(func.greatest(type_coerce(today - cast(first, Date), Integer), 0), total), total
