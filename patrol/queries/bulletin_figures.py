"""The figures of bulletins that no other question gives: by place, what nobody walked, what they stood on."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, Row, Select, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope, within
from patrol.models import Assignment, Division, ForestryWork, Issue, IssueEvent, Officer, Patrol, RiverSegment
from patrol.queries.coverage import plot_coverage, segment_coverage
from patrol.queries.issues import Clockface, is_overdue, issue_columns
from patrol.rules.casework import OPEN_STATES


class Span(NamedTuple):
    """Whose figures, between which local days, of which division; `digits` of a code name a part of it."""

    viewer: Viewer
    first: date
    last: date
    division: str
    digits: int
    zone: str


def _part(code, span: Span):
    return func.rpad(func.left(code, span.digits), 12, literal("0"))


def parts(session: Session, span: Span) -> list[Row]:
    """code and name of the parts of the division, by code."""
    rows = select(Division.code, Division.name).where(Division.parent_code == span.division).order_by(Division.code)
    return list(session.execute(rows))


def rivers_by_part(session: Session, span: Span) -> list[Row]:
    """part, segments, length_m, covered_m, unvisited."""
    rows = segment_coverage(span.viewer, span.first, span.last, span.division).subquery()
    return _by_part(session, span, rows, ("length_m", "covered_m"), "segments")


def forests_by_part(session: Session, span: Span) -> list[Row]:
    """part, plots, area_m2, cells, cells_visited, unvisited."""
    rows = plot_coverage(span.viewer, span.first, span.last, span.division).subquery()
    return _by_part(session, span, rows, ("area_m2", "cells", "cells_visited"), "plots")


def _by_part(session: Session, span: Span, rows, summed: tuple[str, ...], counted: str) -> list[Row]:
    part = _part(rows.c.division, span).label("part")
    sums = [func.sum(rows.c[name]).label(name) for name in summed]
    unvisited = func.count().filter(rows.c.visits == 0).label("unvisited")
    return list(session.execute(select(part, func.count().label(counted), *sums, unvisited).group_by(part)))


def unwalked(session: Session, span: Span, most: int) -> list[Row]:
    """The longest segments that nobody walked: code, name, division_name, length_m, officers, last_visit_on."""
    rows = segment_coverage(span.viewer, span.first, span.last, span.division).subquery()
    answer = and_(
        Assignment.segment_id == rows.c.id,
        Assignment.valid_from <= span.last,
        or_(Assignment.valid_to.is_(None), Assignment.valid_to >= span.first),
    )
    named = (
        select(func.string_agg(Officer.name.distinct(), literal("、", String)))
        .join(Assignment, Assignment.officer_id == Officer.id)
        .where(answer)
        .correlate(rows)
        .scalar_subquery()
    )
    return list(
        session.execute(
            select(
                rows.c.code,
                func.coalesce(rows.c.name, rows.c.code).label("name"),
                Division.name.label("division_name"),
                rows.c.length_m,
                named.label("officers"),
                rows.c.last_visit_on,
            )
            .outerjoin(Division, Division.code == rows.c.division)
            .where(rows.c.visits == 0)
            .order_by(rows.c.length_m.desc(), rows.c.code)
            .limit(most)
        )
    )


def issues_by_part(session: Session, span: Span, at: Clockface) -> list[Row]:
    """part, reported and closed in the period, open and overdue at `at`."""
    part = _part(Issue.division_code, span).label("part")
    reported, closed = (_between(column, span) for column in (Issue.reported_at, Issue.closed_at))
    return list(
        session.execute(
            select(
                part,
                func.count().filter(reported).label("reported"),
                func.count().filter(closed).label("closed"),
                func.count().filter(Issue.state.in_(OPEN_STATES)).label("open"),
                func.count().filter(is_overdue(at)).label("overdue"),
            )
            .where(within(Issue.division_code, span.division))
            .group_by(part)
        )
    )


def _between(moment, span: Span):
    return cast(func.timezone(span.zone, moment), Date).between(span.first, span.last)


def issues_of(span: Span, at: Clockface) -> Select:
    """Issues that were to be put right in the period: reported until its end, and not closed before it began."""
    reported_on = cast(func.timezone(span.zone, Issue.reported_at), Date)
    closed_on = cast(func.timezone(span.zone, Issue.closed_at), Date)
    lasting = or_(Issue.state.in_(OPEN_STATES), and_(Issue.state == "closed", closed_on >= span.first))
    return scope(issue_columns(at), Issue, span.viewer, span.division).where(reported_on <= span.last, lasting)


def overdue_issues(session: Session, span: Span, at: Clockface, most: int) -> list[Row]:
    """Those that are late, the longest late first."""
    late = issues_of(span, at).where(is_overdue(at)).order_by(Issue.due_on, Issue.id).limit(most)
    return list(session.execute(late))


def listed_issues(session: Session, span: Span, at: Clockface, most: int) -> list[Row]:
    """Every issue of the period by division and number."""
    return list(session.execute(issues_of(span, at).order_by(Issue.division_code, Issue.id).limit(most)))


def steps_by_officer(session: Session, span: Span, officer_id: int) -> list[Row]:
    """at, number, title, action and opinion of the steps that an officer took in the period, by time."""
    return list(
        session.execute(
            select(IssueEvent.at, Issue.number, Issue.title, IssueEvent.action, IssueEvent.opinion)
            .join(Issue, Issue.id == IssueEvent.issue_id)
            .where(IssueEvent.officer_id == officer_id, _between(IssueEvent.at, span))
            .order_by(IssueEvent.id)
        )
    )


def answered_for(session: Session, span: Span, officer_id: int) -> Row:
    """segments, length_m and plots that an officer answered for in the period."""
    valid = and_(
        Assignment.officer_id == officer_id,
        Assignment.valid_from <= span.last,
        or_(Assignment.valid_to.is_(None), Assignment.valid_to >= span.first),
    )
    return session.execute(
        select(
            func.count(Assignment.segment_id.distinct()).label("segments"),
            func.coalesce(func.sum(RiverSegment.length_m), 0.0).label("length_m"),
            func.count(Assignment.plot_id.distinct()).label("plots"),
        )
        .select_from(Assignment)
        .outerjoin(RiverSegment, RiverSegment.id == Assignment.segment_id)
        .where(valid)
    ).one()


def basis(session: Session, span: Span) -> Row:
    """On what the figures stand: patrols, newest_patrol_at, rejected_patrols, issues, newest_step_at, works."""
    patrols = select(func.count(), func.max(Patrol.received_at), func.count().filter(~Patrol.counts)).where(
        Patrol.patrolled_on.between(span.first, span.last), within(Patrol.division_code, span.division)
    )
    counted = patrols.subquery()
    own = within(Issue.division_code, span.division)
    return session.execute(
        select(
            counted.c[0].label("patrols"),
            counted.c[1].label("newest_patrol_at"),
            counted.c[2].label("rejected_patrols"),
            select(func.count()).select_from(Issue).where(own).scalar_subquery().label("issues"),
            select(func.max(IssueEvent.at))
            .join(Issue, Issue.id == IssueEvent.issue_id)
            .where(own)
            .scalar_subquery()
            .label("newest_step_at"),
            select(func.count())
            .select_from(ForestryWork)
            .where(ForestryWork.year == span.last.year, within(ForestryWork.division_code, span.division))
            .scalar_subquery()
            .label("works"),
        )
    ).one()


def drawn_segments(session: Session, span: Span) -> list[Row]:
    """share and geom (WKB, EPSG:4490, about 20 m coarse) of every segment, for the map of a bulletin."""
    rows = segment_coverage(span.viewer, span.first, span.last, span.division).subquery()
    shape = func.ST_AsBinary(func.ST_SimplifyPreserveTopology(RiverSegment.geom, 0.0002))
    return list(
        session.execute(
            select(rows.c.share, rows.c.visits, shape.label("geom")).join(RiverSegment, RiverSegment.id == rows.c.id)
        )
    )


def drawn_divisions(session: Session, span: Span) -> list[Row]:
    """name and geom (WKB, EPSG:4490, about 20 m coarse) of the division's parts; of itself where it has none."""
    shape = func.ST_AsBinary(func.ST_SimplifyPreserveTopology(Division.geom, 0.0002)).label("geom")
    drawn = select(Division.name, shape).where(Division.geom.is_not(None))
    inside = list(session.execute(drawn.where(Division.parent_code == span.division)))
    return inside or list(session.execute(drawn.where(Division.code == span.division)))
