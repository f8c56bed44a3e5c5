"""Patrols: put one in, ask whether it arrived."""

import uuid

from patrol import db, intake, receipts
from patrol.api.schemas.patrols import PatrolIn, ReceiptOut
from patrol.api.wiring import Blueprint, locale, now, settings, signed_in
from patrol.messages import flag_sentence, t

blueprint = Blueprint("patrols", __name__, url_prefix="/api/v1/patrols", description="Patrols 巡查")


@blueprint.route("/<uuid:patrol_id>", methods=["PUT"])
@signed_in
@blueprint.arguments(PatrolIn)
@blueprint.response(201, ReceiptOut)
@blueprint.alt_response(200, schema=ReceiptOut, description="The same content was here already")
def put(viewer, data: dict, patrol_id: uuid.UUID):
    """Take in a patrol; the same again gives the same receipt."""
    with db.transaction() as session:
        receipt, new = intake.submit_patrol(session, viewer, patrol_id, data, now=now(), settings=settings())
    return worded(receipt), 201 if new else 200


@blueprint.route("/<uuid:patrol_id>", methods=["GET"])
@signed_in
@blueprint.response(200, ReceiptOut)
def get(viewer, patrol_id: uuid.UUID):
    """The receipt of a patrol: a phone can always ask whether it arrived."""
    with db.reading() as session:
        return worded(receipts.receipt(session, patrol_id, viewer))


def worded(receipt: dict) -> dict:
    """A receipt with its reasons and flags as sentences in the caller's language."""
    receipt["reasons"] = [_remark(dict(remark)) for remark in receipt["reasons"]]
    receipt["flags"] = [flag | {"message": flag_sentence(flag, locale())} for flag in receipt["flags"]]
    return receipt


def _remark(evidence: dict) -> dict:
    code = evidence.pop("code")
    return {"code": code, "message": t(code, locale(), **evidence), "evidence": evidence}
