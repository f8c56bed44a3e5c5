"""Questions of the review queue: what waits, everything about one patrol, what was decided."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Float, Row, and_, cast, false, func, or_, select, tuple_
from sqlalchemy.orm import Session

from gis.geojson import geojson
from patrol.access import Viewer, scope, visible
from patrol.models import (
    DeclaredPhoto,
    Division,
    ForestPlot,
    Officer,
    Patrol,
    Photo,
    PlotVisit,
    ReviewDecision,
    RiverSegment,
    SegmentVisit,
    Submission,
)

REMEMBERED_DECISIONS = 200


class Asked(NamedTuple):
    """Which reviews: state, division, user name, least severity, days (both included), the last one already told."""

    status: str | None = None
    division: str | None = None
    officer: str | None = None
    severity: int | None = None
    first: date | None = None
    last: date | None = None
    after: tuple[int, date, int] | None = None


COLUMNS = (
    Patrol.id,
    Patrol.number,
    Patrol.patrolled_on,
    Patrol.kind,
    Patrol.started_at,
    Patrol.ended_at,
    Patrol.received_at,
    Patrol.officer_id,
    Officer.username,
    Officer.name.label("officer_name"),
    Officer.post,
    Patrol.division_code.label("division"),
    Division.name.label("division_name"),
    Patrol.effective,
    Patrol.reasons,
    Patrol.distance_m,
    Patrol.duration_s,
    Patrol.severity,
    Patrol.flags,
    Patrol.review,
)


def page(session: Session, viewer: Viewer, asked: Asked, limit: int) -> list[Row]:
    """Flagged or decided patrols that `viewer` may see: the gravest first, of these the oldest."""
    order = (-Patrol.severity, Patrol.patrolled_on, Patrol.number)
    conditions = {
        "status": lambda status: Patrol.review == status,
        "officer": lambda username: Officer.username == username,
        "severity": lambda least: Patrol.severity >= least,
        "first": lambda first: Patrol.patrolled_on >= first,
        "last": lambda last: Patrol.patrolled_on <= last,
        "after": lambda after: tuple_(*order) > tuple_(-after[0], after[1], after[2]),
    }
    found = (
        _reviews()
        .where(Patrol.review.is_not(None))
        .where(*(condition(value) for name, condition in conditions.items() if (value := getattr(asked, name))))
        .order_by(*order)
        .limit(limit)
    )
    return list(session.execute(scope(found, Patrol, viewer, asked.division)))


def count(session: Session, viewer: Viewer, division: str | None) -> dict[str, int]:
    """How many reviews there are by state."""
    found = select(Patrol.review, func.count()).where(Patrol.review.is_not(None)).group_by(Patrol.review)
    return dict(session.execute(scope(found, Patrol, viewer, division)).all())


def _reviews():
    return (
        select(*COLUMNS)
        .join(Officer, Officer.id == Patrol.officer_id)
        .outerjoin(Division, Division.code == Patrol.division_code)
    )


def one(session: Session, viewer: Viewer, patrol_id: uuid.UUID, *, hold: bool = False) -> Row | None:
    """One patrol `viewer` may see, with its device, raw track (`honesty.fixes_in`), accuracies; `hold` locks it."""
    ledger = select(Submission.patrolled_on).where(Submission.id == patrol_id).scalar_subquery()
    track = func.ST_AsBinary(Patrol.track, "NDR").label("track")
    found = _reviews().add_columns(Patrol.device, track, Patrol.accuracy_m)
    found = found.where(Patrol.id == patrol_id, Patrol.patrolled_on == ledger)
    found = found.where(or_(visible(viewer, Patrol), Patrol.officer_id == viewer.officer_id))
    return session.execute(found.with_for_update(of=Patrol) if hold else found).one_or_none()


def decisions(session: Session, patrol_id: uuid.UUID) -> list[Row]:
    """Every decision about a patrol in the order they were taken: decision, words, at, by, by_name, by_post."""
    return list(
        session.execute(
            select(
                ReviewDecision.decision,
                ReviewDecision.words,
                ReviewDecision.at,
                Officer.username.label("by"),
                Officer.name.label("by_name"),
                Officer.post.label("by_post"),
            )
            .join(Officer, Officer.id == ReviewDecision.officer_id)
            .where(ReviewDecision.patrol_id == patrol_id)
            .order_by(ReviewDecision.id)
        )
    )


def photos(session: Session, patrol_id: uuid.UUID) -> list[Row]:
    """The photos of a patrol by time: sha256, taken_at, lon, lat, observation_id, here (whether bytes arrived)."""
    lon, lat = func.ST_X(DeclaredPhoto.geom).label("lon"), func.ST_Y(DeclaredPhoto.geom).label("lat")
    taken = (DeclaredPhoto.sha256, DeclaredPhoto.taken_at, DeclaredPhoto.observation_id)
    return list(
        session.execute(
            select(*taken, lon, lat, Photo.sha256.is_not(None).label("here"))
            .outerjoin(Photo, Photo.sha256 == DeclaredPhoto.sha256)
            .where(DeclaredPhoto.patrol_id == patrol_id)
            .order_by(DeclaredPhoto.taken_at, DeclaredPhoto.sha256)
        )
    )


def covered_segments(session: Session, patrol_id: uuid.UUID, on: date) -> list[Row]:
    """code, name, covered_m, share and shape (GeoJSON text of the stretches) of each segment that a patrol covered."""
    share = func.multirange_size(SegmentVisit.covered) / cast(RiverSegment.stations, Float)
    run = func.unnest(SegmentVisit.covered).column_valued("run")
    begin, end = (cast(edge(run), Float) / RiverSegment.stations for edge in (func.lower, func.upper))
    cut = func.ST_LineSubstring(RiverSegment.geom_3857, begin, func.least(end, 1.0))
    shape = (
        select(geojson(func.ST_Transform(func.ST_Collect(cut), 4490), 6))
        .correlate(SegmentVisit, RiverSegment)
        .scalar_subquery()
    )
    figures = ((share * RiverSegment.length_m).label("covered_m"), share.label("share"), shape.label("shape"))
    return list(
        session.execute(
            select(RiverSegment.code, RiverSegment.name, *figures)
            .join(SegmentVisit, SegmentVisit.segment_id == RiverSegment.id)
            .where(SegmentVisit.patrol_id == patrol_id, SegmentVisit.patrolled_on == on)
            .order_by(share.desc(), RiverSegment.code)
        )
    )


def covered_plots(session: Session, patrol_id: uuid.UUID, on: date) -> list[Row]:
    """code, name, share and shape (GeoJSON text of the outline) of each plot that came within sight of a patrol."""
    share = func.multirange_size(PlotVisit.covered) / cast(ForestPlot.cells, Float)
    shape = geojson(ForestPlot.geom, 6)
    return list(
        session.execute(
            select(ForestPlot.code, ForestPlot.name, share.label("share"), shape.label("shape"))
            .join(PlotVisit, PlotVisit.plot_id == ForestPlot.id)
            .where(PlotVisit.patrol_id == patrol_id, PlotVisit.patrolled_on == on)
            .order_by(share.desc(), ForestPlot.code)
        )
    )


def compared(session: Session, viewer: Viewer, patrol_ids: Collection[uuid.UUID]) -> list[Row]:
    """id, officer_name, patrolled_on and raw track of other patrols that evidence names and `viewer` may see."""
    track = func.ST_AsBinary(Patrol.track, "NDR").label("track")
    found = (
        select(Patrol.id, Patrol.officer_id, Officer.name.label("officer_name"), Patrol.patrolled_on, track)
        .join(Submission, and_(Submission.id == Patrol.id, Submission.patrolled_on == Patrol.patrolled_on))
        .join(Officer, Officer.id == Patrol.officer_id)
        .where(Submission.id.in_(patrol_ids) if patrol_ids else false())
        .order_by(Patrol.number)
    )
    return list(session.execute(scope(found, Patrol, viewer)))


def own_decisions(session: Session, officer_id: int) -> list[Row]:
    """The newest decisions about an officer's own patrols: patrol, patrolled_on, decision, words, at."""
    return list(
        session.execute(
            select(
                ReviewDecision.patrol_id.label("patrol"),
                Submission.patrolled_on,
                ReviewDecision.decision,
                ReviewDecision.words,
                ReviewDecision.at,
            )
            .join(Submission, Submission.id == ReviewDecision.patrol_id)
            .where(Submission.officer_id == officer_id)
            .order_by(ReviewDecision.id.desc())
            .limit(REMEMBERED_DECISIONS)
        )
    )
