"""Many patrols in one request: each taken in by itself, so that one bad one never holds up another."""

from flask import current_app
from marshmallow import fields

from patrol import db, intake
from patrol.api.patrols import worded
from patrol.api.schemas.errors import ErrorOut
from patrol.api.schemas.fields import Each, In, Out, Uuid, length
from patrol.api.schemas.patrols import PatrolIn, ReceiptOut
from patrol.api.wiring import Blueprint, checked, now, settings, signed_in

blueprint = Blueprint("submissions", __name__, url_prefix="/api/v1/submissions", description="Batches 批量提交")

MOST_PATROLS = 50


class NamedPatrolIn(PatrolIn):
    """The body of the plain PUT, and the id that its address has."""

    id = Uuid(required=True)


class BatchIn(In):
    """What a phone brings at once; the items are looked at one by one."""

    patrols = Each(fields.Raw(allow_none=True), required=True, validate=length(1, MOST_PATROLS))


class ResultOut(Out):
    """What became of one patrol: what the plain PUT would have answered."""

    id = fields.String(required=True, allow_none=True)
    status = fields.Integer(required=True)
    patrol = fields.Nested(ReceiptOut, required=True, allow_none=True)
    error = fields.Nested(ErrorOut, required=True, allow_none=True)


class BatchOut(Out):
    """One result an item, in their order."""

    items = fields.List(fields.Nested(ResultOut), required=True)


@blueprint.route("", methods=["POST"])
@signed_in
@blueprint.arguments(BatchIn)
@blueprint.response(200, BatchOut)
def post(viewer, batch: dict):
    """Take in up to 50 patrols, in order, each in a transaction of its own that is over before the answer goes out."""
    return {"items": [_result(viewer, item) for item in batch["patrols"]]}


def _result(viewer, item) -> dict:
    named = item.get("id") if isinstance(item, dict) else None
    result = {"id": named if isinstance(named, str) else None, "patrol": None, "error": None}
    try:
        receipt, new = _take_in(viewer, item)
        return result | {"status": 201 if new else 200, "patrol": receipt}
    # Whatever it is, it concerns this one alone, and is told as any request would be told.
    except Exception as failure:
        error = current_app.make_response(current_app.handle_user_exception(failure)).get_json()
        return result | {"status": error["status"], "error": error}


def _take_in(viewer, item) -> tuple[dict, bool]:
    data = checked(NamedPatrolIn(), item)
    patrol_id = data.pop("id")
    with db.transaction() as session:
        receipt, new = intake.submit_patrol(session, viewer, patrol_id, data, now=now(), settings=settings())
    return worded(receipt), new
