"""Reconciliation 对账 of a year's areas, and workbooks of works and reconciliations."""

from io import BytesIO

from flask import send_file
from marshmallow import RAISE

from patrol import db
from patrol.api.issue_lists import XLSX
from patrol.api.reports import check_division
from patrol.api.schemas.reports import YearIn
from patrol.api.schemas.work_views import ReconciliationOut
from patrol.api.schemas.works import WorksAskedIn
from patrol.api.wiring import Blueprint, signed_in
from patrol.api.works import asked, language
from patrol.errors import Invalid
from patrol.forestry import sheets
from patrol.forestry.looking import work
from patrol.forestry.reconciling import reconcile
from patrol.forestry.targets import check_year
from patrol.queries import works as questions

blueprint = Blueprint("reconciliations", __name__, url_prefix="/api/v1", description="Reconciliation 对账")
BINARY = {"type": "string", "format": "binary"}


@blueprint.route("/targets/<int:year>/reconciliation", methods=["GET"])
@signed_in
@blueprint.arguments(YearIn, location="query", unknown=RAISE)
@blueprint.response(200, ReconciliationOut)
def reconciliation(viewer, query: dict, year: int):
    """Every division's areas in mu (two decimals) and hectares, rounded so that the parts make the whole."""
    return found(viewer, year, query["division"]) | {"next": None}


@blueprint.route("/targets/<int:year>/reconciliation.xlsx", methods=["GET"])
@signed_in
@blueprint.arguments(YearIn, location="query", unknown=RAISE)
@blueprint.response(200, BINARY, content_type=XLSX)
def reconciliation_book(viewer, query: dict, year: int):
    """The same figures as a workbook."""
    content = sheets.write_reconciliation(found(viewer, year, query["division"]), language())
    return sent(content, f"reconciliation-{year}.xlsx")


@blueprint.route("/works.xlsx", methods=["GET"])
@signed_in
@blueprint.arguments(WorksAskedIn, location="query", unknown=RAISE)
@blueprint.response(200, BINARY, content_type=XLSX)
def works_book(viewer, query: dict):
    """The works of a list with their plot factors as a workbook."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = questions.page(session, viewer, asked(query) | {"limit": sheets.MOST_ROWS + 1})
    if len(rows) > sheets.MOST_ROWS:
        raise Invalid({"year": ("sheet_too_long", {"most": sheets.MOST_ROWS})})
    return sent(sheets.write_works((work(row, language()) for row in rows), language()), "works.xlsx")


def found(viewer, year: int, division: str | None) -> dict:
    """The reconciliation of a year within a division."""
    check_year(year)
    with db.reading() as session:
        check_division(session, viewer, division)
        return reconcile(session, viewer, year, division)


def sent(content: bytes, name: str):
    """A workbook to be saved under a name."""
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)
