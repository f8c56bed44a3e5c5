"""Whom a patrol rule concerns: people in a post, and the segments or plots that they answer for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from patrol.access import within
from patrol.models import Assignment, Officer, PatrolRule
from patrol.queries.rules import around, holds_on
from patrol.queries.slots import THINGS, object_key


def asked_of(session: Session, rule: Mapping[str, Any], on: date) -> Row:
    """officers and objects: how many people have duties that a rule is looked up for on a day, and at how many segments
    or plots. Those who answer for what lies in its division (and is of its class); of a rule for persons, those at
    home there who answer for anything. What a nearer rule is looked up for on that day is not counted.

    `rule`: post, kind, per, division_code, object_class, season_from.
    """
    thing, of = THINGS[rule["kind"]], object_key(rule["kind"])
    place = Officer.division_code if rule["per"] == "person" else thing.division_code
    found = (
        select(
            func.count(Assignment.officer_id.distinct()).label("officers"), func.count(of.distinct()).label("objects")
        )
        .join(thing, thing.id == of)
        .join(Officer, Officer.id == Assignment.officer_id)
        .where(Assignment.post == rule["post"], within(place, rule["division_code"]))
        .where(Assignment.valid_from <= on, or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on))
    )
    if rule["object_class"] is not None:
        found = found.where(thing.object_class == rule["object_class"])
    return session.execute(found.where(~_taken_by_a_nearer(rule, place, thing.object_class, on))).one()


def _taken_by_a_nearer(rule: Mapping[str, Any], place, object_class, on: date) -> ColumnElement[bool]:
    """The condition that on a day another rule is nearer to a place than this one (see `PatrolRule`)."""
    nearness = (
        func.length(func.rtrim(PatrolRule.division_code, "0")),
        PatrolRule.object_class.is_not(None),
        PatrolRule.season_from.is_not(None),
    )
    own = len(rule["division_code"].rstrip("0")), rule["object_class"] is not None, rule["season_from"] is not None
    return exists().where(
        *(getattr(PatrolRule, name) == rule[name] for name in ("post", "kind", "per")),
        PatrolRule.division_code.in_(around(place)),
        or_(PatrolRule.object_class.is_(None), PatrolRule.object_class == object_class),
        holds_on(on),
        tuple_(*nearness) > tuple_(*own),
    )


def ends(session: Session, conditions: list) -> dict[int, Row]:
    """Rules that meet conditions by id: id, times, period, valid_from, valid_to."""
    columns = (PatrolRule.id, PatrolRule.times, PatrolRule.period, PatrolRule.valid_from, PatrolRule.valid_to)
    return {row.id: row for row in session.execute(select(*columns).where(*conditions))}
