"""The layers with boundaries as they were recorded at the end of a day: from the tables, and from their history."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Float,
    Integer,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.types import TypeEngine

from gis.layers import Property
from patrol.access import Viewer, within
from patrol.models import Division, ForestPlot, GeometryChange, River, RiverSegment, ZoningUnit
from patrol.models.base import TILE_SRID
from patrol.queries.published import MU_PER_M2, rounded

KEPT: dict[str, tuple[type, dict[str, TypeEngine]]] = {
    "divisions": (Division, {"name": String(), "level": String(), "parent_code": String()}),
    "segments": (
        RiverSegment,
        {"name": String(), "river_id": Integer(), "bank": String(), "division_code": String()},
    ),
    "plots": (
        ForestPlot,
        dict.fromkeys(("name", "division_code", "compartment", "plot_number", "tree_species", "land_class"), String())
        | {"recorded_area_m2": Float()},
    ),
    "zoning": (ZoningUnit, {"name": String(), "category": String(), "division_code": String()}),
}
TYPES: dict[str, TypeEngine] = {"integer": BigInteger(), "number": Float(), "boolean": Boolean(), "date": Date()}


def as_of(layer: str, properties: dict[str, Property], viewer: Viewer, end: datetime) -> Select:
    """The features of a layer as they were recorded until `end`, with all its properties; figures that follow from
    patrols are NULL, because they belong to the boundary of today."""
    was = _recorded(layer, end)
    place = was.c.code if layer == "divisions" else was.c.division_code
    found = select(was).where(within(place, viewer.division_code))
    computed = _computed(layer, was)
    if layer != "divisions":
        found = found.outerjoin(Division, Division.code == was.c.division_code)
    if layer == "segments":
        found = found.outerjoin(River, River.id == was.c.river_id)
    listed = [
        computed.get(name, was.c[name] if name in was.c else cast(null(), TYPES.get(each.type, String()))).label(name)
        for name, each in properties.items()
    ]
    return found.with_only_columns(
        was.c.key.label("key"),
        was.c.code.label("id"),
        *listed,
        was.c.geom.label("geom"),
        func.ST_Transform(was.c.geom, TILE_SRID).label("geom_3857"),
        maintain_column_froms=True,
    )


def _recorded(layer: str, end: datetime):
    """key, code, geom and the kept columns: what was found by the first change after `end`, and what has not changed
    since."""
    entity, kept = KEPT[layer]
    first = (
        select(GeometryChange)
        .ext(distinct_on(GeometryChange.object_id))
        .where(GeometryChange.layer == layer, GeometryChange.at >= end)
        .order_by(GeometryChange.object_id, GeometryChange.id)
        .subquery("first")
    )
    stands = select(
        cast(entity.id, BigInteger).label("key"),
        cast(entity.code, String).label("code"),
        entity.geom.label("geom"),
        *(cast(getattr(entity, name), kind).label(name) for name, kind in kept.items()),
    ).where(~select(literal(1)).where(first.c.object_id == entity.id).exists())
    stood = select(
        cast(first.c.object_id, BigInteger),
        first.c.before["code"].astext,
        first.c.geom,
        *(cast(first.c.before[name].astext, kind) for name, kind in kept.items()),
    ).where(first.c.before.is_not(None))
    return union_all(stands, stood).subquery("was")


def _computed(layer: str, was) -> dict[str, ColumnElement]:
    """Properties that no column holds."""
    area = func.ST_Area(func.geography(was.c.geom))
    of_polygons = {"area_m2": rounded(area, 1), "area_mu": rounded(area * MU_PER_M2, 2)}
    found: dict[str, dict[str, ColumnElement]] = {
        "divisions": {},
        "segments": {"river": River.name, "length_m": rounded(func.ST_Length(func.geography(was.c.geom)), 1)},
        "plots": of_polygons,
        "zoning": of_polygons,
    }
    if layer == "plots":
        found[layer] = of_polygons | {"recorded_area_mu": rounded(was.c.recorded_area_m2 * MU_PER_M2, 2)}
    if layer == "divisions":
        return {}
    return found[layer] | {"division_name": Division.name}
