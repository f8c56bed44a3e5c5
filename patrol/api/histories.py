"""Past patrols: listed by period, and one's own told again as they were sent."""

import uuid
from datetime import date

from flask import request, url_for
from marshmallow import RAISE

from patrol import db, looks, recalling
from patrol.access import Viewer
from patrol.api.patrols import worded
from patrol.api.reports import check_division, period
from patrol.api.schemas.histories import LooksOut, OutingsOut, PatrolsIn, RecordOut
from patrol.api.wiring import Blueprint, signed_in
from patrol.errors import Invalid
from patrol.queries.histories import Asked

blueprint = Blueprint("histories", __name__, url_prefix="/api/v1/patrols", description="Past patrols 巡查历史")


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(PatrolsIn, location="query", unknown=RAISE)
@blueprint.response(200, OutingsOut)
def index(viewer, query: dict):
    """The newest first: field staff see their own, others those of their division; `officer=me` is one's own."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        items = recalling.outings(session, viewer, _asked(viewer, query), query["limit"])
    following = None
    if len(items) == query["limit"]:
        after = f"{items[-1]['patrolled_on']}.{items[-1]['number']}"
        following = url_for(request.endpoint, **{**request.args.to_dict(), "after": after})
    return {"items": [worded(item) for item in items], "next": following}


@blueprint.route("/<uuid:patrol_id>/record", methods=["GET"])
@signed_in
@blueprint.response(200, RecordOut)
def record(viewer, patrol_id: uuid.UUID):
    """One's own patrol as it was sent: track, observations, photos. Nobody else's track is told here."""
    with db.reading() as session:
        return recalling.record(session, viewer, patrol_id)


@blueprint.route("/<uuid:patrol_id>/looks", methods=["GET"])
@signed_in
@blueprint.response(200, LooksOut)
def looked_at(viewer, patrol_id: uuid.UUID):
    """Who has looked at the track, the latest first: told to whoever walked it, to auditors and administrators."""
    with db.reading() as session:
        return {"items": looks.told(session, viewer, patrol_id), "next": None}


def _asked(viewer: Viewer, query: dict) -> Asked:
    first, last = period(query)
    officer = viewer.username if query["officer"] == "me" else query["officer"]
    return Asked(first, last, query["division"], officer, place(query["after"]))


def place(after: str | None) -> tuple[date, int] | None:
    """The day and number of the last patrol already told."""
    if after is None:
        return None
    day, _, number = after.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Invalid({"after": "invalid_value"})
    try:
        return date.fromisoformat(day), int(number)
    except ValueError as error:
        raise Invalid({"after": "invalid_value"}) from error
