"""The published layers of coverage: segments, plots and stretches over a period of (first day, last day).

The figures are those of the coverage API, because they come from the same Select.
"""

from datetime import date

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Float,
    Integer,
    Select,
    and_,
    cast,
    false,
    func,
    select,
    true,
    type_coerce,
    union_all,
)

from patrol.access import Viewer, scope
from patrol.models import ForestPlot, PlotVisit, RiverSegment, SegmentVisit
from patrol.queries.coverage import NOTHING, plot_coverage, segment_coverage, visits
from patrol.queries.published import MU_PER_M2, division_of, identity, rounded, shape, with_division
from patrol.queries.required import required
from patrol.queries.slots import object_key
from patrol.queries.standings import gone_of, quota, so_far, standing
from patrol.queries.terms import Told
from patrol.queries.walked import ALL, Walked

MOST_STATIONS = 1_000_000
"""More than any segment has: a stretch's key is its segment's and its first station's number in one."""


def segments(
    viewer: Viewer,
    first: date,
    last: date,
    owing: Told,
    full_share: float,
    walked: Walked = ALL,
    among: Select | None = None,
) -> Select:
    """River segments with their coverage over the period, and what it means: looked up for those ``among`` alone."""
    seen = _among(SegmentVisit.segment_id, among)
    figures = segment_coverage(viewer, first, last, walked=walked, among=seen)
    named = figures.selected_columns
    duties = and_(walked.duties(viewer), _among(object_key("river"), among))
    owed = required("river", owing, duties, None if among is None else seen)
    joined = with_division(figures, RiverSegment).outerjoin(owed, owed.c.object_id == RiverSegment.id)
    return joined.with_only_columns(
        RiverSegment.id.label("key"),
        named.code.label("id"),
        named.code.label("code"),
        named.name.label("name"),
        named.river.label("river"),
        RiverSegment.bank.label("bank"),
        *division_of(RiverSegment),
        rounded(named.length_m, 1).label("length_m"),
        rounded(named.covered_m, 1).label("covered_m"),
        rounded(named.share, 4).label("share"),
        *_standing(named, owed, full_share, gone_of(*owing[:2])),
        *_last_days(named, last),
        *shape(RiverSegment),
        maintain_column_froms=True,
    )


def bare_segments(viewer: Viewer, _first: date, _last: date, walked: Walked = ALL) -> Select | None:
    """The same river segments by what they have of their own; None where visits tell which they are."""
    own = (*identity(RiverSegment), RiverSegment.bank.label("bank"), RiverSegment.division_code.label("division_code"))
    found = select(*own, rounded(RiverSegment.length_m, 1).label("length_m"), *shape(RiverSegment))
    return None if walked.named else scope(found, RiverSegment, viewer)


def plots(
    viewer: Viewer,
    first: date,
    last: date,
    owing: Told,
    full_share: float,
    walked: Walked = ALL,
    among: Select | None = None,
) -> Select:
    """Forest plots with their coverage over the period, and what it means: looked up for those ``among`` alone."""
    seen = _among(PlotVisit.plot_id, among)
    figures = plot_coverage(viewer, first, last, walked=walked, among=seen)
    named = figures.selected_columns
    duties = and_(walked.duties(viewer), _among(object_key("forest"), among))
    owed = required("forest", owing, duties, None if among is None else seen)
    joined = with_division(figures, ForestPlot).outerjoin(owed, owed.c.object_id == ForestPlot.id)
    return joined.with_only_columns(
        ForestPlot.id.label("key"),
        named.code.label("id"),
        named.code.label("code"),
        named.name.label("name"),
        *division_of(ForestPlot),
        *_recorded(),
        rounded(named.share, 4).label("share"),
        *_standing(named, owed, full_share, gone_of(*owing[:2])),
        *_last_days(named, last),
        *shape(ForestPlot),
        ForestPlot.spot_x.label("spot_x"),
        ForestPlot.spot_y.label("spot_y"),
        ForestPlot.span.label("span"),
        (ForestPlot.area_m2 * MU_PER_M2).label("exact_area_mu"),
        named.share.label("exact_share"),
        maintain_column_froms=True,
    )


def bare_plots(viewer: Viewer, _first: date, _last: date, walked: Walked = ALL) -> Select | None:
    """The same forest plots by what they have of their own; None where visits tell which they are."""
    own = (*identity(ForestPlot), ForestPlot.division_code.label("division_code"), *_recorded())
    return None if walked.named else scope(select(*own, *shape(ForestPlot)), ForestPlot, viewer)


def _recorded() -> tuple:
    """What a forest plot has of its own, beside name and place."""
    return (
        ForestPlot.compartment.label("compartment"),
        ForestPlot.plot_number.label("plot_number"),
        ForestPlot.tree_species.label("tree_species"),
        ForestPlot.land_class.label("land_class"),
        rounded(ForestPlot.area_m2, 1).label("area_m2"),
        rounded(ForestPlot.area_m2 * MU_PER_M2, 2).label("area_mu"),
        rounded(ForestPlot.recorded_area_m2 * MU_PER_M2, 2).label("recorded_area_mu"),
    )


def _among(object_id, keys: Select | None) -> ColumnElement[bool]:
    """The condition on what tells of an object: that it is one of these; all where no keys are given."""
    return true() if keys is None else object_id.in_(keys)


def _standing(figures, owed, full_share: float, gone: tuple) -> tuple:
    """Visits made and owed, and what they and the share mean."""
    required, credited = (func.coalesce(figure, 0) for figure in (owed.c.visits, owed.c.credited))
    return (
        figures.visits.label("visits"),
        figures.effective_visits.label("effective_visits"),
        required.label("required"),
        credited.label("credited"),
        standing(figures.visits, figures.share, credited, so_far(required, *gone), full_share).label("status"),
        quota(credited, required, *gone).label("quota"),
    )


def _last_days(figures, last: date) -> tuple:
    """When somebody came last, came effectively last, and how many days before the end of the period that was."""
    # A day less a day is a number in PostgreSQL.
    idle = type_coerce(cast(last, Date) - figures.last_effective_on, Integer)
    return (
        figures.last_visit_on.label("last_visit_on"),
        figures.last_effective_on.label("last_effective_on"),
        idle.label("idle_days"),
    )


def stretches(viewer: Viewer, first: date, last: date, walked: Walked = ALL) -> Select:
    """The covered and the uncovered parts of segments over the period.

    Station k of n stands for the k-th of n even parts of the chainage in metres. A line is cut in Web Mercator, where
    parts of its length are parts of its metres; in degrees they are not.
    """
    by = walked.by(viewer, SegmentVisit)
    seen = visits(SegmentVisit, SegmentVisit.segment_id, first, last, viewer.division_code, by)
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
            part.c.run.label("run"),
            rounded(begin * step_m, 1).label("from_m"),
            rounded(end * step_m, 1).label("to_m"),
            rounded((end - begin) * step_m, 1).label("length_m"),
            func.ST_Transform(cut, 4490).label("geom"),
            cut.label("geom_3857"),
            RiverSegment.geom_3857.label("near"),
        )
        .outerjoin(seen, seen.c.object_id == RiverSegment.id)
        .join(part, true())
        .where(RiverSegment.stations > 0)
        .where(walked.theirs(viewer, object_key("river"), RiverSegment, seen.c.object_id))
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
