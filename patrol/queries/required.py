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
from patrol.rules.quotas import asked_term


def owing(first: date, last: date, today: date) -> Told:
    """What is told as owed beside the coverage of these days (`rules.quotas.asked_term`): of a month or a longer period
    of the calendar, whole or to date, and of a week, as in the tables of duties; of other days their part of it."""
    told = Told.of(*asked_term(first, last, today))
    return told if told.whole not in ("day", "ten_days") else Told(first, last)


def required(
    kind: str,
    told: Told,
    only: ColumnElement[bool] = ANY,
    seen: ColumnElement[bool] | None = None,
    *,
    changed: bool = True,
) -> Subquery:
    """Per segment (river) or plot (forest) that owes anything in these days, leave or not: object_id, visits (owed) and
    credited.

    `only` narrows the assignments, `seen` the visits to those of the same few objects; `changed` as of
    `any_change`, where that was asked. One row an object: joined from the left, it is not even computed where nobody
    asks for what is owed.
    """
    demands = Demands(kind, seats(told, changed=changed), only)
    each = answered(demands, Done(visits_done(kind, told, seen))).subquery()
    sums = {"visits": each.c.owed, "credited": each.c.credited}
    figures = (cast(func.sum(figure), Integer).label(name) for name, figure in sums.items())
    return select(each.c.object_id, *figures).group_by(each.c.object_id).subquery("owed")


def any_change(session: Session, told: Told) -> bool:
    """Whether anything was another for the rules in these terms, or since."""
    return session.scalar(select(anything_changed(told.reach[0]))) is True


def required_visits(
    session: Session, kind: str, object_ids: list[int], told: Told, only: ColumnElement[bool] = ANY
) -> Mapping[int, Row]:
    """Object id → visits and credited of `required`; objects that owe nothing are absent."""
    _visit, visited = VISITS[kind]
    theirs = object_key(kind) == func.any(object_ids)
    rows = required(kind, told, theirs & only, visited == func.any(object_ids))
    return {row.object_id: row for row in session.execute(select(rows))}
