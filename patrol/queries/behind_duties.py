"""What is behind a figure of duties: the visits and outings that it counts, and those it does not.

A row `counts` when the figure that it stands behind holds it: the rows that count are as many as were done. So whether
one does is asked of what is owed, as in the tables (`queries.duty_atoms`): a visit of something that an officer owes
nothing in that term, or that somebody else bears, is told and does not count for them. Terms reach beyond the days by
the days of a week at most: of these only what counts is told.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Float,
    Row,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from patrol.access import own_duties, within
from patrol.models import Assignment, Division, Officer, Patrol, PatrolRule
from patrol.queries import demands
from patrol.queries.duties import PLACE_DIGITS
from patrol.queries.duty_atoms import Asked, by_officers, informed, owed_by_persons, rules_of, to_objects
from patrol.queries.scoring import VISITS
from patrol.queries.slots import THINGS

Walker, Absent = aliased(Officer), aliased(Officer)


def patrols_behind(
    session: Session,
    by: str,
    key: str,
    of: tuple[str | None, str | None],
    asked: Asked,
    after: tuple[date, UUID, str] | None,
    limit: int,
) -> list[Row]:
    """The visits (per object) and outings (per person) of a row, newest first; nothing for what may not be seen.

    `of` narrows them to one of both (object, person), and to visits of an object by its code.
    """
    per, thing = of
    asked = informed(session, asked)
    parts = [_visits(by, key, asked, kind) for kind in _kinds(by, asked) if per in (None, "object")]
    if by not in ("segment", "plot") and per in (None, "person"):
        asking = [kind for kind in asked.kinds if (kind, "person") not in asked.known.idle]
        parts += [_outings(by, key, asked, kind) for kind in asking]
    if not parts:
        return []
    rows = union_all(*parts).subquery()
    place = (rows.c.patrolled_on, rows.c.id, rows.c.at)
    query = select(rows).order_by(*(column.desc() for column in place)).limit(limit)
    if thing:
        query = query.where(rows.c.object == thing)
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
        here, owed, theirs = _of_officer(key, asked, kind, visit)
    else:
        here, owed, theirs = _of_place(by, key, asked, kind)
    whose = func.coalesce(visit.stands_in_for, visit.officer_id)
    term = and_(owed.c.officer_id == whose, owed.c.object_id == object_id, *_in_term(asked, owed, visit))
    own = or_(own_duties(asked.viewer, visit.officer_id), own_duties(asked.viewer, visit.stands_in_for))
    return (
        select(
            *_columns(Patrol.kind.label("kind")),
            Absent.username.label("on_behalf_of"),
            thing.code.label("object"),
            share.label("share"),
            visit.effective,
            and_(visit.effective, visit.counted, owed.c.object_id.is_not(None), theirs).label("counted"),
            visit.rule_id.label("rule"),
            thing.code.label("at"),
        )
        .join(Patrol, and_(Patrol.id == visit.patrol_id, Patrol.patrolled_on == visit.patrolled_on))
        .join(thing, thing.id == object_id)
        .join(Walker, Walker.id == visit.officer_id)
        .outerjoin(Absent, Absent.id == visit.stands_in_for)
        .outerjoin(PatrolRule, and_(PatrolRule.id == visit.rule_id, PatrolRule.per == "object"))
        .outerjoin(owed, term)
        .where(_told(asked, visit, owed.c.officer_id.is_not(None)), here, own)
    )


def _in_term(asked: Asked, owed, walk) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a visit or patrol lies in a term in which something is owed."""
    begins = asked.told.begins(PatrolRule.period, walk.patrolled_on)
    return owed.c.period == PatrolRule.period, owed.c.begins == begins


def _told(asked: Asked, walk, counts: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that a visit or patrol is of the days asked about, or counts in a week that is told with them."""
    here = walk.patrolled_on.between(asked.first, asked.last)
    return and_(walk.patrolled_on.between(*asked.told.reach), or_(here, counts))


def _of_officer(key: str, asked: Asked, kind: str, visit) -> tuple:
    """Which visits are listed, what the officer owes, and which visits are of that, by them or for them."""
    owed = demands.owed(by_officers(asked, rules_of(asked), kind, _held_by(key))).subquery()
    mine = or_(Walker.username == key, Absent.username == key)
    here = and_(mine, or_(within(Walker.division_code, asked.code), within(Absent.division_code, asked.code)))
    theirs = func.coalesce(Absent.username, Walker.username) == key
    return here, owed, and_(visit.bearer_id.is_not(None), theirs)


def _of_place(by: str, key: str, asked: Asked, kind: str) -> tuple:
    """The same of an object or a place: whoever walked in whose stead."""
    thing = THINGS[kind]
    at = within(thing.division_code, key) if by in PLACE_DIGITS else thing.code == key
    owed = demands.owed(to_objects(asked, rules_of(asked), kind, at)).subquery()
    return and_(at, within(thing.division_code, asked.code)), owed, true()


def _outings(by: str, key: str, asked: Asked, kind: str) -> Select:
    """Outings of those who owe them in person: nobody else's are behind a figure."""
    owed = owed_by_persons(asked, rules_of(asked), kind, *((_held_by(key),) if by == "officer" else ()))
    # Read twice: who owes anything at all, and in which term.
    term = owed.cte(f"owed_in_person_{kind}")
    who = select(term.c.officer_id, func.min(term.c.division_code).label("division_code"))
    who = who.group_by(term.c.officer_id).subquery()
    nothing = null().cast(String)
    found = (
        select(
            *_columns(Patrol.kind.label("kind")),
            nothing.label("on_behalf_of"),
            nothing.label("object"),
            null().cast(Float).label("share"),
            Patrol.effective,
            and_(Patrol.counts, Patrol.effective, Patrol.counted, term.c.begins.is_not(None)).label("counted"),
            Patrol.rule_id.label("rule"),
            cast("", String).label("at"),
        )
        .join(who, who.c.officer_id == Patrol.officer_id)
        .join(Walker, Walker.id == Patrol.officer_id)
        .outerjoin(PatrolRule, and_(PatrolRule.id == Patrol.rule_id, PatrolRule.per == "person"))
        .outerjoin(term, and_(term.c.officer_id == Patrol.officer_id, *_in_term(asked, term, Patrol)))
        .where(_told(asked, Patrol, term.c.officer_id.is_not(None)), Patrol.kind == kind)
        .where(own_duties(asked.viewer, Patrol.officer_id))
    )
    return found if by == "officer" else found.where(within(who.c.division_code, key))


def _held_by(username: str) -> ColumnElement[bool]:
    """The condition on assignments that they are an officer's."""
    return Assignment.officer_id.in_(select(Officer.id).where(Officer.username == username))


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
