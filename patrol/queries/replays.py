"""The cleaned paths of a period's patrols, for playing them back."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Row, func, select, tuple_
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope
from patrol.models import Officer, Patrol
from patrol.queries.walked import ALL, Walked


class Asked(NamedTuple):
    """Local days (both included), kind, division code, whose walks, and the last one already told."""

    first: date
    last: date
    kind: str | None = None
    division: str | None = None
    walked: Walked = ALL
    after: tuple[date, int] | None = None


def page(session: Session, viewer: Viewer, asked: Asked, limit: int) -> list[Row]:
    """By day and order of arrival: id, number, officer_id, username, officer_name, post, kind, …, path (EWKB, M)."""
    found = (
        select(
            Patrol.id,
            Patrol.number,
            Patrol.officer_id,
            Officer.username,
            Officer.name.label("officer_name"),
            Officer.post,
            Patrol.kind,
            Patrol.patrolled_on,
            Patrol.effective,
            Patrol.distance_m,
            func.ST_AsBinary(Patrol.path, "NDR").label("path"),
        )
        .join(Officer, Officer.id == Patrol.officer_id)
        .where(Patrol.patrolled_on.between(asked.first, asked.last), Patrol.path.is_not(None), Patrol.counts)
        .where(asked.walked.by(viewer, Patrol))
        .order_by(Patrol.patrolled_on, Patrol.number)
        .limit(limit)
    )
    if asked.kind is not None:
        found = found.where(Patrol.kind == asked.kind)
    if asked.after is not None:
        found = found.where(tuple_(Patrol.patrolled_on, Patrol.number) > asked.after)
    return list(session.execute(scope(found, Patrol, viewer, asked.division)))
