"""Rectification lists 整改清单 as workbooks: out, filled in, and back by item number."""

from io import BytesIO
from itertools import islice

from flask import request, send_file
from marshmallow import RAISE, fields

from patrol import db
from patrol.api.issues import asked, clockface
from patrol.api.reports import check_division, today
from patrol.api.schemas.fields import In, Out, Text, one_of
from patrol.api.schemas.issues import AskedIn
from patrol.api.wiring import MOST_ERRORS, Blueprint, locale, now, sentence, settings, signed_in
from patrol.casework import lists, sheets
from patrol.errors import Invalid
from patrol.messages import t

blueprint = Blueprint("issue_lists", __name__, url_prefix="/api/v1", description="Rectification lists 整改清单")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TrialIn(In):
    """Whether it is only tried."""

    dry_run = Text(load_default="true", validate=one_of("true", "false"))


class LineOut(Out):
    """What became, or would become, of a line of the list."""

    row = fields.Integer(required=True)
    number = fields.String(required=True)
    action = fields.String(required=True)
    state = fields.String(required=True, allow_none=True)
    message = fields.String(required=True, allow_none=True)
    errors = fields.Dict(required=True)


class ReportOut(Out):
    """What a list would do, or has done."""

    written = fields.Boolean(required=True)
    steps = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    items = fields.List(fields.Nested(LineOut), required=True)


@blueprint.route("/issues.xlsx", methods=["GET"])
@signed_in
@blueprint.arguments(AskedIn, location="query", unknown=RAISE)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=XLSX)
def export(viewer, query: dict):
    """A list of issues as a workbook, with columns in which the next step of each can be filled in."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        zone = settings().timezone
        rows = lists.rows_to_fill_in(session, viewer, asked(viewer, query), clockface(), zone, locale())
    content = BytesIO(sheets.write(rows, locale()))
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=f"issues-{today()}.xlsx")


@blueprint.route("/issues/import", methods=["POST"])
@signed_in
@blueprint.arguments(TrialIn, location="query", unknown=RAISE)
@blueprint.response(200, ReportOut)
@blueprint.doc(requestBody={"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}})
def import_(viewer, query: dict):
    """Take the steps that were filled in: tried only unless `dry_run=false`, and then all of them or none."""
    write = query["dry_run"] == "false"
    lines = sheets.read(request.get_data())
    with db.transaction() as session:
        outcomes = lists.take_lines(session, viewer, lines, now=now(), settings=settings(), write=write)
    refused = [outcome for outcome in outcomes if outcome.refusal]
    if write and refused:
        said = {
            f"rows.{o.row}.{f}": s for o in refused for f, s in (o.refusal.errors or {"number": o.refusal.key}).items()
        }
        raise Invalid(dict(islice(said.items(), MOST_ERRORS)), "sheet_refused", count=len(refused))
    return {
        "written": write,
        "steps": len(outcomes) - len(refused),
        "refused": len(refused),
        "unchanged": len(lines) - len(outcomes),
        "items": [_line(outcome) for outcome in outcomes],
    }


def _line(outcome: lists.Outcome) -> dict:
    refusal = outcome.refusal
    return outcome._asdict() | {
        "message": t(refusal.key, locale(), **refusal.params) if refusal else None,
        "errors": {field: sentence(said) for field, said in refusal.errors.items()} if refusal else {},
    }
