"""What the map is asked in detail: stretches that nobody walked, and tracks to play back."""

from flask import request, url_for
from marshmallow import RAISE

from patrol import db, replaying
from patrol.api.histories import place
from patrol.api.reports import check_division, period, walked_in
from patrol.api.schemas.reports import PeriodIn
from patrol.api.schemas.walks import StretchesIn, StretchesOut, TracksIn, TracksOut, WalkersOut
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.coverage import STRETCHES
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.queries import replays, stretches
from patrol.queries.walked import walkers

blueprint = Blueprint("walks", __name__, url_prefix="/api/v1", description="Walks on the map 巡查路径")


@blueprint.route("/coverage/stretches", methods=["GET"])
@signed_in
@blueprint.arguments(StretchesIn, location="query", unknown=RAISE)
@blueprint.response(200, StretchesOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def unwalked(viewer, query: dict):
    """The stretches of rivers that nobody walked in the period, when somebody did last, and who answers; the longest
    first unless sorted otherwise."""
    days = period(query)
    asked = stretches.Asked(*days, query["division"], walked_in(query), query["segment"], query["text"])
    part = slice_of(query)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = stretches.unwalked(session, viewer, asked, part)
        sums = stretches.sums(session, viewer, asked)
    items = [row._asdict() | {"officers": row.officers or []} for row in rows]
    if query["format"] == "xlsx":
        return workbook(STRETCHES, [_answered(item) for item in items], f"stretches-{days[0]}-{days[1]}")
    return {"items": items, **sums._mapping, "next": next_of(query, sums._mapping["count"])}


def _answered(item: dict) -> dict:
    """A stretch with those who answer for it in words."""
    return item | {"answering": "、".join(each["name"] for each in item["officers"])}


@blueprint.route("/coverage/walkers", methods=["GET"])
@signed_in
@blueprint.arguments(PeriodIn, location="query", unknown=RAISE)
@blueprint.response(200, WalkersOut)
def people(viewer, query: dict):
    """Whose walks can be asked for: who patrolled in the period or answers for something in it."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = walkers(session, viewer, *period(query), query["division"])
    return {"items": [row._asdict() for row in rows], "next": None}


@blueprint.route("/tracks", methods=["GET"])
@signed_in
@blueprint.arguments(TracksIn, location="query", unknown=RAISE)
@blueprint.response(200, TracksOut)
def tracks(viewer, query: dict):
    """The tracks of a period by day, to be played back. Each look is kept: tracks are personal information."""
    asked = replays.Asked(*period(query), query["kind"], query["division"], walked_in(query), place(query["after"]))
    with db.transaction() as session:
        check_division(session, viewer, query["division"])
        items = replaying.tracks(session, viewer, asked, query["limit"], now=now(), zone=settings().timezone)
    following = None
    if len(items) == query["limit"]:
        after = f"{items[-1]['patrolled_on']}.{items[-1]['number']}"
        following = url_for(request.endpoint, **{**request.args.to_dict(), "after": after})
    return {"items": items, "next": following}
