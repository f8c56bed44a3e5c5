"""Inspections 检查验收 of forestry works with their sample plots, and the schemes that judge them."""

from marshmallow import RAISE

from patrol import db
from patrol.api.reports import today
from patrol.api.schemas.work_views import InspectionsOut, SchemeOut, SchemesOut, WholeWorkOut
from patrol.api.schemas.works import ConclusionIn, CountsIn, InspectionIn, SchemeIn, SchemesIn
from patrol.api.wiring import Blueprint, allowed, now, signed_in
from patrol.api.works import bounded, language
from patrol.errors import NotFound
from patrol.forestry.counting import conclude, count_plots
from patrol.forestry.inspecting import begin_inspection
from patrol.forestry.looking import inspections, whole_work
from patrol.forestry.schemes import enter_scheme, may_enter
from patrol.models import AcceptanceScheme
from patrol.queries import inspections as questions
from patrol.queries import works as work_questions

blueprint = Blueprint("inspections", __name__, url_prefix="/api/v1", description="Inspections 检查验收")


@blueprint.route("/works/<int:work_id>/inspections", methods=["POST"])
@signed_in
@blueprint.arguments(InspectionIn)
@blueprint.response(201, WholeWorkOut)
def post(viewer, data: dict, work_id: int):
    """Draw the sample of an inspection: number and size by the area, places by the seed."""
    with db.transaction() as session:
        begin_inspection(session, viewer, bounded(work_id), data, now=now(), today=today())
        return whole_work(session, viewer, work_id, language())


@blueprint.route("/works/<int:work_id>/inspections", methods=["GET"])
@signed_in
@blueprint.response(200, InspectionsOut)
def index(viewer, work_id: int):
    """The inspections of a work with their sample plots."""
    with db.reading() as session:
        if work_questions.one(session, viewer, bounded(work_id)) is None:
            raise NotFound
        return {"items": inspections(session, work_id), "next": None}


@blueprint.route("/works/<int:work_id>/inspections/<int:inspection_id>/plots", methods=["PUT"])
@signed_in
@blueprint.arguments(CountsIn)
@blueprint.response(200, WholeWorkOut)
def count(viewer, data: dict, work_id: int, inspection_id: int):
    """Enter what was counted on some sample plots; all of them or none are taken."""
    with db.transaction() as session:
        count_plots(session, viewer, bounded(work_id), bounded(inspection_id), data["plots"], now())
        return whole_work(session, viewer, work_id, language())


@blueprint.route("/works/<int:work_id>/inspections/<int:inspection_id>/conclusion", methods=["POST"])
@signed_in
@blueprint.arguments(ConclusionIn)
@blueprint.response(201, WholeWorkOut)
def end(viewer, data: dict, work_id: int, inspection_id: int):
    """Conclude an inspection: rate and verdict follow from the counts and the scheme."""
    with db.transaction() as session:
        conclude(session, viewer, bounded(work_id), bounded(inspection_id), data, now())
        return whole_work(session, viewer, work_id, language())


@blueprint.route("/schemes", methods=["GET"])
@signed_in
@blueprint.arguments(SchemesIn, location="query", unknown=RAISE)
@blueprint.response(200, SchemesOut)
def schemes(viewer, query: dict):
    """All acceptance schemes; the one of the smallest division that is valid on the day holds."""
    with db.reading() as session:
        return {"items": questions.schemes(session, **query), "next": None}


@blueprint.route("/schemes", methods=["POST"])
@signed_in
@allowed(may_enter)
@blueprint.arguments(SchemeIn)
@blueprint.response(201, SchemeOut)
def enter(viewer, data: dict):
    """Enter a scheme that holds from a day on; what was judged before keeps its own."""
    with db.transaction() as session:
        return session.get_one(AcceptanceScheme, enter_scheme(session, viewer, data, today()))
