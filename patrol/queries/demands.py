"""What is owed in each term between two days: assignments under the rules that hold for them.

Everything that says what is owed (coverage, layers, the phone, the tables of duties) asks here. What is owed in a term
is rounded up once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    case,
    func,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE
from sqlalchemy.orm import Session

from patrol.models import Leave
from patrol.queries import slots
from patrol.queries.calendar import part_of, rounded_up
from patrol.queries.rules import NO_DAYS
from patrol.queries.seats import Seats

ANY = true()
LOOPS = text("SELECT set_config('enable_nestloop', :allowed, true), set_config('enable_sort', :allowed, true)")
TERM = ("period", "begins")
WHOSE = ("officer_id", "object_id", "division_code")


class Demands(NamedTuple):
    """Which demands: of a kind, by these rules (of all that is asked in one statement, found once), of some assignments
    (a condition).

    With `leave`, days away are not asked for, unless a substitute walks and the rule allows deputies. `period` wants
    only rules that count in it.
    """

    kind: str
    rules: Seats
    only: ColumnElement[bool] = ANY
    leave: bool = False
    period: str | None = None

    def duties(self) -> CTE:
        """The assignments that rules are made for, as of `slots.duties`, with their slots."""
        told, changed = self.rules.told, self.rules.changed
        found = slots.duties(self.kind, *told.reach, self.only, changed=changed).subquery()
        return self.rules.seated(self.kind, "object", found)

    def people(self) -> CTE:
        """Whose assignments they are, as of `slots.people`, with their slots; those that rules are made for."""
        told, changed = self.rules.told, self.rules.changed
        found = slots.people(self.kind, *told.reach, self.only, changed=changed).subquery()
        return self.rules.seated(self.kind, "person", found)

    def counted(self, rule) -> ColumnElement[bool]:
        """The condition that a rule counts in the period that is wanted."""
        return rule.c.period == self.period if self.period else true()

    def steady(self, duty: CTE) -> ColumnElement[bool]:
        """The condition that somebody is there on all days of all terms, and owes what their slot does."""
        away = select(absences(*self.rules.told.reach).c.officer_id)
        return and_(duty.c.throughout, duty.c.officer_id.not_in(away) if self.leave else true())


def owed(demands: Demands) -> CompoundSelect:
    """What officers owe objects: officer_id, object_id, division_code, period, begins, owed; one row a term."""
    duty, rule = demands.duties(), demands.rules.together
    steady = select(*(duty.c[name] for name in WHOSE), *(rule.c[name] for name in TERM), rule.c.owed)
    steady = demands.rules.of(duty, rule, steady)
    return union_all(steady.where(demands.steady(duty), demands.counted(rule)), owed_in_part(demands, duty))


def owed_in_part(demands: Demands, duty: CTE) -> Select:
    """Of `owed` what those of the duties owe who are not there on all days: by the days on which they are."""
    rule = demands.rules.each_rule
    there = slots.span_of(duty.c.valid_from, duty.c.valid_to)
    rows = demands.rules.of(duty, rule, select(*(duty.c[name] for name in WHOSE), *(rule.c[name] for name in TERM)))
    if demands.leave:
        away = absences(*demands.rules.told.reach)
        gone = case((rule.c.deputies_allowed, away.c.uncovered_days), else_=away.c.days)
        there = there - func.coalesce(gone, NO_DAYS)
        rows = rows.outerjoin(away, away.c.officer_id == duty.c.officer_id)
    # In most terms somebody is there on all days, or on none: what is asked of all of them is known beforehand.
    throughout, never = rule.c.days.contained_by(there), ~rule.c.days.overlaps(there)
    part = part_of(rule.c.times, rule.c.days * there, rule.c.length)
    rows = rows.add_columns(case((throughout, rule.c.parts), (never, 0.0), else_=part).label("parts"))
    rows = rows.where(~demands.steady(duty), demands.counted(rule))
    return _summed(rows.subquery(), "officer_id", "object_id")


def owed_in_person(demands: Demands) -> Select:
    """What officers owe in person, leave taken off: officer_id, division_code, period, begins, owed; one row a term.

    An officer owes in a post on the days on which they answer for something of this kind in it.
    """
    people, rule, away = demands.people(), demands.rules.each_rule, absences(*demands.rules.told.reach)
    throughout = and_(away.c.days.is_(None), rule.c.days.contained_by(people.c.days))
    days = rule.c.days * people.c.days - func.coalesce(away.c.days, NO_DAYS)
    part = case((throughout, rule.c.parts), else_=part_of(rule.c.times, days, rule.c.length))
    rows = select(people.c.officer_id, people.c.division_code, *(rule.c[name] for name in TERM), part.label("parts"))
    rows = demands.rules.of(people, rule, rows).where(demands.counted(rule))
    rows = rows.outerjoin(away, away.c.officer_id == people.c.officer_id)
    return _summed(rows.subquery(), "officer_id")


def _summed(rows: Subquery, *whose: str) -> Select:
    """What is owed in each term, out of the parts that its rules ask for."""
    by = [rows.c[name] for name in (*whose, *TERM)]
    # An object or officer is in one place only: grouping by it would cost more.
    place = func.min(rows.c.division_code).label("division_code")
    found = select(*by[: len(whose)], place, *by[len(whose) :], rounded_up(rows.c.parts).label("owed"))
    return found.group_by(*by)


@contextmanager
def by_hash(session: Session) -> Iterator[None]:
    """Joins by hash, for what asks for everybody's demands.

    How many duties the rules give cannot be estimated: taken for one row, two thousand officers times two thousand
    were gone through in loops.
    """
    session.execute(LOOPS, {"allowed": "off"})
    yield
    session.execute(LOOPS, {"allowed": "on"})


def absences(first: date, last: date) -> Subquery:
    """Per officer on leave between two days: officer_id, days away, and those of them without a substitute."""
    each = func.datemultirange(func.daterange(Leave.first_on, Leave.last_on, "[]"), type_=DATEMULTIRANGE)
    days = func.range_agg(each, type_=DATEMULTIRANGE)
    return (
        select(
            Leave.officer_id,
            days.label("days"),
            func.coalesce(days.filter(Leave.substitute_id.is_(None)), NO_DAYS).label("uncovered_days"),
        )
        .where(taken(), Leave.first_on <= last, Leave.last_on >= first)
        .group_by(Leave.officer_id)
        .subquery()
    )


def taken() -> ColumnElement[bool]:
    """The condition that a leave counts: approved and not withdrawn."""
    return and_(Leave.approved_at.is_not(None), Leave.withdrawn_at.is_(None))
