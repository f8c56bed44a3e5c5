"""The features of an import, as they were judged: for lists, and for a map of them."""

import uuid

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from gis.geojson import geojson
from gis.layers import Layer, Property
from patrol.models import LayerImportRow
from patrol.models.base import STORED_SRID

TABLE = LayerImportRow
# A row that keeps a stored shape has none of its own; it is drawn where that lies.
SHAPE = func.coalesce(TABLE.geom, func.ST_Transform(TABLE.geom_3857, STORED_SRID))
PROBLEMS = or_(TABLE.verdict == "refused", TABLE.repaired)


def problems(session: Session, import_id: uuid.UUID, after: int, limit: int) -> tuple[int, list[Row]]:
    """How many features were refused or repaired, and those behind number `after`: each at its fault or its middle."""
    where = TABLE.import_id == import_id, PROBLEMS
    spot = func.coalesce(TABLE.place, func.ST_Centroid(TABLE.geom))
    return _page(session, where, spot, after, limit)


def features(
    session: Session, import_id: uuid.UUID, verdict: str | None, after: int, limit: int
) -> tuple[int, list[Row]]:
    """How many features there are of a verdict, or of all, and those behind number `after` with their whole shapes."""
    where = (TABLE.import_id == import_id, *([TABLE.verdict == verdict] if verdict else []))
    return _page(session, where, SHAPE, after, limit)


def _page(session: Session, where: tuple, shape, after: int, limit: int) -> tuple[int, list[Row]]:
    matched = session.scalar(select(func.count()).select_from(TABLE).where(*where)) or 0
    box = [edge(SHAPE) for edge in (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)]
    rows = (
        select(
            *(TABLE.number, TABLE.code, TABLE.label, TABLE.division_code, TABLE.verdict, TABLE.repaired, TABLE.why),
            geojson(shape, 7).label("shape"),
            func.json_build_array(*box).label("box"),
        )
        .where(*where, TABLE.number > after)
        .order_by(TABLE.number)
        .limit(limit)
    )
    return matched, list(session.execute(rows))


def drawn(import_id: uuid.UUID) -> tuple[Layer, Select]:
    """The features as a layer of tiles."""
    names = ("number", "code", "label", "verdict", "repaired")
    kinds = {"number": "integer", "repaired": "boolean"}
    layer = Layer(
        name="features",
        title="导入预览",
        title_en="Import preview",
        description="",
        description_en="",
        geometry_type="Geometry",
        properties={name: Property(kinds.get(name, "string"), name, name) for name in names},
        select=lambda _viewer, _interval: rows,
    )
    rows = select(
        TABLE.number.label("key"),
        TABLE.number.label("id"),
        *(getattr(TABLE, name).label(name) for name in names),
        SHAPE.label("geom"),
        TABLE.geom_3857.label("geom_3857"),
    ).where(TABLE.import_id == import_id)
    return layer, rows
