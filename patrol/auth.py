"""Sign-in: argon2id passwords, opaque tokens that are hashed at rest, throttled per name and address."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Select, bindparam, func, select, update
from sqlalchemy.orm import Session

from gis.finished import Finished
from patrol.access import Viewer, prefix_of
from patrol.errors import Unauthorised
from patrol.models import Officer, Token
from patrol.throttle import Budget, forgive, spend

FREE_TRIES = 5
FREE_TRIES_ON_NAME = 100
FREE_TRIES_FROM_ADDRESS = 50

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The argon2id hash to keep for `password`."""
    return _hasher.hash(password)


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True)
class Attempt:
    """One try to sign in. Guesses from one address wait soon; the same name from everywhere, and any names from one
    address, wait later: a stranger who guesses does not lock the officer out, and many officers share one address."""

    username: str
    address: str

    @property
    def budgets(self) -> tuple[Budget, Budget, Budget]:
        """What this try is counted on: the name from this address, the name, the address."""
        name = self.username.lower()
        return (
            Budget("sign-in by name and address", f"{name} {self.address}", FREE_TRIES),
            Budget("sign-in by name", name, FREE_TRIES_ON_NAME),
            Budget("sign-in by address", self.address, FREE_TRIES_FROM_ADDRESS),
        )


def begin_sign_in(session: Session, attempt: Attempt, now: datetime) -> str | None:
    """Count the try and tell the hash its password must match. TooMany while the name or the address waits."""
    spend(session, attempt.budgets, now)
    return session.scalar(_officer(attempt).with_only_columns(Officer.password_hash))


def password_matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; as slow for an unknown account. Needs no transaction."""
    try:
        return _hasher.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def finish_sign_in(session: Session, attempt: Attempt) -> Officer | None:
    """The officer who signed in with the right password, unless they left meanwhile; earlier mistakes are forgiven."""
    forgive(session, *attempt.budgets)
    return session.scalar(_officer(attempt))


def _officer(attempt: Attempt):
    return select(Officer).where(func.lower(Officer.username) == attempt.username.lower(), Officer.active)


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex(16))


def issue_token(session: Session, officer: Officer, device: str, now: datetime, days: int) -> tuple[str, datetime]:
    """A new token for `officer` on `device`, shown once, and when it ends."""
    token, kept = _new_token(officer.id, device, now, days)
    session.add(kept)
    return token, kept.expires_at


def issue_screen(session: Session, viewer: Viewer, name: str, code: str, now: datetime, days: int) -> tuple[str, Token]:
    """A token, shown once, for a public screen that shows division `code`, and what is kept of it."""
    token, kept = _new_token(viewer.officer_id, name, now, days)
    kept.screen_code = code
    session.add(kept)
    session.flush()
    return token, kept


def _new_token(officer_id: int, device: str, now: datetime, days: int) -> tuple[str, Token]:
    token = secrets.token_urlsafe(32)
    expires_at = now + timedelta(days=days)
    return token, Token(digest=digest(token), officer_id=officer_id, device=device, expires_at=expires_at)


SIGNED_IN = (
    select(Officer.id, Officer.username, Officer.name, Officer.post, Officer.division_code, Token.screen_code)
    .join(Token, Token.officer_id == Officer.id)
    .where(
        Token.digest == bindparam("digest", None),
        Token.revoked_at.is_(None),
        Token.expires_at > bindparam("now", None),
        Officer.active,
    )
)
WHO = Finished(SIGNED_IN)


def viewer_of(connection: Connection, token: str, now: datetime, *, for_screens: bool = False) -> Viewer:
    """The viewer whose living token this is; Unauthorised otherwise.

    A public screen's token counts only for what is `for_screens`; its viewer sees the division that it shows.
    """
    row = WHO.ask(connection, digest=digest(token), now=now)
    if row is None or (row.screen_code and not for_screens):
        raise Unauthorised
    *person, home, code = row
    viewer = Viewer(*person, home)
    if code is None:
        return viewer
    if not (viewer.opens_screens and prefix_of(code).startswith(viewer.prefix)):
        raise Unauthorised
    return replace(viewer, division_code=code)


@lru_cache(128)
def _and_more(question: Select) -> Finished:
    return Finished(SIGNED_IN.add_columns(question.scalar_subquery().label("more")))


def viewer_and(
    connection: Connection, known_by: bytes, now: datetime, question: Select, values: dict[str, Any]
) -> tuple[Viewer, Any] | None:
    """The viewer whose living token is kept as this digest, and the one value that answers a question put along with
    that, so that both take one way to the database; None for nobody, and for a public screen."""
    row = _and_more(question).ask(connection, digest=known_by, now=now, **values)
    if row is None:
        return None
    *person, home, screen_code, answer = row
    return None if screen_code else (Viewer(*person, home), answer)


def revoke(session: Session, token: str) -> None:
    """End a token at once."""
    session.execute(update(Token).where(Token.digest == digest(token)).values(revoked_at=func.now()))


def revoke_others(session: Session, officer: Officer, kept: str) -> None:
    """End all tokens of an officer but one."""
    others = (Token.officer_id == officer.id, Token.digest != digest(kept), Token.revoked_at.is_(None))
    session.execute(update(Token).where(*others).values(revoked_at=func.now()))


def revoke_all(session: Session, officer: Officer) -> None:
    """End all tokens of an officer at once."""
    session.execute(update(Token).where(Token.officer_id == officer.id).values(revoked_at=func.now()))
