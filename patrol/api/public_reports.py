"""What only the handling office may know of a report from the public."""

import logging

from marshmallow import fields

from patrol import db
from patrol.api.schemas.fields import Out
from patrol.api.wiring import Blueprint, signed_in
from patrol.errors import Forbidden, NotFound
from patrol.queries import public_reports

blueprint = Blueprint("public_reports", __name__, url_prefix="/api/v1/issues", description="Public reports 群众举报")
HANDLING = frozenset({"office"})
LOG = logging.getLogger(__name__)


class ReporterOut(Out):
    """How the reporter can be called back."""

    phone = fields.String(required=True)


@blueprint.route("/<string:number>/reporter", methods=["GET"])
@signed_in
@blueprint.response(200, ReporterOut)
def reporter(viewer, number: str):
    """The telephone that a reporter has left, for the office that handles the issue; each look is logged."""
    if viewer.post not in HANDLING:
        raise Forbidden
    with db.reading() as session:
        phone = public_reports.phone_of(session, viewer, number)
    if phone is None:
        raise NotFound
    LOG.info("officer %s looked up the reporter of issue %s", viewer.officer_id, number)
    return {"phone": phone}
