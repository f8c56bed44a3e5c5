"""Patrols as a list: whose, when, where, how good, and what they lack."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope
from patrol.models import DeclaredPhoto, Division, Officer, Patrol, PhotoSender
from patrol.queries.slices import by_sound

POOR_ACCURACY_M = 30
"""A track whose fixes are worse than this on average says little about where somebody walked."""

photos_declared = select(func.count()).where(DeclaredPhoto.patrol_id == Patrol.id).correlate(Patrol).scalar_subquery()
photos_missing = (
    select(func.count())
    .select_from(DeclaredPhoto)
    .outerjoin(
        PhotoSender,
        and_(PhotoSender.sha256 == DeclaredPhoto.sha256, PhotoSender.officer_id == Patrol.officer_id),
    )
    .where(DeclaredPhoto.patrol_id == Patrol.id, PhotoSender.sha256.is_(None))
    .correlate(Patrol)
    .scalar_subquery()
)

SORTS: dict[str, Any] = {
    "officer.name": by_sound(Officer.name),
    "patrolled_on": Patrol.patrolled_on,
    "started_at": Patrol.started_at,
    "received_at": Patrol.received_at,
    "division_name": Patrol.division_code,
    "kind": Patrol.kind,
    "distance_m": Patrol.distance_m,
    "duration_s": Patrol.duration_s,
    "effective": Patrol.effective,
    "severity": Patrol.severity,
    "review": Patrol.review,
}


def listed(viewer: Viewer, asked: dict[str, Any], zone: ZoneInfo) -> Select:
    """Patrols that `viewer` may see. `asked`: first, last (walked on), received_on, division, kind, officer, post,
    counts (not rejected), effective, flagged, review, lacks (photos, accuracy), text (in names)."""
    found = (
        select(
            Patrol.id,
            Patrol.patrolled_on,
            Patrol.started_at,
            Patrol.ended_at,
            Patrol.received_at,
            Patrol.kind,
            Officer.username,
            Officer.name,
            Officer.post,
            Patrol.division_code.label("division"),
            Division.name.label("division_name"),
            Patrol.effective,
            Patrol.distance_m,
            Patrol.duration_s,
            Patrol.severity,
            Patrol.review,
            photos_declared.label("photos"),
            photos_missing.label("photos_missing"),
            Patrol.mean_accuracy_m.label("accuracy_m"),
        )
        .join(Officer, Officer.id == Patrol.officer_id)
        .outerjoin(Division, Division.code == Patrol.division_code)
    )
    return scope(found, Patrol, viewer, asked.get("division")).where(*conditions(asked, zone))


def conditions(asked: dict[str, Any], zone: ZoneInfo) -> list[ColumnElement[bool]]:
    """What a list of patrols is narrowed to, on `Patrol` and `Officer`."""
    wanted = {
        "first": lambda first: Patrol.patrolled_on >= first,
        "last": lambda last: Patrol.patrolled_on <= last,
        "received_on": lambda day: came_in_on(day, zone),
        "kind": lambda kind: Patrol.kind == kind,
        "officer": lambda username: Officer.username == username,
        "post": lambda post: Officer.post == post,
        "counts": lambda counts: Patrol.counts == counts,
        "effective": lambda effective: Patrol.effective == effective,
        "flagged": lambda flagged: (Patrol.severity > 0) == flagged,
        "review": lambda review: Patrol.review == review,
        "lacks": lambda what: photos_missing > 0 if what == "photos" else Patrol.mean_accuracy_m > POOR_ACCURACY_M,
        "text": lambda text: or_(*(each.icontains(text, autoescape=True) for each in (Officer.name, Officer.username))),
    }
    return [condition(asked[name]) for name, condition in wanted.items() if asked.get(name) is not None]


def received(session: Session, viewer: Viewer, day: date, division: str | None, zone: ZoneInfo) -> dict[str, int]:
    """patrols, effective_patrols, flagged_patrols and photos of the patrols that came in on a local day."""
    found = select(
        func.count().label("patrols"),
        func.count().filter(Patrol.effective).label("effective_patrols"),
        func.count().filter(Patrol.severity > 0).label("flagged_patrols"),
        func.coalesce(func.sum(photos_declared), 0).label("photos"),
    ).where(*conditions({"received_on": day}, zone))
    return dict(session.execute(scope(found, Patrol, viewer, division)).one()._mapping)


def came_in_on(day: date, zone: ZoneInfo) -> ColumnElement[bool]:
    """The condition that a patrol came in on a local day, as an index can answer it."""
    first = datetime.combine(day, time(), zone)
    return and_(
        Patrol.received_at >= first, Patrol.received_at < datetime.combine(day + timedelta(days=1), time(), zone)
    )
