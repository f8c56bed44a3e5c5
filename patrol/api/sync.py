"""What a phone needs for work without a network, in one answer."""

from flask import make_response, request
from marshmallow import RAISE

from patrol import db, inbox, syncing
from patrol.api.issues import clockface
from patrol.api.schemas.carried import CarriedIssuesOut, NumbersIn
from patrol.api.schemas.sync import SinceIn, SyncOut
from patrol.api.wiring import Blueprint, locale, now, settings, signed_in
from patrol.casework.looking import issues_to_carry
from patrol.queries import epochs

blueprint = Blueprint("sync", __name__, url_prefix="/api/v1/sync", description="Phones 手机同步")


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(SinceIn, location="query", unknown=RAISE)
@blueprint.response(200, SyncOut)
@blueprint.alt_response(304, description="Nothing changed since the ETag that was sent")
def get(viewer, query: dict):
    """Own segments, plots, duties, open issues, rules, categories and newest notices: what changed since `since`.

    A `since` that this server cannot read is no error: the answer is then whole, as it is without one.
    """
    on = now().astimezone(settings().timezone).date()
    with db.reading() as session:
        parts = syncing.sections(session, viewer, on, settings())
        parts["inbox"] = inbox.newest(session, viewer, locale())
        life = epochs.epoch(session)
    known = syncing.versions(parts)
    cursor = syncing.cursor_of(known)
    # The day belongs to the tag: a phone that is told "nothing new" must not go on with yesterday's date,
    # nor take a database that was put back for the one that acknowledged its records.
    tag = f"{cursor}.{on:%m%d}.{life}"
    headers = {"ETag": f'W/"{tag}"', "Cache-Control": "private, no-cache"}
    if request.if_none_match.contains_weak(tag):
        return make_response("", 304, headers)
    body = {"cursor": cursor, "server_time": now(), "today": on, "epoch": life} | syncing.changed(
        parts, known, query["since"]
    )
    return body, 200, headers


@blueprint.route("/issues", methods=["GET"])
@signed_in
@blueprint.arguments(NumbersIn, location="query", unknown=RAISE)
@blueprint.response(200, CarriedIssuesOut)
def issues(viewer, query: dict):
    """Whole issues for a phone, up to 200 in one answer: those whose `version` or `due_on` changed in the list of
    `/sync`. Numbers that the caller may not see are left out."""
    with db.reading() as session:
        return {"items": issues_to_carry(session, viewer, query["numbers"], clockface()), "next": None}
