"""The catalogue of problems 问题目录 and the clocks of steps 办理时限, as they hold on a day."""

from marshmallow import RAISE

from patrol import db
from patrol.access import Viewer
from patrol.api.reports import check_division, today
from patrol.api.schemas.categories import CategoriesOut, CategoryIn, DeadlineIn, DeadlinesOut, OnIn, VersionsOut
from patrol.api.wiring import Blueprint, allowed, signed_in
from patrol.casework import catalogue
from patrol.errors import NotFound
from patrol.queries import categories as questions

blueprint = Blueprint("categories", __name__, url_prefix="/api/v1", description="Catalogue and clocks 问题目录与时限")


@blueprint.route("/categories", methods=["GET"])
@signed_in
@blueprint.arguments(OnIn, location="query", unknown=RAISE)
@blueprint.response(200, CategoriesOut)
def index(viewer, query: dict):
    """The categories that are offered on a day (`on`; today) in a division (one's own)."""
    return _catalogue(viewer, query)


@blueprint.route("/categories", methods=["POST"])
@signed_in
@allowed(catalogue.may_set)
@blueprint.arguments(CategoryIn)
@blueprint.response(201, CategoriesOut)
def post(viewer, data: dict):
    """Let a category stand so from a day on; answers the catalogue of that day. Administrators only."""
    with db.transaction() as session:
        catalogue.set_category(session, viewer, data, today())
    return _catalogue(viewer, {"on": data["valid_from"], "division": data["division"], "kind": None})


@blueprint.route("/categories/<string:code>", methods=["GET"])
@signed_in
@blueprint.response(200, VersionsOut)
def versions(viewer, code: str):
    """Everything that was ever said of a category, the oldest first."""
    with db.reading() as session:
        rows = questions.history(session, viewer.division_code, code)
    if not rows:
        raise NotFound
    return {"items": [row._asdict() for row in rows], "next": None}


@blueprint.route("/deadlines", methods=["GET"])
@signed_in
@blueprint.arguments(OnIn(exclude=("kind",)), location="query", unknown=RAISE)
@blueprint.response(200, DeadlinesOut)
def deadlines(viewer, query: dict):
    """How long each state may last on a day, by severity; an empty severity holds for those not named."""
    return _clocks(viewer, query)


@blueprint.route("/deadlines", methods=["POST"])
@signed_in
@allowed(catalogue.may_set)
@blueprint.arguments(DeadlineIn)
@blueprint.response(201, DeadlinesOut)
def post_deadline(viewer, data: dict):
    """Let a clock run so from a day on; deadlines that run already stay. Administrators only."""
    with db.transaction() as session:
        catalogue.set_deadline(session, viewer, data, today())
    return _clocks(viewer, {"on": data["valid_from"], "division": data["division"]})


def _catalogue(viewer: Viewer, query: dict) -> dict:
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        known = questions.in_force(session, query["division"] or viewer.division_code, query["on"] or today())
    items = [each._asdict() for each in known if query["kind"] in (None, each.kind)]
    return {"items": items, "next": None}


def _clocks(viewer: Viewer, query: dict) -> dict:
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        items = questions.clocks_in_force(session, query["division"] or viewer.division_code, query["on"] or today())
    return {"items": items, "next": None}
