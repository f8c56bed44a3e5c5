"""Which patrol rule holds where, for whom, on which days."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
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
from patrol.queries.calendar import part_of, rounded_up
from patrol.queries.places import places_around
from patrol.queries.terms import Told, terms

NO_DAYS = literal_column("'{}'::datemultirange", DATEMULTIRANGE)
BEFORE_IT = (None, -1)
NONE_LEFT_OUT = literal_column("0")


def held(slots: Subquery, kind, per: str | None, first, last) -> Select:
    """Which rule holds for each slot between two days: the slot's columns, every column of the rule, and `days`.

    None for `kind` or `per` is either: then one rule of each holds beside the other. Kind and days are values, or the
    parameters of a statement that is built once.

    `slots` has post, division_code and object_class. The days (datemultirange) of the rules of a slot never overlap:
    on each day the nearest rule holds (see `PatrolRule`). Slots for which no rule holds are absent.
    """
    ranked = _candidates(slots, kind, per, first, last).subquery()
    return select(ranked).where(~func.isempty(ranked.c.days))


def held_by_many(slots: Subquery, kind: str, per: str, told: Told) -> tuple[Select, Select]:
    """As `held`, for many slots, a row for each term (`queries.terms`) that a rule counts in: the slot's columns, those
    of the rule, and of the term its period, begins and length, the days in it on which the rule holds, and `parts`:
    how much of a visit the rule asks for on these days. The other selection has the slot's columns,
    period, begins, and what all rules of that period ask together in the term of who is there throughout: `owed`.

    Most divisions have no rules of their own: what holds is found once for all slots of a post and class whose nearest
    division with rules is the same, and told to each of them.
    """
    # Read twice, and found once.
    slot = slots.select().cte()
    seats = _seats(slot, kind, per)
    seated = select(slot, seats.c.seat).join(seats, seats.c.place == slot.c.division_code).cte()
    few = select(seated.c.post, seated.c.seat.label("division_code"), seated.c.object_class).distinct().subquery()
    rules, term = held(few, kind, per, *told.reach).subquery(), terms(kind, per, told)
    days = rules.c.days * func.datemultirange(term.c.days, type_=DATEMULTIRANGE)
    in_terms = (
        select(*(each for each in rules.c if each.name != "days"), term.c.begins, term.c.length, days.label("days"))
        .add_columns(part_of(rules.c.times, days, term.c.length).label("parts"))
        .join(term, and_(term.c.period == rules.c.period, rules.c.days.overlaps(term.c.days)))
        .cte()
    )
    of_term = [in_terms.c[name] for name in ("post", "division_code", "object_class", "period", "begins")]
    together = select(*of_term, rounded_up(in_terms.c.parts).label("owed")).group_by(*of_term).subquery()
    return _told_to_each(seated, in_terms, slots), _told_to_each(seated, together, slots)


def _told_to_each(seated: CTE, rows: CTE | Subquery, slots: Subquery) -> Select:
    """Rows of the divisions with rules for each slot around which these are."""
    same_class = func.coalesce(rows.c.object_class, "") == func.coalesce(seated.c.object_class, "")
    same = and_(rows.c.post == seated.c.post, rows.c.division_code == seated.c.seat, same_class)
    found = (column for column in rows.c if column.name not in slots.c)
    # OFFSET keeps the planner from joining duties before slots.
    return select(*(seated.c[column.name] for column in slots.c), *found).join(rows, same).offset(NONE_LEFT_OUT)


def _seats(slot, kind: str, per: str) -> Subquery:
    """Per place of a slot the nearest division with rules: place, seat. Of nested codes the nearest is the greatest."""
    places = select(slot.c.division_code).distinct().subquery()
    having = (
        select(PatrolRule.division_code).where(PatrolRule.kind == kind, PatrolRule.per == per).distinct().subquery()
    )
    return (
        select(places.c.division_code.label("place"), func.max(having.c.division_code).label("seat"))
        .join(having, having.c.division_code.in_(_around(places)))
        .group_by(places.c.division_code)
        .subquery()
    )


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
        .join(PatrolRule, and_(PatrolRule.post == slots.c.post, PatrolRule.division_code.in_(_around(slots))))
        .where(
            true() if kind is None else PatrolRule.kind == kind,
            true() if per is None else PatrolRule.per == per,
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
