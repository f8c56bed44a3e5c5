"""Which patrol rule holds where, for whom, on which days."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE, DATERANGE
from sqlalchemy.orm import Session
from sqlalchemy.types import String

from patrol.access import within
from patrol.models import PatrolRule
from patrol.queries.places import places_around

NO_DAYS = literal_column("'{}'::datemultirange", DATEMULTIRANGE)
BEFORE_IT = (None, -1)


def held(slots: Subquery, kind, per: str | None, first, last) -> Select:
    """Which rule holds for each slot between two days: the slot's columns, every column of the rule, and `days`.

    None for `kind` or `per` is either: then one rule of each holds beside the other. Kind and days are values, or the
    parameters of a statement that is built once.

    `slots` has post, division_code and object_class. The days (datemultirange) of the rules of a slot never overlap:
    on each day the nearest rule holds (see `PatrolRule`). Slots for which no rule holds are absent.
    """
    ranked = _candidates(slots, kind, per, first, last).subquery()
    return select(ranked).where(~func.isempty(ranked.c.days))


def _candidates(slots: Subquery, kind, per: str | None, first, last) -> Select:
    begin, end = _reach(first, last)
    days = days_of_rule(first, last)
    nearness = (
        func.length(func.rtrim(PatrolRule.division_code, "0")).desc(),
        PatrolRule.object_class.is_(None),
        PatrolRule.season_from.is_(None),
        PatrolRule.valid_from.desc(),
        PatrolRule.id.desc(),
    )
    place = (slots.c.post, slots.c.division_code, slots.c.object_class, PatrolRule.kind, PatrolRule.per)
    nearer = func.range_agg(days).over(partition_by=place, order_by=nearness, rows=BEFORE_IT)
    return (
        select(
            *slots.c,
            PatrolRule.id.label("rule_id"),
            PatrolRule.kind,
            PatrolRule.per,
            PatrolRule.times,
            PatrolRule.period,
            PatrolRule.min_duration_s,
            PatrolRule.min_distance_m,
            PatrolRule.min_own_share,
            PatrolRule.inside_own,
            PatrolRule.distinct_days,
            PatrolRule.cool_down_s,
            PatrolRule.deputies_allowed,
            PatrolRule.drones_allowed,
            (days - func.coalesce(nearer, NO_DAYS)).label("days"),
        )
        .join(
            PatrolRule,
            and_(PatrolRule.post == slots.c.post, PatrolRule.division_code.in_(around(slots.c.division_code))),
        )
        .where(
            PatrolRule.division_code.in_(around(slots.c.division_code)),
            true() if kind is None else PatrolRule.kind == kind,
            true() if per is None else PatrolRule.per == per,
            or_(PatrolRule.object_class.is_(None), PatrolRule.object_class == slots.c.object_class),
            begin <= end,
        )
    )


def around(code: ColumnElement[str]) -> list[ColumnElement[str]]:
    """The code of a division and those of the divisions around it, up to everywhere."""
    return [code, *(func.rpad(func.left(code, digits), 12, "0") for digits in (9, 6, 4, 2, 0))]


def days_of_rule(first: date, last: date) -> ColumnElement:
    """The days between two days on which a rule is valid, counts, and has its season, as a datemultirange."""
    season = (PatrolRule.season_from, PatrolRule.season_to)
    return func.season_days(*_reach(first, last), *season, type_=DATEMULTIRANGE)


def holds_on(day: date) -> ColumnElement[bool]:
    """The condition that a rule is valid, counts and has its season on a day; other days are not put to its season."""
    begin, end = _reach(day, day)
    return case((begin <= end, ~func.isempty(days_of_rule(day, day))), else_=False)


def _reach(first: date, last: date) -> tuple[ColumnElement[date], ColumnElement[date]]:
    since = func.coalesce(PatrolRule.counts_from, PatrolRule.valid_from)
    return func.greatest(first, since, type_=Date), func.least(last, PatrolRule.valid_to, type_=Date)


def periods_asked(
    session: Session, code: str, kinds: Sequence[str], post: str | None, first: date, last: date
) -> set[str]:
    """The periods (week, month …) in which rules count that hold between two days in a division or around it."""
    begin, end = _reach(first, last)
    around = PatrolRule.division_code.in_(places_around(code))
    found = select(PatrolRule.period).where(
        begin <= end,
        or_(within(PatrolRule.division_code, code), around),
        PatrolRule.kind.in_(kinds),
        true() if post is None else PatrolRule.post == post,
    )
    return set(session.scalars(found.distinct()))


def rules_in_force(
    session: Session, post: str, kind: str, division_code: str, on: date, object_class: str | None = None
) -> dict[str, Row]:
    """The rules that hold for a post at a place on a day, by "object" and "person" (columns as of `held`)."""
    asked = {"post": post, "kind": kind, "division_code": division_code, "object_class": object_class, "on": on}
    return {rule.per: rule for rule in session.execute(_in_force(), asked)}


@cache
def _in_force() -> Select:
    """Built once: putting it together takes longer than answering it."""
    slot = select(*(bindparam(name, type_=String).label(name) for name in ("post", "division_code", "object_class")))
    on = bindparam("on", type_=Date)
    return held(slot.subquery(), bindparam("kind", type_=String), None, on, on)


def one_day(day) -> ColumnElement:
    """A day as a daterange, to be asked of the days of a rule."""
    return func.daterange(day, day, "[]", type_=DATERANGE)
