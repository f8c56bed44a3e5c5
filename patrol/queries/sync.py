"""What one officer carries into the field: own segments and plots, own visits to them, and their open issues."""

from datetime import date, timedelta

from sqlalchemy import ARRAY, Date, Integer, Numeric, Row, Select, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from gis.geojson import geojson
from patrol.models import (
    Assignment,
    Division,
    ForestPlot,
    Issue,
    PatrolRule,
    PlotVisit,
    River,
    RiverSegment,
    SegmentVisit,
)
from patrol.queries.answered import Done, answered_in_person
from patrol.queries.demands import Demands, owed
from patrol.queries.done import outings_done
from patrol.queries.issues import version_of
from patrol.queries.places import places_around
from patrol.queries.seats import seats
from patrol.queries.terms import Told
from patrol.rules.casework import OPEN_STATES

SEGMENT_DETAIL_M = 4.0
PLOT_DETAIL_M = 8.0
DEGREE_DIGITS = 5
REMEMBERED = timedelta(days=366)
MOST_ISSUES = 200


def own_segments(session: Session, officer_id: int, on: date) -> list[Row]:
    """id, post, code, name, river, division, division_name, length_m and shape (GeoJSON text) of each, by code."""
    columns = (River.name.label("river"), RiverSegment.length_m, _shape(RiverSegment, SEGMENT_DETAIL_M))
    found = _owned(RiverSegment, Assignment.segment_id, officer_id, on, columns)
    return list(session.execute(found.outerjoin(River, River.id == RiverSegment.river_id)))


def own_plots(session: Session, officer_id: int, on: date) -> list[Row]:
    """id, post, code, name, division, division_name, area_m2 and shape (GeoJSON text) of each, by code."""
    columns = (ForestPlot.area_m2, _shape(ForestPlot, PLOT_DETAIL_M))
    return list(session.execute(_owned(ForestPlot, Assignment.plot_id, officer_id, on, columns)))


def own_places(session: Session, kind: str, officer_id: int, on: date) -> list[Row]:
    """code, name and division_name of each own segment or plot, by code, without its shape."""
    thing, key = (RiverSegment, Assignment.segment_id) if kind == "river" else (ForestPlot, Assignment.plot_id)
    return list(session.execute(_owned(thing, key, officer_id, on, ())))


def _owned(thing, key, officer_id: int, on: date, columns: tuple) -> Select:
    return (
        select(
            thing.id,
            Assignment.post,
            thing.code,
            thing.name,
            thing.object_class,
            thing.division_code.label("division"),
            Division.name.label("division_name"),
            *columns,
        )
        .ext(distinct_on(thing.code))
        .join(Assignment, key == thing.id)
        .outerjoin(Division, Division.code == thing.division_code)
        .where(
            Assignment.officer_id == officer_id,
            Assignment.valid_from <= on,
            or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on),
        )
        .order_by(thing.code, Assignment.post)
    )


def _shape(thing, detail_m: float):
    """The geometry with no more detail than a phone's map shows: points nearer than `detail_m` to their line go."""
    # Metres of Web Mercator are longer than those of the ground, so a little more detail stays than is asked for.
    coarse = func.ST_SimplifyPreserveTopology(thing.geom_3857, detail_m)
    return geojson(func.ST_Transform(coarse, 4490), DEGREE_DIGITS).label("shape")


def own_visits(session: Session, kind: str, officer_id: int, begins: dict[int, date], on: date) -> dict[int, Row]:
    """Object id → last_visit_on within a year, and what counts since the day that `begins` has for the object."""
    visit, key = (SegmentVisit, SegmentVisit.segment_id) if kind == "river" else (PlotVisit, PlotVisit.plot_id)
    ids, days = cast(list(begins), ARRAY(Integer)), cast(list(begins.values()), ARRAY(Date))
    asked = func.unnest(ids, days).table_valued("object_id", "begins").render_derived()
    own = and_(
        key == asked.c.object_id,
        or_(visit.officer_id == officer_id, visit.bearer_id == officer_id),
        visit.patrolled_on.between(on - REMEMBERED, on),
    )
    found = (
        select(
            asked.c.object_id,
            func.max(visit.patrolled_on).label("last_visit_on"),
            func.count()
            .filter(visit.counted, visit.bearer_id == officer_id, visit.patrolled_on >= asked.c.begins)
            .label("done"),
        )
        .select_from(asked)
        .join(visit, own)
        .group_by(asked.c.object_id)
    )
    return {row.object_id: row for row in session.execute(found)}


def own_owed(session: Session, kind: str, officer_id: int, period: str, days: tuple[date, date]) -> dict[int, int]:
    """Object id → what the officer owes it in a term of this period, whose first and last day these are, leave taken
    off."""
    rules = seats(Told.of(*days), changed=True)
    rows = owed(Demands(kind, rules, Assignment.officer_id == officer_id, leave=True)).subquery()
    found = select(rows.c.object_id, rows.c.owed).where(rows.c.period == period)
    return dict(session.execute(found).all())


def person_terms(session: Session, division_code: str, on: date) -> list[Row]:
    """kind and period of the rules for persons that count on a day at a place, in its divisions or those around it."""
    since = func.coalesce(PatrolRule.counts_from, PatrolRule.valid_from)
    counts = and_(since <= on, or_(PatrolRule.valid_to.is_(None), PatrolRule.valid_to >= on))
    here = PatrolRule.division_code.in_(places_around(division_code))
    found = select(PatrolRule.kind, PatrolRule.period).where(PatrolRule.per == "person", counts, here).distinct()
    return list(session.execute(found.order_by(PatrolRule.kind.desc(), PatrolRule.period)))


def own_in_person(session: Session, kind: str, officer_id: int, period: str, days: tuple[date, date]) -> Row | None:
    """owed and done in person by the officer in the term of this period, whose first and last day these are, leave
    taken off; None where nothing is owed."""
    told = Told.of(*days)
    mine = Demands(kind, seats(told, changed=True), Assignment.officer_id == officer_id, leave=True, period=period)
    rows = answered_in_person(mine, Done(outings_done(kind, told))).subquery()
    return session.execute(select(rows.c.owed, rows.c.done).where(rows.c.owed > 0)).one_or_none()


def own_issues(session: Session, officer_id: int, segment_ids: list[int], plot_ids: list[int]) -> list[Row]:
    """Open issues of these objects, or reported by or assigned to the officer: the most urgent first."""
    return list(
        session.execute(
            select(
                Issue.number,
                Issue.kind,
                Issue.category,
                Issue.title,
                Issue.state,
                Issue.reported_at,
                Issue.due_on,
                func.coalesce(RiverSegment.code, ForestPlot.code).label("object"),
                func.round(cast(func.ST_X(Issue.geom), Numeric), DEGREE_DIGITS).label("lon"),
                func.round(cast(func.ST_Y(Issue.geom), Numeric), DEGREE_DIGITS).label("lat"),
                func.coalesce(Issue.assignee_id == officer_id, False).label("mine"),
                version_of(Issue.id).label("version"),
            )
            .outerjoin(RiverSegment, RiverSegment.id == Issue.segment_id)
            .outerjoin(ForestPlot, ForestPlot.id == Issue.plot_id)
            .where(
                Issue.state.in_(OPEN_STATES),
                or_(
                    Issue.segment_id == func.any(cast(segment_ids, ARRAY(Integer))),
                    Issue.plot_id == func.any(cast(plot_ids, ARRAY(Integer))),
                    Issue.reported_by == officer_id,
                    Issue.assignee_id == officer_id,
                ),
            )
            .order_by(Issue.due_on.asc().nulls_last(), Issue.number)
            .limit(MOST_ISSUES)
        )
    )
