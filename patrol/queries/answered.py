"""What of the things owed was done: demands beside what the database counted of patrols and visits."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Integer,
    Label,
    Select,
    Subquery,
    and_,
    cast,
    func,
    select,
    union_all,
)

from patrol.queries.demands import TERM, WHOSE, Demands, owed_in_part, owed_in_person


class Done(NamedTuple):
    """What was done (a selection of `queries.done`), with the names of its columns that are told of it: what counts,
    and what is effective."""

    rows: Select
    counted: str = "counted"
    effective: str = "effective"


def answered(demands: Demands, done: Done) -> CompoundSelect:
    """What each officer owes each object, and what was done of it, in parts that add up: officer_id, object_id,
    division_code, objects, owed, done, effective, credited (of each term as much as is owed in it).

    Of an officer and an object one row is what is owed (its `objects` is 1); what was done may come by itself.
    """
    duty = demands.duties()
    in_part = _term_by_term(owed_in_part(demands, duty), done, *WHOSE[:2], objects=1)
    return union_all(_steadily_owed(demands, duty), _steadily_done(demands, duty, done), in_part)


def _steadily_owed(demands: Demands, duty: CTE) -> Select:
    # Nothing was done in most terms: what is owed in all of them together is known beforehand.
    in_all = demands.rules.in_all(demands.period)
    owed = select(*(duty.c[name] for name in WHOSE), _is(1, "objects"), _is(in_all.c.owed, "owed"))
    owed = owed.add_columns(*(_is(0, name) for name in ("done", "effective", "credited")))
    return demands.rules.of(duty, in_all, owed).where(demands.steady(duty))


def _steadily_done(demands: Demands, duty: CTE, done: Done) -> Select:
    found, in_term = done.rows.subquery(), demands.rules.together
    same = and_(found.c.officer_id == duty.c.officer_id, found.c.object_id == duty.c.object_id)
    figures = (found.c[name] for name in (*TERM, done.counted, done.effective))
    did = select(duty, *figures).join(found, same).where(demands.steady(duty)).subquery()
    rows = select(*(did.c[name] for name in WHOSE), _is(0, "objects"), _is(0, "owed"))
    rows = rows.add_columns(*(_is(figure, name) for name, figure in _done(in_term.c.owed, did, done)))
    of_term = and_(*(in_term.c[name] == did.c[name] for name in TERM))
    return demands.rules.of(did, in_term, rows, of_term).where(demands.counted(in_term))


def answered_in_person(demands: Demands, done: Done) -> Select:
    """What each officer owes in person, and what was done of it: the same columns without object_id, one row each."""
    return _term_by_term(owed_in_person(demands), done, WHOSE[0], objects=0)


def _term_by_term(owed: Select, done: Done, *whose: str, objects: int) -> Select:
    asked, found = owed.subquery(), done.rows.subquery()
    same = and_(*(found.c[name] == asked.c[name] for name in (*whose, *TERM)))
    by, place = [asked.c[name] for name in whose], func.min(asked.c.division_code).label("division_code")
    did = _done(asked.c.owed, found, done)
    figures = (_is(func.coalesce(func.sum(figure), 0), name) for name, figure in did)
    sums = select(*by, place, _is(objects, "objects"), _is(func.sum(asked.c.owed), "owed"), *figures)
    return sums.outerjoin(found, same).group_by(*by)


def _done(owed, found: Subquery, done: Done) -> Iterator[tuple[str, ColumnElement[int]]]:
    """What was done in a term where something is owed."""
    counted = found.c[done.counted]
    yield "done", counted
    yield "effective", found.c[done.effective]
    # The lesser of what is owed and nothing would be what is owed.
    yield "credited", func.least(func.coalesce(counted, 0), owed)


def _is(figure, name: str) -> Label[int]:
    return cast(figure, Integer).label(name)
