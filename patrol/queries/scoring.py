"""What patrols and their visits are judged by: the walk, whose duty it was, and the rules of that day."""

from collections.abc import Collection
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Float,
    Integer,
    Row,
    Select,
    Subquery,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from patrol.models import Assignment, Leave, Officer, Patrol, PlotVisit, SegmentVisit
from patrol.queries.demands import taken
from patrol.queries.rules import held, one_day
from patrol.queries.slots import NO_CLASS, THINGS, object_key, on_day

VISITS = {"river": (SegmentVisit, SegmentVisit.segment_id), "forest": (PlotVisit, PlotVisit.plot_id)}
RULE_NAMES = (
    "rule_id",
    "per",
    "min_duration_s",
    "min_distance_m",
    "min_own_share",
    "inside_own",
    "distinct_days",
    "cool_down_s",
    "deputies_allowed",
    "drones_allowed",
)
WALKED = (
    "id",
    "patrolled_on",
    "officer_id",
    "kind",
    "started_at",
    "means",
    "counts",
    "distance_m",
    "duration_s",
    "own_distance_m",
    "own_duration_s",
    "effective",
    "counted",
    "reasons",
    "rule_id",
)
FIRST, LAST = bindparam("first", type_=Date), bindparam("last", type_=Date)
# Questions by ids come with every submission: they are built once, as that takes longer than answering them.
BY_ID = Patrol.id == func.any(bindparam("patrols", type_=ARRAY(Uuid)))
Which = ColumnElement[bool] | Collection[UUID]


def walked(session: Session, which: Which, first: date, last: date) -> list[Row]:
    """Patrols with their figures and stored scores, and the columns of the rule for their officer under `own_…`.

    That is the rule for persons; where there is none, the one for objects that holds in the officer's own division.
    """
    by_id = not isinstance(which, ColumnElement)
    statement = _walks_by_id() if by_id else _walks(which)
    return list(
        session.execute(statement, {"first": first, "last": last} | ({"patrols": list(which)} if by_id else {}))
    )


@cache
def _walks_by_id() -> Select:
    return _walks(BY_ID)


def _walks(which: ColumnElement[bool]) -> Select:
    chosen = (which, Patrol.patrolled_on.between(FIRST, LAST))
    was, then = on_day("officer", Patrol.officer_id, Patrol.patrolled_on)
    post = func.coalesce(was.post, Officer.post)
    place = func.coalesce(was.place_code, Officer.division_code)
    people = select(post.label("post"), place.label("division_code"), NO_CLASS)
    people = people.select_from(Patrol).join(Officer, Officer.id == Patrol.officer_id).outerjoin(was, then)
    slots = people.where(*chosen).distinct().subquery()
    rules = [held(slots, None, per, FIRST, LAST).subquery() for per in ("person", "object")]
    person, either = rules
    own = [
        case((person.c.rule_id.is_not(None), person.c[name]), else_=either.c[name]).label(f"own_{name}")
        for name in RULE_NAMES
    ]
    query = select(*(getattr(Patrol, name) for name in WALKED), *own).select_from(Patrol)
    query = query.join(Officer, Officer.id == Patrol.officer_id).outerjoin(was, then).where(*chosen)
    for rule in rules:
        same = and_(rule.c.post == post, rule.c.division_code == place)
        holds = and_(rule.c.kind == Patrol.kind, rule.c.days.contains(one_day(Patrol.patrolled_on)))
        query = query.outerjoin(rule, and_(same, holds))
    return query


def visited(
    session: Session, kind: str, which: Which, first: date, last: date, objects: Collection[int] | None
) -> list[Row]:
    """Visits of patrols to segments (river) or plots (forest), with stored scores and the rule of the object.

    `answerable_id` is the officer whose duty it was: who walked, or somebody on leave whom they stood in for; nobody's
    visits have none. The rule's columns are NULL where no rule holds.
    """
    asked = {"first": first, "last": last} | ({} if objects is None else {"objects": list(objects)})
    if isinstance(which, ColumnElement):
        statement = _visits(kind, which, objects is not None)
    else:
        statement, asked["patrols"] = _visits_by_id(kind, objects is not None), list(which)
    return list(session.execute(statement, asked))


@cache
def _visits_by_id(kind: str, narrowed: bool) -> Select:
    return _visits(kind, BY_ID, narrowed)


def _visits(kind: str, which: ColumnElement[bool], narrowed: bool) -> Select:
    visit, key = VISITS[kind]
    thing = THINGS[kind]
    size = thing.stations if kind == "river" else thing.cells
    chosen = [which, Patrol.patrolled_on.between(FIRST, LAST), visit.patrolled_on.between(FIRST, LAST)]
    if narrowed:
        chosen.append(key == func.any(bindparam("objects", type_=ARRAY(Integer))))
    duty = _duties_walked(kind, chosen)
    slots = select(duty.c.post, duty.c.place_code.label("division_code"), duty.c.object_class).distinct().subquery()
    rules = held(slots, kind, "object", FIRST, LAST).subquery()
    return (
        select(
            visit.patrol_id,
            visit.patrolled_on,
            key.label("object_id"),
            visit.officer_id,
            Patrol.started_at,
            (func.multirange_size(visit.covered) / cast(func.greatest(size, 1), Float)).label("share"),
            visit.effective,
            visit.counted,
            visit.bearer_id,
            visit.stands_in_for,
            visit.rule_id.label("stored_rule_id"),
            duty.c.answerable_id,
            *(rules.c[name] for name in RULE_NAMES),
        )
        .join(Patrol, and_(Patrol.id == visit.patrol_id, Patrol.patrolled_on == visit.patrolled_on))
        .join(thing, thing.id == key)
        .outerjoin(duty, and_(duty.c.patrol_id == visit.patrol_id, duty.c.object_id == key))
        .outerjoin(rules, _of_slot(rules, duty, visit))
        .where(*chosen)
    )


def _duties_walked(kind: str, chosen: list) -> Subquery:
    """patrol_id, object_id, answerable_id, post, and what the object was that day (place_code, object_class): one's own
    duty before that of somebody on leave."""
    visit, key = VISITS[kind]
    thing, day = THINGS[kind], visit.patrolled_on
    was, then = on_day(kind, key, day)
    valid = and_(Assignment.valid_from <= day, or_(Assignment.valid_to.is_(None), Assignment.valid_to >= day))
    standing_in = and_(
        Leave.officer_id == Assignment.officer_id,
        Leave.substitute_id == visit.officer_id,
        Leave.first_on <= day,
        Leave.last_on >= day,
        taken(),
    )
    own = Assignment.officer_id == visit.officer_id
    return (
        select(visit.patrol_id, key.label("object_id"), Assignment.officer_id.label("answerable_id"), Assignment.post)
        .add_columns(func.coalesce(was.place_code, thing.division_code).label("place_code"))
        .add_columns(case((was.id.is_(None), thing.object_class), else_=was.object_class).label("object_class"))
        .ext(distinct_on(visit.patrol_id, key))
        .select_from(visit)
        .join(thing, thing.id == key)
        .outerjoin(was, then)
        .join(Patrol, and_(Patrol.id == visit.patrol_id, Patrol.patrolled_on == day))
        .join(Assignment, and_(object_key(kind) == key, valid))
        .outerjoin(Leave, standing_in)
        .where(*chosen, or_(own, Leave.id.is_not(None)))
        .order_by(visit.patrol_id, key, own.desc(), Assignment.id)
        .subquery()
    )


def _of_slot(rules: Subquery, duty: Subquery, visit) -> ColumnElement[bool]:
    return and_(
        rules.c.post == duty.c.post,
        rules.c.division_code == duty.c.place_code,
        func.coalesce(rules.c.object_class, "") == func.coalesce(duty.c.object_class, ""),
        rules.c.days.contains(one_day(visit.patrolled_on)),
    )
