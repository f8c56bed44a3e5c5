"""Officers are told, once for each occasion, whoever asks and however often.

A step of an issue, a level of lateness, a decision on a patrol and an appeal are told in the transaction that writes
them: they are told when, and only when, they happened. Deadlines, duties and flagged patrols are told by the clock,
each by one statement that can be repeated (`notice` has one row for an occasion).
"""

from datetime import datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from sqlalchemy import TextClause, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.models import Issue, Notice, Patrol
from patrol.queries.places import places_around
from patrol.queries.step_clocks import calendar
from patrol.rules.casework import OPEN_STATES
from patrol.rules.honesty.review import RANK, may_review
from patrol.rules.notices import WARNED_WORKING_DAYS, told_of

WITH_ASSIGNEE = ("assigned", "rectifying")
REVIEWERS = ("supervision", "supervisor")
FLAGGED_WITHIN = timedelta(days=3)
OLDEST_FLAGGED = timedelta(days=400)
KEPT = timedelta(days=400)


def _statement(name: str) -> TextClause:
    return text(files("patrol.sql").joinpath(f"{name}.sql").read_text(encoding="utf8"))


STEP, APPEAL, DEADLINES, FLAGGED = (_statement(f"tell_{what}") for what in ("step", "appeal", "deadlines", "flagged"))
SWEEP = text("DELETE FROM notice WHERE created_at < :before")


def tell_step(session: Session, issue: Issue, action: str, event_id: int) -> None:
    """Tell of a step, in the transaction that wrote it."""
    told = told_of(action, issue.source)
    if not told:
        return
    session.flush()
    whom, kinds, sentences = (list(column) for column in zip(*told, strict=True))
    given = {"event_id": event_id, "whom": whom, "kinds": kinds, "sentences": sentences}
    session.execute(STEP, given | {"places": places_around(issue.division_code)})


def tell_appeal(session: Session, appeal_id: int) -> None:
    """Tell of an appeal, or of what was decided on it, in the transaction that wrote it."""
    session.execute(APPEAL, {"appeal_id": appeal_id})


def tell_decision(session: Session, patrol: Patrol, decision_id: int, decision: str, words: str, now: datetime) -> None:
    """Tell who walked it what was decided about a patrol (a row with id, patrolled_on, officer_id, division)."""
    told = {
        "officer_id": patrol.officer_id,
        "kind": "patrol_rejected" if decision == "rejected" else "patrol_reviewed",
        "subject_kind": "patrol",
        "subject": str(patrol.id),
        "occasion": f"decision {decision_id}",
        "division_code": patrol.division,
        "sentence": f"notice_patrol_{decision}",
        "params": {"patrolled_on": patrol.patrolled_on.isoformat(), "words": words},
        "created_at": now,
    }
    session.execute(insert(Notice).values(told).on_conflict_do_nothing())


def tell_deadlines(session: Session, now: datetime, zone: ZoneInfo) -> None:
    """Tell what is due within two working days, and what is overdue."""
    today = now.astimezone(zone).date()
    given = {"now": now, "today": today, "latest": calendar(session).after(today, WARNED_WORKING_DAYS)}
    session.execute(DEADLINES, given | {"open": list(OPEN_STATES), "with_assignee": list(WITH_ASSIGNEE)})


def tell_flagged(session: Session, now: datetime, zone: ZoneInfo) -> None:
    """Tell those who review of patrols that came lately and wait for them."""
    pairs = [(reviewer, walker) for reviewer in REVIEWERS for walker in RANK if may_review(reviewer, walker)]
    reviewers, walkers = (list(column) for column in zip(*pairs, strict=True))
    earliest = now.astimezone(zone).date() - OLDEST_FLAGGED
    given = {"now": now, "since": now - FLAGGED_WITHIN, "earliest": earliest}
    session.execute(FLAGGED, given | {"reviewers": reviewers, "walkers": walkers})


def sweep(session: Session, now: datetime) -> None:
    """Forget what was told long ago."""
    session.execute(SWEEP, {"before": now - KEPT})
