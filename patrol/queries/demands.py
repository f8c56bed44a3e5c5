"""What is owed in each term between two days: assignments under the rules that hold for them.

Everything that says what is owed (coverage, layers, the phone, the tables of duties) asks here. What is owed in a term
is rounded up once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import (
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
from patrol.queries.rules import NO_DAYS, held_by_many
from patrol.queries.terms import Told

ANY = true()
LOOPS = text("SELECT set_config('enable_nestloop', :allowed, true), set_config('enable_sort', :allowed, true)")
TERM = ("period", "begins")


def owed(
    kind: str, told: Told, only: ColumnElement[bool] = ANY, *, leave: bool = False, changed: bool = True
) -> CompoundSelect:
    """What officers owe objects: officer_id, object_id, division_code, period, begins, owed; one row a term.

    With `leave`, days away are not asked for, unless a substitute walks and the rule allows deputies. `only` narrows
    the assignments, `changed` is as of `slots.duties`.
    """
    # Read thrice: for the slots, and for the duties in them.
    duty = slots.duties(kind, *told.reach, only, changed=changed).cte()
    slot = select(duty.c.post, duty.c.place_code.label("division_code"), duty.c.object_class).distinct().subquery()
    each_rule, together = (found.subquery() for found in held_by_many(slot, kind, "object", told))
    of_duty = (duty.c.officer_id, duty.c.object_id, duty.c.division_code)
    away = absences(*told.reach)
    steady = and_(duty.c.throughout, duty.c.officer_id.not_in(select(away.c.officer_id)) if leave else true())
    # Nearly everybody is there on all days of all terms, and owes what their slot does: it is not counted for each.
    of_steady = select(*of_duty, *(together.c[name] for name in TERM), together.c.owed)
    of_steady = of_steady.join(together, _same_slot(together, duty)).where(steady)
    days = each_rule.c.days * slots.span_of(duty.c.valid_from, duty.c.valid_to)
    if leave:
        gone = case((each_rule.c.deputies_allowed, away.c.uncovered_days), else_=away.c.days)
        days = days - func.coalesce(gone, NO_DAYS)
    others = select(*of_duty, *(each_rule.c[name] for name in TERM))
    others = others.add_columns(part_of(each_rule.c.times, days, each_rule.c.length).label("parts"))
    others = others.join(each_rule, _same_slot(each_rule, duty))
    others = others.outerjoin(away, away.c.officer_id == duty.c.officer_id) if leave else others
    others = others.where(~steady).subquery()
    return union_all(of_steady, _summed(others, "officer_id", "object_id"))


def owed_in_person(kind: str, told: Told, only: ColumnElement[bool] = ANY, *, changed: bool = True) -> Select:
    """What officers owe in person, leave taken off: officer_id, division_code, period, begins, owed; one row a term.

    An officer owes in a post on the days on which they answer for something of this kind in it.
    """
    people = slots.people(kind, *told.reach, only, changed=changed).cte(f"people_{kind}")
    slot = (
        select(people.c.post, people.c.place_code.label("division_code"), people.c.object_class).distinct().subquery()
    )
    rules = held_by_many(slot, kind, "person", told)[0].subquery()
    away = absences(*told.reach)
    throughout = and_(away.c.days.is_(None), rules.c.days.contained_by(people.c.days))
    days = rules.c.days * people.c.days - func.coalesce(away.c.days, NO_DAYS)
    part = part_of(rules.c.times, days, rules.c.length)
    rows = (
        select(people.c.officer_id, people.c.division_code, *(rules.c[name] for name in TERM))
        .add_columns(case((throughout, rules.c.parts), else_=part).label("parts"))
        .join(rules, and_(rules.c.post == people.c.post, rules.c.division_code == people.c.place_code))
        .outerjoin(away, away.c.officer_id == people.c.officer_id)
        .subquery()
    )
    return _summed(rows, "officer_id")


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


def _same_slot(rules: Subquery, duty) -> ColumnElement[bool]:
    # Equality joins by hash; "is not distinct from" would compare every row with every other.
    same_class = func.coalesce(rules.c.object_class, "") == func.coalesce(duty.c.object_class, "")
    return and_(rules.c.post == duty.c.post, rules.c.division_code == duty.c.place_code, same_class)
