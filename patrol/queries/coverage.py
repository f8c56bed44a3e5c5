"""Coverage over a period: range unions over stored visits, one row a segment or plot."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Float,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import INT4MULTIRANGE, INT4RANGE

from patrol.access import Viewer, prefix_of, within
from patrol.models import ForestPlot, PlotLastVisit, PlotVisit, River, RiverSegment, SegmentLastVisit, SegmentVisit
from patrol.queries.divisions import box_of
from patrol.queries.slots import object_key
from patrol.queries.walked import ALL, Walked

ANYBODY = true()
LAST = {
    SegmentVisit: (SegmentLastVisit, func.segment_visited_until),
    PlotVisit: (PlotLastVisit, func.plot_visited_until),
}
NOTHING = literal_column("'{}'::int4multirange", INT4MULTIRANGE)


def narrower(viewer: Viewer, division: str | None) -> str:
    """The smaller of the viewer's division and the one asked for; the viewer's own where they do not meet."""
    asked = division or viewer.division_code
    return asked if prefix_of(asked).startswith(viewer.prefix) else viewer.division_code


def visits(visit, object_id, first: date, last: date, code: str, by: ColumnElement[bool] = ANYBODY) -> Subquery:
    """Per object: the union of what was covered and its size (stations or cells), visits, effective visits and the
    last days, in a period."""
    covered = func.range_agg(visit.covered)
    return (
        select(
            object_id.label("object_id"),
            covered.label("covered"),
            size_of(covered).label("size"),
            func.count().label("visits"),
            func.count().filter(visit.effective).label("effective_visits"),
            func.max(visit.patrolled_on).label("last_visit_on"),
            func.max(visit.patrolled_on).filter(visit.effective).label("last_effective_on"),
        )
        .where(visit.patrolled_on.between(first, last), within(visit.division_code, code), by)
        .group_by(object_id)
        .subquery()
    )


def size_of(covered) -> ColumnElement[int]:
    """How many stations or cells a multirange holds. Asked for in place it costs a quarter of the database's own
    function for it, and beside the union it is counted once, however often it is read."""
    run = func.unnest(covered, type_=INT4RANGE).column_valued("run")
    return select(func.coalesce(func.sum(func.upper(run) - func.lower(run)), 0)).scalar_subquery()


def last_visit(visit, object_id, own_id, last: date, by: ColumnElement[bool] = ANYBODY):
    """The last day until `last` on which anybody came."""
    return (
        select(visit.patrolled_on)
        .where(object_id == own_id, visit.patrolled_on <= last, by)
        .order_by(visit.patrolled_on.desc())
        .limit(1)
        .correlate_except(visit)
        .scalar_subquery()
    )


def _last_days(visit, object_id, thing, seen: Subquery, last: date, walked: Walked, by: ColumnElement[bool]) -> tuple:
    """The last days until `last` on which somebody came, and came effectively: in the period, or before it."""
    if walked == ALL:
        before, well_before = _kept_days(visit, thing, last)
    else:
        before = last_visit(visit, object_id, thing.id, last, by)
        well_before = last_visit(visit, object_id, thing.id, last, and_(by, visit.effective))
    return (
        func.coalesce(seen.c.last_visit_on, before).label("last_visit_on"),
        func.coalesce(seen.c.last_effective_on, well_before).label("last_effective_on"),
    )


def _kept_days(visit, thing, last: date):
    """The days that are kept; where one lies beyond `last`, what is looked for."""
    known, until = LAST[visit]
    for day, only_effective in ((known.visited_on, False), (known.effective_on, True)):
        yield case((day > last, until(thing.id, last, only_effective, type_=Date)), else_=day)


def _size(seen: Subquery):
    """How many stations or cells were covered."""
    return cast(func.coalesce(seen.c.size, 0), BigInteger)


def segment_coverage(
    viewer: Viewer,
    first: date,
    last: date,
    division: str | None = None,
    walked: Walked = ALL,
    among: ColumnElement[bool] = ANYBODY,
) -> Select:
    """Per visible segment: id, code, name, river, division, length_m, covered_m, share, visits, … between two days.

    ``among`` narrows the visits to those of segments that are asked for: of others it tells no figures.
    """
    code = narrower(viewer, division)
    by = walked.by(viewer, SegmentVisit)
    seen = visits(SegmentVisit, SegmentVisit.segment_id, first, last, code, and_(by, among))
    share = _size(seen) / cast(func.greatest(RiverSegment.stations, 1), Float)
    return (
        select(
            RiverSegment.id,
            RiverSegment.code,
            RiverSegment.name,
            River.name.label("river"),
            RiverSegment.division_code.label("division"),
            RiverSegment.length_m,
            (share * RiverSegment.length_m).label("covered_m"),
            share.label("share"),
            func.coalesce(seen.c.visits, 0).label("visits"),
            func.coalesce(seen.c.effective_visits, 0).label("effective_visits"),
            *_last_days(SegmentVisit, SegmentVisit.segment_id, RiverSegment, seen, last, walked, by),
            box_of(RiverSegment.geom).label("bbox"),
        )
        .outerjoin(River, River.id == RiverSegment.river_id)
        .outerjoin(seen, seen.c.object_id == RiverSegment.id)
        .outerjoin(SegmentLastVisit, SegmentLastVisit.segment_id == RiverSegment.id)
        .where(within(RiverSegment.division_code, code))
        .where(walked.theirs(viewer, object_key("river"), RiverSegment, seen.c.object_id))
    )


def plot_coverage(
    viewer: Viewer,
    first: date,
    last: date,
    division: str | None = None,
    walked: Walked = ALL,
    among: ColumnElement[bool] = ANYBODY,
) -> Select:
    """Per visible plot: id, code, name, division, area_m2, cells, cells_visited, share, visits, … between two days.

    ``among`` narrows the visits to those of plots that are asked for: of others it tells no figures.
    """
    code = narrower(viewer, division)
    by = walked.by(viewer, PlotVisit)
    seen = visits(PlotVisit, PlotVisit.plot_id, first, last, code, and_(by, among))
    visited = _size(seen)
    return (
        select(
            ForestPlot.id,
            ForestPlot.code,
            ForestPlot.name,
            ForestPlot.division_code.label("division"),
            ForestPlot.area_m2,
            ForestPlot.cells,
            visited.label("cells_visited"),
            (visited / cast(func.greatest(ForestPlot.cells, 1), Float)).label("share"),
            func.coalesce(seen.c.visits, 0).label("visits"),
            func.coalesce(seen.c.effective_visits, 0).label("effective_visits"),
            *_last_days(PlotVisit, PlotVisit.plot_id, ForestPlot, seen, last, walked, by),
            box_of(ForestPlot.geom).label("bbox"),
        )
        .outerjoin(seen, seen.c.object_id == ForestPlot.id)
        .outerjoin(PlotLastVisit, PlotLastVisit.plot_id == ForestPlot.id)
        .where(within(ForestPlot.division_code, code))
        .where(walked.theirs(viewer, object_key("forest"), ForestPlot, seen.c.object_id))
    )
