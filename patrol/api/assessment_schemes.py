"""Schemes of assessment 考核办法: which there are, new ones, ends, the preset; and what can be assessed."""

from marshmallow import RAISE

from patrol import db
from patrol.api.reports import check_division, today
from patrol.api.schemas.assessment_schemes import (
    AssessmentPresetIn,
    AssessmentSchemeEndIn,
    AssessmentSchemeIn,
    AssessmentSchemeOut,
    AssessmentSchemesIn,
    AssessmentSchemesOut,
    IndicatorsOut,
)
from patrol.api.wiring import Blueprint, allowed, signed_in
from patrol.assessment import schemes as workflow
from patrol.assessment.asking import county_of
from patrol.queries import assessments as questions
from patrol.rules.assessment.indicators import INDICATORS

blueprint = Blueprint(
    "assessment_schemes", __name__, url_prefix="/api/v1/assessment-schemes", description="Schemes 考核办法"
)


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(AssessmentSchemesIn, location="query", unknown=RAISE)
@blueprint.response(200, AssessmentSchemesOut)
def index(viewer, query: dict):
    """Every scheme of a county, the newest first."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        found = questions.schemes(session, county_of(session, viewer, query["division"]))
        return {"items": found, "next": None}


@blueprint.route("", methods=["POST"])
@signed_in
@allowed(workflow.may_keep)
@blueprint.arguments(AssessmentSchemeIn)
@blueprint.response(201, AssessmentSchemeOut)
def add(viewer, data: dict):
    """Open a scheme; the one that held before it ends."""
    with db.transaction() as session:
        return workflow.open_scheme(session, viewer, data, today())


@blueprint.route("/<int:scheme_id>/end", methods=["POST"])
@signed_in
@allowed(workflow.may_keep)
@blueprint.arguments(AssessmentSchemeEndIn)
@blueprint.response(204)
def end(viewer, data: dict, scheme_id: int):
    """Let a scheme hold for the last time on a day, yesterday or later."""
    with db.transaction() as session:
        workflow.close_scheme(session, viewer, scheme_id, data["on"] or today(), today())


@blueprint.route("/preset", methods=["POST"])
@signed_in
@allowed(workflow.may_keep)
@blueprint.arguments(AssessmentPresetIn)
@blueprint.response(201, AssessmentSchemesOut)
def apply(viewer, data: dict):
    """Open every scheme of the preset for a county."""
    with db.transaction() as session:
        opened = workflow.apply_preset(session, viewer, data["division"], data["valid_from"], today())
        return {"items": opened, "next": None}


@blueprint.route("/indicators", methods=["GET"])
@signed_in
@blueprint.response(200, IndicatorsOut)
def indicators(viewer):
    """What can be assessed, with its words, whom it is asked of and the forms that fit."""
    return {"items": [{"indicator": code} | known._asdict() for code, known in INDICATORS.items()], "next": None}
