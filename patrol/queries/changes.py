"""Questions about the history of boundaries."""

from collections.abc import Sequence

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

HANGS_ON = text("SELECT what, sum(many)::bigint AS many FROM hangs_on(:layer, :ids) GROUP BY what ORDER BY what")


def hangs_on(session: Session, layer: str, ids: Sequence[int]) -> list[Row]:
    """What keeps features of a layer from being deleted: what it is (a table, or "visit"), and how many there are."""
    return list(session.execute(HANGS_ON, {"layer": layer, "ids": list(ids)}))
