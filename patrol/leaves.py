"""Leave 请假 and substitutes 代巡: asked for, approved, withdrawn, given another substitute.

What days already past change is scored again.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from patrol import auditing, rescoring
from patrol.access import COUNTY_DIGITS, PATROLLING_POSTS, Viewer, prefix_of
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.models import Leave, Officer, Patrol
from patrol.queries import leaves as questions
from patrol.rules.posts import POST_WORDS, SUBSTITUTES

LONGEST_DAYS = 366


def ask(session: Session, viewer: Viewer, data: dict, *, now: datetime, zone: ZoneInfo) -> int:
    """Enter leave: officer, first_on, last_on, reason, substitute (user names). One's own waits for approval; that of
    somebody in one's division is approved with it, by those who may. Its id; Invalid names what cannot be."""
    officer = _officer(session, viewer, data.get("officer") or viewer.username)
    _check_days(session, officer.id, data)
    substitute = _substitute(session, officer, data) if data.get("substitute") else None
    own = officer.id == viewer.officer_id
    leave = Leave(
        officer_id=officer.id,
        substitute_id=substitute.id if substitute else None,
        first_on=data["first_on"],
        last_on=data["last_on"],
        reason=data["reason"],
        asked_by=viewer.officer_id,
        asked_at=now,
        approved_by=None if own else viewer.officer_id,
        approved_at=None if own else now,
    )
    session.add(leave)
    session.flush()
    if not own:
        _score_past(session, viewer, leave, officer.division_code, now, zone)
    return leave.id


def may_stand_in(session: Session, viewer: Viewer, asked: dict) -> list[Row]:
    """Who may be named for leave of an officer, or one's own; whoever may not enter that leave is refused alike."""
    return questions.may_stand_in(session, _officer(session, viewer, asked["officer"] or viewer.username), asked)


def _officer(session: Session, viewer: Viewer, username: str) -> Row:
    found = session.execute(
        select(Officer.id, Officer.username, Officer.division_code, Officer.post).where(
            Officer.username == username, Officer.active
        )
    ).one_or_none()
    if found is not None and found.id == viewer.officer_id:
        return found
    if found is not None and found.division_code.startswith(viewer.prefix):
        if not viewer.approves_leave:
            raise Forbidden("leave_not_your_post")
        return found
    raise Invalid({"officer": ("leave_officer_unknown", {"code": username})})


def _check_days(session: Session, officer_id: int, data: dict) -> None:
    first, last = data["first_on"], data["last_on"]
    if first > last:
        raise Invalid({"from": "from_after_to"})
    if (last - first).days >= LONGEST_DAYS:
        raise Invalid({"to": ("leave_too_long", {"days": LONGEST_DAYS})})
    # Two requests at once wait for one another here.
    session.execute(select(Officer.id).where(Officer.id == officer_id).with_for_update())
    other = questions.overlapping(session, officer_id, first, last)
    if other:
        raise Invalid({"from": ("leave_overlaps", {"first": other.first_on, "last": other.last_on})})


def _substitute(session: Session, officer: Row | Officer, data: dict) -> Row:
    code = data["substitute"]
    if code == officer.username:
        raise Invalid({"substitute": "leave_substitute_self"})
    found = session.execute(
        select(Officer.id, Officer.post, Officer.division_code).where(Officer.username == code, Officer.active)
    ).one_or_none()
    county = prefix_of(officer.division_code)[:COUNTY_DIGITS]
    if found is None or found.post not in PATROLLING_POSTS or not found.division_code.startswith(county):
        raise Invalid({"substitute": ("leave_officer_unknown", {"code": code})})
    if found.post not in SUBSTITUTES.get(officer.post, ()):
        raise Invalid({"substitute": ("leave_substitute_post", _posts(found.post, officer.post))})
    if questions.overlapping(session, found.id, data["first_on"], data["last_on"]):
        raise Invalid({"substitute": ("leave_substitute_away", {"code": code})})
    return found


def _posts(post: str, of: str) -> dict[str, str]:
    """What the two posts are called, and which may stand in."""
    may = [POST_WORDS[each] for each in SUBSTITUTES.get(of, ())]
    called = {"post_zh": POST_WORDS[post][0], "post": POST_WORDS[post][1], "of_zh": POST_WORDS[of][0]}
    called |= {"choices_zh": "、".join(zh for zh, _ in may), "choices": ", ".join(en for _, en in may)}
    return called | {"of": POST_WORDS[of][1]}


def approve(session: Session, viewer: Viewer, leave_id: int, *, now: datetime, zone: ZoneInfo) -> None:
    """Let a leave count; Forbidden for one's own, Conflict once it was withdrawn or who stands in has left; approved
    again, nothing happens."""
    leave, division = _known(session, viewer, leave_id)
    if not viewer.approves_leave:
        raise Forbidden("leave_not_your_post")
    if leave.officer_id == viewer.officer_id:
        raise Forbidden("leave_own_approval")
    if leave.withdrawn_at is not None:
        raise Conflict("leave_withdrawn")
    if leave.approved_at is None:
        _check_still_here(session, leave.substitute_id)
        leave.approved_by, leave.approved_at = viewer.officer_id, now
        session.flush()
        _score_past(session, viewer, leave, division, now, zone)


def _check_still_here(session: Session, substitute_id: int | None) -> None:
    """Conflict where who stands in has left since the leave was asked for; who is leaving just now is waited for."""
    stands_in = select(Officer.name, Officer.active).where(Officer.id == substitute_id)
    substitute = session.execute(stands_in.with_for_update(read=True)).one_or_none()
    if substitute is not None and not substitute.active:
        raise Conflict("leave_substitute_left", name=substitute.name)


def withdraw(session: Session, viewer: Viewer, leave_id: int, *, now: datetime, zone: ZoneInfo) -> None:
    """Take a leave back, one's own or that of one's people; it stays to be seen. Withdrawn again, nothing happens."""
    leave, division = _known(session, viewer, leave_id)
    if leave.officer_id != viewer.officer_id and not viewer.approves_leave:
        raise Forbidden("leave_not_your_post")
    if leave.withdrawn_at is None:
        leave.withdrawn_by, leave.withdrawn_at = viewer.officer_id, now
        session.flush()
        if leave.approved_at is not None:
            _score_past(session, viewer, leave, division, now, zone)


def substitute(
    session: Session, viewer: Viewer, leave_id: int, username: str | None, *, now: datetime, zone: ZoneInfo
) -> None:
    """Let another officer, or nobody, stand in on all its days; the audit log keeps who did before.

    One's own leave is open to oneself until it is approved. Forbidden by post, Conflict once withdrawn, Invalid for who
    cannot stand in; the one who does already changes nothing.
    """
    leave, division = _known(session, viewer, leave_id)
    own = leave.officer_id == viewer.officer_id
    if not viewer.approves_leave and not own:
        raise Forbidden("leave_not_your_post")
    if own and leave.approved_at is not None:
        raise Forbidden("leave_own_substitute")
    if leave.withdrawn_at is not None:
        raise Conflict("leave_withdrawn")
    officer = session.get_one(Officer, leave.officer_id)
    days = {"first_on": leave.first_on, "last_on": leave.last_on}
    found = _substitute(session, officer, days | {"substitute": username}) if username else None
    before, after = leave.substitute_id, found.id if found else None
    if before == after:
        return
    was = session.get_one(Officer, before).username if before else None
    leave.substitute_id = after
    session.flush()
    detail = {"id": leave.id, "before": {"substitute": was}, "after": {"substitute": username}}
    auditing.keep(session, viewer, "leave_substituted", division, detail, officer=officer, at=now)
    if leave.approved_at is not None:
        _score_past(session, viewer, leave, division, now, zone, {before, after})


def _known(session: Session, viewer: Viewer, leave_id: int) -> tuple[Leave, str]:
    row = questions.visible_leave(session, viewer, leave_id)
    if row is None:
        raise NotFound("leave_unknown")
    leave = session.get(Leave, leave_id, with_for_update=True, populate_existing=True)
    if leave is None:
        raise NotFound("leave_unknown")
    return leave, row.division


def _score_past(
    session: Session,
    viewer: Viewer,
    leave: Leave,
    division: str,
    now: datetime,
    zone: ZoneInfo,
    of: Iterable[int | None] = (),
) -> None:
    """What the substitute (or these officers) walked already in these days is judged again, on record."""
    last: date = min(leave.last_on, now.astimezone(zone).date())
    walkers = {each for each in of or (leave.substitute_id,) if each is not None}
    if not walkers or leave.first_on > last:
        return
    county = division[:COUNTY_DIGITS].ljust(12, "0")
    which = Patrol.officer_id.in_(walkers)
    reason = f"代巡 {leave.id}"
    rescoring.record(session, viewer, county, (leave.first_on, last), reason, now, which=which)
