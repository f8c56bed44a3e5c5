"""What is entered by hand for an assessment 考核录入: points and outcomes of surveys, listed and withdrawn."""

from flask import request, url_for
from marshmallow import RAISE

from patrol import db
from patrol.api.assessments import clock
from patrol.api.reports import check_division
from patrol.api.schemas.assessment_entries import (
    ScoreEntriesIn,
    ScoreEntriesOut,
    ScoreEntryIn,
    ScoreEntryOut,
    WithdrawalIn,
)
from patrol.api.wiring import Blueprint, allowed, signed_in
from patrol.assessment import entries
from patrol.assessment.asking import county_of
from patrol.assessment.schemes import may_keep
from patrol.queries import assessment_entries as questions

blueprint = Blueprint(
    "assessment_entries", __name__, url_prefix="/api/v1/assessments/entries", description="Entries by hand 考核录入"
)


@blueprint.route("", methods=["POST"])
@signed_in
@allowed(may_keep)
@blueprint.arguments(ScoreEntryIn)
@blueprint.response(201, ScoreEntryOut)
def enter(viewer, data: dict):
    """Add or take off points by hand, or enter the outcome of a survey; a mistake is withdrawn and entered anew."""
    with db.transaction() as session:
        check_division(session, viewer, data["division"])
        return questions.one(session, entries.enter(session, viewer, data, clock()))


@blueprint.route("", methods=["GET"])
@signed_in
@allowed(may_keep)
@blueprint.arguments(ScoreEntriesIn, location="query", unknown=RAISE)
@blueprint.response(200, ScoreEntriesOut)
def index(viewer, query: dict):
    """Entries of a county in the order they were made, withdrawn ones among them."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = questions.page(session, county_of(session, viewer, query["division"]), query)
    full = len(rows) == query["limit"]
    following = {**request.args.to_dict(), "after": str(rows[-1].id)} if full else None
    return {"items": rows, "next": url_for("assessment_entries.index", **following) if following else None}


@blueprint.route("/<int:number>/withdrawal", methods=["POST"])
@signed_in
@allowed(may_keep)
@blueprint.arguments(WithdrawalIn)
@blueprint.response(201, ScoreEntryOut)
def withdraw(viewer, data: dict, number: int):
    """Withdraw an entry that was a mistake: it stays in the list, with the reason, and counts no more."""
    with db.transaction() as session:
        number = min(number, 2**63 - 1)
        entries.withdraw(session, viewer, number, data["words"], clock())
        return questions.one(session, number)
