"""What of the things owed was done: demands beside what the database counted of patrols and visits."""

from typing import NamedTuple

from sqlalchemy import CompoundSelect, Integer, Select, Subquery, and_, cast, func, select, union_all

from patrol.queries.demands import TERM, WHOSE, Demands, owed_in_part, owed_in_person


class Done(NamedTuple):
    """What was done (a selection of `queries.done`), with the names of its columns that are told of it: what counts,
    and what is effective."""

    rows: Select
    counted: str = "counted"
    effective: str = "effective"


def answered(demands: Demands, done: Done) -> CompoundSelect:
    """What each officer owes each object, and what was done of it: officer_id, object_id, division_code, owed, done,
    effective, credited (of each term as much as is owed in it); one row each."""
    rules = demands.rules
    duty, found, in_all, in_term = demands.duties, done.rows.subquery(), rules.in_all(demands.period), rules.together
    same = and_(found.c.officer_id == duty.c.officer_id, found.c.object_id == duty.c.object_id)
    seated = rules.seated(demands.kind, "object", duty, in_term)
    term = and_(seated, demands.counted(in_term), *(in_term.c[name] == found.c[name] for name in TERM))
    whose = [duty.c[name] for name in WHOSE]
    # Nothing was done in most terms: what is owed in all of them together is known beforehand.
    steady = select(*whose[:2], func.min(whose[2]).label(WHOSE[2]), _whole(func.min(in_all.c.owed)))
    steady = steady.add_columns(*_figures(in_term.c.owed, found, done))
    steady = rules.of(demands.kind, "object", duty, in_all, steady).outerjoin(found, same).outerjoin(in_term, term)
    steady = steady.where(demands.steady(duty)).group_by(*whose[:2])
    return union_all(steady, _term_by_term(owed_in_part(demands), done, *WHOSE[:2]))


def answered_in_person(demands: Demands, done: Done) -> Select:
    """What each officer owes in person, and what was done of it: the same columns without object_id."""
    return _term_by_term(owed_in_person(demands), done, WHOSE[0])


def _term_by_term(owed: Select, done: Done, *whose: str) -> Select:
    asked, found = owed.subquery(), done.rows.subquery()
    same = and_(*(found.c[name] == asked.c[name] for name in (*whose, *TERM)))
    by, place = [asked.c[name] for name in whose], func.min(asked.c.division_code).label("division_code")
    sums = select(*by, place, _whole(func.sum(asked.c.owed)), *_figures(asked.c.owed, found, done))
    return sums.outerjoin(found, same).group_by(*by)


def _whole(owed):
    return cast(owed, Integer).label("owed")


def _figures(owed, found: Subquery, done: Done) -> list:
    """What was done where anything is owed."""
    counted, effective = found.c[done.counted], found.c[done.effective]
    # The lesser of what is owed and nothing would be what is owed.
    credited = func.least(func.coalesce(counted, 0), owed)
    figures = {"done": counted, "effective": effective, "credited": credited}
    sums = ((func.coalesce(func.sum(each).filter(owed.is_not(None)), 0), name) for name, each in figures.items())
    return [cast(figure, Integer).label(name) for figure, name in sums]
