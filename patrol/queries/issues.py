"""Questions about issues: what is told of one, its history, what lies nearby."""

from collections.abc import Collection
from datetime import date, datetime
from math import cos, radians
from typing import NamedTuple

from geoalchemy2 import Geography
from sqlalchemy import ColumnElement, Row, Select, and_, cast, exists, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, scope, visible
from patrol.models import Division, ForestPlot, Issue, IssueEvent, IssuePhoto, Officer, RiverSegment
from patrol.rules.casework import OPEN_STATES

MOST_NEARBY = 10
GEOGRAPHY = Geography(srid=4490)
NO_PHOTOS = literal_column("'[]'::jsonb", JSONB)
Reporter, Assignee, Target = aliased(Officer), aliased(Officer), aliased(Issue)


class Clockface(NamedTuple):
    """The moment at which lateness is judged, and its local day."""

    now: datetime
    today: date


def is_overdue(at: Clockface) -> ColumnElement[bool]:
    """The condition that the step that is owed now has not been taken in time."""
    late = func.coalesce(Issue.due_at < at.now, Issue.due_on < at.today, False)
    return and_(Issue.state.in_(OPEN_STATES), late)


def issue_columns(at: Clockface) -> Select:
    """Everything that is told of an issue, one row each, unscoped."""
    return (
        select(
            Issue.id,
            Issue.number,
            Issue.kind,
            Issue.category,
            Issue.severity,
            Issue.source,
            Issue.title,
            Issue.text,
            Issue.area_m2,
            Issue.state,
            Issue.division_code.label("division"),
            Division.name.label("division_name"),
            RiverSegment.code.label("segment"),
            ForestPlot.code.label("plot"),
            func.coalesce(RiverSegment.code, ForestPlot.code).label("place"),
            Issue.observation_id,
            Reporter.username.label("reported_by"),
            Reporter.name.label("reported_by_name"),
            Issue.reported_at,
            Assignee.username.label("assignee"),
            Assignee.name.label("assignee_name"),
            Issue.assignee_id,
            Issue.segment_id,
            Issue.plot_id,
            Issue.due_on,
            Issue.due_at,
            Issue.rectify_by,
            is_overdue(at).label("overdue"),
            Issue.alert,
            Issue.extension_to,
            Issue.supervised_at,
            Target.number.label("merged_into"),
            Issue.closed_at,
            func.ST_X(Issue.geom).label("lon"),
            func.ST_Y(Issue.geom).label("lat"),
            version_of(Issue.id).label("version"),
        )
        .outerjoin(Division, Division.code == Issue.division_code)
        .outerjoin(RiverSegment, RiverSegment.id == Issue.segment_id)
        .outerjoin(ForestPlot, ForestPlot.id == Issue.plot_id)
        .outerjoin(Reporter, Reporter.id == Issue.reported_by)
        .outerjoin(Assignee, Assignee.id == Issue.assignee_id)
        .outerjoin(Target, Target.id == Issue.merged_into_id)
    )


def version_of(issue_id) -> ColumnElement[int]:
    """How many steps people have taken: what a client names to be told when somebody else was faster."""
    steps = select(func.count()).where(IssueEvent.issue_id == issue_id, IssueEvent.action != "escalate")
    return steps.correlate_except(IssueEvent).scalar_subquery()


def one(session: Session, viewer: Viewer, number: str, at: Clockface) -> Row | None:
    """One issue that `viewer` may see."""
    return session.execute(scope(issue_columns(at), Issue, viewer).where(Issue.number == number)).one_or_none()


def several(session: Session, viewer: Viewer, numbers: Collection[str], at: Clockface) -> dict[str, Row]:
    """The issues with these numbers that `viewer` may see, by number."""
    found = scope(issue_columns(at), Issue, viewer).where(Issue.number.in_(numbers))
    return {row.number: row for row in session.execute(found)}


def locked(session: Session, viewer: Viewer, numbers: Collection[str]) -> dict[str, Issue]:
    """The issues with these numbers that `viewer` may see, held until the transaction ends."""
    found = (
        select(Issue)
        .where(Issue.number.in_(numbers), visible(viewer, Issue))
        # One order for everybody, so that two who hold one each never wait for one another.
        .order_by(Issue.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {issue.number: issue for issue in session.scalars(found)}


def history(session: Session, issue_id: int) -> list[Row]:
    """Every step of one issue, as `histories` tells them."""
    return histories(session, [issue_id])[issue_id]


def histories(session: Session, issue_ids: Collection[int]) -> dict[int, list[Row]]:
    """Every step of each issue in the order they were taken, each with its photos as [{sha256, stage}]."""
    photo = func.jsonb_build_object("sha256", IssuePhoto.sha256, "stage", IssuePhoto.stage)
    photos = (
        select(func.coalesce(func.jsonb_agg(aggregate_order_by(photo, IssuePhoto.sha256)), NO_PHOTOS))
        .where(IssuePhoto.event_id == IssueEvent.id)
        .scalar_subquery()
    )
    steps = session.execute(
        select(
            IssueEvent.id,
            IssueEvent.issue_id,
            IssueEvent.action,
            IssueEvent.state,
            Reporter.username.label("by"),
            Reporter.name.label("by_name"),
            Reporter.post.label("by_post"),
            IssueEvent.opinion,
            IssueEvent.due_on,
            Assignee.username.label("assignee"),
            Assignee.name.label("assignee_name"),
            IssueEvent.at,
            func.ST_X(IssueEvent.geom).label("lon"),
            func.ST_Y(IssueEvent.geom).label("lat"),
            IssueEvent.distance_m,
            IssueEvent.detail,
            photos.label("photos"),
        )
        .outerjoin(Reporter, Reporter.id == IssueEvent.officer_id)
        .outerjoin(Assignee, Assignee.id == IssueEvent.assignee_id)
        .where(IssueEvent.issue_id.in_(issue_ids))
        .order_by(IssueEvent.id)
    )
    told: dict[int, list[Row]] = {issue_id: [] for issue_id in issue_ids}
    for step in steps:
        told[step.issue_id].append(step)
    return told


def nearby(
    session: Session, viewer: Viewer, category: str, place: tuple[float, float], within_m: float, besides: str = ""
) -> list[Row]:
    """number, title, state, reported_at, distance_m of open issues of a category around (lon, lat), nearest first."""
    lon, lat = place
    point = func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4490)
    distance = func.ST_Distance(cast(Issue.geom, GEOGRAPHY), cast(point, GEOGRAPHY))
    # Web Mercator stretches lengths by 1 / cos(latitude): a little more than enough for the index, then exactly.
    reach = within_m * 1.02 / max(cos(radians(lat)), 0.01)
    return list(
        session.execute(
            select(Issue.number, Issue.title, Issue.state, Issue.reported_at, distance.label("distance_m"))
            .where(
                visible(viewer, Issue),
                Issue.category == category,
                Issue.state.in_(OPEN_STATES),
                Issue.number != besides,
                func.ST_DWithin(Issue.geom_3857, func.ST_Transform(point, 3857), reach),
                distance <= within_m,
            )
            .order_by(distance, Issue.id)
            .limit(MOST_NEARBY)
        )
    )


def known_as(session: Session, client_id, observation_id) -> Row | None:
    """number, reported_by, client_id and content_sha256 of the issue that was made of this request before, or of this
    observation."""
    same = [Issue.client_id == client_id] if client_id else []
    same += [Issue.observation_id == observation_id] if observation_id else []
    if not same:
        return None
    columns = (Issue.number, Issue.reported_by, Issue.client_id, Issue.content_sha256)
    return session.execute(select(*columns).where(or_(*same)).limit(1)).one_or_none()


def is_number(session: Session, viewer: Viewer, number: str) -> bool:
    """Whether `viewer` may see an issue with this number."""
    return session.scalar(select(exists().where(Issue.number == number, visible(viewer, Issue)))) or False
