"""What is going on this day: who is out, which issues came in and are due."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Row, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible, within
from patrol.models import Division, Issue, LiveDevice, LiveFix, Officer, Patrol
from patrol.queries.coverage import narrower
from patrol.queries.issues import Clockface, is_overdue
from patrol.rules.casework import OPEN_STATES

FRESH = timedelta(minutes=15)
"""A device that has told no position for longer is not known to be out."""


def out_now(session: Session, viewer: Viewer, now: datetime, division: str | None) -> list[Row]:
    """username, name, post, division, division_name, kind, at, lon and lat of the last position of each device that is
    under way. Who does not lead or oversee patrols sees themselves alone."""
    mine = [] if viewer.sees_positions else [Officer.id == viewer.officer_id]
    last = (
        select(LiveFix.device_id, LiveFix.at, LiveFix.geom)
        .where(LiveFix.at > now - FRESH, LiveFix.closed_at.is_(None))
        .where(within(LiveFix.division_code, narrower(viewer, division)))
        .ext(distinct_on(LiveFix.device_id))
        .order_by(LiveFix.device_id, LiveFix.at.desc())
        .subquery()
    )
    return list(
        session.execute(
            select(
                Officer.username,
                Officer.name,
                Officer.post,
                Officer.division_code.label("division"),
                Division.name.label("division_name"),
                LiveDevice.kind,
                last.c.at,
                func.ST_X(last.c.geom).label("lon"),
                func.ST_Y(last.c.geom).label("lat"),
            )
            .join(LiveDevice, LiveDevice.id == last.c.device_id)
            .join(Officer, Officer.id == LiveDevice.officer_id)
            .outerjoin(Division, Division.code == Officer.division_code)
            .where(LiveDevice.revoked_at.is_(None), Officer.active, *mine)
            .order_by(Officer.name, LiveDevice.id)
        )
    )


def patrols_by_day(session: Session, viewer: Viewer, first: date, last: date, division: str | None) -> list[Row]:
    """on, patrols and effective patrols of each day between two on which anybody walked."""
    return list(
        session.execute(
            select(
                Patrol.patrolled_on.label("on"),
                func.count().label("patrols"),
                func.count().filter(Patrol.effective).label("effective"),
            )
            .where(Patrol.patrolled_on.between(first, last), Patrol.counts, visible(viewer, Patrol, division))
            .group_by(Patrol.patrolled_on)
            .order_by(Patrol.patrolled_on)
        )
    )


def issue_figures(session: Session, viewer: Viewer, at: Clockface, division: str | None, zone: ZoneInfo) -> dict:
    """reported_today, due_today (not late yet), overdue and open issues."""
    reported_on = cast(func.timezone(zone.key, Issue.reported_at), Date)
    still_open, late = Issue.state.in_(OPEN_STATES), is_overdue(at)
    counts = {
        "issues_reported": reported_on == at.today,
        "issues_due": still_open & (Issue.due_on == at.today) & ~late,
        "issues_overdue": late,
        "issues_open": still_open,
    }
    here = within(Issue.division_code, narrower(viewer, division))
    columns = [func.count().filter(condition).label(name) for name, condition in counts.items()]
    return dict(session.execute(select(*columns).where(here)).one()._mapping)
