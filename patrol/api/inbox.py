"""An officer's own notices, and how they are told beside the inbox."""

from flask import request, url_for
from marshmallow import RAISE

from patrol import db
from patrol import inbox as workflow
from patrol.api.schemas.notices import InboxIn, InboxOut, ReadIn, UnreadOut, WaysIn, WaysOut
from patrol.api.wiring import Blueprint, locale, now, settings, signed_in

blueprint = Blueprint("inbox", __name__, url_prefix="/api/v1/inbox", description="Inbox 通知")
ways_blueprint = Blueprint(
    "notifications", __name__, url_prefix="/api/v1/me/notifications", description="How to be told 通知设置"
)


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(InboxIn, location="query", unknown=RAISE)
@blueprint.response(200, InboxOut)
def index(viewer, query: dict):
    """My notices, the newest first, and how many are unread."""
    with db.reading() as session:
        page = workflow.page(session, viewer, query, locale())
    following = None
    if len(page["items"]) == query["limit"]:
        following = url_for("inbox.index", **{**request.args.to_dict(), "after": page["items"][-1]["id"]})
    return page | {"next": following}


@blueprint.route("/<int:notice_id>/read", methods=["POST"])
@signed_in
@blueprint.response(200, UnreadOut)
def read(viewer, notice_id: int):
    """I have read this one."""
    with db.transaction() as session:
        return {"unread": workflow.read(session, viewer, notice_id, now())}


@blueprint.route("/read", methods=["POST"])
@signed_in
@blueprint.arguments(ReadIn)
@blueprint.response(200, UnreadOut)
def read_all(viewer, data: dict):
    """I have read all up to this one; what came meanwhile stays unread."""
    with db.transaction() as session:
        return {"unread": workflow.read_all(session, viewer, data["until"], now())}


@ways_blueprint.route("", methods=["GET"])
@signed_in
@ways_blueprint.response(200, WaysOut)
def ways(viewer):
    """How I am told beside the inbox."""
    with db.reading() as session:
        return _told(workflow.ways(session, viewer))


@ways_blueprint.route("", methods=["PUT"])
@signed_in
@ways_blueprint.arguments(WaysIn)
@ways_blueprint.response(200, WaysOut)
def set_ways(viewer, data: dict):
    """Say how to be told: by e-mail each morning, or at once for what is urgent."""
    with db.transaction() as session:
        workflow.set_ways(session, viewer, data, now())
        return _told(workflow.ways(session, viewer))


def _told(ways: dict) -> dict:
    return ways | {"mail_available": settings().notify.smtp_url is not None}
