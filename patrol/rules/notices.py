"""What officers are told, when a reminder is due, and how long a delivery waits before it is tried again."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from patrol.rules.working_days import Calendar

KINDS = (
    "assigned",
    "returned",
    "extension",
    "supervised",
    "submitted",
    "closed",
    "rejected",
    "reported",
    "public_report",
    "due",
    "overdue",
    "escalated",
    "duty_behind",
    "patrol_flagged",
    "patrol_rejected",
    "patrol_reviewed",
    "digest",
    "appeal",
)
SUBJECTS = ("issue", "patrol", "duty", "day", "assessment")
URGENT = frozenset(KINDS) - {"digest", "closed", "submitted", "reported", "due", "patrol_reviewed"}
"""What goes out by e-mail one by one to those who ask for it; the rest waits for the digest."""

ROBOTS = ("wecom", "dingtalk", "feishu", "json")
GROUP_KINDS = KINDS[: KINDS.index("escalated") + 1]
"""What a group or a program may be told: of issues, never of a person's own duties and patrols."""

ROBOT_KINDS = ("public_report", "escalated", "supervised")
"""What a group is told when nobody says otherwise."""

STATES = ("waiting", "sending", "sent", "unsure", "given_up")
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)

WARNED_WORKING_DAYS = 2
REMINDED_DAYS = {"week": 2, "ten_days": 3, "month": 7, "quarter": 14, "half_year": 30, "year": 45}
"""How many days before the end of a calendar period those behind are reminded; a daily duty needs no reminder."""


class Told(NamedTuple):
    """Whom a step of an issue is told to ("assignee", "desk", "reporter"), as what, in which sentence."""

    whom: str
    kind: str
    sentence: str


STEPS = {
    "assign": (Told("assignee", "assigned", "notice_assigned"),),
    "reassign": (Told("assignee", "assigned", "notice_assigned"),),
    "return": (Told("assignee", "returned", "notice_returned"),),
    "supervise": (Told("assignee", "supervised", "notice_supervised"),),
    "ask_extension": (Told("desk", "extension", "notice_extension_asked"),),
    "grant_extension": (Told("assignee", "extension", "notice_extension_granted"),),
    "refuse_extension": (Told("assignee", "extension", "notice_extension_refused"),),
    "submit": (Told("desk", "submitted", "notice_submitted"),),
    "reject": (Told("reporter", "rejected", "notice_rejected"),),
    "close": (Told("reporter", "closed", "notice_closed"), Told("assignee", "closed", "notice_closed")),
    "report": (Told("desk", "reported", "notice_reported"),),
}
PUBLIC = (Told("desk", "public_report", "notice_public_report"),)


def told_of(action: str, source: str) -> tuple[Told, ...]:
    """Who is told of an action on an issue from a source; nobody of most."""
    return PUBLIC if (action, source) == ("report", "public") else STEPS.get(action, ())


def wait_after(attempts: int, chance: float) -> timedelta | None:
    """How long to wait after so many failed attempts; None to give up. `chance` (0 to 1) spreads it by ±20 %."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(FIRST_WAIT * 4 ** (attempts - 1), LONGEST_WAIT) * (0.8 + 0.4 * chance)


def digest_day(local: datetime, at: time, calendar: Calendar | None) -> date | None:
    """The day whose digest is owed at a local moment: its hour has come and, with a calendar, offices work on it."""
    if local.time() < at or (calendar and not calendar.is_worked(local.date())):
        return None
    return local.date()


def is_reminded(period: str, today: date, end: date) -> bool:
    """Whether those behind are reminded today of a calendar period whose last day is `end`."""
    return period in REMINDED_DAYS and 0 <= (end - today).days < REMINDED_DAYS[period]
