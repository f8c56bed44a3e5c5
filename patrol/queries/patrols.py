"""Questions about single patrols."""

import uuid
from datetime import date

from sqlalchemy import Float, Row, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import (
    CollectFile,
    DeclaredPhoto,
    ForestPlot,
    Patrol,
    PhotoSender,
    PlotVisit,
    RiverSegment,
    SegmentVisit,
    Submission,
)


def submission(session: Session, patrol_id: uuid.UUID) -> Row | None:
    """What the ledger knows of an id: officer_id, content_sha256, patrolled_on."""
    return session.execute(
        select(Submission.officer_id, Submission.content_sha256, Submission.patrolled_on).where(
            Submission.id == patrol_id
        )
    ).one_or_none()


def visible_patrol(session: Session, patrol_id: uuid.UUID, viewer: Viewer, on: date | None = None) -> Row | None:
    """The figures of one patrol that `viewer` may see; its day `on`, where it is known, spares asking every month."""
    columns = (
        Patrol.id,
        Patrol.patrolled_on,
        Patrol.received_at,
        Patrol.effective,
        Patrol.reasons,
        Patrol.flags,
        Patrol.review,
        Patrol.distance_m,
        Patrol.duration_s,
    )
    ledger = select(Submission.patrolled_on).where(Submission.id == patrol_id).scalar_subquery()
    return session.execute(
        select(*columns).where(
            Patrol.id == patrol_id,
            Patrol.patrolled_on == (on or ledger),
            # Who walked it may always ask whether it arrived, also after moving to another division.
            or_(visible(viewer, Patrol), Patrol.officer_id == viewer.officer_id),
        )
    ).one_or_none()


def declared_photos(session: Session, patrol_id: uuid.UUID) -> list[Row]:
    """sha256 of each declared photo, and whether its bytes have `arrived` from the officer of the patrol.

    That somebody else sent the same bytes does not count, and is not told either.
    """
    sent = and_(PhotoSender.sha256 == DeclaredPhoto.sha256, PhotoSender.officer_id == Submission.officer_id)
    return list(
        session.execute(
            select(DeclaredPhoto.sha256, PhotoSender.sha256.is_not(None).label("arrived"))
            .join(Submission, Submission.id == DeclaredPhoto.patrol_id)
            .outerjoin(PhotoSender, sent)
            .where(DeclaredPhoto.patrol_id == patrol_id)
            .order_by(DeclaredPhoto.sha256)
        )
    )


def awaited_files(session: Session, patrol_id: uuid.UUID) -> list[str]:
    """Names of the files that a form from Collect speaks of and that have not arrived."""
    return list(
        session.scalars(
            select(CollectFile.name)
            .where(CollectFile.patrol_id == patrol_id, CollectFile.sha256.is_(None))
            .order_by(CollectFile.name)
        )
    )


def visited_segments(session: Session, patrol_id: uuid.UUID, on: date) -> list[Row]:
    """code, covered_m and share of each segment that a patrol walked along."""
    share = func.multirange_size(SegmentVisit.covered) / cast(RiverSegment.stations, Float)
    return list(
        session.execute(
            select(RiverSegment.code, (share * RiverSegment.length_m).label("covered_m"), share.label("share"))
            .join(SegmentVisit, SegmentVisit.segment_id == RiverSegment.id)
            .where(SegmentVisit.patrol_id == patrol_id, SegmentVisit.patrolled_on == on)
            .order_by(share.desc(), RiverSegment.code)
        )
    )


def visited_plots(session: Session, patrol_id: uuid.UUID, on: date) -> list[Row]:
    """code and share of each plot that came within sight of a patrol."""
    share = func.multirange_size(PlotVisit.covered) / cast(ForestPlot.cells, Float)
    return list(
        session.execute(
            select(ForestPlot.code, share.label("share"))
            .join(PlotVisit, PlotVisit.plot_id == ForestPlot.id)
            .where(PlotVisit.patrol_id == patrol_id, PlotVisit.patrolled_on == on)
            .order_by(share.desc(), ForestPlot.code)
        )
    )
