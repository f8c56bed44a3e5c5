"""A report from the public becomes an issue: reported, source public, followed by a number of its own."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.orm import Session

from patrol.casework.deadlines import set_deadline
from patrol.casework.opening import next_number
from patrol.casework.record import append_event
from patrol.config import Settings
from patrol.errors import Invalid
from patrol.intake import point_ewkt
from patrol.models import Issue, PublicReport, PublicReporter
from patrol.queries import categories, public_reports, signboards, zoning
from patrol.rules.catalogue import Category, severity_of
from patrol.rules.encoding import check_position

# No letter or digit that can be taken for another.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TOKEN_LENGTH = 10
FARTHEST_M = 5_000.0


@dataclass(frozen=True)
class Reported:
    """What somebody said at a signboard; `photos` are stored already, `client_id` names this very report."""

    client_id: UUID
    category: str
    text: str
    place: str
    phone: str
    position: dict[str, float] | None
    photos: list[str]


def take_report(session: Session, kind: str, thing: Row, said: Reported, *, now: datetime, settings: Settings) -> str:
    """Open an issue on a segment or plot (a row of `queries.signboards`); returns the number to follow it by.

    The same report again gives the same number. Invalid by field: an unknown category, a place far off.
    """
    known = public_reports.token_of(session, said.client_id)
    if known is not None:
        return known
    on = now.astimezone(settings.timezone).date()
    category = categories.one_in_force(session, thing.division_code, kind, said.category, on)
    if category is None or not category.problem:
        raise Invalid({"category": "public_category"})
    point = _point(session, kind, thing, said)
    row = _row(session, kind, thing, said, category, point, now, settings)
    issue_id = session.scalar(insert_or_not(Issue).values(row).on_conflict_do_nothing().returning(Issue.id))
    if issue_id is None:
        return public_reports.token_of(session, said.client_id) or ""
    issue = session.get_one(Issue, issue_id)
    set_deadline(session, issue, now, settings)
    zoning.stamp_issues(session, [issue_id], now)
    append_event(session, issue, "report", None, now, (said.photos, "before"), geom=issue.geom)
    return _keep(session, issue_id, said, now)


def _point(session: Session, kind: str, thing: Row, said: Reported) -> str:
    """Where it is: the position that came along, or the middle of the segment or plot."""
    if said.position is None:
        return thing.middle
    check_position(said.position["lon"], said.position["lat"], "position")
    point = point_ewkt(said.position)
    if signboards.metres_off(session, kind, thing.id, point) > FARTHEST_M:
        raise Invalid({"position": ("public_far", {"km": round(FARTHEST_M / 1000)})})
    return point


def _row(
    session: Session,
    kind: str,
    thing: Row,
    said: Reported,
    category: Category,
    point: str,
    now: datetime,
    settings: Settings,
) -> dict[str, Any]:
    words = said.text if not said.place else f"{said.text}\n{said.place}"
    return {
        "number": next_number(session, now.astimezone(settings.timezone).year),
        "client_id": said.client_id,
        "kind": kind,
        "category": said.category,
        "severity": severity_of(category),
        "source": "public",
        "title": said.text.splitlines()[0][:60],
        "text": words,
        "state": "reported",
        "division_code": thing.division_code,
        "segment_id": thing.id if kind == "river" else None,
        "plot_id": thing.id if kind == "forest" else None,
        "reported_at": now,
        "geom": point,
    }


def _keep(session: Session, issue_id: int, said: Reported, now: datetime) -> str:
    token = "".join(secrets.choice(LETTERS) for _ in range(TOKEN_LENGTH))
    report = {"token": token, "place": said.place, "positioned": said.position is not None, "received_at": now}
    session.execute(insert(PublicReport).values(issue_id=issue_id, **report))
    if said.phone:
        session.execute(insert(PublicReporter).values(issue_id=issue_id, phone=said.phone))
    return token
