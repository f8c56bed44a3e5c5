"""Officers are entered and changed by those who keep them; whatever is done is written down beside it."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from patrol import auditing, auth, people
from patrol.access import COUNTY_DIGITS, Viewer
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.models import Officer, Token
from patrol.models.officers import POSTS
from patrol.queries import officers as questions
from patrol.queries.divisions import is_within
from patrol.staffing import leaving

CHANGEABLE = ("name", "post", "division_code", "active", "phone", "office_title", "office_phone")
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_LENGTH = 12


def may_keep(viewer: Viewer) -> None:
    """Forbidden unless an administrator, or the office of a county or above."""
    office = viewer.post == "office" and len(viewer.prefix) <= COUNTY_DIGITS
    if viewer.post != "admin" and not office:
        raise Forbidden


def may_touch(viewer: Viewer, *posts: str) -> None:
    """Forbidden where an office would make, or change, an administrator."""
    if viewer.post != "admin" and "admin" in posts:
        raise Forbidden("officer_admin_only")


def add(session: Session, viewer: Viewer, data: dict[str, Any], now: datetime, *, trial: bool = False) -> str | None:
    """Enter an officer; returns the password to hand over, shown this once; none in a trial, which is rolled back.

    Forbidden by post; Invalid for an unknown post or division; Conflict for a known user name.
    """
    may_keep(viewer)
    may_touch(viewer, data["post"])
    _in_scope(session, viewer, data["division"])
    # Hashing is slow by design, and a trial needs none.
    password = None if trial else data.get("password") or new_password()
    officer = people.add_officer(session, data["username"], data["name"], data["post"], data["division"], password)
    for name in ("phone", "office_title", "office_phone"):
        setattr(officer, name, data.get(name))
    session.flush()
    write(session, viewer, "officer_added", officer, now, {"post": officer.post, "division": officer.division_code})
    return password


def change(session: Session, viewer: Viewer, username: str, data: dict[str, Any], now: datetime, today: date) -> None:
    """Change what is given. Who no longer works here is made inactive and signed out, and their duties end with the
    day; their record stays."""
    officer = held(session, viewer, username)
    wanted = {"division_code" if name == "division" else name: value for name, value in data.items()}
    _check_change(session, viewer, officer, wanted)
    changed = {name: value for name, value in wanted.items() if getattr(officer, name) != value}
    if not changed:
        return
    before = {name: getattr(officer, name) for name in changed}
    for name, value in changed.items():
        setattr(officer, name, value)
    session.flush()
    write(session, viewer, "officer_changed", officer, now, {"before": before, "after": changed})
    if changed.get("active") is False:
        auth.revoke_all(session, officer)
        for action, detail in leaving.end_duties(session, officer.id, today).items():
            write(session, viewer, action, officer, now, detail)


def _check_change(session: Session, viewer: Viewer, officer: Officer, wanted: dict[str, Any]) -> None:
    may_touch(viewer, officer.post, wanted.get("post", officer.post))
    if "post" in wanted and wanted["post"] not in POSTS:
        raise Invalid({"post": ("not_one_of", {"choices": "、".join(POSTS)})})
    if "division_code" in wanted:
        _in_scope(session, viewer, wanted["division_code"])
    if wanted.get("active") is False and officer.id == viewer.officer_id:
        raise Conflict("officer_self")


def give_password(session: Session, viewer: Viewer, username: str, now: datetime) -> str:
    """A new password, shown this once, and all tokens ended: as for a phone that was lost."""
    officer = held(session, viewer, username)
    may_touch(viewer, officer.post)
    password = new_password()
    people.set_password(session, officer.username, password, sign_out=True)
    write(session, viewer, "password_set", officer, now, {})
    return password


def change_own_password(session: Session, viewer: Viewer, new: str, kept: str, now: datetime) -> None:
    """One's own new password; every device but the one that asks (by its token) is signed out. Invalid if too short.

    Whoever calls has made sure that the old one was known.
    """
    officer = session.get_one(Officer, viewer.officer_id)
    people.set_password(session, officer.username, new, sign_out=False)
    auth.revoke_others(session, officer, kept)
    write(session, viewer, "own_password_set", officer, now, {})


def sign_out(session: Session, viewer: Viewer, username: str, token_id: int | None, now: datetime) -> None:
    """End one token of an officer, or all of them; NotFound for a token that is not theirs."""
    officer = held(session, viewer, username)
    may_touch(viewer, officer.post)
    if token_id is None:
        auth.revoke_all(session, officer)
    else:
        living = (Token.id == token_id, Token.officer_id == officer.id, Token.revoked_at.is_(None))
        ended = session.execute(update(Token).where(*living).values(revoked_at=now).returning(Token.id))
        if ended.one_or_none() is None:
            raise NotFound
    write(session, viewer, "signed_out", officer, now, {"token": token_id})


def held(session: Session, viewer: Viewer, username: str) -> Officer:
    """An officer in scope of somebody who keeps officers, held until the transaction ends; NotFound for others."""
    may_keep(viewer)
    officer = questions.held(session, viewer, username)
    if officer is None:
        raise NotFound
    return officer


def _in_scope(session: Session, viewer: Viewer, code: str) -> None:
    if not is_within(session, code, viewer):
        raise Invalid({"division": ("unknown_division", {"code": code})})


def new_password() -> str:
    """One that can be read out: no letters that look like others."""
    return "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(PASSWORD_LENGTH))


def write(session: Session, viewer: Viewer, action: str, officer: Officer, now: datetime, detail: dict) -> None:
    """Keep what was done to an officer."""
    auditing.keep(session, viewer, action, officer.division_code, detail, officer=officer, at=now)
