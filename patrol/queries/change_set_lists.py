"""Change sets as a list, and what one of them made of each feature that it touched."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, distinct, func, or_, select, text, tuple_
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, prefix_of, within
from patrol.models import ChangeSet, GeometryChange, Officer
from patrol.queries.changes import TABLES
from patrol.queries.slices import by_sound

FEATURE = distinct(tuple_(GeometryChange.layer, GeometryChange.object_id))
features = func.count(FEATURE)
UNDOING = aliased(ChangeSet)
undone_by = select(UNDOING.id).where(UNDOING.undoes_id == ChangeSet.id).correlate(ChangeSet).scalar_subquery()
SORTS: dict[str, Any] = {
    "id": ChangeSet.id,
    "opened_at": ChangeSet.opened_at,
    "means": ChangeSet.means,
    "title": ChangeSet.title,
    "by": by_sound(func.coalesce(Officer.name, ChangeSet.database_user)),
    "features": features,
}


def listed(viewer: Viewer, asked: dict[str, Any], zone: ZoneInfo) -> Select:
    """Sets with changes of features that lie, or lay, in the viewer's division: how many of which layers they touched.

    `asked`: division, first and last (local days), means, layer, text (in names and titles), id.
    """
    found = (
        select(
            ChangeSet.id,
            ChangeSet.opened_at,
            ChangeSet.means,
            ChangeSet.title,
            Officer.username.label("officer"),
            func.coalesce(Officer.name, ChangeSet.database_user).label("by"),
            func.array_agg(distinct(GeometryChange.layer)).label("layers"),
            features.label("features"),
            *(
                func.count(FEATURE).filter(GeometryChange.action == action).label(name)
                for action, name in (("create", "created"), ("update", "changed"), ("delete", "deleted"))
            ),
            ChangeSet.undoes_id.label("undoes"),
            undone_by.label("undone_by"),
        )
        .join(GeometryChange, GeometryChange.change_set_id == ChangeSet.id)
        .outerjoin(Officer, Officer.id == ChangeSet.officer_id)
        .group_by(ChangeSet.id, Officer.id)
    )
    return found.where(_lies_in(viewer.division_code), *_narrowed(asked, zone))


def _lies_in(division: str):
    lay = GeometryChange.before["division_code"].astext
    return or_(within(GeometryChange.division_code, division), within(lay, division))


def _narrowed(asked: dict[str, Any], zone: ZoneInfo) -> list:
    wanted: list = []
    if asked.get("id"):
        wanted.append(ChangeSet.id == asked["id"])
    if asked.get("division"):
        wanted.append(_lies_in(asked["division"]))
    if asked.get("first"):
        wanted.append(ChangeSet.opened_at >= _begin(asked["first"], zone))
    if asked.get("last"):
        wanted.append(ChangeSet.opened_at < _begin(asked["last"] + timedelta(days=1), zone))
    if asked.get("means"):
        wanted.append(ChangeSet.means == asked["means"])
    if asked.get("layer"):
        wanted.append(GeometryChange.layer == asked["layer"])
    if asked.get("text"):
        names = (Officer.name, Officer.username, ChangeSet.database_user, ChangeSet.title, GeometryChange.code)
        wanted.append(or_(*(name.icontains(asked["text"], autoescape=True) for name in names)))
    return wanted


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def touched(session: Session, viewer: Viewer, number: int, after: int, limit: int) -> list[Row]:
    """Features that a set touched and the viewer may see, from `after` on: number (of its first change there), layer,
    code, division, action, moved; attributes, geometry (GeoJSON in degrees) and size (metres or m²) before and after.
    """
    given = {"number": number, "prefix": prefix_of(viewer.division_code), "after": after, "most": limit}
    return list(session.execute(TOUCHED, given))


LEAVE = " ".join(f"- '{name}'" for name in ("id", "geom", "geom_3857", "stations", "cells", "length_m", "area_m2"))
STANDING = " UNION ALL ".join(
    f"SELECT to_jsonb(t) {LEAVE} AS told, t.geom FROM {table} t WHERE p.layer = '{layer}' AND t.id = p.object_id"
    for layer, table in TABLES.items()
)


def _told(attributes: str) -> str:
    """SQL for attributes with the name of their river instead of its key."""
    name = f"(SELECT coalesce(name, code) FROM river WHERE id = ({attributes} ->> 'river_id')::int)"
    return (
        f"CASE WHEN {attributes} ? 'river_id' THEN {attributes} - 'river_id' || jsonb_build_object('river', {name})"
        f" ELSE {attributes} END"
    )


def _size(shape: str) -> str:
    """SQL for the metres of a line and the m² of an area, ellipsoidal."""
    area = f"WHEN 2 THEN ST_Area({shape}::geography)"
    return f"CASE ST_Dimension({shape}) WHEN 1 THEN ST_Length({shape}::geography) {area} END"


# What a set made of a feature is what the next change found, or else what stands in the table.
TOUCHED = text(f"""
WITH seen AS (
  SELECT min(id) AS number, max(id) AS last, layer, object_id, bool_or(moved) AS moved
  FROM geometry_change
  WHERE change_set_id = :number
    AND (starts_with(division_code, :prefix) OR starts_with(before ->> 'division_code', :prefix))
  GROUP BY layer, object_id
), part AS (
  SELECT * FROM seen WHERE number > :after ORDER BY number LIMIT :most
)
SELECT p.number, p.layer, p.moved, l.code, l.division_code AS division,
  CASE WHEN f.before IS NULL THEN 'create' WHEN v.told IS NULL THEN 'delete' ELSE 'update' END AS action,
  {_told("f.before")} AS before, {_told("v.told")} AS after,
  ST_AsGeoJSON(f.geom, 7, 0)::json AS geometry_before, ST_AsGeoJSON(v.geom, 7, 0)::json AS geometry_after,
  {_size("f.geom")} AS size_before, {_size("v.geom")} AS size_after
FROM part p
JOIN geometry_change f ON f.id = p.number
JOIN geometry_change l ON l.id = p.last
LEFT JOIN LATERAL (
  SELECT id, before, geom FROM geometry_change c
  WHERE c.layer = p.layer AND c.object_id = p.object_id AND c.id > p.last ORDER BY c.id LIMIT 1
) n ON true
LEFT JOIN LATERAL ({STANDING}) s ON n.id IS NULL
CROSS JOIN LATERAL (
  SELECT CASE WHEN n.id IS NULL THEN s.told ELSE n.before END AS told,
         CASE WHEN n.id IS NULL THEN s.geom ELSE n.geom END AS geom
) v
ORDER BY p.number
""")
