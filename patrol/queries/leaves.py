"""Questions about leave."""

from datetime import date

from sqlalchemy import Row, Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from patrol.access import COUNTY_DIGITS, Viewer, prefix_of, within
from patrol.models import Division, Leave, Officer
from patrol.queries.answering import MOST_ANSWERING
from patrol.rules.posts import SUBSTITUTES

Substitute, Approver, Withdrawer = aliased(Officer), aliased(Officer), aliased(Officer)

VILLAGE_DIGITS, TOWN_DIGITS = 12, 9


def _columns(viewer: Viewer) -> Select:
    """Every leave that a viewer may see: their own, those they stand in for, and unless they are field staff those of
    their division."""
    mine = or_(Leave.officer_id == viewer.officer_id, Leave.substitute_id == viewer.officer_id)
    seen = mine if viewer.sees_only_own_patrols else or_(mine, within(Officer.division_code, viewer.division_code))
    return (
        select(
            Leave.id,
            Officer.username.label("officer"),
            Officer.name.label("officer_name"),
            Officer.division_code.label("division"),
            Leave.first_on,
            Leave.last_on,
            Leave.reason,
            Substitute.username.label("substitute"),
            Substitute.name.label("substitute_name"),
            Approver.username.label("approved_by"),
            Leave.approved_at,
            Withdrawer.username.label("withdrawn_by"),
            Leave.withdrawn_at,
        )
        .join(Officer, Officer.id == Leave.officer_id)
        .outerjoin(Substitute, Substitute.id == Leave.substitute_id)
        .outerjoin(Approver, Approver.id == Leave.approved_by)
        .outerjoin(Withdrawer, Withdrawer.id == Leave.withdrawn_by)
        .where(seen)
    )


def page(session: Session, viewer: Viewer, asked: dict) -> list[Row]:
    """The newest first. `asked`: officer, first, last, after, limit."""
    query = _columns(viewer).order_by(Leave.id.desc()).limit(asked["limit"])
    if asked["officer"]:
        query = query.where(Officer.username == asked["officer"])
    if asked.get("first"):
        query = query.where(Leave.last_on >= asked["first"])
    if asked.get("last"):
        query = query.where(Leave.first_on <= asked["last"])
    if asked["after"] is not None:
        query = query.where(Leave.id < asked["after"])
    return list(session.execute(query))


def visible_leave(session: Session, viewer: Viewer, leave_id: int) -> Row | None:
    """One leave, if the viewer may see it."""
    return session.execute(_columns(viewer).where(Leave.id == leave_id)).one_or_none()


def overlapping(session: Session, officer_id: int, first: date, last: date) -> Row | None:
    """first_on and last_on of leave of an officer, not withdrawn, that shares a day with these."""
    return session.execute(
        select(Leave.first_on, Leave.last_on)
        .where(Leave.officer_id == officer_id, Leave.withdrawn_at.is_(None))
        .where(Leave.first_on <= last, Leave.last_on >= first)
        .limit(1)
    ).one_or_none()


def may_stand_in(session: Session, officer: Row, asked: dict) -> list[Row]:
    """username, name, post, division, division_name of those in the county who may stand in for an officer (id, post,
    division_code) and have no leave in these days: the nearest first. `asked`: first, last, text (found in names)."""
    home = officer.division_code
    found = (
        select(Officer.username, Officer.name, Officer.post, Officer.division_code.label("division"))
        .add_columns(Division.name.label("division_name"))
        .outerjoin(Division, Division.code == Officer.division_code)
        .where(Officer.active, Officer.id != officer.id, Officer.post.in_(SUBSTITUTES.get(officer.post, ())))
        .where(Officer.division_code.startswith(prefix_of(home)[:COUNTY_DIGITS]))
    )
    if asked.get("first") and asked.get("last"):
        own = Leave.officer_id == Officer.id, Leave.withdrawn_at.is_(None)
        found = found.where(~exists().where(*own, Leave.first_on <= asked["last"], Leave.last_on >= asked["first"]))
    if asked["text"]:
        named = (each.icontains(asked["text"], autoescape=True) for each in (Officer.name, Officer.username))
        found = found.where(or_(*named))
    near = (Officer.division_code.startswith(home[:digits]).desc() for digits in (VILLAGE_DIGITS, TOWN_DIGITS))
    return list(session.execute(found.order_by(*near, Officer.name, Officer.id).limit(MOST_ANSWERING)))
