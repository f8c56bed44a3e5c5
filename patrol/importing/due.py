"""What follows an edit by SQL: what the history has noted as due is laid and counted anew."""

from collections import defaultdict

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.config import Settings
from patrol.importing.laying import AT_ONCE, follow
from patrol.queries.changes import TABLES

TAKE = """
DELETE FROM laying_due d USING (
  SELECT layer, object_id FROM laying_due ORDER BY layer, object_id LIMIT :most FOR UPDATE SKIP LOCKED
) taken
WHERE d.layer = taken.layer AND d.object_id = taken.object_id
RETURNING d.layer, d.object_id
"""


def lay_due(session: Session, settings: Settings) -> int:
    """Lay stations and cells, and count past visits and stamps, of what was edited by SQL; how many there were.

    At most 2,000 at once. What is edited meanwhile is noted again: the note waits for this transaction.
    """
    due = defaultdict(list)
    for layer, object_id in session.execute(text(TAKE), {"most": AT_ONCE}).all():
        due[layer].append(object_id)
    for layer, ids in due.items():
        there = list(session.scalars(text(f"SELECT id FROM {TABLES[layer]} WHERE id = ANY(:ids)"), {"ids": ids}))
        follow(session, TABLES[layer], there, ids, settings)
    return sum(map(len, due.values()))
