"""Leave 请假 and substitutes 代巡."""

from flask import request, url_for
from marshmallow import RAISE

from patrol import db
from patrol import leaves as workflow
from patrol.api.schemas.leaves import (
    LeaveIn,
    LeaveOut,
    LeavesIn,
    LeavesOut,
    MayStandInIn,
    MayStandInOut,
    SubstituteIn,
)
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.queries import leaves as questions

blueprint = Blueprint("leaves", __name__, url_prefix="/api/v1/leaves", description="Leave 请假、代巡")


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(LeavesIn, location="query", unknown=RAISE)
@blueprint.response(200, LeavesOut)
def leaves(viewer, query: dict):
    """Leave of my division, my own, and that in which I stand in for somebody; the newest first."""
    with db.reading() as session:
        found = questions.page(session, viewer, query)
    full = len(found) == query["limit"]
    following = url_for("leaves.leaves", **{**request.args.to_dict(), "after": found[-1].id}) if full else None
    return {"items": found, "next": following}


@blueprint.route("", methods=["POST"])
@signed_in
@blueprint.arguments(LeaveIn)
@blueprint.response(201, LeaveOut)
def ask(viewer, data: dict):
    """Ask for leave, or enter it for somebody of my division."""
    with db.transaction() as session:
        leave_id = workflow.ask(session, viewer, data, now=now(), zone=settings().timezone)
        return questions.visible_leave(session, viewer, leave_id)


@blueprint.route("/substitutes", methods=["GET"])
@signed_in
@blueprint.arguments(MayStandInIn, location="query", unknown=RAISE)
@blueprint.response(200, MayStandInOut)
def substitutes(viewer, query: dict):
    """Who may stand in for an officer (or me) and is not away in these days: the nearest first, 30 at most."""
    with db.reading() as session:
        return {"items": workflow.may_stand_in(session, viewer, query), "next": None}


@blueprint.route("/<int:leave_id>/approve", methods=["POST"])
@signed_in
@blueprint.response(200, LeaveOut)
def approve(viewer, leave_id: int):
    """Let it count."""
    with db.transaction() as session:
        workflow.approve(session, viewer, leave_id, now=now(), zone=settings().timezone)
        return questions.visible_leave(session, viewer, leave_id)


@blueprint.route("/<int:leave_id>", methods=["PATCH"])
@signed_in
@blueprint.arguments(SubstituteIn)
@blueprint.response(200, LeaveOut)
def patch(viewer, data: dict, leave_id: int):
    """Let somebody else stand in, or (null) nobody; days that are over are judged again, on record."""
    with db.transaction() as session:
        workflow.substitute(session, viewer, leave_id, data["substitute"], now=now(), zone=settings().timezone)
        return questions.visible_leave(session, viewer, leave_id)


@blueprint.route("/<int:leave_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def withdraw(viewer, leave_id: int):
    """Take it back; it stays in the list as withdrawn."""
    with db.transaction() as session:
        workflow.withdraw(session, viewer, leave_id, now=now(), zone=settings().timezone)
