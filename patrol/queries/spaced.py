"""What counts where a rule spaces visits and outings: the effective ones of a duty, in the order of time."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Row, Select, and_, func, select, tuple_
from sqlalchemy.orm import Session

from patrol.models import Patrol, PatrolRule
from patrol.queries.scoring import VISITS


def effective_visits(session: Session, kind: str, duties: Collection[tuple[int, int]], first: date) -> list[Row]:
    """Effective visits since a day for duties (officer, object): the score's columns, in the order of time."""
    visit, key = VISITS[kind]
    answerable = func.coalesce(visit.stands_in_for, visit.officer_id)
    query = (
        select(visit.patrol_id, visit.patrolled_on, key.label("object_id"), answerable.label("answerable_id"))
        .add_columns(visit.counted, Patrol.started_at, PatrolRule.distinct_days, PatrolRule.cool_down_s)
        .join(Patrol, and_(Patrol.id == visit.patrol_id, Patrol.patrolled_on == visit.patrolled_on))
        .outerjoin(PatrolRule, PatrolRule.id == visit.rule_id)
        .where(visit.effective, visit.patrolled_on >= first, key.in_({of for _, of in duties}))
        .where(tuple_(answerable, key).in_(duties))
    )
    return list(session.execute(_in_time(query)))


def effective_patrols(session: Session, duties: Collection[tuple[int, str]], first: date) -> list[Row]:
    """Effective patrols since a day of (officer, kind): id, day, counted, spacing, in the order of time."""
    query = (
        select(Patrol.id.label("patrol_id"), Patrol.patrolled_on, Patrol.officer_id, Patrol.kind)
        .add_columns(Patrol.counted, Patrol.started_at, PatrolRule.distinct_days, PatrolRule.cool_down_s)
        .outerjoin(PatrolRule, PatrolRule.id == Patrol.rule_id)
        .where(Patrol.effective, Patrol.patrolled_on >= first, Patrol.officer_id.in_({who for who, _ in duties}))
        .where(tuple_(Patrol.officer_id, Patrol.kind).in_(duties))
    )
    return list(session.execute(_in_time(query)))


def _in_time(query: Select) -> Select:
    return query.order_by(Patrol.started_at, Patrol.id)
