"""A past period judged again: an act with a name, a day and a reason, that keeps the scores of before and after."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, insert, or_, select, true
from sqlalchemy.orm import Session

from patrol import scoring
from patrol.access import Viewer, within
from patrol.errors import Forbidden, Invalid
from patrol.models import Patrol, PatrolRule, Rescoring, ScoreChange
from patrol.people import check_division
from patrol.queries.divisions import is_within
from patrol.queries.scoring import VISITS
from patrol.queries.slots import THINGS
from patrol.rules.quotas import calendar_period

LONGEST_DAYS = 400


def rescore(
    session: Session,
    viewer: Viewer | None,
    division: str,
    days: tuple[date, date],
    reason: str,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> int:
    """Judge the patrols of a division between two days again; the id of the record. Only for who keeps the rules.

    Rules of the division that were entered late count from the first of these days from now on. The days must then go
    as far as the entry of each, so that what is owed and what was done go by the same rules; Invalid otherwise.
    """
    _check(session, viewer, division, days, now.astimezone(zone).date())
    first, last = days
    late = _entered_late(session, division, first, last)
    _check_reach(late, last)
    return record(session, viewer, division, days, reason, now, rules=_let_count(session, late, first))


def may_rescore(viewer: Viewer | None) -> None:
    """Forbidden for whoever does not keep the rules; the command line does."""
    if viewer is not None and not viewer.keeps_rules:
        raise Forbidden("rescoring_not_your_post")


def _check(session: Session, viewer: Viewer | None, division: str, days: tuple[date, date], today: date) -> None:
    may_rescore(viewer)
    first, last = days
    if first > last:
        raise Invalid({"from": "from_after_to"})
    if last > today:
        raise Invalid({"to": ("rescoring_future", {"today": today})})
    if (last - first).days >= LONGEST_DAYS:
        raise Invalid({"from": ("rescoring_too_long", {"days": LONGEST_DAYS})})
    if viewer is not None and not is_within(session, division, viewer):
        raise Invalid({"division": ("division_outside", {"code": division})})
    check_division(session, division)


def _entered_late(session: Session, division: str, first: date, last: date) -> list[PatrolRule]:
    """Rules of a division that begin in these days or before them and do not count in all of them."""
    late = select(PatrolRule).where(
        within(PatrolRule.division_code, division),
        PatrolRule.counts_from > func.greatest(PatrolRule.valid_from, first),
        PatrolRule.valid_from <= last,
    )
    return list(session.scalars(late.order_by(PatrolRule.id)))


def _check_reach(late: list[PatrolRule], last: date) -> None:
    """Invalid unless the days go on to where each of these rules counts already, or has ended."""
    reach = {rule.id: min(rule.counts_from, rule.valid_to or rule.counts_from) for rule in late}
    beyond = {rule_id: day for rule_id, day in reach.items() if day > last}
    if beyond:
        told = {"rules": "、".join(map(str, beyond)), "rules_en": ", ".join(map(str, beyond))}
        raise Invalid({"to": ("rescoring_rules_reach", told | {"to": max(beyond.values())})})


def _let_count(session: Session, late: list[PatrolRule], first: date) -> list[dict]:
    """Rules entered late count from `first`; {"rule", "before", "after"} of each."""
    found = []
    for rule in late:
        before, after = rule.counts_from, max(rule.valid_from, first)
        rule.counts_from = after if after > rule.valid_from else None
        found.append({"rule": rule.id, "before": str(before), "after": str(after)})
    session.flush()
    return found


def record(
    session: Session,
    viewer: Viewer | None,
    division: str,
    days: tuple[date, date],
    reason: str,
    now: datetime,
    *,
    which: ColumnElement[bool] | None = None,
    rules: list[dict] | None = None,
) -> int:
    """Judge patrols again (those of the division, of which `which` holds) and keep what changed.

    Of patrols from elsewhere their visits of the division's objects are judged: these go by its rules.
    """
    first, last = days
    narrowed = true() if which is None else which
    chosen = within(Patrol.division_code, division) & narrowed
    elsewhere = ~within(Patrol.division_code, division) & narrowed
    visited = or_(*(_came_to(kind, division, first, last) for kind in VISITS))
    count = select(func.count()).where(or_(chosen, elsewhere & visited), Patrol.patrolled_on.between(first, last))
    changes: dict[tuple, dict] = {}
    for begin, end in _months(first, last):
        for change in scoring.score(session, chosen, begin, end):
            _add(changes, change)
        for kind, thing in THINGS.items():
            here = session.scalars(select(thing.id).where(within(thing.division_code, division))).all()
            came = elsewhere & _came_to(kind, division, begin, end)
            for change in scoring.score(session, came, begin, end, objects=(kind, here)) if here else ():
                _add(changes, change)
    changed = [row for row in changes.values() if row["before"] != row["after"]]
    act = Rescoring(
        division_code=division,
        first_on=first,
        last_on=last,
        reason=reason,
        rescored_by=viewer.officer_id if viewer else None,
        rescored_at=now,
        patrols=session.scalars(count).one(),
        changed=len(changed),
        rules=rules or [],
    )
    session.add(act)
    session.flush()
    if changed:
        session.execute(insert(ScoreChange), [row | {"rescoring_id": act.id} for row in changed])
    return act.id


def _came_to(kind: str, division: str, first: date, last: date) -> ColumnElement[bool]:
    """The condition that a patrol visited a segment (river) or plot (forest) of a division between two days."""
    visit, key = VISITS[kind]
    thing = THINGS[kind]
    found = select(visit.patrol_id).join(thing, thing.id == key)
    return Patrol.id.in_(found.where(within(thing.division_code, division), visit.patrolled_on.between(first, last)))


def _add(changes: dict[tuple, dict], change: scoring.Change) -> None:
    """Put a later change of the same score onto the earlier one."""
    key = (change.patrol_id, change.subject, change.object_id)
    row = changes.setdefault(key, {"before": change.before, "after": {}})
    row |= dict(zip(("patrol_id", "subject", "object_id"), key, strict=True))
    row["after"] = row["after"] | change.after


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days of each month between two days: one partition at a time."""
    while first <= last:
        end = min(calendar_period("month", first)[1], last)
        yield first, end
        first = end + timedelta(days=1)
