"""How much of segments and plots was covered in a period, for assessments: metres to the millimetre, or cells.

A township's are what the tables of coverage say: somebody was there. An officer's are the objects that they answer for
in their post in the period, and what they covered of these themselves or others in their stead.
"""

from sqlalchemy import ColumnElement, Date, Float, Numeric, Select, Subquery, and_, cast, func, null, select

from patrol.access import within
from patrol.models import Assignment, Officer
from patrol.queries.assessment_columns import Assessed, row, township_of
from patrol.queries.coverage import size_of
from patrol.queries.months import SUMS, whole_months
from patrol.queries.slots import THINGS, object_key

MILLIMETRES = 3
OBJECTS = {"river": "segment", "forest": "plot"}


def covered(asked: Assessed, kind: str) -> Select:
    """Rows of segments (river) or plots (forest), with what was covered and how much there is of it."""
    return _by_officer(asked, kind) if asked.by == "officer" else _by_township(asked, kind)


def _by_township(asked: Assessed, kind: str) -> Select:
    thing, (sums, key) = THINGS[kind], SUMS[kind]
    seen = _union(asked, kind, within(sums.division_code, asked.duties.code))
    rows = select(*_row(township_of(thing.division_code), kind, thing, seen.c.size))
    here = within(thing.division_code, asked.duties.code)
    return rows.outerjoin(seen, seen.c[key.key] == thing.id).where(here)


def _by_officer(asked: Assessed, kind: str) -> Select:
    thing, (sums, key), owned = THINGS[kind], SUMS[kind], _owned(asked, kind)
    mine = sums.officer_id.in_(select(owned.c.officer_id))
    seen = _union(asked, kind, mine, sums.officer_id)
    same = and_(seen.c.officer_id == owned.c.officer_id, seen.c[key.key] == owned.c.object_id)
    rows = select(*_row(owned.c.officer_id, kind, thing, seen.c.size))
    return rows.join(thing, thing.id == owned.c.object_id).outerjoin(seen, same)


def _union(asked: Assessed, kind: str, condition: ColumnElement[bool], *by) -> Subquery:
    """How much of each object was covered in the period's months, by each of `by`: stations or cells."""
    sums, key = SUMS[kind]
    months = whole_months(asked.duties.first, asked.duties.last)
    size = size_of(func.range_agg(sums.covered)).label("size")
    return select(key, *by, size).where(sums.month.in_(months), condition).group_by(key, *by).subquery()


def _row(subject, kind: str, thing, size) -> tuple:
    reached = func.coalesce(size, 0)
    if kind == "river":
        share = reached / cast(func.greatest(thing.stations, 1), Float)
        terms = (share * thing.length_m, thing.length_m)
    else:
        terms = (reached, thing.cells)
    exact = (func.round(cast(term, Numeric), MILLIMETRES) for term in terms)
    return row(subject, OBJECTS[kind], thing.code, thing.name, null().cast(Date), *exact)


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
