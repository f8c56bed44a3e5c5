"""Patrols: put one in, ask whether it arrived; lists of them."""

import uuid
from functools import partial

from marshmallow import RAISE

from patrol import db, intake, receipts
from patrol.api.reports import check_division, today
from patrol.api.schemas.patrol_lists import TRUTHS, PatrolsIn, PatrolsOut
from patrol.api.schemas.patrols import PatrolIn, ReceiptOut
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.patrols import PATROLS
from patrol.api.wiring import Blueprint, locale, now, settings, signed_in
from patrol.messages import flag_sentence, t
from patrol.queries import outings
from patrol.queries.outing_counts import is_summed, walked
from patrol.queries.slices import part
from patrol.rules.honesty.flags import SEVERITIES

blueprint = Blueprint("patrols", __name__, url_prefix="/api/v1/patrols", description="Patrols 巡查")


@blueprint.route("/table", methods=["GET"])
@signed_in
@blueprint.arguments(PatrolsIn, location="query", unknown=RAISE)
@blueprint.response(200, PatrolsOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def table(viewer, query: dict):
    """Patrols in scope as a sorted table; field staff see their own. A patrol with its track is under /reviews."""
    asked = query | {name: TRUTHS[query[name]] for name in ("counts", "effective", "flagged")}
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        found = outings.listed(viewer, asked, settings().timezone)
        known = partial(walked, session, viewer, asked) if is_summed(asked) else None
        told = part(session, found, outings.SORTS, outings.Patrol.id, slice_of(query), known)
    items = [_listed(row) for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(PATROLS, items, f"patrols-{today()}")
    return {"items": items, "total": told.total, "next": next_of(query, told.total)}


def _listed(row) -> dict:
    officer = {"username": row.username, "name": row.name, "post": row.post}
    return row._asdict() | {"officer": officer, "severity": SEVERITIES[row.severity]}


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
