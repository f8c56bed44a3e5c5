"""Rectification lists 整改清单 as workbooks: out, filled in, and back by item number."""

from collections.abc import Iterator
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
from patrol.casework.edited_cells import Ignored, ignored_cells
from patrol.errors import Forbidden, Invalid
from patrol.messages import t
from patrol.rules.casework import LISTING

blueprint = Blueprint("issue_lists", __name__, url_prefix="/api/v1", description="Rectification lists 整改清单")
# What a step calls otherwise than the sheet.
STEP_COLUMNS = {"due_on": "new_due_on"}
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


class IgnoredOut(Out):
    """A row in which columns were changed that this list does not change."""

    row = fields.Integer(required=True)
    number = fields.String(required=True)
    columns = fields.List(fields.String(), required=True)
    message = fields.String(required=True)


class ReportOut(Out):
    """What a list would do, or has done."""

    written = fields.Boolean(required=True)
    steps = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    items = fields.List(fields.Nested(LineOut), required=True)
    ignored = fields.List(fields.Nested(IgnoredOut), required=True)
    unknown_columns = fields.List(
        fields.String(), required=True, metadata={"description": "Headings that a list does not have: not read"}
    )


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
    if viewer.post not in LISTING:
        raise Forbidden("sheet_not_your_post")
    content = request.get_data()
    lines = sheets.read(content)
    with db.transaction() as session:
        ignored = ignored_cells(session, viewer, lines, clockface(), settings().timezone)
        outcomes = lists.take_lines(session, viewer, lines, now=now(), settings=settings(), write=write)
    refused = [outcome for outcome in outcomes if outcome.refusal]
    if write and refused:
        raise Invalid(dict(islice(_said(refused), MOST_ERRORS)), "sheet_refused", count=len(refused))
    return {
        "written": write,
        "steps": len(outcomes) - len(refused),
        "refused": len(refused),
        "unchanged": len(lines) - len(outcomes),
        "items": [_line(outcome) for outcome in outcomes],
        "ignored": [_ignored(each) for each in ignored],
        "unknown_columns": sheets.unknown_headings(content),
    }


def _said(refused: list[lists.Outcome]) -> Iterator[tuple[str, tuple[str, dict]]]:
    """What is wrong, by row and field; the sentence names the issue and the heading of the column."""
    for outcome in refused:
        number = f"（{outcome.number}）" if outcome.number else ""
        where = {"row": outcome.row, "number": f" ({outcome.number})" if locale() == "en" and number else number}
        for field, said in (outcome.refusal.errors or {"number": outcome.refusal.key}).items():
            column = _heading(STEP_COLUMNS.get(field, field.partition(".")[0]))
            yield f"rows.{outcome.row}.{field}", ("sheet_row", where | {"column": column, "said": sentence(said)})


def _heading(column: str) -> str:
    """How the sheet calls a column."""
    names = sheets.COLUMNS.get(column)
    return names[1 if locale() == "en" else 0] if names else column


def _ignored(each: Ignored) -> dict:
    columns = (", " if locale() == "en" else "、").join(map(_heading, each.columns))
    return each._asdict() | {"message": t("sheet_not_from_here", locale(), row=each.row, columns=columns)}


def _line(outcome: lists.Outcome) -> dict:
    refusal = outcome.refusal
    return outcome._asdict() | {
        "message": t(refusal.key, locale(), **refusal.params) if refusal else None,
        "errors": {field: sentence(said) for field, said in refusal.errors.items()} if refusal else {},
    }
