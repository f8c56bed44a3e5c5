"""GPX files of loggers, as a form's file or as the body itself."""

from zoneinfo import ZoneInfo

from flask import request
from marshmallow import RAISE, ValidationError, fields

from patrol import db, gpx
from patrol.api.bodies import content
from patrol.api.patrols import worded
from patrol.api.schemas.fields import In, Out, Said, Text, length, one_of
from patrol.api.schemas.patrols import ReceiptOut
from patrol.api.wiring import Blueprint, locale, now, settings, signed_in
from patrol.errors import Invalid, Unsupported
from patrol.messages import t

blueprint = Blueprint("gpx", __name__, url_prefix="/api/v1/patrols/gpx", description="GPX 轨迹文件")

BODIES = frozenset({"application/gpx+xml", "application/xml", "text/xml", "application/octet-stream"})
FORM = "multipart/form-data"


def known_zone(name: str) -> None:
    """A validator: a zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise ValidationError(Said("unknown_zone", name=name)) from error


class GpxIn(In):
    """What was patrolled, and the zone of times that name none (UTC otherwise, as GPX has it)."""

    kind = Text(required=True, validate=one_of("river", "forest"))
    tz = Text(load_default="UTC", validate=[length(1, 64), known_zone])


class ReceiptsOut(Out):
    """A receipt for each patrol that the file held, in order of time; `remarks` tell what of the file was left out."""

    items = fields.List(fields.Nested(ReceiptOut), required=True)
    remarks = fields.List(fields.String(), required=True)
    next = fields.String(allow_none=True)


@blueprint.route("", methods=["POST"])
@signed_in
@blueprint.arguments(GpxIn, location="query", unknown=RAISE)
@blueprint.response(201, ReceiptsOut)
@blueprint.alt_response(200, schema=ReceiptsOut, description="All of it was here already")
def post(viewer, query: dict):
    """Take in a GPX file: one patrol for each local day, all of them or none; the same file again gives the same."""
    request.max_content_length = settings().max_photo_bytes
    received, zone = file_content(), ZoneInfo(query["tz"])
    with db.transaction() as session:
        taken = gpx.submit_gpx(session, viewer, received, query["kind"], zone, now=now(), settings=settings())
    items = [worded(each.receipt) for each in taken]
    remarks = [t("gpx_known", locale(), day=each.differs) for each in taken if each.differs]
    status = 201 if any(each.new for each in taken) else 200
    return {"items": items, "remarks": remarks, "next": None}, status


def file_content() -> bytes:
    """The file's bytes; Invalid without one, Unsupported for other kinds of bodies."""
    if request.mimetype == FORM:
        sent = request.files.get("file")
        if sent is None:
            raise Invalid({"file": "gpx_missing"})
        return sent.read()
    if request.mimetype not in BODIES:
        raise Unsupported("gpx_missing")
    return content(request, settings().max_photo_bytes)
