"""Bulletins asked for, issued, thrown away; templates and schedules of them."""

from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_or_update
from sqlalchemy.orm import Session

from patrol import auditing
from patrol.access import Viewer
from patrol.bulletins.sampling import sample
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.filling import try_template
from patrol.models import Bulletin, BulletinSchedule, BulletinTemplate, Officer
from patrol.queries import bulletins as questions
from patrol.queries.divisions import is_within
from patrol.rules.asked_period import calendar_of, days_of
from patrol.rules.bulletins import BULLETINS, ISSUERS, last_period


def may_issue(viewer: Viewer | None) -> None:
    """Forbidden unless the post has bulletins made; nobody, the command line, may."""
    if viewer is not None and viewer.post not in ISSUERS:
        raise Forbidden


def ask(
    session: Session, viewer: Viewer | None, kind: str, period: str, division: str, officer: str | None, now: datetime
) -> tuple[Bulletin, bool]:
    """Write down that the next version of a bulletin is to be made; it, and whether it was not asked for already.

    Forbidden by post, save that everybody may ask for their own record; NotFound outside the viewer's scope; Invalid
    for a period that the kind does not cover, or that has not begun.
    """
    person = _person(session, viewer, kind, officer)
    if person is None or viewer is None or person.id != viewer.officer_id:
        may_issue(viewer)
    code = person.division_code if person else division
    if viewer is not None and not is_within(session, code, viewer):
        raise NotFound("division_outside", code=code)
    first, last = _days(kind, period, now.date())
    person_id = person.id if person else None
    waiting = questions.waiting(session, kind, code, period, person_id)
    if waiting is not None:
        return waiting, False
    version = questions.newest_version(session, kind, code, period, person_id) + 1
    bulletin = Bulletin(
        kind=kind,
        division_code=code,
        period=period,
        officer_id=person_id,
        version=version,
        first_on=first,
        last_on=last,
        state="waiting",
        asked_by=viewer.officer_id if viewer else None,
        asked_at=now,
    )
    session.add(bulletin)
    session.flush()
    return bulletin, True


def _person(session: Session, viewer: Viewer | None, kind: str, officer: str | None) -> Officer | None:
    if not BULLETINS[kind].of_person:
        if officer is not None:
            raise Invalid({"officer": "bulletin_of_no_person"})
        return None
    if officer is None:
        raise Invalid({"officer": "required"})
    person = questions.officer_called(session, viewer, officer)
    if person is None:
        raise NotFound("bulletin_officer_unknown", {"officer": "bulletin_officer_unknown"})
    return person


def _days(kind: str, period: str, today: date) -> tuple[date, date]:
    if calendar_of(period) not in BULLETINS[kind].periods:
        raise Invalid({"period": "bulletin_period"})
    first, last = days_of(period)
    if first > today:
        raise Invalid({"period": "bulletin_not_begun"})
    return first, last


def issue(session: Session, viewer: Viewer | None, number: int, now: datetime) -> None:
    """Issue a version: it never changes again. Conflict while it is not ready, runs on, or was issued before."""
    may_issue(viewer)
    bulletin = _held(session, viewer, number)
    if bulletin.state != "ready":
        raise Conflict("bulletin_not_ready")
    if bulletin.issued_at is not None:
        raise Conflict("bulletin_issued")
    if bulletin.last_on >= now.date():
        raise Conflict("bulletin_running", last=bulletin.last_on)
    bulletin.issued_by, bulletin.issued_at = (viewer.officer_id if viewer else None), now
    days = {"from": bulletin.first_on.isoformat(), "to": bulletin.last_on.isoformat()}
    told = {"kind": bulletin.kind, **days, "version": bulletin.version}
    auditing.keep(session, viewer, "bulletin_issued", bulletin.division_code, told, at=now)


def discard(session: Session, viewer: Viewer, number: int) -> None:
    """Throw a draft away; Conflict for what has been issued."""
    may_issue(viewer)
    bulletin = _held(session, viewer, number)
    if bulletin.issued_at is not None:
        raise Conflict("bulletin_issued")
    session.delete(bulletin)


def _held(session: Session, viewer: Viewer | None, number: int) -> Bulletin:
    bulletin = questions.locked(session, number)
    if bulletin is None or (viewer is not None and not bulletin.division_code.startswith(viewer.prefix)):
        raise NotFound
    return bulletin


def set_template(session: Session, viewer: Viewer, kind: str, content: bytes) -> None:
    """Let bulletins of a kind be filled from `content` from now on. Invalid when it cannot be filled in."""
    _may_set(viewer, kind)
    try_template(content, *sample(kind))
    _enter_template(session, viewer, kind, content)
    auditing.keep(session, viewer, "template_set", viewer.division_code, {"kind": kind, "bytes": len(content)})


def reset_template(session: Session, viewer: Viewer, kind: str) -> None:
    """Let bulletins of a kind be filled from the system's own template again; the edited ones are kept."""
    _may_set(viewer, kind)
    _enter_template(session, viewer, kind, None)
    auditing.keep(session, viewer, "template_reset", viewer.division_code, {"kind": kind})


def _may_set(viewer: Viewer, kind: str) -> None:
    may_issue(viewer)
    if kind not in BULLETINS:
        raise NotFound


def _enter_template(session: Session, viewer: Viewer, kind: str, content: bytes | None) -> None:
    row = {"division_code": viewer.division_code, "kind": kind, "content": content, "entered_by": viewer.officer_id}
    session.execute(insert(BulletinTemplate).values(row))


def set_schedule(session: Session, viewer: Viewer, data: dict) -> int:
    """Make a kind by itself for every period that is over, from a day of the month on; one a division and calendar."""
    may_issue(viewer)
    if not is_within(session, data["division"], viewer):
        raise NotFound("division_outside", code=data["division"])
    kind = BULLETINS[data["kind"]]
    if kind.of_person:
        raise Invalid({"kind": "bulletin_of_a_person"})
    if data["calendar"] not in kind.periods:
        raise Invalid({"calendar": "bulletin_period"})
    own = {"kind": data["kind"], "division_code": data["division"], "calendar": data["calendar"]}
    rest = {"day": data["day"], "parts": data["parts"], "entered_by": viewer.officer_id}
    written = insert_or_update(BulletinSchedule).values(own | rest)
    written = written.on_conflict_do_update(index_elements=list(own), set_=rest)
    return session.scalars(written.returning(BulletinSchedule.id)).one()


def end_schedule(session: Session, viewer: Viewer, number: int) -> None:
    """Make it by itself no longer; what was made stays."""
    may_issue(viewer)
    schedule = session.get(BulletinSchedule, number)
    if schedule is None or not schedule.division_code.startswith(viewer.prefix):
        raise NotFound
    session.delete(schedule)


def follow_schedules(session: Session, now: datetime) -> list[int]:
    """Ask for what schedules want by now, each period once; the numbers of what is to be made. `now` is local."""
    asked: list[int] = []
    for schedule in questions.due_schedules(session, now.day):
        period = last_period(schedule.calendar, now.date())
        if schedule.last_period == period:
            continue
        schedule.last_period = period
        places = [schedule.division_code]
        places += questions.parts_of(session, schedule.division_code) if schedule.parts else []
        found = [ask(session, None, schedule.kind, period, place, None, now) for place in places]
        asked += [bulletin.id for bulletin, new in found if new]
    return asked
