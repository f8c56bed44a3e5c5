"""The history of boundaries as lists: who changed which one, when, by which means."""

from typing import Any

from sqlalchemy import Row, Select, TextClause, or_, select, text
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, within
from patrol.models import ChangeSet, GeometryChange, Officer
from patrol.queries.changes import TABLES

WHAT = (
    GeometryChange.id,
    GeometryChange.change_set_id.label("change_set"),
    GeometryChange.layer,
    GeometryChange.code,
    GeometryChange.division_code.label("division"),
    GeometryChange.action,
    GeometryChange.moved,
    GeometryChange.at,
)


def _changes(viewer: Viewer) -> Select:
    """The changes that a viewer may see: of features that lie, or lay, in their division."""
    undoing = aliased(ChangeSet)
    undone_by = select(undoing.id).where(undoing.undoes_id == ChangeSet.id).scalar_subquery()
    lay = GeometryChange.before["division_code"].astext
    return (
        select(
            *WHAT,
            ChangeSet.means,
            ChangeSet.title,
            ChangeSet.undoes_id.label("undoes"),
            undone_by.label("undone_by"),
            Officer.username.label("officer"),
            Officer.name.label("officer_name"),
            ChangeSet.database_user,
        )
        .join(ChangeSet, ChangeSet.id == GeometryChange.change_set_id)
        .outerjoin(Officer, Officer.id == ChangeSet.officer_id)
        .where(or_(within(GeometryChange.division_code, viewer.division_code), within(lay, viewer.division_code)))
    )


def listed(session: Session, viewer: Viewer, asked: dict[str, Any]) -> list[Row]:
    """Changes, the newest first: of a layer, a feature, an officer, a set, a means, a division, from `after` on."""
    found = _changes(viewer)
    equal = {
        "layer": GeometryChange.layer,
        "feature": GeometryChange.code,
        "change_set": GeometryChange.change_set_id,
        "officer": Officer.username,
        "means": ChangeSet.means,
    }
    found = found.where(*(column == asked[name] for name, column in equal.items() if asked.get(name) is not None))
    if asked.get("division"):
        found = found.where(within(GeometryChange.division_code, asked["division"]))
    if asked.get("after"):
        found = found.where(GeometryChange.id < asked["after"])
    return list(session.execute(found.order_by(GeometryChange.id.desc()).limit(asked["limit"])))


def one(session: Session, viewer: Viewer, change_id: int) -> dict[str, Any] | None:
    """A change with what the feature was before and after it; None where the viewer may see none of that number."""
    found = session.execute(_changes(viewer).where(GeometryChange.id == change_id)).one_or_none()
    if found is None:
        return None
    versions = session.execute(VERSIONS.bindparams(change=change_id)).one()
    after = versions if versions.followed else session.execute(_stands(found.layer, change_id)).one_or_none()
    return found._asdict() | {
        "before": versions.before,
        "geometry_before": versions.geometry_before,
        "after": after.after if after else None,
        "geometry_after": after.geometry_after if after else None,
    }


# What a change made of a feature is what the next one found, or else what stands in the table.
VERSIONS = text("""
SELECT g.before, ST_AsGeoJSON(g.geom, 7, 0)::json AS geometry_before,
       n.id IS NOT NULL AS followed, n.before AS after, ST_AsGeoJSON(n.geom, 7, 0)::json AS geometry_after
FROM geometry_change g
LEFT JOIN LATERAL (
  SELECT * FROM geometry_change l
  WHERE l.layer = g.layer AND l.object_id = g.object_id AND l.id > g.id ORDER BY l.id LIMIT 1
) n ON true
WHERE g.id = :change
""")


def _stands(layer: str, change_id: int) -> TextClause:
    leave = " ".join(f"- '{name}'" for name in ("id", "geom", "geom_3857", "stations", "cells", "length_m", "area_m2"))
    return text(
        f"SELECT to_jsonb(t) {leave} AS after, ST_AsGeoJSON(t.geom, 7, 0)::json AS geometry_after"
        f" FROM geometry_change g JOIN {TABLES[layer]} t ON t.id = g.object_id WHERE g.id = :change"
    ).bindparams(change=change_id)
