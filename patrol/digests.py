"""The morning: what is to be done today, told to each officer who has anything to do, once a day."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import CHIEFS
from patrol.config import Settings
from patrol.models import DigestDay, Notice
from patrol.queries import digests as questions
from patrol.queries.places import places_around
from patrol.queries.step_clocks import calendar
from patrol.rules.notices import REMINDED_DAYS, digest_day, is_reminded
from patrol.rules.quotas import calendar_period

COUNTS = ("due_today", "due_week", "overdue", "assigned", "escalated")


def write_digests(session: Session, now: datetime, settings: Settings) -> bool:
    """Write the day's digests and reminders if its hour has come; whether they were written now.

    The day is entered in the same transaction: they are all written, or none; of two who begin at once, one waits
    and finds it done.
    """
    local, ways = now.astimezone(settings.timezone), settings.notify
    day = digest_day(local, ways.digest_at, None if ways.digest_daily else calendar(session))
    if day is None or session.scalar(_enter(day, now)) is None:
        return False
    for period in REMINDED_DAYS:
        span = calendar_period(period, day)
        if is_reminded(period, day, span[1]):
            questions.remind(session, period, span, day, now)
    rows = _digests(session, day, now)
    if rows:
        _put_away(session, [row["officer_id"] for row in rows], now)
        session.execute(insert(Notice).on_conflict_do_nothing(), rows)
    return True


def _enter(day: date, now: datetime):
    row = insert(DigestDay).values(day=day, written_at=now)
    return row.on_conflict_do_nothing().returning(DigestDay.day)


def _digests(session: Session, day: date, now: datetime) -> list[dict[str, Any]]:
    """A notice for each officer who has anything to do; nobody else hears of it."""
    owing = questions.missing(session, *calendar_period("month", day), day)
    missing = {row.username: row.missing for row in owing}
    behind = Counter(place for row in owing if row.behind for place in places_around(row.division))
    late = {row.username for row in owing if row.behind}
    rows = []
    for officer in questions.waiting(session, now, day):
        counts = {name: getattr(officer, name) for name in COUNTS}
        counts["missing"] = missing.get(officer.username, 0)
        if officer.post in CHIEFS:
            counts["area_overdue"] = officer.area_overdue
            counts["people_behind"] = behind[officer.division_code] - (officer.username in late)
        counts = {name: int(count) for name, count in counts.items() if count}
        if counts:
            rows.append(_notice(officer, counts, day, now))
    return rows


def _notice(officer, counts: dict[str, int], day: date, now: datetime) -> dict[str, Any]:
    return {
        "officer_id": officer.id,
        "kind": "digest",
        "subject_kind": "day",
        "subject": day.isoformat(),
        "occasion": "morning",
        "division_code": officer.division_code,
        "sentence": "notice_digest",
        "params": {"day": day.isoformat(), "counts": counts},
        "created_at": now,
    }


def _put_away(session: Session, officer_ids: list[int], now: datetime) -> None:
    """Yesterday's list is read once there is today's."""
    older = (Notice.kind == "digest", Notice.read_at.is_(None), Notice.officer_id.in_(officer_ids))
    session.execute(update(Notice).where(*older).values(read_at=now))
