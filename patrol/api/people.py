"""Who is signed in, and the divisions they may look into."""

from marshmallow import fields

import patrol
from patrol import db
from patrol.api.schemas.fields import Out
from patrol.api.tokens import OfficerOut, described
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.queries.divisions import visible_divisions

blueprint = Blueprint("people", __name__, url_prefix="/api/v1", description="People and divisions 人员与区划")


class MeOut(Out):
    """The person who is signed in, the county's local day, and the time zone it is counted in."""

    officer = fields.Nested(OfficerOut, required=True)
    today = fields.Date(required=True)
    zone = fields.String(required=True)
    version = fields.String(required=True)


class BoundedDivisionOut(Out):
    """A division with its bounding box in degrees, where its boundary is known."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)
    parent = fields.String(allow_none=True)
    bbox = fields.List(fields.Float(allow_none=True), allow_none=True)


class DivisionsOut(Out):
    """All divisions in scope."""

    items = fields.List(fields.Nested(BoundedDivisionOut), required=True)
    next = fields.String(allow_none=True)


@blueprint.route("/me", methods=["GET"])
@signed_in
@blueprint.response(200, MeOut)
def me(viewer):
    """Who I am."""
    with db.reading() as session:
        officer = described(session, viewer)
    zone = settings().timezone
    return {
        "officer": officer,
        "today": now().astimezone(zone).date(),
        "zone": zone.key,
        "version": patrol.__version__,
    }


@blueprint.route("/divisions", methods=["GET"])
@signed_in
@blueprint.response(200, DivisionsOut)
def divisions(viewer):
    """The divisions within my scope, by code."""
    with db.reading() as session:
        return {"items": [row._asdict() for row in visible_divisions(session, viewer)], "next": None}
