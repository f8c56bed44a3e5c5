"""Coverage as a table on a screen shows it: sorted, narrowed and cut by the database, with sums over all its rows."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Row,
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
from sqlalchemy.orm import Session

from patrol.access import Viewer, within
from patrol.models import Division
from patrol.queries.coverage import narrower, plot_coverage, segment_coverage
from patrol.queries.demands import by_hash
from patrol.queries.divisions import box_of
from patrol.queries.required import required
from patrol.queries.slices import Slice, by_sound
from patrol.queries.slots import THINGS
from patrol.queries.standings import gone_of, quota, standing
from patrol.queries.walked import ALL, Walked

COVERAGE = {"river": segment_coverage, "forest": plot_coverage}
SIZES = {"river": "length_m", "forest": "area_m2"}
STATUSES = ("unvisited", "behind", "partial", "covered")
QUOTAS = ("missed", "behind", "due", "met", "none")


class Asked(NamedTuple):
    """Which rows: local days (both included), a division code, whose walks count, words in names and codes, a status,
    and the days (first, last) that the share is compared with."""

    first: date
    last: date
    division: str | None = None
    walked: Walked = ALL
    text: str | None = None
    status: str | None = None
    earlier: tuple[date, date] | None = None


def listed(
    session: Session, viewer: Viewer, kind: str, asked: Asked, full_share: float, part: Slice, at: str | None = None
) -> list[Row]:
    """The part of the table of segments (river) or plots (forest), or that as long which holds the code `at`.

    Rows have the columns of `queries.coverage`, and division_name, required, credited, status, quota, idle_days and
    share_then; beside them, the same in each, `skip` (how many rows came before) and the sums of the whole table as of
    `_sums`. Where no row is left, one comes with the sums alone.
    """
    figures = _figures(viewer, kind, asked, full_share)
    sums = _sums(figures, kind).cte("sums")
    order = _order(figures, kind, part)
    skip = _skip_to(figures, order, part, at) if at and part.limit else literal(part.skip, Integer)
    shown = select(figures).where(figures.c.chosen).order_by(*order).limit(part.limit).offset(skip).subquery("shown")
    thing = THINGS[kind]
    found = (
        select(*shown.c, *sums.c, skip.label("skip"), box_of(thing.geom).label("bbox"))
        .select_from(sums.outerjoin(shown, true()).outerjoin(thing, thing.id == shown.c.id))
        .order_by(*_order(shown, kind, part))
    )
    with by_hash(session):
        return list(session.execute(found))


def _skip_to(figures: CTE, order: tuple, part: Slice, at: str) -> ColumnElement[int]:
    """How many rows come before the part that holds a code; those asked for where it is not in the table."""
    numbered = select(figures.c.code, (func.row_number().over(order_by=order) - 1).label("before"))
    numbered = numbered.where(figures.c.chosen).subquery()
    page = select(cast(func.div(numbered.c.before, part.limit), Integer)).where(numbered.c.code == at).scalar_subquery()
    return func.coalesce(page * part.limit, part.skip)


def _figures(viewer: Viewer, kind: str, asked: Asked, full_share: float) -> CTE:
    """Every row of the days, with what was owed and what it means."""
    thing = THINGS[kind]
    rows = COVERAGE[kind](viewer, asked.first, asked.last, asked.division, asked.walked)
    # Where each is on the map is looked up for the rows of the part alone.
    rows = rows.with_only_columns(*(each for each in rows.selected_columns if each.key != "bbox")).subquery()
    here = within(thing.division_code, narrower(viewer, asked.division))
    owed = required(kind, asked.first, asked.last, and_(here, asked.walked.duties(viewer)))
    then, share_then = _earlier(viewer, kind, asked)
    visits, credited = (func.coalesce(figure, 0) for figure in (owed.c.visits, owed.c.credited))
    # A day less a day is a number in PostgreSQL.
    idle = type_coerce(cast(asked.last, Date) - rows.c.last_effective_on, Integer)
    found = select(
        *rows.c,
        Division.name.label("division_name"),
        visits.label("required"),
        credited.label("credited"),
        standing(rows.c.visits, rows.c.share, credited, visits, full_share).label("status"),
        quota(credited, visits, *gone_of(asked.first, asked.last)).label("quota"),
        idle.label("idle_days"),
        share_then.label("share_then"),
    )
    joined = rows.outerjoin(Division, Division.code == rows.c.division).outerjoin(owed, owed.c.object_id == rows.c.id)
    joined = joined if then is None else joined.outerjoin(then, then.c.id == rows.c.id)
    every = found.select_from(joined).subquery()
    held, chosen = _held(every, asked.text), every.c.status == asked.status if asked.status else true()
    return select(*every.c, held.label("held"), and_(held, chosen).label("chosen")).cte("figures")


def _held(rows: Subquery, text: str | None) -> ColumnElement[bool]:
    """The condition that a row holds words in its name, code, river or division."""
    if not text:
        return true()
    said = [rows.c[name] for name in ("name", "code", "river", "division_name") if name in rows.c]
    return or_(*(each.icontains(text, autoescape=True) for each in said))


def _earlier(viewer: Viewer, kind: str, asked: Asked) -> tuple[Subquery | None, ColumnElement]:
    """The shares of the days compared with; NULL where something was not among them, or nothing is compared."""
    if asked.earlier is None:
        return None, null()
    rows = COVERAGE[kind](viewer, *asked.earlier, asked.division, asked.walked)
    kept = (each for each in rows.selected_columns if each.key in ("id", "share"))
    then = rows.with_only_columns(*kept).subquery("then")
    return then, then.c.share


def _order(rows: CTE | Subquery, kind: str, part: Slice) -> tuple:
    """The worst first, by status, share and size; and so where a column asked for has equal values."""
    worst = case({word: at for at, word in enumerate(STATUSES)}, value=rows.c.status)
    usual = (worst, rows.c.share, rows.c[SIZES[kind]].desc(), rows.c.code)
    if part.sort == "worst":
        return usual
    column = _sorts(rows, worst)[part.sort]
    return ((column.desc() if part.down else column).nulls_last(), *usual)


def _sorts(rows: CTE | Subquery, worst: Any) -> dict[str, Any]:
    """What the table can be sorted by, beside the worst first: its columns, what is lacking, and what changed."""
    of_its_own = {
        "name": by_sound(func.coalesce(rows.c.name, rows.c.code)),
        "division_name": by_sound(rows.c.division_name),
        "status": worst,
        "balance": rows.c.credited - rows.c.required,
        "change": rows.c.share - rows.c.share_then,
    }
    if "area_m2" in rows.c:
        of_its_own["area_mu"] = rows.c.area_m2
    return {column.key: column for column in rows.c} | of_its_own


def _sums(rows: CTE, kind: str) -> Select:
    """One row: whole (how many there are before words and status left some out); total, size and walked_m of the rows
    chosen; how many that hold the words have each status; and of the chosen how many there are in each class of the
    map's colours."""
    chosen = rows.c.chosen
    walked = rows.c.covered_m if kind == "river" else literal(0)
    return select(
        func.count().label("whole"),
        func.count().filter(chosen).label("total"),
        func.coalesce(func.sum(rows.c[SIZES[kind]]).filter(chosen), 0).label("size"),
        func.coalesce(func.sum(walked).filter(chosen), 0).label("walked_m"),
        _counts(*(and_(rows.c.held, rows.c.status == each) for each in STATUSES)).label("statuses"),
        _counts(*(and_(chosen, each) for each in _shares(rows.c.share))).label("shares"),
        _counts(*(and_(chosen, each) for each in _idle(rows.c.idle_days))).label("idle"),
        _counts(*(and_(chosen, rows.c.quota == each) for each in QUOTAS)).label("quotas"),
    )


def _counts(*conditions: ColumnElement[bool]) -> ColumnElement:
    """How many rows hold to each condition, as a JSON array."""
    return func.json_build_array(*(func.count().filter(each) for each in conditions))


def _shares(share) -> tuple[ColumnElement[bool], ...]:
    """The classes that a map coloured by share has: nothing, less than half, less than four fifths, more."""
    return share <= 0, and_(share > 0, share < 0.5), and_(share >= 0.5, share < 0.8), share >= 0.8


def _idle(days) -> tuple[ColumnElement[bool], ...]:
    """Those that it has by days since an effective visit: a week, a fortnight, a month, longer, never."""
    return days <= 7, days.between(8, 14), days.between(15, 30), days > 30, days.is_(None)
