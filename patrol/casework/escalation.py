"""What is late goes up: yellow, orange, red, each once for a deadline, whenever and however often this runs."""

from datetime import datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from patrol.config import Settings
from patrol.models import EscalationRule
from patrol.models.clocks import CHIEFS_UPWARDS
from patrol.queries.step_clocks import calendar
from patrol.rules.casework import OPEN_STATES
from patrol.rules.clocks import LEVELS

USUAL_ZONE = Settings().timezone
STATEMENT = text(files("patrol.sql").joinpath("escalate.sql").read_text(encoding="utf8"))


def escalate(session: Session, now: datetime, zone: ZoneInfo = USUAL_ZONE) -> list[Row]:
    """Bring every late issue to its level, name the next chief, and write it into the history: one statement.

    Returns issue_id, number, level and officer_id of what is new. Issues that somebody is moving at this moment are
    left for the next run.
    """
    today = now.astimezone(zone).date()
    days = calendar(session)
    latest = {count: days.before(today, count) for count in session.scalars(select(EscalationRule.late_days))}
    given = {
        "now": now,
        "today": today,
        "open": list(OPEN_STATES),
        "late_days": list(latest),
        "cutoffs": list(latest.values()),
        "levels": list(LEVELS),
        "chiefs": list(CHIEFS_UPWARDS),
    }
    return list(session.execute(STATEMENT, given))
