"""The rows of each published layer that a viewer may see: key, id, properties, geom and geom_3857.

A period is (first day, last day). The figures are those of the coverage API, because they come from the same Select.
"""

from datetime import date

from sqlalchemy import BigInteger, Date, Float, Numeric, Select, cast, false, func, select, true, union_all

from patrol.access import Viewer, scope
from patrol.models import Division, ForestPlot, Issue, Officer, Patrol, RiverSegment, SegmentVisit, ZoningUnit
from patrol.queries.coverage import NOTHING, plot_coverage, segment_coverage, visits
from patrol.rules.casework import OPEN_STATES

MU_PER_M2 = 3 / 2000
MOST_STATIONS = 1_000_000
"""More than any segment has: a stretch's key is its segment's and its first station's number in one."""


def divisions(viewer: Viewer) -> Select:
    """Counties, townships and villages."""
    found = select(
        Division.id.label("key"),
        Division.code.label("id"),
        Division.code.label("code"),
        Division.name.label("name"),
        Division.level.label("level"),
        Division.parent_code.label("parent_code"),
        Division.geom.label("geom"),
        Division.geom_3857.label("geom_3857"),
    )
    return scope(found, Division, viewer)


def segments(viewer: Viewer, first: date, last: date) -> Select:
    """River segments with their coverage over the period."""
    figures = segment_coverage(viewer, first, last)
    named = figures.selected_columns
    return _with_division(figures, RiverSegment).with_only_columns(
        RiverSegment.id.label("key"),
        named.code.label("id"),
        named.code.label("code"),
        named.name.label("name"),
        named.river.label("river"),
        RiverSegment.bank.label("bank"),
        *_division_of(RiverSegment),
        _rounded(named.length_m, 1).label("length_m"),
        _rounded(named.covered_m, 1).label("covered_m"),
        _rounded(named.share, 4).label("share"),
        named.visits.label("visits"),
        named.effective_visits.label("effective_visits"),
        named.last_visit_on.label("last_visit_on"),
        RiverSegment.geom.label("geom"),
        RiverSegment.geom_3857.label("geom_3857"),
        maintain_column_froms=True,
    )


def plots(viewer: Viewer, first: date, last: date) -> Select:
    """Forest plots with their coverage over the period."""
    figures = plot_coverage(viewer, first, last)
    named = figures.selected_columns
    return _with_division(figures, ForestPlot).with_only_columns(
        ForestPlot.id.label("key"),
        named.code.label("id"),
        named.code.label("code"),
        named.name.label("name"),
        *_division_of(ForestPlot),
        ForestPlot.compartment.label("compartment"),
        ForestPlot.plot_number.label("plot_number"),
        ForestPlot.tree_species.label("tree_species"),
        ForestPlot.land_class.label("land_class"),
        _rounded(named.area_m2, 1).label("area_m2"),
        _rounded(named.area_m2 * MU_PER_M2, 2).label("area_mu"),
        _rounded(ForestPlot.recorded_area_m2 * MU_PER_M2, 2).label("recorded_area_mu"),
        _rounded(named.share, 4).label("share"),
        named.visits.label("visits"),
        named.effective_visits.label("effective_visits"),
        named.last_visit_on.label("last_visit_on"),
        ForestPlot.geom.label("geom"),
        ForestPlot.geom_3857.label("geom_3857"),
        maintain_column_froms=True,
    )


def stretches(viewer: Viewer, first: date, last: date) -> Select:
    """The covered and the uncovered parts of segments over the period.

    Station k of n stands for the k-th of n even parts of the chainage in metres. A line is cut in Web Mercator, where
    parts of its length are parts of its metres; in degrees they are not.
    """
    seen = visits(SegmentVisit, SegmentVisit.segment_id, first, last, viewer.division_code)
    part = _parts(func.coalesce(seen.c.covered, NOTHING))
    step_m = RiverSegment.length_m / RiverSegment.stations
    begin, end = (cast(edge(part.c.run), Float) for edge in (func.lower, func.upper))
    cut = func.ST_LineSubstring(RiverSegment.geom_3857, begin / RiverSegment.stations, end / RiverSegment.stations)
    key = cast(RiverSegment.id, BigInteger) * MOST_STATIONS + func.lower(part.c.run)
    found = (
        select(
            key.label("key"),
            key.label("id"),
            RiverSegment.code.label("code"),
            RiverSegment.name.label("name"),
            RiverSegment.division_code.label("division_code"),
            part.c.covered.label("covered"),
            _rounded(begin * step_m, 1).label("from_m"),
            _rounded(end * step_m, 1).label("to_m"),
            _rounded((end - begin) * step_m, 1).label("length_m"),
            func.ST_Transform(cut, 4490).label("geom"),
            cut.label("geom_3857"),
            RiverSegment.geom_3857.label("near"),
        )
        .outerjoin(seen, seen.c.object_id == RiverSegment.id)
        .join(part, true())
        .where(RiverSegment.stations > 0)
    )
    return scope(found, RiverSegment, viewer)


def _parts(covered):
    """Per segment its runs of covered stations and the runs between them: covered, run (int4range)."""
    whole = func.int4multirange(func.int4range(0, RiverSegment.stations))
    walked = func.unnest(covered * whole).column_valued("run")
    left_out = func.unnest(whole - covered).column_valued("run")
    return union_all(
        select(true().label("covered"), walked.label("run")),
        select(false().label("covered"), left_out.label("run")),
    ).lateral("part")


def tracks(viewer: Viewer, first: date, last: date) -> Select:
    """The cleaned paths of the patrols of the period; field staff see their own."""
    found = (
        select(
            Patrol.number.label("key"),
            Patrol.id.label("id"),
            Patrol.id.label("patrol"),
            Officer.name.label("officer"),
            Officer.post.label("post"),
            Patrol.kind.label("kind"),
            Patrol.patrolled_on.label("patrolled_on"),
            Patrol.started_at.label("started_at"),
            Patrol.ended_at.label("ended_at"),
            _rounded(Patrol.distance_m, 1).label("distance_m"),
            _rounded(Patrol.duration_s, 0).label("duration_s"),
            Patrol.effective.label("effective"),
            Patrol.division_code.label("division_code"),
            Patrol.path.label("geom"),
            Patrol.path_3857.label("geom_3857"),
        )
        .outerjoin(Officer, Officer.id == Patrol.officer_id)
        .where(Patrol.patrolled_on.between(first, last), Patrol.path.is_not(None))
    )
    return scope(found, Patrol, viewer)


def issues(viewer: Viewer, first: date, last: date, zone: str) -> Select:
    """The issues reported in the period."""
    reported_on = cast(func.timezone(zone, Issue.reported_at), Date)
    found = select(
        Issue.id.label("key"),
        Issue.number.label("id"),
        Issue.number.label("number"),
        Issue.kind.label("kind"),
        Issue.category.label("category"),
        Issue.title.label("title"),
        Issue.state.label("state"),
        Issue.state.in_(OPEN_STATES).label("open"),
        *_division_of(Issue),
        Issue.reported_at.label("reported_at"),
        Issue.due_on.label("due_on"),
        Issue.closed_at.label("closed_at"),
        Issue.geom.label("geom"),
        Issue.geom_3857.label("geom_3857"),
    )
    return scope(_with_division(found, Issue).where(reported_on.between(first, last)), Issue, viewer)


def zoning(viewer: Viewer) -> Select:
    """Zoning units, red lines and permanent basic farmland."""
    found = select(
        ZoningUnit.id.label("key"),
        ZoningUnit.code.label("id"),
        ZoningUnit.code.label("code"),
        ZoningUnit.name.label("name"),
        ZoningUnit.category.label("category"),
        *_division_of(ZoningUnit),
        _rounded(ZoningUnit.area_m2, 1).label("area_m2"),
        _rounded(ZoningUnit.area_m2 * MU_PER_M2, 2).label("area_mu"),
        ZoningUnit.geom.label("geom"),
        ZoningUnit.geom_3857.label("geom_3857"),
    )
    return scope(_with_division(found, ZoningUnit), ZoningUnit, viewer)


def _with_division(found: Select, entity) -> Select:
    """The same rows with the division they lie in at hand."""
    return found.outerjoin(Division, Division.code == entity.division_code)


def _division_of(entity) -> tuple:
    """The division's code and name."""
    return entity.division_code.label("division_code"), Division.name.label("division_name")


def _rounded(value, digits: int):
    """A decimal of so many digits: what a table shows, without the noise of binary fractions."""
    return func.round(cast(value, Numeric), digits)
