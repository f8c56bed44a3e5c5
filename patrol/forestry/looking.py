"""A work as it is told: as it stands, with its history, its inspections, and what may be done now."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import NotFound
from patrol.models import AcceptanceScheme, Inspection
from patrol.queries import inspections as inspection_questions
from patrol.queries import works as questions
from patrol.rules.acceptance import criteria_of
from patrol.rules.areas import mu
from patrol.rules.forestry_steps import TIER_POSTS, Actor, kinds_looked_at, needed, possible_steps
from patrol.rules.plot_factors import told

AREAS = (
    "planned",
    "reported",
    "measured",
    "counted",
    "verified",
    "qualified",
    "replant",
    "failed",
    "lost",
)
REASONS = ("unverified", "replant", "failed", "lost")
FLAGGED = ("farmland", "red_line")
MOST_REPORTED = 1.05


def work(row: Row, language: int = 0) -> dict[str, Any]:
    """A row of `queries.works` as it is told: areas in mu, factors by their names, zones, flags."""
    areas = {f"{area}_mu": _mu(getattr(row, f"{area}_area_m2")) for area in AREAS}
    unverified = row.reported_area_m2 - row.verified_area_m2 if row.verified_area_m2 is not None else None
    zones = [
        {"code": zone["code"], "name": zone["name"], "category": zone["category"], "area_mu": mu(zone["area_m2"])}
        for zone in row.zones
    ]
    kept = ("id", "code", "year", "work_type", "stage", "round", "division", "division_name", "plot")
    return (
        {name: getattr(row, name) for name in (*kept, "design_reference", "done_on", "factors", "version")}
        | areas
        | {"unverified_mu": _mu(unverified)}
        | {f"{reason}_reason": getattr(row, f"{reason}_reason") for reason in REASONS}
        | {"factors_told": told(row.factors, language), "zones": zones, "flags": flags(row)}
        | {"position": {"lon": row.lon, "lat": row.lat} if row.lon is not None else None}
    )


def flags(row: Row) -> list[str]:
    """What somebody should look at: farmland, red_line, over_measured, over_plot, overlap."""
    found = [category for category in FLAGGED if any(zone["category"] == category for zone in row.zones)]
    measured = row.measured_area_m2 or 0.0
    if row.reported_area_m2 > measured * MOST_REPORTED:
        found.append("over_measured")
    if row.plot_area_m2 is not None and measured > row.plot_area_m2 * MOST_REPORTED:
        found.append("over_plot")
    if row.stage not in ("planned", "designed", "withdrawn") and row.counted_area_m2 < measured - 1:
        found.append("overlap")
    return found


def whole_work(session: Session, viewer: Viewer, work_id: int, language: int = 0) -> dict[str, Any]:
    """Everything about one work that `viewer` may see; NotFound otherwise."""
    row = questions.one(session, viewer, work_id)
    if row is None:
        raise NotFound
    events = questions.history(session, row.id)
    reporting = {
        event.officer_id for event in events if event.round == row.round and event.action in questions.REPORTING
    }
    actor = Actor(viewer.post, viewer.officer_id in reporting)
    looked = inspections(session, row.id)
    actions = possible_steps(row.work_type, row.stage, actor, lost=row.lost_area_m2 > 0)
    return work(row, language) | {
        "boundary": questions.boundary(session, row.id),
        "events": [_event(event) for event in events],
        "inspections": looked,
        "actions": actions,
        "needs": {action: sorted(needed(row.stage, action)) for action in actions},
        "inspectable": _inspectable(session, row, actor, looked),
        "countable": [each["id"] for each in looked if _is_open_to(actor, each)],
    }


def _is_open_to(actor: Actor, inspection: dict[str, Any]) -> bool:
    """Whether this actor may count and conclude an inspection: nobody what they did themselves."""
    return inspection["concluded_at"] is None and actor.post in TIER_POSTS[inspection["tier"]] and not actor.reported


def _inspectable(session: Session, row: Row, actor: Actor, looked: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The inspections that this actor may begin now: tier and kind of those that have not been drawn in this round."""
    drawn = {(each["tier"], each["kind"]) for each in looked if each["round"] == row.round}
    tiers = [tier for tier, posts in TIER_POSTS.items() if actor.post in posts and not actor.reported]
    kinds = {scheme.kind for scheme in inspection_questions.schemes(session, work_type=row.work_type)}
    kinds &= kinds_looked_at(row.stage)
    return [{"tier": tier, "kind": kind} for tier in tiers for kind in sorted(kinds) if (tier, kind) not in drawn]


def _event(row: Row) -> dict[str, Any]:
    known = {"username": row.username, "name": row.name, "post": row.post} if row.username else None
    detail = {name: value for name, value in row.detail.items() if name != "areas_m2"}
    areas = {f"{name}_mu": _mu(value) for name, value in row.detail.get("areas_m2", {}).items()}
    kept = ("action", "stage", "round", "opinion", "reason", "inspection_id", "at", "photos")
    return {name: getattr(row, name) for name in kept} | {
        "by": known,
        "area_mu": _mu(row.area_m2),
        "areas": areas,
        "detail": detail,
    }


def inspections(session: Session, work_id: int) -> list[dict[str, Any]]:
    """The inspections of a work with their sample plots."""
    found = inspection_questions.of_work(session, work_id)
    plots = inspection_questions.plots(session, [row[0].id for row in found])
    return [
        _inspection(each, scheme, drawn_by, concluded_by, [plot for plot in plots if plot.inspection_id == each.id])
        for each, scheme, drawn_by, concluded_by in found
    ]


def _inspection(
    each: Inspection, scheme: AcceptanceScheme, drawn_by: str | None, concluded_by: str | None, plots: list[Row]
) -> dict[str, Any]:
    kept = (
        "id",
        "tier",
        "kind",
        "round",
        "seed",
        "plot_area_m2",
        "inspected_on",
        "drawn_at",
        "unverified_reason",
        "rate",
        "verdict",
        "opinion",
        "concluded_at",
    )
    return {name: getattr(each, name) for name in kept} | {
        "scheme": scheme.name,
        "scheme_id": scheme.id,
        "criteria": [each._asdict() for each in criteria_of(scheme.criteria)],
        "verified_mu": _mu(each.verified_area_m2),
        "drawn_by": drawn_by,
        "concluded_by": concluded_by,
        "sampled_mu": mu(each.plot_area_m2 * len(plots)),
        "plots": [_plot(plot) for plot in plots],
    }


def _plot(row: Row) -> dict[str, Any]:
    found = {"lon": row.found_lon, "lat": row.found_lat} if row.found_lon is not None else None
    return {name: getattr(row, name) for name in ("number", "planted", "alive", "measures", "counted_at")} | {
        "position": {"lon": row.lon, "lat": row.lat},
        "found_position": found,
    }


def _mu(area_m2: float | None) -> float | None:
    return None if area_m2 is None else mu(area_m2)
