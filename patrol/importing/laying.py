"""What follows an import: stations, cells, past visits and counted areas of what is new or has changed."""

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from gis.crs import local_zone
from patrol import coverage, forestry, zones
from patrol.config import Settings
from patrol.importing.kinds import Kind
from patrol.queries.works import years_and_types

AT_ONCE = 2_000


def lay(session: Session, kind: Kind, settings: Settings, progress: Callable[[str, int, int], None]) -> None:
    """Lay stations or cells for the features of `incoming` that are new or moved; count works' areas again."""
    if kind.table == "forestry_work":
        enter_works(session)
        _recount(session)
        zones.stamp_works(session, _new_or_moved(session, kind))
        return
    # Issues are no layer: no table of theirs has a code or a shape to go by.
    if kind.write:
        return
    follow(session, kind.table, _new_or_moved(session, kind), _changed(session, kind), settings, progress)


def follow(
    session: Session,
    table: str,
    moved: list[int],
    changed: list[int],
    settings: Settings,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> None:
    """What follows from features of a table that are new or `moved`, and from all that `changed`."""
    if table == "zoning_unit":
        zones.stamp_works(session, zones.works_in(session, changed))
    if table not in ("river_segment", "forest_plot"):
        return
    zone = grid_zone(session) if table == "forest_plot" and moved else None
    for start in range(0, len(moved), AT_ONCE):
        some = moved[start : start + AT_ONCE]
        if zone is None:
            coverage.lay_stations(session, some, settings.coverage)
            coverage.retrace_segments(session, some, settings.coverage)
        else:
            coverage.lay_cells(session, some, zone, settings.coverage)
            coverage.retrace_plots(session, some, settings.coverage)
        progress("lay", start + len(some), len(moved))
    coverage.follow_division(session, table, changed)


# A file says how far a work has come by its areas; one that has a history keeps the stage that this gave it.
ENTER_WORKS = """
WITH sorted AS (
  UPDATE forestry_work w SET stage = CASE
    WHEN w.qualified_area_m2 > 0 THEN 'qualified' WHEN w.verified_area_m2 IS NOT NULL THEN 'verified'
    WHEN w.reported_area_m2 > 0 THEN 'reported' WHEN w.done_on IS NOT NULL THEN 'carried_out' ELSE 'planned' END
  FROM incoming i
  WHERE i.code = w.code AND i.refused IS NULL AND i.target_id IS NULL
  RETURNING w.*
), changed AS (
  SELECT w.* FROM forestry_work w JOIN incoming i USING (code)
  WHERE i.refused IS NULL AND i.target_id IS NOT NULL AND i.same IS NOT TRUE
), both_kinds AS (
  SELECT 'enter' AS action, s.* FROM sorted s UNION ALL SELECT 'change', c.* FROM changed c
)
INSERT INTO work_event (work_id, action, stage, round, area_m2, detail)
SELECT id, action, stage, round, reported_area_m2, jsonb_build_object('areas_m2', jsonb_build_object(
  'reported', reported_area_m2, 'verified', verified_area_m2, 'qualified', qualified_area_m2), 'source', 'file')
FROM both_kinds ORDER BY id
"""


def enter_works(session: Session) -> None:
    """Give new works of `incoming` the stage that their areas tell, and write all that changed into their history."""
    session.execute(text(ENTER_WORKS))


def _recount(session: Session) -> None:
    for year, work_type in years_and_types(session):
        forestry.recount(session, year, work_type)


def _new_or_moved(session: Session, kind: Kind) -> list[int]:
    return list(
        session.scalars(
            text(
                f"SELECT t.id FROM {kind.table} t JOIN incoming i USING (code)"
                " WHERE i.refused IS NULL AND (i.target_id IS NULL OR i.moved) ORDER BY t.id"
            )
        )
    )


def _changed(session: Session, kind: Kind) -> list[int]:
    """All features of `incoming` that are new or not what they were, moved or not."""
    return list(
        session.scalars(
            text(
                f"SELECT t.id FROM {kind.table} t JOIN incoming i USING (code)"
                " WHERE i.refused IS NULL AND i.same IS NOT TRUE"
            )
        )
    )


def grid_zone(session: Session) -> int:
    """The metric zone of the county's grid: that of the middle of its divisions, else of its plots."""
    for table in ("division", "forest_plot"):
        middle = f"SELECT ST_X(c), ST_Y(c) FROM (SELECT ST_Centroid(ST_Extent(geom)::geometry) c FROM {table}) e"
        lon, lat = session.execute(text(middle)).one()
        if lon is not None:
            return local_zone(lon, lat)
    raise LookupError("no plots to lay cells for")
