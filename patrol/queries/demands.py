"""What is owed between two days: assignments under the rules that hold for them, as parts of calendar periods.

Everything that says what is owed (coverage, layers, the phone, the tables of duties) asks here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE
from sqlalchemy.orm import Session

from patrol.models import Leave
from patrol.queries import slots
from patrol.queries.calendar import periods_in, rounded_up
from patrol.queries.rules import NO_DAYS, held_by_many
from patrol.queries.slots import object_key

ANY = true()
LOOPS = text("SELECT set_config('enable_nestloop', :allowed, true), set_config('enable_sort', :allowed, true)")


def required_visits(
    session: Session, kind: str, object_ids: list[int], first: date, last: date, only: ColumnElement[bool] = ANY
) -> Mapping[int, int]:
    """Object id → visits owed between two days, leave or not; objects that owe nothing are absent."""
    rows = demands(kind, first, last, and_(object_key(kind) == func.any(object_ids), only)).subquery()
    owed = rounded_up(rows.c.times * rows.c.periods)
    return dict(session.execute(select(rows.c.object_id, owed).group_by(rows.c.object_id)).all())


def required(kind: str, first: date, last: date, only: ColumnElement[bool] = ANY) -> Subquery:
    """Per segment (river) or plot (forest) that owes anything between two days: object_id, visits (owed), for layers.

    One row an object: joined from the left, it is not even computed where nobody asks for what is owed.
    """
    rows = demands(kind, first, last, only).subquery()
    owed = rounded_up(rows.c.times * rows.c.periods).label("visits")
    return select(rows.c.object_id, owed).group_by(rows.c.object_id).subquery("owed")


def demands(kind: str, first: date, last: date, only: ColumnElement[bool] = ANY, *, changed: bool = True) -> Select:
    """Per assignment and rule that holds for it between two days: what it asks and on which days.

    Columns: assignment_id, officer_id, post, object_id, division_code, rule_id, times, period, deputies_allowed, days
    (datemultirange) and periods. `only` narrows the assignments, `changed` is as of `slots.duties`.
    """
    # Read twice, for the slots and for the duties in them, and found once.
    duty = slots.duties(kind, first, last, only, changed=changed).cte()
    slot = select(duty.c.post, duty.c.place_code.label("division_code"), duty.c.object_class).distinct().subquery()
    rules = held_by_many(slot, kind, "object", first, last).subquery()
    days = rules.c.days * slots.span_of(duty.c.valid_from, duty.c.valid_to)
    same = _same_slot(rules, duty.c.post, duty.c.place_code, duty.c.object_class)
    return select(
        duty.c.assignment_id,
        duty.c.officer_id,
        duty.c.post,
        duty.c.object_id,
        duty.c.division_code,
        rules.c.rule_id,
        rules.c.times,
        rules.c.period,
        rules.c.deputies_allowed,
        case((duty.c.throughout, rules.c.days), else_=days).label("days"),
        case((duty.c.throughout, rules.c.periods), else_=periods_in(days, rules.c.period)).label("periods"),
    ).join(rules, same)


def person_demands(
    kind: str, first: date, last: date, only: ColumnElement[bool] = ANY, *, changed: bool = True
) -> Select:
    """Per officer and rule for persons that holds between two days: what it asks of them, leave taken off.

    Columns: officer_id, post, division_code, rule_id, times, period, days, periods. An officer owes in a post on the
    days on which they answer for something of this kind in it.
    """
    people = slots.people(kind, first, last, only, changed=changed).cte(f"people_{kind}")
    slot = (
        select(people.c.post, people.c.place_code.label("division_code"), people.c.object_class).distinct().subquery()
    )
    rules = held_by_many(slot, kind, "person", first, last).subquery()
    away = absences(first, last)
    throughout = and_(away.c.days.is_(None), rules.c.days.contained_by(people.c.days))
    days = rules.c.days * people.c.days - func.coalesce(away.c.days, NO_DAYS)
    return (
        select(
            people.c.officer_id,
            people.c.post,
            people.c.division_code,
            rules.c.rule_id,
            rules.c.times,
            rules.c.period,
            days.label("days"),
            case((throughout, rules.c.periods), else_=periods_in(days, rules.c.period)).label("periods"),
        )
        .join(rules, and_(rules.c.post == people.c.post, rules.c.division_code == people.c.place_code))
        .outerjoin(away, away.c.officer_id == people.c.officer_id)
    )


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


def _same_slot(rules: Subquery, post, division_code, object_class) -> ColumnElement[bool]:
    # Equality joins by hash; "is not distinct from" would compare every row with every other.
    same_class = func.coalesce(rules.c.object_class, "") == func.coalesce(object_class, "")
    return and_(rules.c.post == post, rules.c.division_code == division_code, same_class)
