"""Questions about forestry works: lists, one with its history, what shares ground with what."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.orm import Session

from gis.geojson import geojson
from patrol.access import Viewer, scope, visible
from patrol.models import Division, ForestPlot, ForestryWork, Officer, WorkEvent, WorkPhoto, WorkZone, ZoningUnit
from patrol.queries.targets import SUMS
from patrol.rules.forestry_steps import STAGES

NOTHING = literal_column("'[]'::jsonb", JSONB)
REPORTING = ("carry_out", "report", "redo")


def zones_of(work_id) -> ColumnElement[Any]:
    """The zoning units that a work lies in, as [{code, name, category, area_m2}], the largest part first."""
    zone = func.jsonb_build_object(
        "code",
        ZoningUnit.code,
        "name",
        ZoningUnit.name,
        "category",
        ZoningUnit.category,
        "area_m2",
        WorkZone.area_m2,
    )
    return (
        select(func.coalesce(func.jsonb_agg(aggregate_order_by(zone, WorkZone.area_m2.desc(), ZoningUnit.id)), NOTHING))
        .select_from(WorkZone)
        .join(ZoningUnit, ZoningUnit.id == WorkZone.unit_id)
        .where(WorkZone.work_id == work_id)
        .scalar_subquery()
    )


def work_columns() -> Select:
    """Everything that is told of a work, one row each, unscoped."""
    steps = select(func.count()).where(WorkEvent.work_id == ForestryWork.id).scalar_subquery()
    return (
        select(
            ForestryWork.id,
            ForestryWork.code,
            ForestryWork.year,
            ForestryWork.work_type,
            ForestryWork.stage,
            ForestryWork.round,
            ForestryWork.division_code.label("division"),
            Division.name.label("division_name"),
            ForestPlot.code.label("plot"),
            ForestPlot.area_m2.label("plot_area_m2"),
            ForestryWork.design_reference,
            ForestryWork.done_on,
            ForestryWork.planned_area_m2,
            ForestryWork.reported_area_m2,
            ForestryWork.measured_area_m2,
            ForestryWork.counted_area_m2,
            ForestryWork.verified_area_m2,
            ForestryWork.unverified_reason,
            ForestryWork.qualified_area_m2,
            ForestryWork.replant_area_m2,
            ForestryWork.replant_reason,
            ForestryWork.failed_area_m2,
            ForestryWork.failed_reason,
            ForestryWork.lost_area_m2,
            ForestryWork.lost_reason,
            ForestryWork.factors,
            zones_of(ForestryWork.id).label("zones"),
            func.ST_X(func.ST_Centroid(ForestryWork.geom)).label("lon"),
            func.ST_Y(func.ST_Centroid(ForestryWork.geom)).label("lat"),
            steps.label("version"),
        )
        .outerjoin(Division, Division.code == ForestryWork.division_code)
        .outerjoin(ForestPlot, ForestPlot.id == ForestryWork.plot_id)
    )


WORK_SORTS: dict[str, Any] = {
    "code": ForestryWork.code,
    "work_type": ForestryWork.work_type,
    "stage": case({stage: at for at, stage in enumerate(STAGES)}, value=ForestryWork.stage),
    "division_name": ForestryWork.division_code,
    "plot": ForestPlot.code,
    "planned_mu": ForestryWork.planned_area_m2,
    "reported_mu": ForestryWork.reported_area_m2,
    "measured_mu": ForestryWork.measured_area_m2,
    "verified_mu": ForestryWork.verified_area_m2,
    "qualified_mu": ForestryWork.qualified_area_m2,
    "replant_mu": ForestryWork.replant_area_m2,
    "failed_mu": ForestryWork.failed_area_m2,
    "lost_mu": ForestryWork.lost_area_m2,
    "done_on": ForestryWork.done_on,
}


def page(session: Session, viewer: Viewer, asked: dict[str, Any]) -> list[Row]:
    """Works in the order they were entered, after the id `after`, at most `limit`; see `listed`."""
    found = listed(viewer, asked)
    if asked.get("after") is not None:
        found = found.where(ForestryWork.id > asked["after"])
    return list(session.execute(found.order_by(ForestryWork.id).limit(asked["limit"])))


def listed(viewer: Viewer, asked: dict[str, Any]) -> Select:
    """Works that `viewer` may see. `asked`: division, year, work_type, stages, plot, code, zone,
    area (a sum of targets that it is part of), text (in codes)."""
    wanted = {
        "year": lambda year: ForestryWork.year == year,
        "work_type": lambda work_type: ForestryWork.work_type == work_type,
        "stages": lambda stages: ForestryWork.stage.in_(stages),
        "plot": lambda code: ForestPlot.code == code,
        "code": lambda code: ForestryWork.code == code,
        "zone": lies_in,
        "area": lambda area: SUMS[area] > 0,
        "text": lambda text: or_(
            *(each.icontains(text, autoescape=True) for each in (ForestryWork.code, ForestPlot.code))
        ),
    }
    conditions = [condition(asked[name]) for name, condition in wanted.items() if asked.get(name) is not None]
    return scope(work_columns(), ForestryWork, viewer, asked.get("division")).where(*conditions)


def lies_in(category: str) -> ColumnElement[bool]:
    """The condition that a work lies in a zoning unit of a category."""
    stamped = select(WorkZone.work_id).join(ZoningUnit, ZoningUnit.id == WorkZone.unit_id)
    return stamped.where(WorkZone.work_id == ForestryWork.id, ZoningUnit.category == category).exists()


def one(session: Session, viewer: Viewer, work_id: int) -> Row | None:
    """One work that `viewer` may see."""
    return session.execute(scope(work_columns(), ForestryWork, viewer).where(ForestryWork.id == work_id)).one_or_none()


def boundary(session: Session, work_id: int) -> dict[str, Any] | None:
    """The polygon of a work as GeoJSON."""
    shape = geojson(ForestryWork.geom, 7).cast(JSONB)
    return session.scalar(select(shape).where(ForestryWork.id == work_id))


def shape(session: Session, work_id: int) -> str | None:
    """The polygon of a work as EWKT."""
    return session.scalar(select(func.ST_AsEWKT(ForestryWork.geom)).where(ForestryWork.id == work_id))


def locked(session: Session, viewer: Viewer, work_id: int) -> ForestryWork | None:
    """The work, when `viewer` may see it, held until the transaction ends."""
    return session.scalar(
        select(ForestryWork)
        .where(ForestryWork.id == work_id, visible(viewer, ForestryWork))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def steps_taken(session: Session, work_id: int) -> int:
    """How many steps a work has behind it: what a client names to be told when somebody else was faster."""
    return session.scalar(select(func.count()).where(WorkEvent.work_id == work_id)) or 0


def reporters(session: Session, work_id: int, in_round: int) -> set[int | None]:
    """Who carried out or reported the work in a round."""
    return set(
        session.scalars(
            select(WorkEvent.officer_id).where(
                WorkEvent.work_id == work_id, WorkEvent.round == in_round, WorkEvent.action.in_(REPORTING)
            )
        )
    )


def standing_losses(session: Session, work_id: int) -> list[Row]:
    """area_m2, reason and at of each loss that was recorded since losses were last corrected."""
    own = WorkEvent.work_id == work_id
    corrected = select(func.coalesce(func.max(WorkEvent.id), 0)).where(own, WorkEvent.action == "correct_loss")
    losses = select(WorkEvent.area_m2, WorkEvent.reason, WorkEvent.at).where(own, WorkEvent.action == "record_loss")
    return list(session.execute(losses.where(WorkEvent.id > corrected.scalar_subquery())))


def history(session: Session, work_id: int) -> list[Row]:
    """Every step of a work in the order they were taken, each with its photos."""
    photos = (
        select(func.coalesce(func.jsonb_agg(aggregate_order_by(WorkPhoto.sha256, WorkPhoto.sha256)), NOTHING))
        .where(WorkPhoto.event_id == WorkEvent.id)
        .scalar_subquery()
    )
    return list(
        session.execute(
            select(
                WorkEvent.action,
                WorkEvent.stage,
                WorkEvent.round,
                Officer.username,
                Officer.name,
                Officer.post,
                WorkEvent.opinion,
                WorkEvent.area_m2,
                WorkEvent.reason,
                WorkEvent.inspection_id,
                WorkEvent.detail,
                WorkEvent.at,
                WorkEvent.officer_id,
                photos.label("photos"),
            )
            .outerjoin(Officer, Officer.id == WorkEvent.officer_id)
            .where(WorkEvent.work_id == work_id)
            .order_by(WorkEvent.id)
        )
    )


def sharing_ground(session: Session, work_id: int) -> list[int]:
    """The works of the same year and type whose polygons meet that of a work."""
    met = text(
        "SELECT o.id FROM forestry_work w JOIN forestry_work o"
        " ON o.year = w.year AND o.work_type = w.work_type AND o.id <> w.id AND ST_Intersects(o.geom, w.geom)"
        " WHERE w.id = :id"
    )
    return list(session.scalars(met, {"id": work_id}))


def years_and_types(session: Session) -> list[tuple[int, str]]:
    """The years and types of which there are works."""
    return list(session.execute(select(ForestryWork.year, ForestryWork.work_type).distinct()).tuples())
