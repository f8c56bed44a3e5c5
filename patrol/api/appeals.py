"""Appeals 申诉 against issued scores, and what was decided on them."""

from flask import request, url_for
from marshmallow import RAISE

from patrol import db
from patrol.access import Viewer
from patrol.api.assessments import clock, of_subject
from patrol.api.reports import check_division
from patrol.api.schemas.appeals import AppealDecisionIn, AppealIn, AppealOut, AppealsIn, AppealsOut
from patrol.api.schemas.assessments import SubjectIn
from patrol.api.wiring import Blueprint, signed_in
from patrol.assessment import appeals
from patrol.assessment.asking import county_of
from patrol.queries import assessments as questions

blueprint = Blueprint("appeals", __name__, url_prefix="/api/v1", description="Appeals against scores 考核申诉")


@blueprint.route("/assessments/<period>/<subject>/appeals", methods=["POST"])
@signed_in
@blueprint.arguments(SubjectIn, location="query", unknown=RAISE)
@blueprint.arguments(AppealIn)
@blueprint.response(201, AppealOut)
def appeal(viewer, query: dict, data: dict, period: str, subject: str):
    """Appeal one indicator of one's own, or one's township's, issued score."""
    with db.transaction() as session:
        asked = of_subject(session, viewer, query, period, subject)
        number = appeals.appeal(session, viewer, asked, subject, data, clock())
        return _told(session, number)


@blueprint.route("/assessment-appeals", methods=["GET"])
@signed_in
@blueprint.arguments(AppealsIn, location="query", unknown=RAISE)
@blueprint.response(200, AppealsOut)
def index(viewer, query: dict):
    """Appeals of a county that one may see, in the order they came; `status=open` are those not yet decided."""
    page = {"after": query["after"], "limit": query["limit"]}
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        county = county_of(session, viewer, query["division"])
        rows = questions.county_appeals(session, county, undecided=query["status"] == "open", **page)
    full = len(rows) == query["limit"]
    following = url_for("appeals.index", **{**request.args.to_dict(), "after": rows[-1].id}) if full else None
    return {"items": [row for row in rows if _seen(viewer, row)], "next": following}


@blueprint.route("/assessment-appeals/<int:number>/decision", methods=["POST"])
@signed_in
@blueprint.arguments(AppealDecisionIn)
@blueprint.response(201, AppealOut)
def decide(viewer, data: dict, number: int):
    """Uphold or dismiss an appeal; the score as it was issued stays beside what it was corrected to."""
    with db.transaction() as session:
        appeals.decide(session, viewer, number, data, clock())
        return _told(session, number)


def _seen(viewer: Viewer, row) -> bool:
    return viewer.sees_score(row.division, row.officer_id)


def _told(session, number: int):
    return questions.appeals(session, appeal_id=number)[0]
