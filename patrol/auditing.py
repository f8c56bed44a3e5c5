"""What administrators and offices do is written down beside it, in the same transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.models import AuditEntry, Officer


def keep(
    session: Session,
    viewer: Viewer | None,
    action: str,
    division: str,
    detail: dict[str, Any],
    *,
    officer: Officer | None = None,
    at: datetime | None = None,
) -> None:
    """Keep an act (one of AUDITED) upon an officer, or upon the settings of a division; `detail` is JSON.

    `viewer` None is the county's own command line; without `at` it is the time of the transaction.
    """
    session.execute(
        insert(AuditEntry).values(
            at=at or func.now(),
            actor_id=viewer.officer_id if viewer else None,
            action=action,
            officer_id=officer.id if officer else None,
            division_code=division,
            detail=detail,
        )
    )
