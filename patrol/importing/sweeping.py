"""What is over is taken away: previews that nobody committed, files of imports that are done."""

from datetime import datetime

from sqlalchemy.orm import Session

from patrol.config import Settings
from patrol.importing import arriving
from patrol.queries import imports

STRAY_AFTER_S = 24 * 3600


def sweep(session: Session, settings: Settings, now: datetime) -> int:
    """Remove imports that have expired with their files, and files of none; returns how many had expired."""
    expired = imports.expire(session, now)
    for import_id in expired:
        arriving.forget(import_id, settings)
    arriving.forget_strays(imports.with_files(session), now.timestamp() - STRAY_AFTER_S, settings)
    return len(expired)
