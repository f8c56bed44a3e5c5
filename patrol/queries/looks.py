"""Who looked at a patrol's track, by itself or among others."""

import uuid

from sqlalchemy import ColumnElement, Row, and_, literal, or_, select, union_all
from sqlalchemy.orm import Session

from patrol.models import Officer, Patrol, Submission, TrackLook, TrackView

MOST = 1000


def walked(session: Session, patrol_id: uuid.UUID, seen: ColumnElement[bool]) -> Row | None:
    """id, patrolled_on, division_code, officer_id, username, name, post and effective of a patrol that may be seen."""
    same = and_(Patrol.id == Submission.id, Patrol.patrolled_on == Submission.patrolled_on)
    return session.execute(
        select(Patrol.id, Patrol.patrolled_on, Patrol.division_code, Patrol.officer_id, Patrol.effective)
        .add_columns(Officer.username, Officer.name, Officer.post)
        .join(Submission, same)
        .join(Officer, Officer.id == Patrol.officer_id)
        .where(Submission.id == patrol_id, seen)
    ).one_or_none()


def at(session: Session, patrol: Row) -> list[Row]:
    """at, way, name and post (none: the command line) of looks at a patrol, or at a map, list or file that held it."""
    alone = select(TrackView.at, literal("item").label("way"), TrackView.officer_id)
    alone = alone.where(TrackView.patrol_id == patrol.id)
    among = select(TrackLook.hour.label("at"), TrackLook.way, TrackLook.officer_id).where(
        TrackLook.first_on <= patrol.patrolled_on,
        TrackLook.last_on >= patrol.patrolled_on,
        literal(patrol.division_code).startswith(TrackLook.prefix),
        TrackLook.officer_id.is_distinct_from(patrol.officer_id),
        *(_allows(name, value) for name, value in _answers(patrol).items()),
    )
    looks = union_all(alone, among).subquery()
    found = select(looks.c.at, looks.c.way, Officer.name, Officer.post)
    found = found.outerjoin(Officer, Officer.id == looks.c.officer_id)
    return list(session.execute(found.order_by(looks.c.at.desc(), looks.c.way, Officer.name).limit(MOST)))


def _answers(patrol: Row) -> dict[str, str]:
    return {
        "username": patrol.username,
        "officer": patrol.name,
        "patrol": str(patrol.id),
        "post": patrol.post,
        "effective": str(patrol.effective).lower(),
    }


def _allows(name: str, value: str) -> ColumnElement[bool]:
    asked = TrackLook.question[name].astext
    return or_(asked.is_(None), asked == value)
