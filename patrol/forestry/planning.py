"""Works are planned and their registration changed: polygon, plot, factors; every change stands in the history."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import zones
from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.forestry.accounting import recount_around
from patrol.forestry.boundaries import stored_boundary
from patrol.forestry.record import write_event
from patrol.forestry.targets import check_work_type, check_year
from patrol.models import ForestryWork
from patrol.queries import places, work_places
from patrol.queries import works as questions
from patrol.queries.divisions import is_within
from patrol.rules import plot_factors
from patrol.rules.areas import square_metres
from patrol.rules.forestry_steps import NEW, OFFICE, RESHAPED, Actor, judge
from patrol.rules.work_places import is_elsewhere, lie_together


def may_plan(viewer: Viewer) -> None:
    """Forbidden to others than the offices and their GIS staff."""
    if viewer.post not in OFFICE:
        raise Forbidden("work_not_your_post", {"action": "work_not_your_post"})


def plan_work(session: Session, viewer: Viewer, data: dict[str, Any], *, now: datetime, settings: Settings) -> int:
    """Enter a planned work; returns its id.

    `data`: code, year, work_type, division, plot, boundary, planned_area_mu, factors, opinion. Invalid by field,
    Conflict for a code that is taken, Forbidden by post.
    """
    judge(data["work_type"], NEW, "plan", Actor(viewer.post), ())
    check_year(data["year"])
    check_work_type(data["work_type"])
    place = _place(session, viewer, data, settings)
    _check_ground(session, place["geom"], place["division_code"], place["plot_id"], "boundary")
    row = {
        "code": data["code"],
        "year": data["year"],
        "work_type": data["work_type"],
        "stage": "planned",
        "factors": plot_factors.check(data.get("factors") or {}, data["year"], data["work_type"]),
        "planned_area_m2": _square_metres(data.get("planned_area_mu")),
        **place,
    }
    work_id = session.scalar(insert(ForestryWork).values(row).on_conflict_do_nothing().returning(ForestryWork.id))
    if work_id is None:
        raise Conflict("work_code_taken", {"code": "work_code_taken"})
    work = questions.locked(session, viewer, work_id)
    if work is None:
        raise NotFound
    write_event(session, work, "plan", viewer, now, opinion=data.get("opinion") or "", area_m2=work.planned_area_m2)
    _follow(session, [work_id])
    return work_id


def _place(session: Session, viewer: Viewer, data: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Columns of where it is: polygon, plot, division; the division is the plot's unless named."""
    plot = None
    if data.get("plot"):
        plot = places.object_with_code(session, viewer, "forest", data["plot"])
        if plot is None:
            raise Invalid({"plot": ("unknown_plot", {"code": data["plot"]})})
    division = data.get("division") or (plot.division_code if plot else None)
    if division is None:
        raise Invalid({"division": "required"})
    if not is_within(session, division, viewer):
        raise Invalid({"division": ("division_outside", {"code": division})})
    if plot and not lie_together(division, plot.division_code):
        told = {"plot": data["plot"], "of": plot.division_code, "division": division}
        raise Invalid({"plot": ("work_plot_elsewhere", told)})
    shape = data.get("boundary")
    return {
        "division_code": division,
        "plot_id": plot.id if plot else None,
        "geom": stored_boundary(session, viewer, shape, settings) if shape is not None else None,
    }


def _check_ground(session: Session, shape: str | None, division: str, plot_id: int | None, field: str) -> None:
    """Invalid, at `field`, where too much of a polygon (EWKT) lies outside its plot or its division."""
    if shape is None:
        return
    outside = work_places.shares_outside(session, shape, division, plot_id)
    if is_elsewhere(outside.of_plot):
        raise Invalid({field: ("work_outside_plot", {"percent": round(outside.of_plot * 100)})})
    if is_elsewhere(outside.of_division):
        told = {"percent": round(outside.of_division * 100), "division": outside.division_name}
        raise Invalid({field: ("work_outside_division", told)})


def change_work(
    session: Session, viewer: Viewer, work_id: int, data: dict[str, Any], *, now: datetime, settings: Settings
) -> None:
    """Change factors (merged; null takes one out), planned area, plot or boundary. The old values stay in the history.

    NotFound, Forbidden by post, Conflict once an area was reported on the polygon or `version` is behind, Invalid by
    field.
    """
    work = questions.locked(session, viewer, work_id)
    if work is None:
        raise NotFound
    may_plan(viewer)
    check_version(session, work, data.get("version"))
    before = {name: getattr(work, name) for name in ("factors", "planned_area_m2", "plot_id")}
    around = questions.sharing_ground(session, work.id)
    if "factors" in data:
        merged = work.factors | (data["factors"] or {})
        work.factors = plot_factors.check(merged, work.year, work.work_type)
    if "planned_area_mu" in data:
        work.planned_area_m2 = _square_metres(data["planned_area_mu"])
    _move(session, viewer, work, data, settings)
    session.flush()
    after = {name: getattr(work, name) for name in before}
    changed = {name: {"from": before[name], "to": after[name]} for name in before if before[name] != after[name]}
    if "boundary" in data:
        changed["boundary"] = True
        _follow(session, [work.id, *around])
    write_event(session, work, "change", viewer, now, opinion=data.get("opinion") or "", detail={"changed": changed})


def _move(session: Session, viewer: Viewer, work: ForestryWork, data: dict[str, Any], settings: Settings) -> None:
    named = {name: data[name] for name in ("plot", "boundary") if data.get(name) is not None}
    if not named:
        return
    # What was reported stands on this ground; so it does while a stand is replanted.
    if work.stage not in RESHAPED or work.reported_area_m2 > 0:
        raise Conflict("work_boundary_fixed", dict.fromkeys(named, "work_boundary_fixed"))
    place = _place(session, viewer, named | {"division": work.division_code}, settings)
    plot_id = place["plot_id"] if "plot" in named else work.plot_id
    shape = place["geom"] if "boundary" in named else questions.shape(session, work.id)
    _check_ground(session, shape, work.division_code, plot_id, "boundary" if "boundary" in named else "plot")
    work.plot_id = plot_id
    if "boundary" in named:
        work.geom = place["geom"]


def check_version(session: Session, work: ForestryWork, version: int | None) -> None:
    """Conflict when steps were taken since somebody looked at the work."""
    if version is None:
        return
    steps = questions.steps_taken(session, work.id)
    if version != steps:
        raise Conflict("work_changed", {"version": ("issue_changed_since", {"now": steps})})


def _follow(session: Session, ids: list[int]) -> None:
    """What depends on a polygon: the zones it falls into, and what counts of it and of later ones."""
    zones.stamp_works(session, ids)
    recount_around(session, ids)


def _square_metres(area_mu: float | None) -> float | None:
    return None if area_mu is None else square_metres(area_mu)
