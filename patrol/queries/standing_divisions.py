"""Divisions as those who keep them see them: with and without a boundary, and what lies in each."""

from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from patrol.access import Viewer, scope
from patrol.models import Division, ForestPlot, Officer, RiverSegment
from patrol.queries.slices import by_sound

Around = aliased(Division)
SORTS: dict[str, Any] = {
    "code": Division.code,
    "name": by_sound(Division.name),
    "level": Division.level,
    "bounded": Division.geom.is_not(None),
}


def listed(viewer: Viewer, asked: dict[str, Any]) -> Select:
    """code, name, level, parent_name, bounded, officers, segments, plots (of the division itself, not of the parts
    of it), valid_from, valid_to. `asked`: level, bounded, text."""
    found = select(
        Division.code,
        Division.name,
        Division.level,
        Around.name.label("parent_name"),
        Division.geom.is_not(None).label("bounded"),
        *(_inside(thing).label(name) for name, thing in THINGS.items()),
        Division.valid_from,
        Division.valid_to,
    ).outerjoin(Around, Around.code == Division.parent_code)
    if asked.get("level"):
        found = found.where(Division.level == asked["level"])
    if asked.get("bounded") is not None:
        found = found.where(Division.geom.is_not(None) == asked["bounded"])
    if asked.get("text"):
        wanted = asked["text"]
        found = found.where(or_(Division.name.contains(wanted, autoescape=True), Division.code.startswith(wanted)))
    return scope(found, Division, viewer)


THINGS: dict[str, Any] = {"officers": Officer, "segments": RiverSegment, "plots": ForestPlot}


def _inside(thing):
    counted = select(func.count()).where(thing.division_code == Division.code).correlate(Division)
    return (counted.where(thing.active) if thing is Officer else counted).scalar_subquery()
