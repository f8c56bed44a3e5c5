"""Change sets: what is changed at one go goes into the history of boundaries under one name.

The database writes the history itself, by triggers; whoever changes boundaries opens a set first, in the same
transaction, so that it says by whom and by which means. Who opens none gets a set of means `sql`.
"""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from patrol.models import ChangeSet


def open_set(
    session: Session,
    means: str,
    officer_id: int | None = None,
    title: str = "",
    *,
    undoes_id: int | None = None,
    at: datetime | None = None,
) -> int:
    """Open a set for all that this transaction changes from now on; returns its number. `at` is now unless given."""
    opened = ChangeSet(
        means=means, officer_id=officer_id, title=title[:200], undoes_id=undoes_id, opened_at=at or func.now()
    )
    session.add(opened)
    session.flush()
    return opened.id
