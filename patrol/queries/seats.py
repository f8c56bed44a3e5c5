"""What the rules ask in each term, found once for each division that has rules of its own (a seat).

Most divisions have none: for all places whose nearest division with rules is the same, the same holds.
"""

from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, String, Subquery, and_, case, cast, func, null, select, true, union
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE

from patrol.models import PatrolRule
from patrol.queries.calendar import part_of, rounded_up
from patrol.queries.rules import around, held
from patrol.queries.slots import places
from patrol.queries.terms import Told, terms

ANY = true()
NO_SLOT = 0
EVERY_OTHER = ""
"""The class of objects for which no rule is made in particular."""
SLOT = ("kind", "per", "post", "division_code", "object_class")


class Seats(NamedTuple):
    """What all rules ask in the terms that are told of some days.

    A slot, known by its number, is a post in a seat, with a class of objects, that owes patrols of a kind by object or
    in person.
    `slots`: kind, per, place, post, object_class, slot. `each_rule`: slot, the columns of the rule, and of the term its
    period, begins and length, the days in it on which the rule holds, and `parts`: how much of a visit the rule asks
    for on these days. `together`: slot, period, begins, and what all rules of that period ask together in the term of
    who is there throughout: `owed`.
    """

    told: Told
    changed: bool
    slots: CTE
    each_rule: CTE
    together: CTE

    def in_all(self, period: str | None = None) -> Subquery:
        """What is owed in all terms (of one period) by who is there throughout: slot, owed."""
        slot, of_period = self.together.c.slot, self.together.c.period == period
        owed = select(slot, func.sum(self.together.c.owed).label("owed")).where(of_period if period else true())
        return owed.group_by(slot).subquery()

    def seated(self, kind: str, per: str, duty: Subquery) -> CTE:
        """The same duties (or people), with their slots for what these are found by; those that rules are made for."""
        named = select(PatrolRule.object_class).where(PatrolRule.object_class.is_not(None))
        of_class = case((duty.c.object_class.in_(named), duty.c.object_class), else_=EVERY_OTHER)
        there, asked = self.slots.c.place == duty.c.place_code, (self.slots.c.kind == kind, self.slots.c.per == per)
        same = and_(there, self.slots.c.post == duty.c.post, self.slots.c.object_class == of_class, *asked)
        columns = (each for each in duty.c if each.name not in ("post", "place_code", "object_class"))
        return _having(
            self.slots, select(self.slots.c.slot, *columns).select_from(duty).outerjoin(self.slots, same)
        ).cte()

    def of(self, duty: CTE | Subquery, asked: CTE | Subquery, rows: Select, term: ColumnElement[bool] = ANY) -> Select:
        """The same rows of duties with a slot and of rules, each duty with its own. `term` narrows them to those of a
        term."""
        return _having(asked, rows.select_from(duty).outerjoin(asked, and_(asked.c.slot == duty.c.slot, term)))


def seats(told: Told, *, changed: bool) -> Seats:
    """The rules; `changed` as of `slots.duties`."""
    having, place = select(PatrolRule.division_code).distinct().subquery(), places(changed=changed).subquery()
    # Of nested codes the nearest is the greatest.
    nearest = select(place.c.code.label("place"), func.max(having.c.division_code).label("seat"))
    of_place = nearest.join(having, having.c.division_code.in_(around(place.c.code))).group_by(place.c.code).cte()
    rules = held(_slots(of_place), None, None, *told.reach).subquery()
    term = terms(told)
    days = rules.c.days * func.datemultirange(term.c.days, type_=DATEMULTIRANGE)
    columns = (each for each in rules.c if each.name not in ("days", "object_class"))
    each_rule = (
        select(*columns, func.coalesce(rules.c.object_class, EVERY_OTHER).label("object_class"))
        .add_columns(func.dense_rank().over(order_by=[rules.c[name] for name in SLOT]).label("slot"))
        .add_columns(term.c.begins, term.c.length, days.label("days"))
        .add_columns(part_of(rules.c.times, days, term.c.length).label("parts"))
        .join(term, and_(term.c.period == rules.c.period, rules.c.days.overlaps(term.c.days)))
        .cte()
    )
    of_term = [each_rule.c[name] for name in ("slot", "period", "begins")]
    together = select(*of_term, rounded_up(each_rule.c.parts).label("owed")).group_by(*of_term).cte()
    slot = select(*(each_rule.c[name] for name in (*SLOT, "slot"))).distinct().subquery()
    numbered = select(slot.c.kind, slot.c.per, of_place.c.place, slot.c.post, slot.c.object_class, slot.c.slot)
    numbered = numbered.join(of_place, of_place.c.seat == slot.c.division_code)
    return Seats(told, changed, numbered.cte(), each_rule, together)


def _having(asked: CTE | Subquery, rows: Select) -> Select:
    """Those rows to which something asked was joined from the left.

    How many duties have rules cannot be estimated, and fifty thousand taken for one were gone through in loops. Joined
    from the left they are as many as there are; `coalesce` hides that this leaves out those without.
    """
    return rows.where(func.coalesce(asked.c.slot, NO_SLOT) > NO_SLOT)


def _slots(of_place: CTE) -> Subquery:
    """Every post with rules at every seat, with every class that rules are made for, and with none."""
    post = select(PatrolRule.post).distinct().subquery()
    seat = select(of_place.c.seat).distinct().subquery()
    no_class = select(cast(null(), String).label("object_class"))
    named = union(select(PatrolRule.object_class).where(PatrolRule.object_class.is_not(None)), no_class).subquery()
    slot = select(post.c.post, seat.c.seat.label("division_code"), named.c.object_class)
    return slot.join_from(post, seat, true()).join(named, true()).subquery()
