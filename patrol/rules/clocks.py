"""How long a step of an issue may take, and when what is late goes to the next chief."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from patrol.rules.working_days import Calendar

UNITS = ("hours", "days", "working_days")
LEVELS = ("yellow", "orange", "red")
SEVERITIES = ("minor", "major", "critical")


class Clock(NamedTuple):
    """So many hours, days or working days."""

    amount: int
    unit: str


class Deadline(NamedTuple):
    """The last local day, and the exact moment where hours are counted (None: the end of that day)."""

    on: date
    at: datetime | None = None


def deadline(started_at: datetime, clock: Clock, calendar: Calendar, zone: ZoneInfo) -> Deadline:
    """When a step that began at `started_at` must be done. The day on which it begins is not counted."""
    if clock.unit == "hours":
        ends_at = started_at + timedelta(hours=clock.amount)
        return Deadline(ends_at.astimezone(zone).date(), ends_at)
    today = started_at.astimezone(zone).date()
    if clock.unit == "days":
        return Deadline(today + timedelta(days=clock.amount))
    return Deadline(calendar.after(today, clock.amount))
