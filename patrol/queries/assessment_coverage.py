"""How much of segments and plots was covered in a period, for assessments: metres to the millimetre, or cells.

A township's are those of the tables of coverage: somebody was there. An officer's are the objects that they answer for
in their post in the period, and what they covered of these themselves or others in their stead.
"""

from sqlalchemy import Date, Float, Numeric, Select, and_, cast, func, null, select

from patrol.access import within
from patrol.models import Assignment, Officer
from patrol.queries.assessment_columns import Assessed, row, township_of
from patrol.queries.coverage import NOTHING, plot_coverage, segment_coverage
from patrol.queries.demands import THINGS, object_key
from patrol.queries.scoring import VISITS

MILLIMETRES = 3
OBJECTS = {"river": "segment", "forest": "plot"}


def covered(asked: Assessed, kind: str) -> Select:
    """Rows of segments (river) or plots (forest), with what was covered and how much there is of it."""
    return _by_officer(asked, kind) if asked.by == "officer" else _by_township(asked, kind)


def _by_township(asked: Assessed, kind: str) -> Select:
    of_duties = asked.duties
    tables = {"river": segment_coverage, "forest": plot_coverage}
    rows = tables[kind](of_duties.viewer, of_duties.first, of_duties.last, of_duties.division).subquery()
    terms = (rows.c.covered_m, rows.c.length_m) if kind == "river" else (rows.c.cells_visited, rows.c.cells)
    return select(*_row(township_of(rows.c.division), kind, rows.c.code, rows.c.name, *terms))


def _row(subject, kind: str, code, name, numerator, denominator) -> tuple:
    exact = (func.round(cast(term, Numeric), MILLIMETRES) for term in (numerator, denominator))
    return row(subject, OBJECTS[kind], code, name, null().cast(Date), *exact)


def _by_officer(asked: Assessed, kind: str) -> Select:
    thing, owned, seen = THINGS[kind], _owned(asked, kind), _seen(asked, kind)
    reached = func.multirange_size(func.coalesce(seen.c.covered, NOTHING))
    if kind == "river":
        share = reached / cast(func.greatest(thing.stations, 1), Float)
        terms = (share * thing.length_m, thing.length_m)
    else:
        terms = (reached, thing.cells)
    same = and_(seen.c.officer_id == owned.c.officer_id, seen.c.object_id == owned.c.object_id)
    return (
        select(*_row(owned.c.officer_id, kind, thing.code, thing.name, *terms))
        .join(thing, thing.id == owned.c.object_id)
        .outerjoin(seen, same)
    )


def _owned(asked: Assessed, kind: str):
    key, of_duties = object_key(kind), asked.duties
    return (
        select(Assignment.officer_id, key.label("object_id"))
        .join(Officer, Officer.id == Assignment.officer_id)
        .where(key.is_not(None), of_duties.of_post, within(Officer.division_code, of_duties.code))
        .where(Assignment.valid_from <= of_duties.last)
        .where(func.coalesce(Assignment.valid_to, of_duties.last) >= of_duties.first)
        .distinct()
        .subquery()
    )


def _seen(asked: Assessed, kind: str):
    visit, key = VISITS[kind]
    who = func.coalesce(visit.stands_in_for, visit.officer_id)
    return (
        select(who.label("officer_id"), key.label("object_id"), func.range_agg(visit.covered).label("covered"))
        .where(visit.patrolled_on.between(asked.duties.first, asked.duties.last))
        .group_by(who, key)
        .subquery()
    )
