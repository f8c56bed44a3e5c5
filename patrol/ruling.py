"""Patrol rules are made and ended. What has been in force is never edited: it ends, and another begins."""

from datetime import date
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import auditing
from patrol.access import PATROLLING_POSTS, Viewer, within
from patrol.ending import ONE_DAY, end
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.models import Patrol, PatrolRule
from patrol.people import check_division
from patrol.presets.reading import presets
from patrol.queries import rule_reach
from patrol.queries.divisions import is_within
from patrol.queries.scoring import VISITS
from patrol.rules.posts import POST_WORDS

SLOT = ("division_code", "post", "kind", "per", "object_class", "season_from", "season_to")
DEFAULTS = {"per": "object", "object_class": None, "season_from": None, "season_to": None}


def add_rule(session: Session, viewer: Viewer | None, data: dict[str, Any], today: date) -> int:
    """Enter a rule (`data` as PatrolRule's columns); its id. What held before it, in the same scope, ends.

    A rule with a day in the past counts from today, if anybody has patrolled there: a rescoring lets it count from
    earlier. `viewer` None is the county's own command line. Invalid for what cannot be, Conflict for one known already.
    """
    may_keep(viewer)
    row = DEFAULTS | data
    _check(session, viewer, row)
    late = row["valid_from"] < today and _patrolled(session, row["division_code"], today)
    row["counts_from"] = today if late else None
    row["entered_by"] = viewer.officer_id if viewer else None
    known = insert(PatrolRule).values(row).on_conflict_do_nothing().returning(PatrolRule.id)
    rule_id = session.scalar(known)
    if rule_id is None:
        raise Conflict(
            "rule_known", id=session.scalar(select(PatrolRule.id).where(*same_scope(row, row["valid_from"])))
        )
    ended = _end_earlier(session, row, rule_id, today)
    told = {name: row[name] for name in ("post", "kind", "times", "period")}
    told |= {"ended": [int(each) for each in ended], "was": ended} if ended else {}
    auditing.keep(
        session,
        viewer,
        "rule_added",
        row["division_code"],
        {"id": rule_id} | told | {"from": row["valid_from"].isoformat()},
    )
    return rule_id


def reach(session: Session, viewer: Viewer | None, data: dict[str, Any], today: date) -> dict[str, Any]:
    """What `add_rule` would do, without doing it: counts_from, the rules that end by it, and whom it is asked of.

    Refused as `add_rule` refuses.
    """
    row = DEFAULTS | data
    before = rule_reach.ends(session, same_scope(row))
    trial = session.begin_nested()
    try:
        rule_id = add_rule(session, viewer, data, today)
        counts_from = session.get_one(PatrolRule, rule_id).counts_from
        after = rule_reach.ends(session, same_scope(row))
    finally:
        trial.rollback()
    ended = [after[each] for each in before if after[each].valid_to != before[each].valid_to]
    return {"counts_from": counts_from, "ends": ended} | concerned(session, row, today)


def concerned(session: Session, row: dict[str, Any], today: date) -> dict[str, int]:
    """Whom a rule (`row` as PatrolRule's columns) is asked of today: officers, and the objects they answer for."""
    return rule_reach.asked_of(session, row, today)._asdict()


def may_keep(viewer: Viewer | None) -> None:
    """Forbidden for whoever does not keep the rules; the command line does."""
    if viewer is not None and not viewer.keeps_rules:
        raise Forbidden("rule_not_your_post")


def _check(session: Session, viewer: Viewer | None, row: dict[str, Any]) -> None:
    if viewer is not None and not is_within(session, row["division_code"], viewer):
        raise Invalid({"division": ("division_outside", {"code": row["division_code"]})})
    check_division(session, row["division_code"])
    if row["post"] not in PATROLLING_POSTS:
        words = [POST_WORDS[post] for post in POST_WORDS if post in PATROLLING_POSTS]
        choices = {"choices_zh": "、".join(zh for zh, _ in words), "choices": ", ".join(en for _, en in words)}
        raise Invalid({"post": ("rule_post_walks_not", choices)})
    if (row["season_from"] is None) != (row["season_to"] is None):
        raise Invalid({"season_to" if row["season_to"] is None else "season_from": "rule_season"})
    if row["per"] == "person" and row["object_class"] is not None:
        raise Invalid({"object_class": "rule_class_per_person"})


def _patrolled(session: Session, division: str, today: date) -> bool:
    """Whether anybody of a division has patrolled, or anybody has been at what lies in it."""
    walked = (Patrol, *(visit for visit, _ in VISITS.values()))
    before = (exists().where(within(of.division_code, division), of.patrolled_on < today) for of in walked)
    return session.scalar(select(or_(*before)))


def same_scope(row: dict[str, Any], valid_from: date | None = None) -> list:
    """The conditions that a rule is of the same scope as another, and begins on a day, if one is given."""
    same = [getattr(PatrolRule, name).is_not_distinct_from(row[name]) for name in SLOT]
    return [*same, PatrolRule.valid_from == valid_from] if valid_from else same


def _end_earlier(session: Session, row: dict[str, Any], rule_id: int, today: date) -> dict[str, str | None]:
    """End what held before; the number of each rule that ends by it, with the end that it had."""
    ended: dict[str, str | None] = {}
    last = max(row["valid_from"], today) - ONE_DAY
    earlier = select(PatrolRule).where(
        *same_scope(row), PatrolRule.id != rule_id, PatrolRule.valid_from < row["valid_from"]
    )
    for rule in session.scalars(earlier):
        if rule.valid_to is None or rule.valid_to > last:
            ended[str(rule.id)] = rule.valid_to.isoformat() if rule.valid_to else None
            rule.valid_to = max(last, rule.valid_from)
    session.flush()
    return ended


def end_rule(session: Session, viewer: Viewer | None, rule_id: int, on: date, today: date) -> None:
    """Let a rule hold for the last time on a day, yesterday or later; one that has not begun by then is taken back."""
    may_keep(viewer)
    rule = held(session, viewer, rule_id)
    end(session, rule, on, today, "rule_ended")
    tell(session, viewer, rule, "rule_ended", {"on": on.isoformat()})
    session.flush()


def go_on(session: Session, viewer: Viewer | None, rule_id: int, today: date) -> None:
    """Undo an end: a rule that ends today or later has no end again. Conflict for one that is over, and for one that
    another of the same scope follows: that one is ended or taken back first."""
    may_keep(viewer)
    rule = held(session, viewer, rule_id)
    if rule.valid_to is not None and rule.valid_to < today:
        raise Conflict("rule_over", on=rule.valid_to, today=today)
    same = same_scope({name: getattr(rule, name) for name in SLOT})
    following = select(PatrolRule.id).where(*same, PatrolRule.valid_from > rule.valid_from).limit(1)
    if (other := session.scalar(following)) is not None:
        raise Conflict("rule_follows", id=other)
    rule.valid_to = None
    tell(session, viewer, rule, "rule_goes_on", {})
    session.flush()


def held(session: Session, viewer: Viewer | None, rule_id: int) -> PatrolRule:
    """A rule of the viewer's division, held until the transaction ends."""
    rule = session.get(PatrolRule, rule_id, with_for_update=True)
    if rule is None or (viewer is not None and not is_within(session, rule.division_code, viewer)):
        raise NotFound("rule_unknown")
    return rule


def tell(session: Session, viewer: Viewer | None, rule: PatrolRule, action: str, more: dict[str, str]) -> None:
    """Keep in the audit log what was done to a rule."""
    told = {name: getattr(rule, name) for name in ("id", "post", "kind", "times", "period")}
    auditing.keep(session, viewer, action, rule.division_code, told | more)


def apply_preset(
    session: Session, viewer: Viewer | None, name: str, division: str, valid_from: date, today: date
) -> list[int]:
    """Enter every rule of a preset for a division; their ids. NotFound for an unknown one."""
    may_keep(viewer)
    preset = presets().get(name)
    if preset is None:
        raise NotFound("unknown_preset", name=name[:50])
    place = {"division_code": division, "valid_from": valid_from, "source": preset.source}
    return [add_rule(session, viewer, rule | place, today) for rule in preset.rules]
