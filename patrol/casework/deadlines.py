"""Until when the step that an issue owes must be taken."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from patrol.config import Settings
from patrol.errors import Invalid
from patrol.models import Issue
from patrol.queries import step_clocks as questions
from patrol.rules.casework import ENDED
from patrol.rules.clocks import Deadline, deadline

MOST_DAYS_AHEAD = 2 * 366
KEEPING = frozenset({"return", "reassign"})
"""The steps that put no deadline off: a later day is an extension."""


def check_day(field: str, day: date, today: date) -> None:
    """Invalid by field unless a day that somebody sets as a deadline lies between today and two years ahead."""
    last = today + timedelta(days=MOST_DAYS_AHEAD)
    if day < today:
        raise Invalid({field: ("issue_due_past", {"today": today.isoformat()})})
    if day > last:
        raise Invalid({field: ("issue_due_too_far", {"last": last.isoformat()})})


def set_deadline(session: Session, issue: Issue, now: datetime, settings: Settings) -> None:
    """Start the clock of the state that `issue` has come to; its colour begins anew."""
    issue.alert = None
    issue.due_on, issue.due_at = _deadline(session, issue, now, settings) or (None, None)


def _deadline(session: Session, issue: Issue, now: datetime, settings: Settings) -> Deadline | None:
    agreed = Deadline(issue.rectify_by) if issue.rectify_by else None
    if issue.state in ENDED or (issue.state == "rectifying" and agreed):
        return agreed
    owed = usual_deadline(session, issue, issue.state, now, settings)
    if issue.state == "assigned" and agreed and (owed is None or agreed.on < owed.on):
        return agreed
    return owed


def usual_deadline(session: Session, issue: Issue, state: str, now: datetime, settings: Settings) -> Deadline | None:
    """When an issue that comes to `state` now must leave it; None where no clock says so."""
    return deadline_of(session, issue.division_code, issue.severity, state, now, settings)


def deadline_of(
    session: Session, division: str, severity: str, state: str, now: datetime, settings: Settings
) -> Deadline | None:
    """When an issue of a severity in a division must leave a state that it comes to now."""
    today = now.astimezone(settings.timezone).date()
    clock = questions.clock_in_force(session, division, state, severity, today)
    return deadline(now, clock, questions.calendar(session), settings.timezone) if clock else None


def day_unasked(session: Session, issue: Issue, action: str, now: datetime, settings: Settings) -> date | None:
    """The day that a step sets where it names none: what comes back or goes to somebody else keeps its old one, and
    must name one (None) once that is over; else the usual one."""
    if action not in KEEPING or issue.rectify_by is None:
        return usual_rectification(session, issue, now, settings)
    return issue.rectify_by if issue.rectify_by >= now.astimezone(settings.timezone).date() else None


def usual_rectification(session: Session, issue: Issue, now: datetime, settings: Settings) -> date | None:
    """The day until which an issue of this severity is put right when nobody names another."""
    usual = usual_deadline(session, issue, "rectifying", now, settings)
    return usual.on if usual else None
