"""Bulletins 通报与报表: asked for, looked at, issued, and the files they come in."""

from io import BytesIO

from flask import request, send_file, url_for
from marshmallow import RAISE

from patrol import db
from patrol.api.reports import check_division
from patrol.api.schemas.bulletins import (
    BulletinIn,
    BulletinOut,
    BulletinsIn,
    BulletinsOut,
    FiguresOut,
    ScheduleIn,
    ScheduleOut,
    SchedulesOut,
)
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.bulletins import asking
from patrol.bulletins.templates import made
from patrol.errors import NotFound
from patrol.jobs.bulletins import make_bulletin
from patrol.jobs.queue import defer
from patrol.models.bulletins import FORMATS
from patrol.queries import bulletins as questions
from patrol.rules.bulletins import BULLETINS

blueprint = Blueprint("bulletins", __name__, url_prefix="/api/v1/bulletins", description="Bulletins 通报与报表")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FILE = {"type": "string", "format": "binary"}


@blueprint.route("", methods=["POST"])
@signed_in
@blueprint.arguments(BulletinIn)
@blueprint.response(202, BulletinOut)
def post(viewer, data: dict):
    """Have the next version made; it is ready a few seconds later. Everybody may ask for their own record."""
    division = data["division"] or viewer.division_code
    with db.transaction() as session:
        asked = (data["kind"], data["period"], division, data["officer"])
        bulletin, new = asking.ask(session, viewer, *asked, local_now())
        if new:
            defer(session, make_bulletin, number=bulletin.id)
        return questions.one(session, viewer, bulletin.id)


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(BulletinsIn, location="query", unknown=RAISE)
@blueprint.response(200, BulletinsOut)
def index(viewer, query: dict):
    """The newest first; field staff see their own records."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = questions.page(session, viewer, query)
    following = None
    if len(rows) == query["limit"]:
        following = url_for(request.endpoint, **{**request.args.to_dict(), "after": rows[-1].id})
    return {"items": rows, "next": following}


@blueprint.route("/<int(max=2147483647):number>", methods=["GET"])
@signed_in
@blueprint.response(200, BulletinOut)
def get(viewer, number: int):
    """One version: whether it is ready, on which data it stands."""
    with db.reading() as session:
        return seen(session, viewer, number)


@blueprint.route("/<int(max=2147483647):number>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def delete(viewer, number: int):
    """Throw a draft away; what was issued stays."""
    with db.transaction() as session:
        asking.discard(session, viewer, number)
    return ""


@blueprint.route("/<int(max=2147483647):number>/issue", methods=["POST"])
@signed_in
@blueprint.response(200, BulletinOut)
def issue(viewer, number: int):
    """Issue a version: its figures and files never move again."""
    with db.transaction() as session:
        asking.issue(session, viewer, number, local_now())
        return questions.one(session, viewer, number)


@blueprint.route("/<int(max=2147483647):number>/figures", methods=["GET"])
@signed_in
@blueprint.response(200, FiguresOut)
def figures(viewer, number: int):
    """The figures that the files show."""
    with db.reading() as session:
        seen(session, viewer, number)
        known = questions.figures_of(session, number)
    if known is None:
        raise NotFound
    return {"figures": known}


@blueprint.route("/<int(max=2147483647):number>/<string:form>", methods=["GET"])
@signed_in
@blueprint.response(200, FILE, content_type="application/pdf")
def file(viewer, number: int, form: str):
    """The bulletin as `docx`, `pdf` or `xlsx`, to the byte."""
    with db.reading() as session:
        told = seen(session, viewer, number)
        kept = questions.file_of(session, number, form) if form in FORMATS else None
    if kept is None:
        raise NotFound
    name = f"{told.title}（第{told.version}版）.{form}"
    return send_file(BytesIO(kept.content), mimetype=TYPES[form], as_attachment=form != "pdf", download_name=name)


@blueprint.route("/templates/<string:kind>", methods=["GET"])
@signed_in
@blueprint.response(200, FILE, content_type=TYPES["docx"])
def template(viewer, kind: str):
    """The template that bulletins of this kind are filled from, to be edited in Word."""
    if kind not in BULLETINS:
        raise NotFound
    with db.reading() as session:
        content = questions.own_template(session, viewer.division_code, kind) or made(kind)
    return send_file(BytesIO(content), mimetype=TYPES["docx"], as_attachment=True, download_name=f"{kind}.docx")


@blueprint.route("/templates/<string:kind>", methods=["PUT"])
@signed_in
@blueprint.response(204)
@blueprint.doc(requestBody={"content": {TYPES["docx"]: {"schema": FILE}}})
def put_template(viewer, kind: str):
    """Let bulletins of this kind be filled from an edited template; those made stay as they are."""
    with db.transaction() as session:
        asking.set_template(session, viewer, kind, request.get_data())
    return ""


@blueprint.route("/templates/<string:kind>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def reset_template(viewer, kind: str):
    """Let bulletins of this kind be filled from the system's own template again."""
    with db.transaction() as session:
        asking.reset_template(session, viewer, kind)
    return ""


@blueprint.route("/schedules", methods=["GET"])
@signed_in
@blueprint.response(200, SchedulesOut)
def schedules(viewer):
    """What is made by itself."""
    asking.may_issue(viewer)
    with db.reading() as session:
        return {"items": questions.schedules(session, viewer), "next": None}


@blueprint.route("/schedules", methods=["PUT"])
@signed_in
@blueprint.arguments(ScheduleIn)
@blueprint.response(200, ScheduleOut)
def put_schedule(viewer, data: dict):
    """Have a kind made by itself from a day of each month on, once for each period that is over."""
    with db.transaction() as session:
        number = asking.set_schedule(session, viewer, data)
        return next(row for row in questions.schedules(session, viewer) if row.id == number)


@blueprint.route("/schedules/<int(max=2147483647):number>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def delete_schedule(viewer, number: int):
    """Make it by itself no longer."""
    with db.transaction() as session:
        asking.end_schedule(session, viewer, number)
    return ""


def seen(session, viewer, number: int):
    """A bulletin that the viewer may see, or NotFound."""
    row = questions.one(session, viewer, number)
    if row is None:
        raise NotFound
    return row


def local_now():
    """This moment where the county is."""
    return now().astimezone(settings().timezone)
