"""Terms: the calendar periods (this week, this month) in which rules count.

A term is the smallest thing that is owed and done: one officer's visits of one segment in one week. What is too much in
one term makes up for nothing in another, and neither does what another officer did.
"""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Date, Subquery, and_, case, column, func, literal, select, true
from sqlalchemy.dialects.postgresql import DATERANGE

from patrol.models import PatrolRule
from patrol.rules.quotas import calendar_of_days, longer_than

TO_THURSDAY, TO_SUNDAY = 3, 6


class Told(NamedTuple):
    """Which terms are told of the days from `first` to `last` (or SQL for them), both included.

    Of a period of the calendar (`whole`) its own and shorter terms are told, each whole and by itself: what a quarter
    owes is not missed in its first month. Of other days every term is told as far as it reaches into them, and those of
    one period are taken together: the ends of two months are not two months.
    Weeks are told whole and once: of the days that hold their Thursday (as ISO 8601 gives a week to a year), so that
    those of months add up to those of years.
    """

    first: date
    last: date
    whole: str | None = None

    @classmethod
    def of(cls, first: date, last: date) -> "Told":
        """What is told of days that are a period of the calendar, or of others."""
        return cls(first, last, calendar_of_days(first, last))

    @property
    def longer(self) -> tuple[str, ...]:
        """The periods whose terms are not told, as they are longer than the one that the days are."""
        return longer_than(self.whole) if self.whole else ()

    @property
    def days(self) -> tuple[ColumnElement[date], ColumnElement[date]]:
        """The first and the last day."""
        return _day(self.first), _day(self.last)

    @property
    def weeks(self) -> tuple[ColumnElement[date], ColumnElement[date]]:
        """Monday of the first and Sunday of the last week that is told; they are the wrong way round if none is."""
        return _monday(self.first, TO_THURSDAY), _monday(self.last, -TO_THURSDAY) + TO_SUNDAY

    @property
    def reach(self) -> tuple[ColumnElement[date], ColumnElement[date]]:
        """The first and the last day of what is told: the days themselves, with those of weeks beyond them."""
        first, last = zip(self.days, self.weeks, strict=True)
        return func.least(*first, type_=Date), func.greatest(*last, type_=Date)

    def begins(self, period, day) -> ColumnElement[date]:
        """What the term that a day lies in is known by: its first day, or that of all of these days."""
        # Not the bare day: nothing can be grouped by a constant.
        return begins_of(period, day) if self.whole else begins_of(literal("day"), self.days[0])

    def edges(self, period) -> tuple[ColumnElement[date], ColumnElement[date]]:
        """The first and the last day that is told of terms of a period."""
        week = period == "week"
        first, last = (case((week, of), else_=day) for of, day in zip(self.weeks, self.days, strict=True))
        return first, last

    def holds(self, period, day) -> ColumnElement[bool]:
        """The condition that a day lies in a term of this period that is told."""
        first, last = self.edges(period)
        return and_(period.not_in(self.longer), day >= first, day <= last)


def terms(told: Told) -> Subquery:
    """The terms in which any rule counts: period, begins (as of `Told.begins`), days (a daterange: those that are told)
    and length (in days, of the whole)."""
    since = func.min(func.coalesce(PatrolRule.counts_from, PatrolRule.valid_from)).label("since")
    asked = PatrolRule.period.not_in(told.longer)
    used = select(PatrolRule.period, since).where(asked).group_by(PatrolRule.period).subquery()
    first, last = told.edges(used.c.period)
    whole = func.terms_between(used.c.period, func.greatest(first, used.c.since, type_=Date), last)
    whole = whole.table_valued(column("begins", Date), column("ends", Date)).render_derived().lateral()
    days = func.daterange(func.greatest(whole.c.begins, first), func.least(whole.c.ends, last), "[]", type_=DATERANGE)
    length = (whole.c.ends - whole.c.begins + 1).label("length")
    begins = told.begins(used.c.period, whole.c.begins).label("begins")
    return select(used.c.period, begins, days.label("days"), length).join(whole, true()).subquery()


def begins_of(period, day) -> ColumnElement[date]:
    """The first day of the calendar period that a day lies in."""
    return func.period_begins(period, day, type_=Date)


def _day(day) -> ColumnElement[date]:
    return literal(day, Date) if isinstance(day, date) else day


def _monday(day, after: int) -> ColumnElement[date]:
    """The first day of the week that lies so many days after a day."""
    # Told here, it need not be planned for each time that it is asked for.
    if isinstance(day, date):
        day += timedelta(after)
        return literal(day - timedelta(day.weekday()), Date)
    return begins_of(literal("week"), day + after)
