"""The features of an import, kept beside the real tables from the preview until the commit."""

import json
import math
import uuid
from collections.abc import Sequence
from typing import cast

import numpy as np
import psycopg
import shapely
from sqlalchemy import text
from sqlalchemy.orm import Session

from gis.files import Note
from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped
from patrol.importing.reasons import REASONS, Reason
from patrol.importing.report import Remark, Why
from patrol.importing.staging import OWN_NAMES
from patrol.models.base import STORED_SRID

# Degrees beyond which Web Mercator draws nothing.
_DRAWN = "ST_YMin({0}) > -85 AND ST_YMax({0}) < 85"

_KEEP = f"""
INSERT INTO layer_import_row (import_id, number, staged, geom, geom_3857)
SELECT :id, number, to_jsonb(i) - CAST(:own AS text[]), geom,
       CASE WHEN {_DRAWN.format("geom")} THEN ST_Transform(geom, 3857) END
FROM incoming i
"""
_DRAW = f"""
UPDATE layer_import_row SET geom_3857 = ST_Transform(geom, 3857)
WHERE import_id = :id AND geom_3857 IS NULL AND NOT ST_IsEmpty(geom) AND {_DRAWN.format("geom")}
"""
_RESTORE = """
INSERT INTO incoming (number, geom, {columns})
SELECT r.number, r.geom, {values}
FROM layer_import_row r, jsonb_populate_record(NULL::pg_temp.incoming, r.staged) p
WHERE r.import_id = :id AND r.staged IS NOT NULL
"""
_VERDICT = """
CASE WHEN i.refused IS NOT NULL THEN 'refused' WHEN i.target_id IS NULL THEN 'new'
     WHEN i.same THEN 'unchanged' ELSE 'changed' END
"""
_MARK = f"""
UPDATE layer_import_row r
SET geom_3857 = CASE WHEN r.geom IS NOT NULL THEN r.geom_3857
                     WHEN i.refused IS NULL AND {_DRAWN.format("i.geom")} THEN ST_Transform(i.geom, 3857) END,
    verdict = {_VERDICT}, code = i.code, label = {{label}}, mark = i.mark, division_code = {{division}},
    why = CASE WHEN i.refused IS NOT NULL THEN jsonb_build_object('key', i.refused, 'params', i.params)
               WHEN r.repaired THEN r.why END
FROM incoming i
WHERE r.import_id = :id AND r.number = i.number
"""
_CHANGED = f"""
SELECT EXISTS (
  SELECT FROM incoming i JOIN layer_import_row r ON r.import_id = :id AND r.number = i.number
  WHERE (r.verdict, r.mark) IS DISTINCT FROM ({_VERDICT}, i.mark))
"""
_REPAIRED = """
UPDATE layer_import_row r SET repaired = true, why = CAST(n.why AS jsonb),
  place = ST_SetSRID(ST_Point(n.lon, n.lat), 4490)
FROM unnest(CAST(:numbers AS int[]), CAST(:whys AS text[]), CAST(:lons AS float8[]), CAST(:lats AS float8[]))
  n(number, why, lon, lat)
WHERE r.import_id = :id AND r.number = n.number
"""


def keep(session: Session, import_id: uuid.UUID) -> None:
    """Keep what stands in `incoming`, as it was read."""
    session.execute(text(_KEEP), {"id": import_id, "own": list(OWN_NAMES)})


def restore(session: Session, import_id: uuid.UUID, fields: Sequence[Mapped]) -> None:
    """Fill `incoming` with what was kept."""
    names = [mapped.column.staged for mapped in fields]
    columns, values = (", ".join(f"{prefix}{name}" for name in names) for prefix in ("", "p."))
    session.execute(text(_RESTORE.format(columns=columns, values=values)), {"id": import_id})
    session.execute(text("ANALYZE incoming"))


def mark(session: Session, kind: Kind, import_id: uuid.UUID) -> None:
    """Note the verdicts of `incoming` on what was kept."""
    staged = {column.staged for column in kind.columns}
    label = "i.name" if "name" in staged else "i.category" if "category" in staged else "NULL"
    division = "i.code" if kind.table == "division" else "i.division_code"
    session.execute(text(_MARK.format(label=label, division=f"left({division}, 12)")), {"id": import_id})


def have_changed(session: Session, import_id: uuid.UUID) -> bool:
    """Whether `incoming`, judged anew, differs from what was noted, or meets rows that were changed since."""
    return bool(session.scalar(text(_CHANGED), {"id": import_id}))


def bounds(session: Session, import_id: uuid.UUID) -> list[float] | None:
    """West, south, east, north in degrees of what would come in, else of what is there; None where nothing is."""
    box = "SELECT ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e) FROM ("
    box += "SELECT ST_Extent(coalesce(geom, ST_Transform(geom_3857, 4490))) e FROM layer_import_row"
    for where in ("verdict <> 'refused'", "true"):
        found = session.execute(text(f"{box} WHERE import_id = :id AND {where}) b"), {"id": import_id}).one()
        if found[0] is not None:
            return list(found)
    return None


def keep_unread(
    session: Session, import_id: uuid.UUID, remarks: Sequence[Remark], geometries: Sequence[shapely.Geometry | None]
) -> None:
    """Keep features that could not even be read, with why, and with what shape they have."""
    connection = cast(psycopg.Connection, session.connection().connection.driver_connection)
    columns = "(import_id, number, code, verdict, why, geom, place)"
    with connection.cursor() as cursor, cursor.copy(f"COPY layer_import_row {columns} FROM STDIN") as target:
        for remark, geometry in zip(remarks, geometries, strict=True):
            why = json.dumps(encoded(remark.why), ensure_ascii=False)
            shape, place = _drawable(geometry), _hex(_place(remark.why))
            target.write_row((import_id, remark.number, remark.code, "refused", why, shape, place))
    session.execute(text(_DRAW), {"id": import_id})


def keep_repaired(session: Session, import_id: uuid.UUID, remarks: Sequence[Remark]) -> None:
    """Note which shapes were put right, and where."""
    places = [_place(remark.why) for remark in remarks]
    session.execute(
        text(_REPAIRED),
        {
            "id": import_id,
            "numbers": [remark.number for remark in remarks],
            "whys": [json.dumps(encoded(remark.why), ensure_ascii=False) for remark in remarks],
            "lons": [place.x if place else None for place in places],
            "lats": [place.y if place else None for place in places],
        },
    )


def encoded(why: Why) -> dict:
    """A reason as JSON keeps it, which knows no number that is not finite."""
    return {"key": why.key, "params": {name: None if _is_odd(value) else value for name, value in why.params.items()}}


def decoded(why: dict) -> Why:
    """The reason that was kept."""
    params = {name: float("nan") if value is None else value for name, value in why["params"].items()}
    return Reason(why["key"], params) if why["key"] in REASONS else Note(why["key"], params)


def _is_odd(value: object) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _place(why: Why) -> shapely.Point | None:
    lon, lat = (why.params.get(name) for name in ("lon", "lat"))
    if lon is None or lat is None or not (abs(lon) <= 180 and abs(lat) <= 90):
        return None
    return shapely.Point(lon, lat)


def _drawable(geometry: shapely.Geometry | None) -> str | None:
    """The shape as EWKB, where it is somewhere on earth."""
    if geometry is None or geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    inside = np.isfinite(shapely.get_coordinates(geometry)).all() and west >= -180 and east <= 180
    return _hex(geometry) if inside and south >= -90 and north <= 90 else None


def _hex(geometry: shapely.Geometry | None) -> str | None:
    if geometry is None:
        return None
    return shapely.to_wkb(shapely.set_srid(geometry, STORED_SRID), hex=True, include_srid=True)
