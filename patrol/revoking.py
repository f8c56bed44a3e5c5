"""A patrol rule entered by mistake is taken out whole, while it has judged no day that is over."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from patrol import rescoring, ruling
from patrol.access import Viewer
from patrol.ending import ONE_DAY
from patrol.errors import Conflict
from patrol.models import Patrol, PatrolRule
from patrol.queries.audits import ended_by_rule
from patrol.queries.scoring import VISITS

NEVER = date(9999, 1, 1)
"""A day on which a rule that is being taken out would begin: its patrols of today are judged without it."""


def revoke_rule(
    session: Session, viewer: Viewer | None, rule_id: int, reason: str, *, now: datetime, zone: ZoneInfo
) -> None:
    """Take out a rule that was entered today, or counts from today or later, with the reason in the audit log.

    What ended by it has the end that it had before, and what it judged today is judged again, on record. Conflict for
    a rule that has held on days before, or was let judge them: it is ended.
    """
    ruling.may_keep(viewer)
    rule = ruling.held(session, viewer, rule_id)
    today, entered_on = (moment.astimezone(zone).date() for moment in (now, rule.entered_at))
    since = rule.counts_from or rule.valid_from
    judged_since = _judged_since(session, rule_id)
    if (since < today and entered_on < today) or (judged_since and judged_since < today):
        raise Conflict("rule_has_judged", since=since, today=today)
    ruling.tell(session, viewer, rule, "rule_revoked", {"from": rule.valid_from.isoformat(), "reason": reason})
    _let_go_on(session, rule_id, max(rule.valid_from, entered_on) - ONE_DAY)
    rule.valid_from, rule.valid_to, rule.counts_from = NEVER, None, None
    session.flush()
    if judged_since:
        rescoring.record(session, viewer, rule.division_code, (today, today), reason, now)
    session.delete(rule)
    session.flush()


def _judged_since(session: Session, rule_id: int) -> date | None:
    """The first day of which a patrol or visit was judged by a rule, if any was."""
    scored = (Patrol, *(visit for visit, _ in VISITS.values()))
    days = union_all(*(select(of.patrolled_on).where(of.rule_id == rule_id) for of in scored)).subquery()
    return session.scalar(select(func.min(days.c.patrolled_on)))


def _let_go_on(session: Session, rule_id: int, last: date) -> None:
    """Give the rules that ended by this one with a day, and by nothing since, the ends that they had."""
    for other_id, before in ended_by_rule(session, rule_id).items():
        other = session.get(PatrolRule, other_id, with_for_update=True)
        if other is not None and other.valid_to == max(last, other.valid_from):
            other.valid_to = date.fromisoformat(before) if before else None
