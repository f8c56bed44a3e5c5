"""What tables of coverage are sorted, narrowed and summed by: of each segment or plot its figures, and no word that
nobody asks for.

A county has 50,000 plots and a page 500: what is told of the page alone is looked up for these.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    type_coerce,
)

from patrol.access import Viewer, within
from patrol.models import Division
from patrol.queries.coverage import narrower, plot_coverage, segment_coverage
from patrol.queries.required import required
from patrol.queries.slots import THINGS
from patrol.queries.standings import QUOTAS, STATUSES, gone_of, quota, so_far, standing
from patrol.queries.terms import Told
from patrol.queries.walked import ALL, Walked

COVERAGE = {"river": segment_coverage, "forest": plot_coverage}
SIZES = {"river": "length_m", "forest": "area_m2"}
WORDS = ("name", "river", "division", "division_name", "cells")
"""What is told of the rows of a page, and of the others only where they are sorted by it."""


class Asked(NamedTuple):
    """Which rows: local days (both included), what is told as owed, a division code, whose walks count, words in names
    and codes, a status, and the days (first, last) that the share is compared with. `changed` as of `queries.required`.
    """

    first: date
    last: date
    owing: Told
    division: str | None = None
    walked: Walked = ALL
    text: str | None = None
    status: str | None = None
    earlier: tuple[date, date] | None = None
    changed: bool = True


def figures(viewer: Viewer, kind: str, asked: Asked, full_share: float, sort: str) -> CTE:
    """Every segment (river) or plot (forest) of the days: those columns of `queries.coverage` that are not `WORDS`
    (but for the one it is sorted by), required, credited, idle_days, share_then, status and quota (as places among
    `STATUSES` and `QUOTAS`), whether it holds the words asked for (held), and the status as well (chosen)."""
    rows = COVERAGE[kind](viewer, asked.first, asked.last, asked.division, asked.walked).subquery()
    owed = _owed(viewer, kind, asked)
    then, share_then = _earlier(viewer, kind, asked)
    visits, credited = (func.coalesce(figure, 0) for figure in (owed.c.visits, owed.c.credited))
    gone = gone_of(*asked.owing[:2])
    due = so_far(visits, *gone)
    status = standing(rows.c.visits, rows.c.share, credited, due, full_share, range(len(STATUSES)))
    # A day less a day is a number in PostgreSQL.
    idle = type_coerce(cast(asked.last, Date) - rows.c.last_effective_on, Integer)
    held = _held((*rows.c, Division.name.label("division_name")), asked.text)
    found = select(
        # What all tables are sorted by comes first: behind words and gaps it would be looked for at each comparison.
        status.label("status"),
        rows.c.share,
        rows.c[SIZES[kind]],
        *_needed(rows, kind, sort),
        visits.label("required"),
        credited.label("credited"),
        quota(credited, visits, *gone, range(len(QUOTAS))).label("quota"),
        idle.label("idle_days"),
        share_then.label("share_then"),
        held.label("held"),
        and_(held, status == STATUSES.index(asked.status) if asked.status else true()).label("chosen"),
    )
    joined = rows.outerjoin(Division, Division.code == rows.c.division).outerjoin(owed, owed.c.object_id == rows.c.id)
    joined = joined if then is None else joined.outerjoin(then, then.c.id == rows.c.id)
    return found.select_from(joined).cte("figures")


def sums(rows: CTE, kind: str) -> Select:
    """One row: whole (how many there are before words and status left some out); total, size and walked_m of the rows
    chosen; how many that hold the words have each status; and of the chosen how many there are in each class of the
    map's colours: by share, by days since an effective visit, by quota."""
    alike = _alike(rows, kind).subquery("alike")
    chosen, held = alike.c.chosen, alike.c.held

    def counts(column, classes: int, among) -> ColumnElement:
        """How many rows are in each class, as a JSON array."""
        return func.json_build_array(*(_count(alike, and_(among, column == at)) for at in range(classes)))

    return select(
        _count(alike, true()).label("whole"),
        _count(alike, chosen).label("total"),
        func.coalesce(func.sum(alike.c.size).filter(chosen), 0).label("size"),
        func.coalesce(func.sum(alike.c.walked_m).filter(chosen), 0).label("walked_m"),
        counts(alike.c.status, len(STATUSES), held).label("statuses"),
        counts(alike.c.seen, 4, chosen).label("shares"),
        counts(alike.c.idle, 5, chosen).label("idle"),
        counts(alike.c.quota, len(QUOTAS), chosen).label("quotas"),
    )


def _alike(rows: CTE, kind: str) -> Select:
    """Rows of the same classes counted and summed: there are a few hundred ways to be, and tens of thousands of rows.

    `seen`: nothing, less than half, less than four fifths, more. `idle`: a week since the last effective visit, a
    fortnight, a month, longer, never.
    """
    share, days = rows.c.share, rows.c.idle_days
    seen = case((share <= 0, 0), (share < 0.5, 1), (share < 0.8, 2), else_=3).label("seen")
    idle = case((days <= 7, 0), (days <= 14, 1), (days <= 30, 2), (days > 30, 3), else_=4).label("idle")
    classes = (rows.c.status, rows.c.quota, seen, idle, rows.c.held, rows.c.chosen)
    walked = rows.c.covered_m if kind == "river" else literal(0)
    counted = (func.count().label("rows"), func.sum(rows.c[SIZES[kind]]).label("size"))
    return select(*classes, *counted, func.sum(walked).label("walked_m")).group_by(*classes)


def _count(alike: Subquery, among: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(alike.c.rows).filter(among), 0), Integer)


def _needed(rows: Subquery, kind: str, sort: str) -> Iterator[ColumnElement]:
    """The other columns of coverage without what nobody sorts by: also not where it is on the map."""
    for column in rows.c:
        passed = column.key in ("share", SIZES[kind], "bbox")
        if not passed and (column.key not in WORDS or column.key == sort):
            yield column
    if sort == "division_name":
        yield Division.name.label("division_name")


def _owed(viewer: Viewer, kind: str, asked: Asked) -> Subquery:
    here = within(THINGS[kind].division_code, narrower(viewer, asked.division))
    duties = and_(here, asked.walked.duties(viewer))
    return required(kind, asked.owing, duties, changed=asked.changed)


def _held(columns: tuple, text: str | None) -> ColumnElement[bool]:
    """The condition that a row holds words in its name, code, river or division."""
    if not text:
        return true()
    said = (each for each in columns if each.key in ("name", "code", "river", "division_name"))
    return func.coalesce(or_(*(each.icontains(text, autoescape=True) for each in said)), False, type_=Boolean)


def _earlier(viewer: Viewer, kind: str, asked: Asked) -> tuple[Subquery | None, ColumnElement]:
    """The shares of the days compared with; NULL where something was not among them, or nothing is compared."""
    if asked.earlier is None:
        return None, null()
    rows = COVERAGE[kind](viewer, *asked.earlier, asked.division, asked.walked)
    kept = (each for each in rows.selected_columns if each.key in ("id", "share"))
    then = rows.with_only_columns(*kept).subquery("then")
    return then, then.c.share
