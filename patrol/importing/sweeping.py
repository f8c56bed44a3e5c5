"""What is over is taken away: previews that nobody committed, files of imports that are done. What hangs is let go."""

from datetime import datetime

from patrol import db
from patrol.config import Settings
from patrol.importing import arriving, standing
from patrol.importing.reasons import ImportRefused
from patrol.queries import imports

STRAY_AFTER_S = 24 * 3600


def sweep(settings: Settings, now: datetime) -> int:
    """Remove imports that have expired with their files, and files of none; returns how many had expired.

    An import whose job has failed for good, as after a long loss of the database, is given back to who asked for it.
    Files go once it is certain that their rows are gone; those that a kill in between leaves are strays the next day.
    """
    with db.transaction() as session:
        imports.release(session, standing.problem_of(ImportRefused("cut_off")))
        expired = imports.expire(session, now)
    for import_id in expired:
        arriving.forget(import_id, settings)
    with db.transaction() as session:
        known = imports.with_files(session)
    arriving.forget_strays(known, now.timestamp() - STRAY_AFTER_S, settings)
    return len(expired)
