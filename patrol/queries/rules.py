"""Which patrol rule holds where, for whom, on which days."""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    func,
    literal_column,
    or_,
    select,
    true,
    values,
)
from sqlalchemy import column as named
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE, DATERANGE
from sqlalchemy.orm import Session
from sqlalchemy.types import String

from patrol.models import PatrolRule

NO_DAYS = literal_column("'{}'::datemultirange", DATEMULTIRANGE)
BEFORE_IT = (None, -1)


def held(slots: Subquery, kind: str | None, per: str | None, first: date, last: date) -> Select:
    """Which rule holds for each slot between two days: the slot's columns, every column of the rule, and `days`.

    None for `kind` or `per` is either: then one rule of each holds beside the other.

    `slots` has post, division_code and object_class. The days (datemultirange) of the rules of a slot never overlap:
    on each day the nearest rule holds (see `PatrolRule`). Slots for which no rule holds are absent.
    """
    ranked = _candidates(slots, kind, per, first, last).subquery()
    return select(ranked).where(~func.isempty(ranked.c.days))


def _candidates(slots: Subquery, kind: str | None, per: str | None, first: date, last: date) -> Select:
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
            PatrolRule.distinct_days,
            PatrolRule.cool_down_s,
            PatrolRule.deputies_allowed,
            PatrolRule.drones_allowed,
            (days - func.coalesce(nearer, NO_DAYS)).label("days"),
        )
        .join(PatrolRule, and_(PatrolRule.post == slots.c.post, PatrolRule.division_code.in_(_around(slots))))
        .where(
            PatrolRule.kind == kind if kind else true(),
            PatrolRule.per == per if per else true(),
            or_(PatrolRule.object_class.is_(None), PatrolRule.object_class == slots.c.object_class),
            begin <= end,
        )
    )


def _around(slots: Subquery) -> list[ColumnElement[str]]:
    """The code of a slot's division and those of the divisions around it, up to everywhere."""
    code = slots.c.division_code
    return [code, *(func.rpad(func.left(code, digits), 12, "0") for digits in (9, 6, 4, 2, 0))]


def days_of_rule(first: date, last: date) -> ColumnElement:
    """The days between two days on which a rule is valid, counts, and has its season, as a datemultirange."""
    season = (PatrolRule.season_from, PatrolRule.season_to)
    return func.season_days(*_reach(first, last), *season, type_=DATEMULTIRANGE)


def _reach(first: date, last: date) -> tuple[ColumnElement[date], ColumnElement[date]]:
    since = func.coalesce(PatrolRule.counts_from, PatrolRule.valid_from)
    return func.greatest(first, since, type_=Date), func.least(last, PatrolRule.valid_to, type_=Date)


def rule_in_force(
    session: Session, post: str, kind: str, division_code: str, on: date, *, per: str = "object", object_class=None
):
    """The rule that holds for a post at a place on a day (columns as of `held`), or None."""
    slot = values(named("post", String), named("division_code", String), named("object_class", String), name="slot")
    asked = select(slot.data([(post, division_code, object_class)])).subquery()
    return session.execute(held(asked, kind, per, on, on)).one_or_none()


def one_day(day) -> ColumnElement:
    """A day as a daterange, to be asked of the days of a rule."""
    return func.daterange(day, day, "[]", type_=DATERANGE)
