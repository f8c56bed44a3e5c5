"""Questions about many patrols: who walked when, and the whole record of one."""

import uuid
from datetime import date
from typing import NamedTuple

from sqlalchemy import ARRAY, Row, Text, func, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope
from patrol.models import (
    DeclaredPhoto,
    ForestPlot,
    Observation,
    Officer,
    Patrol,
    Photo,
    PlotVisit,
    RiverSegment,
    SegmentVisit,
    Submission,
)


class Asked(NamedTuple):
    """Which patrols: local days (both included), division code, user name, and the last one already told."""

    first: date
    last: date
    division: str | None = None
    officer: str | None = None
    before: tuple[date, int] | None = None


def page(session: Session, viewer: Viewer, asked: Asked, limit: int) -> list[Row]:
    """The newest patrols first, of those that `viewer` may see; `places` are the codes walked, best covered first."""
    found = (
        select(
            Patrol.id,
            Patrol.number,
            Patrol.patrolled_on,
            Patrol.kind,
            Patrol.started_at,
            Patrol.ended_at,
            Patrol.received_at,
            Officer.username,
            Officer.name.label("officer_name"),
            Patrol.division_code.label("division"),
            Patrol.effective,
            Patrol.reasons,
            Patrol.flags,
            Patrol.review,
            Patrol.distance_m,
            Patrol.duration_s,
            _places().label("places"),
            _count(Observation).label("observations"),
            _count(DeclaredPhoto).label("photos"),
            _missing().label("missing"),
        )
        .join(Officer, Officer.id == Patrol.officer_id)
        .where(Patrol.patrolled_on.between(asked.first, asked.last))
        .order_by(Patrol.patrolled_on.desc(), Patrol.number.desc())
        .limit(limit)
    )
    if asked.officer is not None:
        found = found.where(
            Patrol.officer_id == select(Officer.id).where(Officer.username == asked.officer).scalar_subquery()
        )
    if asked.before is not None:
        # The day alone, said apart, lets whole months be passed over.
        found = found.where(
            Patrol.patrolled_on <= asked.before[0], tuple_(Patrol.patrolled_on, Patrol.number) < asked.before
        )
    return list(session.execute(scope(found, Patrol, viewer, asked.division)))


def _places():
    """Codes of the segments and plots that a patrol of the outer query covered."""
    walked = [
        select(thing.code, func.multirange_size(visit.covered).label("size"))
        .join(visit, key == thing.id)
        .where(visit.patrol_id == Patrol.id, visit.patrolled_on == Patrol.patrolled_on)
        .correlate(Patrol)
        for thing, visit, key in (
            (RiverSegment, SegmentVisit, SegmentVisit.segment_id),
            (ForestPlot, PlotVisit, PlotVisit.plot_id),
        )
    ]
    both = walked[0].union_all(walked[1]).lateral()
    codes = func.array_agg(aggregate_order_by(both.c.code, both.c.size.desc(), both.c.code), type_=ARRAY(Text))
    return select(codes).select_from(both).scalar_subquery()


def _count(thing):
    return select(func.count()).where(thing.patrol_id == Patrol.id).correlate(Patrol).scalar_subquery()


def _missing():
    """How many declared photos have not arrived."""
    return (
        select(func.count())
        .select_from(DeclaredPhoto)
        .outerjoin(Photo, Photo.sha256 == DeclaredPhoto.sha256)
        .where(DeclaredPhoto.patrol_id == Patrol.id, Photo.sha256.is_(None))
        .correlate(Patrol)
        .scalar_subquery()
    )


def own_record(session: Session, patrol_id: uuid.UUID, officer_id: int) -> Row | None:
    """What the officer sent: kind, started_at, ended_at, device, accuracy_m, and the raw track as text, M its times."""
    ledger = select(Submission.patrolled_on).where(Submission.id == patrol_id).scalar_subquery()
    columns = (Patrol.kind, Patrol.started_at, Patrol.ended_at, Patrol.device, Patrol.accuracy_m)
    return session.execute(
        select(*columns, func.ST_AsText(Patrol.track).label("track")).where(
            Patrol.id == patrol_id, Patrol.patrolled_on == ledger, Patrol.officer_id == officer_id
        )
    ).one_or_none()


def observations(session: Session, patrol_id: uuid.UUID) -> list[Row]:
    """What was seen on a patrol, by time: id, category, text, at, lon, lat, accuracy_m."""
    lon, lat = func.ST_X(Observation.geom).label("lon"), func.ST_Y(Observation.geom).label("lat")
    seen = (Observation.id, Observation.category, Observation.text, Observation.observed_at.label("at"))
    found = select(*seen, lon, lat, Observation.accuracy_m).where(Observation.patrol_id == patrol_id)
    return list(session.execute(found.order_by(Observation.observed_at, Observation.id)))


def declared_photos(session: Session, patrol_id: uuid.UUID) -> list[Row]:
    """The photos of a patrol by time: sha256, bytes, taken_at, observation_id, lon, lat."""
    lon, lat = func.ST_X(DeclaredPhoto.geom).label("lon"), func.ST_Y(DeclaredPhoto.geom).label("lat")
    taken = (DeclaredPhoto.sha256, DeclaredPhoto.bytes, DeclaredPhoto.taken_at, DeclaredPhoto.observation_id)
    found = select(*taken, lon, lat).where(DeclaredPhoto.patrol_id == patrol_id)
    return list(session.execute(found.order_by(DeclaredPhoto.taken_at, DeclaredPhoto.sha256)))
