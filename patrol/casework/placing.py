"""Where an issue is: its point, the segment or plot it lies on, and the division that answers for it."""

from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.checks import metres_outside
from patrol.config import Settings
from patrol.errors import Invalid
from patrol.intake import point_ewkt
from patrol.queries import places as questions
from patrol.queries.divisions import county_extent, is_within
from patrol.rules.encoding import check_position

OBJECTS = {"river": "segment", "forest": "plot"}


class Place(NamedTuple):
    """Columns of an issue."""

    geom: str
    segment_id: int | None
    plot_id: int | None
    division_code: str


def find_place(session: Session, viewer: Viewer, data: dict[str, Any], settings: Settings) -> Place:
    """The place that `data` names by position, and by segment, plot and division where it does; Invalid by field."""
    position = data["position"]
    check_position(position["lon"], position["lat"], "position")
    county = county_extent(session, viewer.division_code)
    off = metres_outside(county, position["lon"], position["lat"]) if county else 0.0
    if off > settings.outside_county_m:
        raise Invalid({"position": ("outside_county", {"distance_km": round(off / 1000)})})
    point = point_ewkt(position)
    thing = _object(session, viewer, data, point, settings)
    object_id = thing.id if thing else None
    return Place(
        point,
        object_id if data["kind"] == "river" else None,
        object_id if data["kind"] == "forest" else None,
        _division(session, viewer, data, point, thing),
    )


def _object(session: Session, viewer: Viewer, data: dict[str, Any], point: str, settings: Settings):
    field = OBJECTS[data["kind"]]
    for other in set(OBJECTS.values()) - {field}:
        if data.get(other):
            raise Invalid({other: f"issue_has_no_{other}"})
    code = data.get(field)
    if not code:
        return questions.object_near(session, viewer, data["kind"], point, settings.cases.object_m)
    thing = questions.object_with_code(session, viewer, data["kind"], code)
    if thing is None:
        raise Invalid({field: (f"unknown_{field}", {"code": code})})
    return thing


def _division(session: Session, viewer: Viewer, data: dict[str, Any], point: str, thing) -> str:
    named = data.get("division")
    if named:
        if not is_within(session, named, viewer):
            raise Invalid({"division": ("division_outside", {"code": named})})
        return named
    if thing is not None:
        return thing.division_code
    return questions.division_around(session, viewer, point) or viewer.division_code
