"""What a file says of stored features in fewer digits than are stored: it says nothing new, and what is stored stays.

A layer that goes out and comes back has been through rounding: areas in mu of two decimals, coordinates of seven
decimals of a degree, or moved into a zone in metres and back, which leaves other last digits. Neither is a change.
"""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped

SAME_PLACE_DEG = 1e-7
"""The last digit of coordinates in the coarsest format that layers are written in: about 1 cm, less than any survey of
forest or river tells apart. No vertex may be farther off than this, in longitude or latitude."""

# Formats turn rings round (a shapefile's run clockwise), which moves nothing: they are compared turned alike.
_KEEP_PLACES = """
UPDATE incoming i SET geom = t.geom
FROM {table} t
WHERE t.code = i.code AND i.refused IS NULL AND NOT t.geom = i.geom
  AND ST_Expand(t.geom, :tolerance) && i.geom AND ST_NPoints(t.geom) = ST_NPoints(i.geom)
  AND NOT EXISTS (
    SELECT FROM ROWS FROM (
      ST_DumpPoints(ST_ForcePolygonCCW(t.geom)), ST_DumpPoints(ST_ForcePolygonCCW(i.geom))
    ) AS p(path, point, incoming_path, incoming_point)
    WHERE path IS DISTINCT FROM incoming_path
      OR abs(ST_X(point) - ST_X(incoming_point)) > :tolerance
      OR abs(ST_Y(point) - ST_Y(incoming_point)) > :tolerance)
"""
# A figure with more digits than are written was put there by somebody, and is taken.
_KEEP_FIGURES = """
UPDATE incoming i SET {column} = t.{column}
FROM {table} t
WHERE t.code = i.code AND i.refused IS NULL AND i.{column} <> t.{column}
  AND abs(i.{column} - t.{column}) <= :step * 0.500001
  AND abs(i.{column} / :step - round(i.{column} / :step)) < 0.0001
"""


def keep_stored(session: Session, kind: Kind, fields: Sequence[Mapped]) -> None:
    """Where `incoming` says of a stored feature what is stored, only rounded, put what is stored in its place.

    So shapes with the same vertices in the same order, none moved beyond `SAME_PLACE_DEG`, are neither moved nor
    changed, and figures that are the stored ones in the digits of their column are not changed either.
    """
    session.execute(text(_KEEP_PLACES.format(table=kind.table)), {"tolerance": SAME_PLACE_DEG})
    for column in (mapped.column for mapped in fields if mapped.source and mapped.column.step):
        statement = _KEEP_FIGURES.format(table=kind.table, column=column.staged)
        session.execute(text(statement), {"step": column.step})
