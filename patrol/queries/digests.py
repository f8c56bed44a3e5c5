"""What an officer has to do today, and who is behind with duties as their period ends."""

from datetime import date, datetime, timedelta
from importlib.resources import files

from sqlalchemy import Row, String, cast, func, literal, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import CHIEFS, Viewer
from patrol.models import Notice, Officer
from patrol.queries import duties
from patrol.queries.duty_atoms import Asked
from patrol.rules.casework import OPEN_STATES

ISSUES = text(files("patrol.sql").joinpath("digest_issues.sql").read_text(encoding="utf8"))
EVERYBODY = Viewer(0, "", "", "admin", "000000000000")
WITH_ASSIGNEE = ["assigned", "rectifying"]
SUNDAY = 6


def waiting(session: Session, now: datetime, today: date) -> list[Row]:
    """Per active officer: id, username, post, division_code, and counts of issues due_today … area_overdue."""
    given = {"now": now, "today": today, "sunday": today + timedelta(days=SUNDAY - today.weekday())}
    given |= {"open": list(OPEN_STATES), "with_assignee": WITH_ASSIGNEE, "chiefs": sorted(CHIEFS)}
    return list(session.execute(ISSUES, given))


def missing(session: Session, first: date, last: date, today: date) -> list[Row]:
    """Officers who still owe in a month, of whose days these are the first and last: username, division, missing,
    and whether they are behind the days."""
    rows = duties.table("officer", Asked(EVERYBODY, first, last), today).subquery()
    return list(
        session.execute(
            select(
                rows.c.key.label("username"),
                rows.c.division,
                func.sum(rows.c.missing).label("missing"),
                func.bool_or(rows.c.status.in_(("behind", "missed"))).label("behind"),
            )
            .where(rows.c.missing > 0)
            .group_by(rows.c.key, rows.c.division)
        )
    )


def remind(session: Session, period: str, span: tuple[date, date], today: date, now: datetime) -> None:
    """Tell every active officer what they still owe by rules counted in `period`, once for this span of it."""
    first, last = span
    rows = duties.table("officer", Asked(EVERYBODY, first, last, counted_in=period), today).subquery()
    said = func.jsonb_build_object(
        "owed", rows.c.owed, "missing", rows.c.missing, "to", cast(literal(last.isoformat()), String)
    )
    behind = (
        select(
            Officer.id,
            literal("duty_behind"),
            literal("duty"),
            rows.c.kind + "/" + rows.c.per,
            literal(f"{first}/{last}"),
            Officer.division_code,
            "notice_duty_behind_" + rows.c.kind,
            said,
            literal(now),
        )
        .join(Officer, Officer.username == rows.c.key)
        .where(rows.c.missing > 0, Officer.active)
    )
    names = ("officer_id", "kind", "subject_kind", "subject", "occasion", "division_code", "sentence", "params")
    session.execute(insert(Notice).from_select([*names, "created_at"], behind).on_conflict_do_nothing())
