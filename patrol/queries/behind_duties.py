"""What is behind a figure of duties: the visits and outings that it counts, and those it does not."""

from datetime import date
from uuid import UUID

from sqlalchemy import Float, Row, Select, String, and_, cast, exists, func, null, or_, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from patrol.access import own_duties, within
from patrol.models import Division, Officer, Patrol
from patrol.queries.duties import PLACE_DIGITS
from patrol.queries.duty_atoms import Asked
from patrol.queries.scoring import VISITS
from patrol.queries.slots import THINGS

Walker, Absent = aliased(Officer), aliased(Officer)


def patrols_behind(
    session: Session, by: str, key: str, asked: Asked, after: tuple[date, UUID, str] | None, limit: int
) -> list[Row]:
    """The visits (per object) and outings (per person) of a row, newest first; nothing for what may not be seen."""
    parts = [_visits(by, key, asked, kind) for kind in _kinds(by, asked)]
    if by not in ("segment", "plot"):
        parts.append(_outings(by, key, asked))
    rows = union_all(*parts).subquery()
    place = (rows.c.patrolled_on, rows.c.id, rows.c.at)
    query = select(rows).order_by(*(column.desc() for column in place)).limit(limit)
    if after:
        query = query.where(tuple_(*place) < tuple_(*after))
    return list(session.execute(query))


def is_row(session: Session, by: str, key: str, asked: Asked) -> bool:
    """Whether a table of these duties could have a row of this key: somebody, something or some place within sight."""
    if by == "officer":
        found = and_(
            Officer.username == key, within(Officer.division_code, asked.code), own_duties(asked.viewer, Officer.id)
        )
    elif by in PLACE_DIGITS:
        found = and_(Division.code == key, within(Division.code, asked.code))
    else:
        thing = THINGS[_kinds(by, asked)[0]]
        found = and_(thing.code == key, within(thing.division_code, asked.code))
    return session.scalar(select(exists().where(found)))


def _kinds(by: str, asked: Asked) -> tuple[str, ...]:
    if by in ("segment", "plot"):
        return ("river",) if by == "segment" else ("forest",)
    return tuple(asked.kinds)


def _visits(by: str, key: str, asked: Asked, kind: str) -> Select:
    visit, object_id = VISITS[kind]
    thing = THINGS[kind]
    size = thing.stations if kind == "river" else thing.cells
    share = func.multirange_size(visit.covered) / cast(func.greatest(size, 1), Float)
    if by == "officer":
        mine = or_(Walker.username == key, Absent.username == key)
        here = and_(mine, or_(within(Walker.division_code, asked.code), within(Absent.division_code, asked.code)))
    elif by in PLACE_DIGITS:
        here = and_(within(thing.division_code, key), within(thing.division_code, asked.code))
    else:
        here = and_(thing.code == key, within(thing.division_code, asked.code))
    own = or_(own_duties(asked.viewer, visit.officer_id), own_duties(asked.viewer, visit.stands_in_for))
    return (
        select(
            *_columns(Patrol.kind.label("kind")),
            Absent.username.label("on_behalf_of"),
            thing.code.label("object"),
            share.label("share"),
            visit.effective,
            visit.counted,
            visit.rule_id.label("rule"),
            thing.code.label("at"),
        )
        .join(Patrol, and_(Patrol.id == visit.patrol_id, Patrol.patrolled_on == visit.patrolled_on))
        .join(thing, thing.id == object_id)
        .join(Walker, Walker.id == visit.officer_id)
        .outerjoin(Absent, Absent.id == visit.stands_in_for)
        .where(visit.patrolled_on.between(asked.first, asked.last), here, own)
    )


def _outings(by: str, key: str, asked: Asked) -> Select:
    here = Walker.username == key if by == "officer" else within(Walker.division_code, key)
    nothing = null().cast(String)
    return (
        select(
            *_columns(Patrol.kind.label("kind")),
            nothing.label("on_behalf_of"),
            nothing.label("object"),
            null().cast(Float).label("share"),
            Patrol.effective,
            Patrol.counted,
            Patrol.rule_id.label("rule"),
            cast("", String).label("at"),
        )
        .join(Walker, Walker.id == Patrol.officer_id)
        .where(Patrol.patrolled_on.between(asked.first, asked.last), Patrol.kind.in_(asked.kinds))
        .where(here, within(Walker.division_code, asked.code), own_duties(asked.viewer, Patrol.officer_id))
    )


def _columns(kind) -> tuple:
    return (
        Patrol.id,
        Patrol.patrolled_on,
        Walker.username.label("officer"),
        Walker.name.label("officer_name"),
        kind,
        Patrol.distance_m,
        Patrol.duration_s,
    )
