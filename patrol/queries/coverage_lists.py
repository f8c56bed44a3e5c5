"""Coverage as a table on a screen shows it: sorted, narrowed and cut by the database, with sums over all its rows."""

from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Lateral, Row, Select, Subquery, cast, func, literal, select, true
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.models import Division, River
from patrol.queries.coverage_figures import SIZES, Asked, figures, sums
from patrol.queries.demands import by_hash
from patrol.queries.divisions import box_of
from patrol.queries.required import any_change
from patrol.queries.slices import Slice, by_sound
from patrol.queries.slots import THINGS
from patrol.queries.standings import QUOTAS, STATUSES, word


def listed(
    session: Session, viewer: Viewer, kind: str, asked: Asked, full_share: float, part: Slice, at: str | None = None
) -> list[Row]:
    """The part of the table of segments (river) or plots (forest), or that as long which holds the code `at`.

    Rows have the columns of `queries.coverage`, and division_name, required, credited, status, quota, idle_days and
    share_then; beside them, the same in each, `skip` (how many rows came before) and the sums of the whole table as of
    `coverage_figures.sums`. Where no row is left, one comes with the sums alone.
    """
    asked = asked._replace(changed=any_change(session, asked.owing))
    found = _statement(viewer.impersonal, kind, asked, full_share, part, at)
    with by_hash(session):
        return list(session.execute(found))


# Everybody's map asks for the same few tables, and putting one's statement together takes a while.
@lru_cache(maxsize=64)
def _statement(viewer: Viewer, kind: str, asked: Asked, full_share: float, part: Slice, at: str | None) -> Select:
    rows = figures(viewer, kind, asked, full_share, part.sort)
    told = sums(rows, kind).cte("sums")
    order = _order(rows, kind, part)
    skip = _skip_to(rows, order, part, at) if at and part.limit else literal(part.skip, Integer)
    shown = select(rows).where(rows.c.chosen).order_by(*order).limit(part.limit).offset(skip).subquery("shown")
    about = _about(kind, shown.c.id)
    return (
        select(*_figures(shown, about), *about.c, *told.c, skip.label("skip"))
        .select_from(told.outerjoin(shown, true()).outerjoin(about, true()))
        .order_by(*_order(shown, kind, part))
    )


def _figures(shown: Subquery, about: Lateral):
    """The figures of the rows of a part, in words where they are classes."""
    words = {"status": STATUSES, "quota": QUOTAS}
    for column in shown.c:
        if column.key in words:
            yield word(column, words[column.key]).label(column.key)
        elif column.key not in about.c:
            yield column


def _about(kind: str, object_id) -> Lateral:
    """What is told of one segment or plot: its names, its division, its bounding box."""
    thing = THINGS[kind]
    box = box_of(thing.geom).label("bbox")
    about = select(thing.name, thing.division_code.label("division"), Division.name.label("division_name"), box)
    about = about.outerjoin(Division, Division.code == thing.division_code)
    if kind == "river":
        about = about.add_columns(River.name.label("river")).outerjoin(River, River.id == thing.river_id)
    else:
        about = about.add_columns(thing.cells)
    # With a limit it stays what it is, a look by the key for each row, where joins by hash would read all there are.
    return about.where(thing.id == object_id).limit(1).lateral("about")


def _skip_to(rows: CTE, order: tuple, part: Slice, at: str) -> ColumnElement[int]:
    """How many rows come before the part that holds a code; those asked for where it is not in the table."""
    numbered = select(rows.c.code, (func.row_number().over(order_by=order) - 1).label("before"))
    numbered = numbered.where(rows.c.chosen).subquery()
    page = select(cast(func.div(numbered.c.before, part.limit), Integer)).where(numbered.c.code == at).scalar_subquery()
    return func.coalesce(page * part.limit, part.skip)


def _order(rows: CTE | Subquery, kind: str, part: Slice) -> tuple:
    """The worst first, by status, share and size; and so where a column asked for has equal values."""
    usual = (rows.c.status, rows.c.share, rows.c[SIZES[kind]].desc(), rows.c.code)
    if part.sort == "worst":
        return usual
    column = _column(rows, part.sort)
    return ((column.desc() if part.down else column).nulls_last(), *usual)


def _column(rows: CTE | Subquery, sort: str) -> Any:
    """What the table is sorted by: one of its columns, what is lacking, or what changed."""
    of_its_own = {
        "name": lambda: by_sound(func.coalesce(rows.c.name, rows.c.code)),
        "division_name": lambda: by_sound(rows.c.division_name),
        "balance": lambda: rows.c.credited - rows.c.required,
        "change": lambda: rows.c.share - rows.c.share_then,
        "area_mu": lambda: rows.c.area_m2,
    }
    return of_its_own[sort]() if sort in of_its_own else rows.c[sort]
