"""What segments and plots are owed, and what of it was done: beside their coverage, in tables and on maps."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Integer, Row, Subquery, cast, func, select
from sqlalchemy.orm import Session

from patrol.queries.answered import Done, answered
from patrol.queries.demands import ANY, Demands
from patrol.queries.done import visits_done
from patrol.queries.scoring import VISITS
from patrol.queries.seats import seats
from patrol.queries.slots import anything_changed, object_key
from patrol.queries.terms import Told


def required(
    kind: str,
    first: date,
    last: date,
    only: ColumnElement[bool] = ANY,
    seen: ColumnElement[bool] | None = None,
    *,
    changed: bool = True,
) -> Subquery:
    """Per segment (river) or plot (forest) that owes anything between two days, leave or not: object_id, visits (owed)
    and credited: of a month or a longer period of the calendar, and of a week, as in the tables of duties.

    `only` narrows the assignments, `seen` the visits to those of the same few objects; `changed` as of
    `any_change`, where that was asked. One row an object: joined from
    the left, it is not even computed where nobody asks for what is owed.
    """
    told = _told(first, last)
    demands = Demands(kind, seats(told, changed=changed), only)
    each = answered(demands, Done(visits_done(kind, told, seen))).subquery()
    sums = {"visits": each.c.owed, "credited": each.c.credited}
    figures = (cast(func.sum(figure), Integer).label(name) for name, figure in sums.items())
    return select(each.c.object_id, *figures).group_by(each.c.object_id).subquery("owed")


def any_change(session: Session, first: date, last: date) -> bool:
    """Whether anything was another for the rules in the terms of these days, or since."""
    return session.scalar(select(anything_changed(_told(first, last).reach[0]))) is True


def required_visits(
    session: Session, kind: str, object_ids: list[int], first: date, last: date, only: ColumnElement[bool] = ANY
) -> Mapping[int, Row]:
    """Object id → visits and credited of `required`; objects that owe nothing are absent."""
    _visit, visited = VISITS[kind]
    theirs = object_key(kind) == func.any(object_ids)
    rows = required(kind, first, last, theirs & only, visited == func.any(object_ids))
    return {row.object_id: row for row in session.execute(select(rows))}


def _told(first: date, last: date) -> Told:
    # A month to date is a day on its first and a 旬 on its tenth day, and asks for its part of the month all the same.
    told = Told.of(first, last) if isinstance(first, date) and isinstance(last, date) else Told(first, last)
    return told if told.whole not in ("day", "ten_days") else Told(first, last)
