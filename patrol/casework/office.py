"""What an office says of itself: its name, the word its papers are numbered with, what signboards tell."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import Forbidden, Invalid
from patrol.models import OfficeProfile
from patrol.queries.divisions import is_within

SETTERS = frozenset({"office", "admin"})


def may_set(viewer: Viewer) -> None:
    """Forbidden to others than the office and the administrator."""
    if viewer.post not in SETTERS:
        raise Forbidden


def set_profile(session: Session, viewer: Viewer, division: str | None, data: dict[str, Any]) -> None:
    """Let an office be called so. Forbidden to others than the office and the administrator; Invalid by field."""
    may_set(viewer)
    code = division or viewer.division_code
    if code != viewer.division_code and not is_within(session, code, viewer):
        raise Invalid({"division": ("division_outside", {"code": code})})
    row = insert(OfficeProfile).values(division_code=code, **data)
    session.execute(row.on_conflict_do_update(index_elements=["division_code"], set_=data))
