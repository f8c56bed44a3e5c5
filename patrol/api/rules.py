"""Patrol rules 巡查制度: which hold, new ones, ends; and presets from published county rules."""

from dataclasses import asdict

from flask import request, url_for
from marshmallow import RAISE

from patrol import db, revoking, ruling
from patrol.api.reports import today
from patrol.api.schemas.rules import (
    ConcernedOut,
    EndIn,
    PatrolRuleOut,
    PatrolRulesOut,
    PresetIn,
    PresetsOut,
    ReachOut,
    RevokeIn,
    RuleIn,
    RulesIn,
)
from patrol.api.wiring import Blueprint, allowed, now, settings, signed_in
from patrol.errors import NotFound
from patrol.presets.reading import presets as all_presets
from patrol.queries import rule_lists

blueprint = Blueprint("rules", __name__, url_prefix="/api/v1/rules", description="Patrol rules 巡查制度")


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(RulesIn, location="query", unknown=RAISE)
@blueprint.response(200, PatrolRulesOut)
def rules(viewer, query: dict):
    """The rules that concern my division: of it, inside it and around it."""
    with db.reading() as session:
        found = rule_lists.rules(session, viewer, query["on"], query["after"], query["limit"])
    full = len(found) == query["limit"]
    following = url_for("rules.rules", **{**request.args.to_dict(), "after": found[-1].id}) if full else None
    return {"items": found, "next": following}


@blueprint.route("", methods=["POST"])
@signed_in
@allowed(ruling.may_keep)
@blueprint.arguments(RuleIn)
@blueprint.response(201, PatrolRuleOut)
def add(viewer, data: dict):
    """Open a rule; the one that held before it in the same scope ends."""
    with db.transaction() as session:
        rule_id = ruling.add_rule(session, viewer, data, today())
        return rule_lists.rule(session, rule_id)


@blueprint.route("/reach", methods=["POST"])
@signed_in
@allowed(ruling.may_keep)
@blueprint.arguments(RuleIn)
@blueprint.response(200, ReachOut)
def reach(viewer, data: dict):
    """What opening a rule would do: from when it counts, which rules end, how many people and places it concerns."""
    with db.transaction() as session:
        return ruling.reach(session, viewer, data, today())


@blueprint.route("/<int(max=2147483647):rule_id>/reach", methods=["GET"])
@signed_in
@blueprint.response(200, ConcernedOut)
def concerned(viewer, rule_id: int):
    """How many people and places a rule concerns today."""
    ruling.may_keep(viewer)
    with db.reading() as session:
        found = rule_lists.rules(session, viewer, None, rule_id - 1, 1)
        if not found or found[0].id != rule_id:
            raise NotFound("rule_unknown")
        return ruling.concerned(session, found[0]._asdict(), today())


@blueprint.route("/<int:rule_id>/end", methods=["POST"])
@signed_in
@allowed(ruling.may_keep)
@blueprint.arguments(EndIn)
@blueprint.response(204)
def end(viewer, data: dict, rule_id: int):
    """Let a rule hold for the last time on a day, yesterday or later."""
    with db.transaction() as session:
        ruling.end_rule(session, viewer, rule_id, data["on"] or today(), today())


@blueprint.route("/<int(max=2147483647):rule_id>/go-on", methods=["POST"])
@signed_in
@blueprint.response(204)
def go_on(viewer, rule_id: int):
    """Undo the end of a rule that ends today or later."""
    with db.transaction() as session:
        ruling.go_on(session, viewer, rule_id, today())
    return ""


@blueprint.route("/<int(max=2147483647):rule_id>/revoke", methods=["POST"])
@signed_in
@allowed(ruling.may_keep)
@blueprint.arguments(RevokeIn)
@blueprint.response(204)
def revoke(viewer, data: dict, rule_id: int):
    """Take out a rule entered by mistake, as long as it has judged no past day; the reason is kept."""
    with db.transaction() as session:
        revoking.revoke_rule(session, viewer, rule_id, data["reason"], now=now(), zone=settings().timezone)


@blueprint.route("/presets", methods=["GET"])
@signed_in
@blueprint.response(200, PresetsOut)
def presets(viewer):
    """Rules that counties have published, each with its source."""
    return {"items": [asdict(preset) for preset in all_presets().values()], "next": None}


@blueprint.route("/presets/<name>", methods=["POST"])
@signed_in
@allowed(ruling.may_keep)
@blueprint.arguments(PresetIn)
@blueprint.response(201, PatrolRulesOut)
def apply(viewer, data: dict, name: str):
    """Open every rule of a preset for a division."""
    with db.transaction() as session:
        ids = ruling.apply_preset(session, viewer, name, data["division"], data["valid_from"], today())
        return {"items": [rule_lists.rule(session, rule_id) for rule_id in ids], "next": None}
