"""Questions about officers as those who keep them ask: lists, their tokens, tries to sign in."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope, visible
from patrol.models import Assignment, Division, Issue, Leave, Officer, Throttle, Token
from patrol.queries.slices import by_sound
from patrol.rules.casework import OPEN_STATES
from patrol.throttle import FORGOTTEN_AFTER

LAST_SEEN = (
    select(func.max(func.coalesce(Token.last_used_at, Token.created_at)))
    .where(Token.officer_id == Officer.id)
    .correlate(Officer)
    .scalar_subquery()
)
# The key of patrol.auth's budget for a name: tries from everywhere, kept under a hash.
NAME_KEY = func.sha256(
    func.decode(b"sign-in by name\0".hex(), "hex").op("||")(func.convert_to(func.lower(Officer.username), "UTF8"))
)
TRIES = (
    select(Throttle.tries)
    .where(Throttle.key == NAME_KEY, Throttle.last_at > func.now() - FORGOTTEN_AFTER)
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


def listed(viewer: Viewer, asked: dict[str, Any], on: date) -> Select:
    """username, name, post, division, division_name, phone, office_title, office_phone, active, segments, plots,
    last_seen_at, away_until (the last day of the leave that they are on), tries (failed sign-ins of the last half
    hour). `asked`: division, post, active, failing (to sign in), text."""
    of = Assignment.officer_id == Officer.id
    held = (
        select(func.count(column.distinct())).where(of, Assignment.valid_to.is_(None)).correlate(Officer)
        for column in (Assignment.segment_id, Assignment.plot_id)
    )
    segments, plots = (each.scalar_subquery() for each in held)
    away = Leave.approved_at.is_not(None), Leave.withdrawn_at.is_(None), Leave.first_on <= on, Leave.last_on >= on
    away_until = select(func.max(Leave.last_on)).where(Leave.officer_id == Officer.id, *away).correlate(Officer)
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
        away_until.scalar_subquery().label("away_until"),
        func.coalesce(TRIES, 0).label("tries"),
    ).outerjoin(Division, Division.code == Officer.division_code)
    found = scope(found, Officer, viewer, asked.get("division"))
    if asked.get("post"):
        found = found.where(Officer.post == asked["post"])
    if asked.get("active") is not None:
        found = found.where(Officer.active == asked["active"])
    if asked.get("failing"):
        found = found.where(TRIES > 0)
    if asked.get("text"):
        wanted = asked["text"]
        found = found.where(or_(Officer.name.contains(wanted, autoescape=True), _starts(Officer.username, wanted)))
    return found


def left_with(session: Session, username: str, on: date) -> Row:
    """open_issues: those assigned to an officer; stands_in: approved leave, running or to come on a day, in which they
    are the substitute. Neither ends by itself when they leave."""
    of = select(Officer.id).where(Officer.username == username).scalar_subquery()
    issues = select(func.count()).where(Issue.assignee_id == of, Issue.state.in_(OPEN_STATES))
    counting = Leave.approved_at.is_not(None), Leave.withdrawn_at.is_(None), Leave.last_on >= on
    leave = select(func.count()).where(Leave.substitute_id == of, *counting)
    return session.execute(
        select(issues.scalar_subquery().label("open_issues"), leave.scalar_subquery().label("stands_in"))
    ).one()


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


DEVICE_SORTS = {
    "name": by_sound(Officer.name),
    "username": Officer.username,
    "post": Officer.post,
    "division_name": by_sound(Division.name),
    "device": Token.device,
    "created_at": Token.created_at,
    "last_used_at": func.coalesce(Token.last_used_at, Token.created_at),
    "expires_at": Token.expires_at,
}


def devices(viewer: Viewer, asked: dict[str, Any], now) -> Select:
    """Every device that is signed in: id, device, created_at, last_used_at, expires_at, username, name, post, division,
    division_name. `asked`: division, text."""
    found = (
        select(
            Token.id,
            Token.device,
            Token.created_at,
            Token.last_used_at,
            Token.expires_at,
            Officer.username,
            Officer.name,
            Officer.post,
            Officer.division_code.label("division"),
            Division.name.label("division_name"),
        )
        .join(Officer, Officer.id == Token.officer_id)
        .outerjoin(Division, Division.code == Officer.division_code)
        .where(Token.revoked_at.is_(None), Token.expires_at > now)
    )
    if asked.get("text"):
        wanted = asked["text"]
        said = (Officer.name, Token.device)
        named = (column.icontains(wanted, autoescape=True) for column in said)
        found = found.where(or_(*named, _starts(Officer.username, wanted)))
    return scope(found, Officer, viewer, asked.get("division"))
