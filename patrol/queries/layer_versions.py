"""The versions of published maps: counted from what changed where, so that asking is cheap and no change is missed."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Double, Select, String, bindparam, cast, func, literal, or_, select, text
from sqlalchemy.orm import Session

from patrol.access import Viewer, change_seen
from patrol.models import DatabaseEpoch, Issue, LayerChange

Box = tuple[float, float, float, float]
"""West, south, east, north in EPSG:3857."""

CELL_M = 8192
MERGE = text(
    """
    WITH gone AS (DELETE FROM layer_change RETURNING *)
    INSERT INTO layer_change (source, division_code, west, south, east, north, weight, noted_at)
    SELECT source, division_code, min(west), min(south), max(east), max(north), sum(weight), max(noted_at)
    FROM gone
    GROUP BY source, division_code, noted_at < :since,
        CASE WHEN noted_at < :since THEN ROW(floor((west + east) / 2 / :cell), floor((south + north) / 2 / :cell), 0, 0)
        ELSE ROW(west, south, east, north) END
    """
)


def version_of(
    sources: Sequence[str],
    walked: bool = False,
    reach_m: float = 0.0,
    clock: Callable[[], Select] | None = None,
) -> Callable:
    """How to ask for the version of a layer that is read from ``sources``: a function of viewer and box.

    ``walked`` is for a layer of patrols, ``reach_m`` how far its features reach beyond what they are made of. ``clock``
    is SQL for what passes by itself, such as a deadline.
    """
    statements = {whole: _statement(sources, whole, clock) for whole in (True, False)}

    def version(viewer: Viewer, box: Box) -> tuple[Select, dict]:
        prefix = change_seen(viewer, walked)
        west, south, east, north = box
        given: dict = {
            "west": west - reach_m,
            "south": south - reach_m,
            "east": east + reach_m,
            "north": north + reach_m,
        }
        if prefix:
            given["prefix"] = prefix
        return statements[not prefix], given

    return version


def _statement(sources: Sequence[str], whole: bool, clock: Callable[[], Select] | None) -> Select:
    seen = or_(
        LayerChange.division_code.startswith(bindparam("prefix", None, String), autoescape=False),
        LayerChange.division_code == "",
    )
    changes = select(func.coalesce(func.sum(LayerChange.weight), 0)).where(
        LayerChange.source.in_(bindparam(None, list(sources), String, expanding=True, literal_execute=True)),
        LayerChange.west <= bindparam("east", None, Double),
        LayerChange.east >= bindparam("west", None, Double),
        LayerChange.south <= bindparam("north", None, Double),
        LayerChange.north >= bindparam("south", None, Double),
    )
    counted = (changes if whole else changes.where(seen)).scalar_subquery()
    life = select(DatabaseEpoch.name).scalar_subquery()
    passed = clock().scalar_subquery() if clock else literal("")
    return select(func.concat_ws("/", life, counted, cast(passed, String)))


def deadline_passed(zone: str) -> Select:
    """The deadline of an issue that passed last, and the local day: what is overdue changes with them alone."""
    day = cast(func.timezone(zone, func.now()), String)
    return select(func.concat(func.max(Issue.due_at), func.left(day, 10))).where(Issue.due_at < func.now())


def day_begun(zone: str) -> Select:
    """The local day: what is due until a day is not due after it."""
    return select(func.left(cast(func.timezone(zone, func.now()), String), 10))


def merge_changes(session: Session, since: datetime) -> None:
    """Merge what was noted of the same box, and what was noted before ``since`` in one division and neighbourhood."""
    session.execute(MERGE, {"since": since, "cell": CELL_M})
