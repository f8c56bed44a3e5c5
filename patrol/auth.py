"""Sign-in: argon2id passwords, opaque tokens that are hashed at rest, throttled per account."""

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import TooMany, Unauthorised
from patrol.models import Officer, Token

FREE_TRIES = 5
LONGEST_WAIT_S = 900

_hasher = PasswordHasher()
# Verified against when the account does not exist, so that both answers take the same time.
_nobody = _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """The argon2id hash to keep for `password`."""
    return _hasher.hash(password)


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def check_password(session: Session, username: str, password: str, now: datetime) -> Officer | None:
    """The officer whose password this is, or None; failures are counted. TooMany while the account waits."""
    officer = session.scalar(select(Officer).where(Officer.username == username, Officer.active).with_for_update())
    if officer is not None and officer.locked_until and officer.locked_until > now:
        raise TooMany(retry_after_s=int((officer.locked_until - now).total_seconds()) + 1)
    stored = officer.password_hash if officer and officer.password_hash else _nobody
    try:
        right = _hasher.verify(stored, password) and stored is not _nobody
    except (VerificationError, InvalidHashError):
        right = False
    if officer is not None:
        _count(officer, right, now)
    return officer if right else None


def _count(officer: Officer, right: bool, now: datetime) -> None:
    """After five wrong passwords each further one doubles the wait, up to a quarter of an hour."""
    if right:
        officer.failed_sign_ins, officer.locked_until = 0, None
        return
    officer.failed_sign_ins += 1
    excess = officer.failed_sign_ins - FREE_TRIES
    if excess >= 0:
        officer.locked_until = now + timedelta(seconds=min(2**excess * 5, LONGEST_WAIT_S))


def issue_token(session: Session, officer: Officer, device: str, now: datetime, days: int) -> tuple[str, datetime]:
    """A new token for `officer` on `device`, shown once, and when it ends."""
    token = secrets.token_urlsafe(32)
    expires_at = now + timedelta(days=days)
    session.add(Token(digest=digest(token), officer_id=officer.id, device=device, expires_at=expires_at))
    return token, expires_at


def viewer_of(session: Session, token: str, now: datetime) -> Viewer:
    """The viewer whose living token this is; Unauthorised otherwise."""
    row = session.execute(
        select(Officer.id, Officer.username, Officer.name, Officer.post, Officer.division_code)
        .join(Token, Token.officer_id == Officer.id)
        .where(Token.digest == digest(token), Token.revoked_at.is_(None), Token.expires_at > now, Officer.active)
    ).one_or_none()
    if row is None:
        raise Unauthorised
    return Viewer(*row)


def revoke(session: Session, token: str) -> None:
    """End a token at once."""
    session.execute(update(Token).where(Token.digest == digest(token)).values(revoked_at=func.now()))
