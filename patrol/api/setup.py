"""The first run 首次设置: how far the county is set up, for a guide that can be left; its divisions."""

from marshmallow import RAISE, fields

from patrol import db
from patrol.access import Viewer
from patrol.api.reports import today
from patrol.api.schemas.fields import Out, QueryFlag, Text, length, one_of
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.divisions import DIVISIONS, LEVEL_WORDS
from patrol.api.wiring import Blueprint, signed_in
from patrol.errors import Forbidden
from patrol.models import Division
from patrol.queries import setup as questions
from patrol.queries import standing_divisions
from patrol.queries.slices import part

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


class StandingIn(SliceIn):
    """Which divisions."""

    level = Text(load_default=None, validate=one_of(*LEVEL_WORDS))
    bounded = QueryFlag(load_default=None)
    text = Text(load_default=None, validate=length(0, 64))
    sort = sort_by(DIVISIONS)


class StandingDivisionOut(Out):
    """A division with how much lies in it itself."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)
    parent_name = fields.String(required=True, allow_none=True)
    bounded = fields.Boolean(required=True)
    officers = fields.Integer(required=True)
    segments = fields.Integer(required=True)
    plots = fields.Integer(required=True)
    valid_from = fields.Date(required=True, allow_none=True)
    valid_to = fields.Date(required=True, allow_none=True)


class StandingOut(Out):
    """A part of the divisions."""

    items = fields.List(fields.Nested(StandingDivisionOut), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)


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


@blueprint.route("/divisions", methods=["GET"])
@signed_in
@blueprint.arguments(StandingIn, location="query", unknown=RAISE)
@blueprint.response(200, StandingOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def divisions(viewer, query: dict):
    """The divisions in scope with what lies in each; the same rows as a workbook with `format=xlsx`."""
    may_set_up(viewer)
    with db.reading() as session:
        found = standing_divisions.listed(viewer, query)
        told = part(session, found, standing_divisions.SORTS, Division.id, slice_of(query, "code"))
    items = [row._asdict() for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(DIVISIONS, items, "divisions")
    return {"items": items, "total": told.total, "next": next_of(query, told.total)}


def may_set_up(viewer: Viewer) -> None:
    """Forbidden unless somebody who keeps rules and people, or imports layers."""
    if not (viewer.keeps_rules or viewer.imports_layers):
        raise Forbidden
