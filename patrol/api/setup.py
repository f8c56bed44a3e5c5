"""The first run 首次设置: how far the county is set up, so that a guide can be left and taken up again."""

from marshmallow import fields

from patrol import db
from patrol.access import Viewer
from patrol.api.reports import today
from patrol.api.schemas.fields import Out
from patrol.api.wiring import Blueprint, signed_in
from patrol.errors import Forbidden
from patrol.queries import setup as questions

blueprint = Blueprint("setup", __name__, url_prefix="/api/v1/setup", description="First run 首次设置")


class SetupDivisionsOut(Out):
    """Divisions by level, and those without a boundary."""

    county = fields.Integer(required=True)
    township = fields.Integer(required=True)
    village = fields.Integer(required=True)
    without_boundary = fields.Integer(required=True)


class SetupOut(Out):
    """What is there, and what is missing; `posts_without_rule` answer for something that no rule asks of them."""

    divisions = fields.Nested(SetupDivisionsOut, required=True)
    rivers = fields.Integer(required=True)
    segments = fields.Integer(required=True)
    segments_unanswered = fields.Integer(required=True)
    plots = fields.Integer(required=True)
    plots_unanswered = fields.Integer(required=True)
    people = fields.Integer(required=True)
    patrolling = fields.Integer(required=True)
    never_signed_in = fields.Integer(required=True)
    rules = fields.Integer(required=True)
    posts_without_rule = fields.List(fields.String(), required=True)
    year = fields.Integer(required=True)
    targets = fields.Integer(required=True)


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.response(200, SetupOut)
def setup(viewer):
    """How far the county is set up; for those who set it up."""
    may_set_up(viewer)
    on = today()
    with db.reading() as session:
        return {
            "divisions": questions.divisions(session, viewer),
            **questions.places(session, viewer, on),
            **questions.people(session, viewer),
            **questions.rules(session, viewer, on),
            "year": on.year,
            "targets": questions.targets(session, viewer, on.year),
        }


def may_set_up(viewer: Viewer) -> None:
    """Forbidden unless somebody who keeps rules and people, or imports layers."""
    if not (viewer.keeps_rules or viewer.imports_layers):
        raise Forbidden
