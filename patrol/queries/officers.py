"""Questions about officers as those who keep them ask: lists, what each answers for, tokens, the audit log."""

from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, scope, visible
from patrol.models import Assignment, AuditEntry, Division, ForestPlot, Officer, RiverSegment, Token
from patrol.queries.slices import by_sound

Actor = aliased(Officer)
LAST_SEEN = (
    select(func.max(func.coalesce(Token.last_used_at, Token.created_at)))
    .where(Token.officer_id == Officer.id)
    .correlate(Officer)
    .scalar_subquery()
)
SORTS = {
    "username": Officer.username,
    "name": by_sound(Officer.name),
    "post": Officer.post,
    "division_name": by_sound(Division.name),
    "active": Officer.active,
    "last_seen_at": LAST_SEEN,
}


def listed(viewer: Viewer, asked: dict[str, Any]) -> Select:
    """username, name, post, division, division_name, phone, office_title, office_phone, active, segments, plots,
    last_seen_at. `asked`: division, post, active, text."""
    of = Assignment.officer_id == Officer.id
    held = (
        select(func.count(column.distinct())).where(of, Assignment.valid_to.is_(None)).correlate(Officer)
        for column in (Assignment.segment_id, Assignment.plot_id)
    )
    segments, plots = (each.scalar_subquery() for each in held)
    found = select(
        Officer.id,
        Officer.username,
        Officer.name,
        Officer.post,
        Officer.division_code.label("division"),
        Division.name.label("division_name"),
        Officer.phone,
        Officer.office_title,
        Officer.office_phone,
        Officer.active,
        Officer.password_hash.is_not(None).label("has_password"),
        segments.label("segments"),
        plots.label("plots"),
        LAST_SEEN.label("last_seen_at"),
    ).outerjoin(Division, Division.code == Officer.division_code)
    found = scope(found, Officer, viewer, asked.get("division"))
    if asked.get("post"):
        found = found.where(Officer.post == asked["post"])
    if asked.get("active") is not None:
        found = found.where(Officer.active == asked["active"])
    if asked.get("text"):
        wanted = asked["text"]
        found = found.where(or_(Officer.name.contains(wanted, autoescape=True), _starts(Officer.username, wanted)))
    return found


def _starts(column, text: str):
    return func.lower(column).startswith(text.lower(), autoescape=True)


def held(session: Session, viewer: Viewer, username: str) -> Officer | None:
    """An officer in the viewer's scope, held until the transaction ends."""
    named = func.lower(Officer.username) == username.lower()
    return session.scalar(select(Officer).where(named, visible(viewer, Officer)).with_for_update())


def tokens(session: Session, officer_id: int, now) -> list[Row]:
    """id, device, created_at, last_used_at and expires_at of living tokens, the newest first."""
    columns = (Token.id, Token.device, Token.created_at, Token.last_used_at, Token.expires_at)
    living = (Token.officer_id == officer_id, Token.revoked_at.is_(None), Token.expires_at > now)
    return list(session.execute(select(*columns).where(*living).order_by(Token.id.desc()).limit(100)))


def assignments(session: Session, officer_id: int) -> list[Row]:
    """id, kind, code, name, post, valid_from and valid_to of what an officer answers or answered for."""
    return list(
        session.execute(
            select(
                Assignment.id,
                func.coalesce(RiverSegment.code, ForestPlot.code).label("code"),
                func.coalesce(RiverSegment.name, ForestPlot.name).label("name"),
                Assignment.segment_id.is_not(None).label("of_river"),
                Assignment.post,
                Assignment.valid_from,
                Assignment.valid_to,
            )
            .outerjoin(RiverSegment, RiverSegment.id == Assignment.segment_id)
            .outerjoin(ForestPlot, ForestPlot.id == Assignment.plot_id)
            .where(Assignment.officer_id == officer_id)
            .order_by(Assignment.valid_to.desc().nulls_first(), "code")
            .limit(5000)
        )
    )


def audit(session: Session, viewer: Viewer, asked: dict[str, Any]) -> list[Row]:
    """The newest acts first: id, at, action, actor, actor_name, officer, officer_name, division, detail."""
    found = (
        select(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.action,
            Actor.username.label("actor"),
            Actor.name.label("actor_name"),
            Officer.username.label("officer"),
            Officer.name.label("officer_name"),
            AuditEntry.division_code.label("division"),
            AuditEntry.detail,
        )
        .join(Officer, Officer.id == AuditEntry.officer_id)
        .outerjoin(Actor, Actor.id == AuditEntry.actor_id)
        .order_by(AuditEntry.id.desc())
        .limit(asked["limit"])
    )
    if asked.get("officer"):
        found = found.where(func.lower(Officer.username) == asked["officer"].lower())
    if asked.get("after") is not None:
        found = found.where(AuditEntry.id < asked["after"])
    return list(session.execute(scope(found, AuditEntry, viewer)))


def unseen(session: Session, viewer: Viewer, kind: str, codes: list[str]) -> list[str]:
    """Which of these segments or plots do not exist in the viewer's scope."""
    thing = RiverSegment if kind == "segment" else ForestPlot
    seen = set(session.scalars(scope(select(thing.code).where(thing.code.in_(codes)), thing, viewer)))
    return [code for code in codes if code not in seen]
