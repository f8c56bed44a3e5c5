"""Papers 公文 of issues as Word files, their templates, and the office that issues them."""

from io import BytesIO

from flask import request, send_file
from marshmallow import RAISE

from patrol import db
from patrol.api.issues import clockface
from patrol.api.reports import check_division
from patrol.api.schemas.issue_views import WholeIssueOut
from patrol.api.schemas.papers import OfficeIn, OfficeOut, PaperIn, WhereIn
from patrol.api.wiring import Blueprint, allowed, now, settings, signed_in
from patrol.casework import office, papers
from patrol.casework.looking import whole_issue
from patrol.casework.papers.reading import read_paper
from patrol.casework.papers.sample import SAMPLE
from patrol.errors import NotFound
from patrol.queries import papers as questions

blueprint = Blueprint("papers", __name__, url_prefix="/api/v1", description="Papers 公文与文号")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE = {"type": "string", "format": "binary"}


@blueprint.route("/issues/<string:number>/papers", methods=["POST"])
@signed_in
@blueprint.arguments(PaperIn)
@blueprint.response(201, WholeIssueOut)
@blueprint.alt_response(200, schema=WholeIssueOut, description="It was issued for that step already")
def issue(viewer, data: dict, number: str):
    """Issue a paper for the newest step it belongs to: numbered once, kept with that step."""
    with db.transaction() as session:
        _, new = papers.issue_paper(session, viewer, number, data["kind"], now=now(), settings=settings())
        return whole_issue(session, viewer, number, clockface(), settings()), 201 if new else 200


@blueprint.route("/issues/<string:number>/papers/<int(max=2147483647):paper_id>", methods=["GET"])
@signed_in
@blueprint.response(200, FILE, content_type=DOCX)
def download(viewer, number: str, paper_id: int):
    """A paper as it went out, to the byte."""
    with db.reading() as session:
        row = read_paper(session, viewer, number, paper_id)
    return _word(row.content, f"{row.number}.docx")


@blueprint.route("/papers/templates/<string:kind>", methods=["GET"])
@signed_in
@blueprint.response(200, FILE, content_type=DOCX)
def template(viewer, kind: str):
    """The template that papers of this kind are filled from, to be edited in Word."""
    with db.reading() as session:
        return _word(papers.template_of(session, viewer.division_code, kind), f"{kind}.docx")


@blueprint.route("/papers/templates/<string:kind>", methods=["PUT"])
@signed_in
@blueprint.response(204)
@blueprint.doc(requestBody={"content": {DOCX: {"schema": FILE}}})
def put_template(viewer, kind: str):
    """Let papers of this kind be filled from an edited template; those issued stay as they are."""
    with db.transaction() as session:
        papers.set_template(session, viewer, kind, request.get_data(), SAMPLE)
    return ""


@blueprint.route("/papers/templates/<string:kind>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def reset_template(viewer, kind: str):
    """Let papers of this kind be filled from the system's own template again."""
    with db.transaction() as session:
        papers.reset_template(session, viewer, kind)
    return ""


@blueprint.route("/office", methods=["GET"])
@signed_in
@blueprint.arguments(WhereIn, location="query", unknown=RAISE)
@blueprint.response(200, OfficeOut)
def get_office(viewer, query: dict):
    """The office that answers for a division."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        known = questions.office_around(session, query["division"] or viewer.division_code)
        if known is None:
            raise NotFound
        return known


@blueprint.route("/office", methods=["PUT"])
@signed_in
@allowed(office.may_set)
@blueprint.arguments(WhereIn, location="query", unknown=RAISE)
@blueprint.arguments(OfficeIn)
@blueprint.response(200, OfficeOut)
def put_office(viewer, query: dict, data: dict):
    """What the office is called, numbers its papers with, and prints on signboards."""
    with db.transaction() as session:
        office.set_profile(session, viewer, query["division"], data)
        return questions.office_around(session, query["division"] or viewer.division_code)


def _word(content: bytes, name: str):
    return send_file(BytesIO(content), mimetype=DOCX, as_attachment=True, download_name=name)
