"""How much of a walk lies inside what the walker answers for."""

from collections.abc import Collection
from datetime import date
from importlib.resources import files
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

EDGE_M = 50.0
"""How far a phone may err at the edge of one's own area: as far as a segment is walked along."""
PIECE_M = 20.0
"""How finely a path is cut where it leaves one's own area."""
WALK_INSIDE = text(files("patrol.sql").joinpath("walk_inside.sql").read_text(encoding="utf8"))


class Inside(NamedTuple):
    """Metres and moving seconds inside; none of an erased track that nobody measured."""

    distance_m: float | None
    duration_s: float | None


def measure(
    session: Session, patrols: Collection[UUID], own: Collection[tuple[UUID, str, int]], first: date, last: date
) -> dict[UUID, Inside]:
    """Measure patrols, walked between two days, inside their own objects ((patrol, kind, object id) each); keep it."""
    asked = {"patrols": list(patrols), "of": [patrol for patrol, _, _ in own], "edge_m": EDGE_M, "piece_m": PIECE_M}
    asked |= {"segments": [of if kind == "river" else None for _, kind, of in own]}
    asked |= {"plots": [of if kind == "forest" else None for _, kind, of in own]}
    found = session.execute(WALK_INSIDE, asked | {"first": first, "last": last})
    return {row.id: Inside(row.own_distance_m, row.own_duration_s) for row in found}
