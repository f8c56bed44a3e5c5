"""Questions about the history of boundaries."""

from collections.abc import Sequence

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from patrol.access import Viewer

TABLES = {"divisions": "division", "segments": "river_segment", "plots": "forest_plot", "zoning": "zoning_unit"}
HANGS_ON = text(
    "SELECT what, sum(many)::bigint AS many, min(object_id) AS object_id"
    " FROM hangs_on(:layer, :ids) GROUP BY what ORDER BY what"
)
# A change that moved a feature from one division to another lies in both: undone, it writes into the one it came from.
SET_SEEN = text("""
SELECT count(*) FILTER (WHERE starts_with(g.division_code, :prefix)) AS mine,
       count(*) FILTER (
         WHERE NOT starts_with(g.division_code, :prefix)
            OR NOT starts_with(coalesce(g.before ->> 'division_code', g.division_code), :prefix)
       ) AS others,
       (SELECT u.id FROM change_set u WHERE u.undoes_id = s.id) AS undone_by
FROM change_set s LEFT JOIN geometry_change g ON g.change_set_id = s.id
WHERE s.id = :number GROUP BY s.id
""")
# The first change of a feature within a set holds what it was before the set.
TOUCHED = text("""
SELECT DISTINCT ON (layer, object_id) id, layer, object_id, before IS NULL AS was_created,
       bool_or(moved) OVER (PARTITION BY layer, object_id) AS moved
FROM geometry_change WHERE change_set_id = :number ORDER BY layer, object_id, id
""")
FROM_BELOW = {
    "divisions": "SELECT array_agg(id) FROM division WHERE id = ANY(:ids) GROUP BY level"
    " ORDER BY array_position(ARRAY['village', 'township', 'county'], level)",
}


def hangs_on(session: Session, layer: str, ids: Sequence[int]) -> list[Row]:
    """What keeps features of a layer from being deleted: what it is (a table, or "visit"), how many there are, and
    one of the features."""
    return list(session.execute(HANGS_ON, {"layer": layer, "ids": list(ids)}))


def set_seen(session: Session, viewer: Viewer | None, number: int) -> Row | None:
    """mine, others: how many changes of a set lie in the viewer's division, and how many lie, or came from, outside it;
    undone_by which set."""
    return session.execute(SET_SEEN, {"number": number, "prefix": viewer.prefix if viewer else ""}).one_or_none()


def touched(session: Session, number: int) -> list[Row]:
    """Per feature that a set touched: its first change there (id), layer, object_id, was_created, moved."""
    return list(session.execute(TOUCHED, {"number": number}))


def changed_since(session: Session, layer: str, number: int) -> list[Row]:
    """Features of a set that are no more what it made of them: code, and the set that changed them first."""
    table = TABLES[layer]
    later = text(f"""
        WITH last AS (
          SELECT object_id, max(id) AS id FROM geometry_change
          WHERE change_set_id = :number AND layer = :layer GROUP BY object_id
        )
        SELECT g.code, g.change_set_id
        FROM last
        CROSS JOIN LATERAL (
          SELECT * FROM geometry_change c
          WHERE c.layer = :layer AND c.object_id = last.object_id AND c.id > last.id ORDER BY c.id LIMIT 1
        ) g
        LEFT JOIN {table} t ON t.id = g.object_id
        WHERE t.geom IS DISTINCT FROM g.geom
           OR (t.id IS NULL) <> (g.before IS NULL)
           OR EXISTS (
             SELECT FROM jsonb_each_text(g.before) b
             WHERE b.value IS DISTINCT FROM (to_jsonb(t) - 'geom' - 'geom_3857') ->> b.key
           )
        ORDER BY g.code
    """)
    return list(session.execute(later, {"number": number, "layer": layer}))


def from_below(session: Session, layer: str, ids: Sequence[int]) -> list[list[int]]:
    """Features that are still there, those first that others contain."""
    ordered = FROM_BELOW.get(
        layer, f"SELECT array_agg(id) FROM {TABLES[layer]} WHERE id = ANY(:ids) HAVING count(*) > 0"
    )
    return list(session.scalars(text(ordered), {"ids": list(ids)}))


def code_of(session: Session, layer: str, object_id: int) -> str:
    """The code of a feature."""
    return session.scalars(text(f"SELECT code FROM {TABLES[layer]} WHERE id = :id"), {"id": object_id}).one()
