"""Officers and what they answer for: entered by the office, refused in words."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import auth
from patrol.access import Viewer
from patrol.errors import Conflict, Invalid
from patrol.models import Assignment, Division, ForestPlot, Officer, RiverSegment
from patrol.models.officers import POSTS

SHORTEST_PASSWORD = 8
LONGEST_PUBLISHED = 60
USERNAME = re.compile(r"\w[\w.@-]*")


def add_officer(session: Session, username: str, name: str, post: str, division: str, password: str | None) -> Officer:
    """Enter an officer; Invalid for an unknown post or division, a weak password, no name or a user name with blanks or
    signs that nobody types again, Conflict for a known user name."""
    if not name.strip():
        raise Invalid({"name": "required"})
    if not USERNAME.fullmatch(username):
        raise Invalid({"username": "username_form"})
    if post not in POSTS:
        raise Invalid({"post": ("not_one_of", {"choices": "、".join(POSTS)})})
    check_division(session, division)
    if password is not None:
        check_password(password)
    if session.scalar(select(Officer.id).where(func.lower(Officer.username) == username.lower())):
        raise Conflict("username_taken", username=username)
    officer = Officer(
        username=username,
        name=name,
        post=post,
        division_code=division,
        password_hash=auth.hash_password(password) if password is not None else None,
    )
    session.add(officer)
    session.flush()
    return officer


def check_password(password: str) -> None:
    """Invalid for a password that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid({"password": ("password_short", {"least": SHORTEST_PASSWORD})})


def set_password(session: Session, username: str, password: str, *, sign_out: bool) -> None:
    """Give an officer a new password; with `sign_out` their tokens end too, as for a phone that was lost."""
    check_password(password)
    officer = session.scalar(select(Officer).where(func.lower(Officer.username) == username.lower()))
    if officer is None:
        raise Invalid({"username": ("unknown_officer", {"code": username})})
    officer.password_hash = auth.hash_password(password)
    if sign_out:
        auth.revoke_all(session, officer)


def check_division(session: Session, code: str) -> None:
    """Invalid unless a division with this code exists."""
    if not session.scalar(select(Division.id).where(Division.code == code)):
        raise Invalid({"division": ("unknown_division", {"code": code})})


def viewer_named(session: Session, username: str) -> Viewer:
    """The active officer with this user name, as somebody who asks; Invalid if unknown."""
    named = func.lower(Officer.username) == username.lower()
    officer = session.scalar(select(Officer).where(named, Officer.active))
    if officer is None:
        raise Invalid({"username": ("unknown_officer", {"code": username})})
    return Viewer(officer.id, officer.username, officer.name, officer.post, officer.division_code)


def assign(session: Session, username: str, kind: str, codes: Sequence[str], valid_from: date) -> int:
    """Let an officer answer for segments or plots from a day on; returns how many are new. Invalid if unknown."""
    return len(enter_duties(session, username, kind, codes, valid_from))


def enter_duties(session: Session, username: str, kind: str, codes: Sequence[str], valid_from: date) -> list[int]:
    """As `assign`; returns the ids of the new duties. Invalid for what they answer for otherwise over the same days,
    Conflict for who is inactive."""
    officer = session.scalar(select(Officer).where(func.lower(Officer.username) == username.lower()))
    if officer is None:
        raise Invalid({"username": ("unknown_officer", {"code": username})})
    check_active(officer)
    thing = RiverSegment if kind == "segment" else ForestPlot
    known = dict(session.execute(select(thing.code, thing.id).where(thing.code.in_(codes))).all())
    for code in codes:
        if code not in known:
            raise Invalid({"code": (f"unknown_{kind}", {"code": code})})
    _check_free(session, officer, kind, known, valid_from)
    rows = [
        {"officer_id": officer.id, f"{kind}_id": known[code], "post": officer.post, "valid_from": valid_from}
        for code in dict.fromkeys(codes)
    ]
    return list(session.scalars(insert(Assignment).on_conflict_do_nothing().returning(Assignment.id), rows))


def check_active(officer: Officer) -> None:
    """Conflict for who no longer works here: they answer for nothing."""
    if not officer.active:
        raise Conflict("officer_inactive", name=officer.name)


def _check_free(session: Session, officer: Officer, kind: str, known: Mapping[str, int], since: date) -> None:
    """Nobody owes one object twice: a duty that goes on is the same one, another over the same days must end first."""
    of = Assignment.segment_id if kind == "segment" else Assignment.plot_id
    same = and_(Assignment.post == officer.post, Assignment.valid_from <= since, Assignment.valid_to.is_(None))
    over = func.coalesce(Assignment.valid_to, since) < since
    held = select(of, Assignment.valid_from).where(Assignment.officer_id == officer.id, of.in_(known.values()))
    found = session.execute(held.where(~same, ~over).order_by(Assignment.valid_from).limit(1)).first()
    if found:
        code = next(code for code, number in known.items() if number == found[0])
        raise Invalid({"codes": ("assignment_held", {"code": code, "since": found.valid_from})})


def publish(session: Session, username: str, title: str | None, phone: str | None) -> None:
    """Say what of an officer is published on signboards; None leaves as it is, "" takes off. Invalid if unknown."""
    officer = session.scalar(select(Officer).where(Officer.username == username))
    if officer is None:
        raise Invalid({"username": ("unknown_officer", {"code": username})})
    for field, value in (("office_title", title), ("office_phone", phone)):
        if value is not None and len(value) > LONGEST_PUBLISHED:
            raise Invalid({field: ("length", {"min": 0, "max": LONGEST_PUBLISHED})})
        if value is not None:
            setattr(officer, field, value.strip() or None)
    session.flush()
