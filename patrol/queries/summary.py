"""Headline figures of a period and a division, each one statement."""

from datetime import date

from sqlalchemy import ColumnElement, Row, func, select, true
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible, within
from patrol.models import Issue, Patrol
from patrol.queries.coverage import narrower, plot_coverage, segment_coverage
from patrol.queries.walked import ALL, Walked
from patrol.rules.casework import OPEN_STATES


def segment_totals(
    session: Session, viewer: Viewer, first: date, last: date, division: str | None, walked: Walked = ALL
) -> Row:
    """segments, length_m, covered_m, unvisited_segments."""
    rows = segment_coverage(viewer, first, last, division, walked).subquery()
    return session.execute(
        select(
            func.count().label("segments"),
            func.coalesce(func.sum(rows.c.length_m), 0.0).label("length_m"),
            func.coalesce(func.sum(rows.c.covered_m), 0.0).label("covered_m"),
            func.count().filter(rows.c.visits == 0).label("unvisited_segments"),
        )
    ).one()


def plot_totals(
    session: Session, viewer: Viewer, first: date, last: date, division: str | None, walked: Walked = ALL
) -> Row:
    """plots, plot_area_m2, cells, cells_visited, unvisited_plots."""
    rows = plot_coverage(viewer, first, last, division, walked).subquery()
    return session.execute(
        select(
            func.count().label("plots"),
            func.coalesce(func.sum(rows.c.area_m2), 0.0).label("plot_area_m2"),
            func.coalesce(func.sum(rows.c.cells), 0).label("cells"),
            func.coalesce(func.sum(rows.c.cells_visited), 0).label("cells_visited"),
            func.count().filter(rows.c.visits == 0).label("unvisited_plots"),
        )
    ).one()


def patrol_totals(
    session: Session,
    viewer: Viewer,
    first: date,
    last: date,
    division: str | None,
    walked: Walked = ALL,
    kind: str | None = None,
) -> Row:
    """patrols, effective_patrols, patrol_distance_m, of one kind or of both."""
    return session.execute(
        select(
            func.count().label("patrols"),
            func.count().filter(Patrol.effective).label("effective_patrols"),
            func.coalesce(func.sum(Patrol.distance_m), 0.0).label("patrol_distance_m"),
        )
        .where(Patrol.patrolled_on.between(first, last), Patrol.counts, visible(viewer, Patrol, division))
        .where(walked.by(viewer, Patrol), _of(kind, Patrol))
    ).one()


def issue_totals(session: Session, viewer: Viewer, on: date, division: str | None, kind: str | None = None) -> Row:
    """open_issues and overdue_issues on a day, of one kind or of both."""
    return session.execute(
        select(
            func.count().label("open_issues"),
            func.count().filter(Issue.due_on < on).label("overdue_issues"),
        )
        .where(Issue.state.in_(OPEN_STATES), within(Issue.division_code, narrower(viewer, division)))
        .where(_of(kind, Issue))
    ).one()


def _of(kind: str | None, table: type[Issue] | type[Patrol]) -> ColumnElement[bool]:
    return true() if kind is None else table.kind == kind
