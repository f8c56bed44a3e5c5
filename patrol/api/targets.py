"""Annual targets 年度任务 as they are entered; their progress is told by the reports."""

from marshmallow import RAISE

from patrol import db, forestry
from patrol.api.reports import check_division
from patrol.api.schemas.reports import YearIn
from patrol.api.schemas.targets import EnteredTargetsOut, SetTargetsIn
from patrol.api.wiring import Blueprint, allowed, signed_in
from patrol.forestry.targets import may_enter
from patrol.queries import targets as questions
from patrol.rules.areas import mu

blueprint = Blueprint("targets", __name__, url_prefix="/api/v1/targets", description="Targets 年度任务")


@blueprint.route("/<int(max=9999):year>/entered", methods=["GET"])
@signed_in
@blueprint.arguments(YearIn, location="query", unknown=RAISE)
@blueprint.response(200, EnteredTargetsOut)
def entered(viewer, query: dict, year: int):
    """The targets of a year as they were entered, each for itself."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        return _told(session, viewer, year, query["division"])


@blueprint.route("/<int(max=9999):year>", methods=["PUT"])
@signed_in
@allowed(may_enter)
@blueprint.arguments(SetTargetsIn)
@blueprint.response(200, EnteredTargetsOut)
def put(viewer, data: dict, year: int):
    """Enter, change and take back targets together; 409 where one is no longer what the caller saw."""
    with db.transaction() as session:
        forestry.enter_targets(session, viewer, year, data["items"])
        return _told(session, viewer, year, None)


def _told(session, viewer, year: int, division: str | None) -> dict:
    known = questions.entered(session, year, viewer, division)
    items = [{"division": code, "work_type": work_type, "mu": mu(area)} for (code, work_type), area in known.items()]
    return {"items": items, "next": None}
