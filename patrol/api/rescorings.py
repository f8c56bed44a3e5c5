"""Rescorings 重新评定: a past period judged again, on record."""

from uuid import UUID

from flask import request, url_for
from marshmallow import RAISE

from patrol import db, rescoring
from patrol.api.cursors import cursor, place
from patrol.api.schemas.leaves import (
    ChangesIn,
    ListIn,
    RescoringIn,
    RescoringOut,
    RescoringsOut,
    ScoreChangesOut,
)
from patrol.api.wiring import Blueprint, allowed, now, settings, signed_in
from patrol.errors import NotFound
from patrol.queries import rule_lists

blueprint = Blueprint("rescorings", __name__, url_prefix="/api/v1/rescorings", description="Rescorings 重新评定")


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(ListIn, location="query", unknown=RAISE)
@blueprint.response(200, RescoringsOut)
def rescorings(viewer, query: dict):
    """Who has judged which days again, when, and why; the newest first."""
    with db.reading() as session:
        found = rule_lists.rescorings(session, viewer, query["after"], query["limit"])
    full = len(found) == query["limit"]
    following = url_for("rescorings.rescorings", **{**request.args.to_dict(), "after": found[-1].id}) if full else None
    return {"items": found, "next": following}


@blueprint.route("", methods=["POST"])
@signed_in
@allowed(rescoring.may_rescore)
@blueprint.arguments(RescoringIn)
@blueprint.response(201, RescoringOut)
def rescore(viewer, data: dict):
    """Judge the patrols of some days again; both scores are kept."""
    days = (data["first"], data["last"])
    clock = {"now": now(), "zone": settings().timezone}
    with db.transaction() as session:
        act = rescoring.rescore(session, viewer, data["division"], days, data["reason"], **clock)
        return rule_lists.rescoring(session, viewer, act)


@blueprint.route("/<int(max=2147483647):rescoring_id>/changes", methods=["GET"])
@signed_in
@blueprint.arguments(ChangesIn, location="query", unknown=RAISE)
@blueprint.response(200, ScoreChangesOut)
def changes(viewer, query: dict, rescoring_id: int):
    """Each score that is another now: before and after. For those who keep the rules."""
    after = place(query["after"], (UUID, str, int))
    with db.reading() as session:
        if not viewer.keeps_rules or rule_lists.rescoring(session, viewer, rescoring_id) is None:
            raise NotFound
        found = rule_lists.changes(session, rescoring_id, after, query["limit"])
    end = found[-1] if len(found) == query["limit"] else None
    word = cursor(end.patrol, end.subject, end.object_id) if end else None
    following = url_for("rescorings.changes", rescoring_id=rescoring_id, **{**request.args.to_dict(), "after": word})
    return {"items": found, "next": following if word else None}
