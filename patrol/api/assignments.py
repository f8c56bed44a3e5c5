"""Assignments 责任: given, ended, taken back; the segments and plots that somebody, or nobody, answers for."""

from collections.abc import Callable
from datetime import date

from marshmallow import RAISE

from patrol import db
from patrol.access import Viewer
from patrol.api.reports import today
from patrol.api.schemas.assignments import (
    MOST,
    AnsweredPlaceOut,
    AssignedOut,
    AssignIn,
    CodesOut,
    CountOut,
    DutiesIn,
    KindIn,
    PlaceIn,
    PlacesIn,
    PlacesOut,
    UnassignIn,
)
from patrol.api.wiring import Blueprint, allowed, now, signed_in
from patrol.errors import Invalid, NotFound
from patrol.queries import assignments as questions
from patrol.staffing import assigning, keeping

blueprint = Blueprint("assignments", __name__, url_prefix="/api/v1", description="Assignments 责任")
OF = "/officers/<string(maxlength=64):username>/assignments"
MOST_CODES = 60_000


@blueprint.route(OF, methods=["POST"])
@signed_in
@blueprint.arguments(AssignIn)
@blueprint.response(200, AssignedOut)
def assign(viewer, data: dict, username: str):
    """Let an officer answer for segments or plots from a day on; how many are new, and their ids."""
    with db.transaction() as session:
        new = assigning.assign(session, viewer, username, data, now())
    return {"count": len(new), "ids": new}


@blueprint.route(f"{OF}/end", methods=["POST"])
@signed_in
@blueprint.arguments(UnassignIn)
@blueprint.response(200, CountOut)
def unassign(viewer, data: dict, username: str):
    """Let duties end with a day; what was owed until then stays owed."""
    return _counted(assigning.unassign, viewer, username, data["ids"], data["valid_to"])


@blueprint.route(f"{OF}/go-on", methods=["POST"])
@signed_in
@blueprint.arguments(DutiesIn)
@blueprint.response(200, CountOut)
def go_on(viewer, data: dict, username: str):
    """Undo the end of duties that end today or later."""
    return _counted(assigning.go_on, viewer, username, data["ids"], today())


@blueprint.route(f"{OF}/take-back", methods=["POST"])
@signed_in
@blueprint.arguments(DutiesIn)
@blueprint.response(200, CountOut)
def take_back(viewer, data: dict, username: str):
    """Undo duties that begin today or later, as if they had never been given."""
    return _counted(assigning.take_back, viewer, username, data["ids"], today())


@blueprint.route("/assignments/places", methods=["POST"])
@signed_in
@allowed(keeping.may_keep)
@blueprint.arguments(PlacesIn)
@blueprint.response(200, PlacesOut)
def places(viewer, data: dict):
    """Segments or plots by their codes or within a ring drawn on a map, with who answers for each today."""
    if (data["codes"] is None) == (data["ring"] is None):
        raise Invalid({"ring": "codes_or_ring"})
    with db.reading() as session:
        if data["codes"] is not None:
            found = questions.places_of(session, viewer, data["kind"], data["codes"], today())
        else:
            found = questions.places_in(session, viewer, data["kind"], _ewkt(data["ring"]), today(), MOST + 1)
    return {"items": found[:MOST], "more": len(found) > MOST, "next": None}


@blueprint.route("/assignments/holders", methods=["GET"])
@signed_in
@blueprint.arguments(PlaceIn, location="query", unknown=RAISE)
@blueprint.response(200, AnsweredPlaceOut)
def holders(viewer, query: dict):
    """A segment or plot with who answers for it today; field staff find themselves alone."""
    with db.reading() as session:
        [place] = questions.places_of(session, viewer, query["kind"], [query["code"]], today()) or [None]
    if place is None:
        raise NotFound
    alone = viewer.sees_only_own_patrols
    told = [each for each in place.holders if not alone or each["username"] == viewer.username]
    return place._asdict() | {"holders": told}


@blueprint.route("/assignments/unanswered", methods=["GET"])
@signed_in
@blueprint.arguments(KindIn, location="query", unknown=RAISE)
@blueprint.response(200, CodesOut)
def unanswered(viewer, query: dict):
    """The codes of segments or plots that nobody answers for today, to be shown on a map."""
    keeping.may_keep(viewer)
    with db.reading() as session:
        return {"items": questions.nobody_answers(session, viewer, query["kind"], today(), MOST_CODES), "next": None}


def _counted(step: Callable[..., int], viewer: Viewer, username: str, ids: list[int], day: date) -> dict[str, int]:
    with db.transaction() as session:
        return {"count": step(session, viewer, username, ids, day, now())}


def _ewkt(ring: list[list[float]]) -> str:
    """A drawn ring as a polygon in degrees, closed; Invalid for what is no place on earth."""
    if any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in ring):
        raise Invalid({"ring": "lon_lat_range"})
    corners = ", ".join(f"{lon!r} {lat!r}" for lon, lat in [*ring, ring[0]])
    return f"SRID=4490;POLYGON(({corners}))"
