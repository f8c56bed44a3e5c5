"""Officers 人员管理: entered, changed, given passwords and duties, by those who keep them."""

from io import BytesIO

from flask import request, send_file
from marshmallow import RAISE

from patrol import db
from patrol.api.reports import check_division, today
from patrol.api.schemas.officers import (
    AuditIn,
    AuditListOut,
    DevicesIn,
    DevicesOut,
    ImportIn,
    OfficerChangeIn,
    OfficerIn,
    OfficersIn,
    OfficersOut,
    OutcomesOut,
    PasswordOut,
    WholeOfficerOut,
)
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.audit import AUDIT, told_in
from patrol.api.tables.officers import DEVICES, OFFICERS
from patrol.api.wiring import Blueprint, allowed, locale, now, sentence, settings, signed_in
from patrol.errors import NotFound
from patrol.messages import t
from patrol.models import AuditEntry, Officer, Token
from patrol.queries import audits
from patrol.queries import officers as questions
from patrol.queries.assignments import assignments
from patrol.queries.slices import part
from patrol.staffing import coming_back, keeping, sheet

blueprint = Blueprint("officers", __name__, url_prefix="/api/v1/officers", description="Officers 人员管理")
NAME = "/<string(maxlength=64):username>"


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(OfficersIn, location="query", unknown=RAISE)
@blueprint.response(200, OfficersOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def index(viewer, query: dict):
    """Everybody in scope with what they answer for; the same rows as a workbook with `format=xlsx`."""
    keeping.may_keep(viewer)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        told = part(
            session, questions.listed(viewer, query, today()), questions.SORTS, Officer.id, slice_of(query, "name")
        )
    items = [row._asdict() for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(OFFICERS, items, "officers")
    return {"items": items, "total": told.total, "next": next_of(query, told.total)}


@blueprint.route("", methods=["POST"])
@signed_in
@allowed(keeping.may_keep)
@blueprint.arguments(OfficerIn)
@blueprint.response(201, PasswordOut)
def post(viewer, data: dict):
    """Enter an officer; the password to hand over is told this once."""
    with db.transaction() as session:
        return {"username": data["username"], "password": keeping.add(session, viewer, data, now())}


@blueprint.route(NAME, methods=["GET"])
@signed_in
@blueprint.response(200, WholeOfficerOut)
def get(viewer, username: str):
    """One officer with devices and duties."""
    keeping.may_keep(viewer)
    with db.reading() as session:
        return whole(session, viewer, username)


@blueprint.route(NAME, methods=["PATCH"])
@signed_in
@blueprint.arguments(OfficerChangeIn)
@blueprint.response(200, WholeOfficerOut)
def patch(viewer, data: dict, username: str):
    """Change what is named; who is made inactive is signed out and answers for nothing after today. Issues assigned to
    them stay theirs, and leave in which they stand in needs another: `open_issues` and `stands_in` say how many."""
    with db.transaction() as session:
        keeping.change(session, viewer, username, data, now(), today())
        return whole(session, viewer, username)


@blueprint.route(f"{NAME}/undo-leaving", methods=["POST"])
@signed_in
@blueprint.response(200, WholeOfficerOut)
def undo_leaving(viewer, username: str):
    """Make active again who was made inactive today, with all that they answered for."""
    with db.transaction() as session:
        coming_back.undo_leaving(session, viewer, username, now(), settings().timezone)
        return whole(session, viewer, username)


@blueprint.route(f"{NAME}/password", methods=["POST"])
@signed_in
@blueprint.response(200, PasswordOut)
def password(viewer, username: str):
    """A new password, told this once; every device is signed out."""
    with db.transaction() as session:
        return {"username": username, "password": keeping.give_password(session, viewer, username, now())}


@blueprint.route(f"{NAME}/devices", methods=["DELETE"])
@blueprint.route(f"{NAME}/devices/<int(max=2147483647):device>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def sign_out(viewer, username: str, device: int | None = None):
    """Sign a device out, or all of them."""
    with db.transaction() as session:
        keeping.sign_out(session, viewer, username, device, now())
    return ""


@blueprint.route("/import", methods=["GET"])
@signed_in
@blueprint.response(200, BINARY, content_type=XLSX)
def blank(viewer):
    """An empty list to be filled in."""
    content = BytesIO(sheet.blank(locale()))
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name="officers.xlsx")


@blueprint.route("/import", methods=["POST"])
@signed_in
@blueprint.arguments(ImportIn, location="query", unknown=RAISE)
@blueprint.response(200, OutcomesOut)
@blueprint.doc(requestBody={"content": {XLSX: {"schema": BINARY}}})
def take(viewer, query: dict):
    """Try a list of officers, or with `write=true` enter it: all rows or none. Passwords are told this once."""
    with db.transaction() as session:
        outcomes = sheet.take(session, viewer, request.get_data(), now(), write=query["write"])
    written = query["write"] and not any(outcome.refusal for outcome in outcomes)
    return {"written": written, "items": [_told(outcome) for outcome in outcomes], "next": None}


@blueprint.route("/devices", methods=["GET"])
@signed_in
@blueprint.arguments(DevicesIn, location="query", unknown=RAISE)
@blueprint.response(200, DevicesOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def devices(viewer, query: dict):
    """Every device that is signed in, of everybody in scope; the same rows as a workbook with `format=xlsx`."""
    keeping.may_keep(viewer)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        found = questions.devices(viewer, query, now())
        told = part(session, found, questions.DEVICE_SORTS, Token.id, slice_of(query, "-created_at"))
    items = [row._asdict() for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(DEVICES, items, "devices")
    return {"items": items, "total": told.total, "next": next_of(query, told.total)}


@blueprint.route("/audit", methods=["GET"])
@signed_in
@blueprint.arguments(AuditIn, location="query", unknown=RAISE)
@blueprint.response(200, AuditListOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def audit(viewer, query: dict):
    """What was done to officers and sign-ins, rules, targets, catalogues, schemes and templates: the newest first."""
    if not viewer.watches:
        keeping.may_keep(viewer)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        found = audits.listed(viewer, query, settings().timezone)
        asked = slice_of(query, "-at")
        told = part(session, found, audits.SORTS, AuditEntry.id, asked)
    items = [row._asdict() | {"told": told_in(row.detail, locale())} for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(AUDIT, items, "audit")
    return {"items": items, "total": told.total, "next": next_of(query, told.total)}


def whole(session, viewer, username: str) -> dict:
    """An officer in scope with devices and duties; NotFound for anybody else."""
    named = questions.listed(viewer, {}, today()).where(Officer.username == username)
    row = session.execute(named).one_or_none()
    if row is None:
        raise NotFound
    held = [each._asdict() | {"kind": "segment" if each.of_river else "plot"} for each in assignments(session, row.id)]
    left = questions.left_with(session, username, today())._asdict()
    return row._asdict() | left | {"devices": questions.tokens(session, row.id, now()), "assignments": held}


def _told(outcome: sheet.Outcome) -> dict:
    refusal = outcome.refusal
    kept = {name: getattr(outcome, name) for name in ("row", "username", "name", "password")}
    message = t(refusal.key, locale(), **refusal.params) if refusal else None
    errors = {field: sentence(said) for field, said in refusal.errors.items()} if refusal else {}
    return kept | {"message": message, "errors": errors}
