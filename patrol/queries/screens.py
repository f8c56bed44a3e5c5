"""The public screens 大屏 that are up."""

from datetime import datetime

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.orm import Session

from patrol.access import Viewer, within
from patrol.models import Division, Token


def living(viewer: Viewer, now: datetime) -> Select:
    """id, name, division, division_name, created_at and expires_at of the screens of the viewer's division."""
    return (
        select(Token.id, Token.device.label("name"), Token.screen_code.label("division"))
        .add_columns(Division.name.label("division_name"), Token.created_at, Token.expires_at)
        .outerjoin(Division, Division.code == Token.screen_code)
        .where(Token.screen_code.is_not(None), within(Token.screen_code, viewer.division_code))
        .where(Token.revoked_at.is_(None), Token.expires_at > now)
        .order_by(Token.id.desc())
    )


def one(session: Session, viewer: Viewer, screen_id: int, now: datetime) -> Row | None:
    """One living screen."""
    return session.execute(living(viewer, now).where(Token.id == screen_id)).one_or_none()


def end(session: Session, viewer: Viewer, screen_id: int) -> Row | None:
    """End a screen of the viewer's division: its name and division; None where there was none."""
    ended = session.execute(
        update(Token)
        .where(Token.id == screen_id, Token.screen_code.is_not(None), Token.revoked_at.is_(None))
        .where(within(Token.screen_code, viewer.division_code))
        .values(revoked_at=func.now())
        .returning(Token.device.label("name"), Token.screen_code.label("division"))
    )
    return ended.one_or_none()
