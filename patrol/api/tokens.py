"""Signing in and out."""

from flask import make_response, request
from marshmallow import fields

from patrol import auth, db
from patrol.api.schemas.fields import In, Out, Text, length
from patrol.api.wiring import BROWSER_HEADER, COOKIE, Blueprint, bearer, now, settings, signed_in
from patrol.errors import Unauthorised
from patrol.queries.divisions import division

blueprint = Blueprint("tokens", __name__, url_prefix="/api/v1/tokens", description="Signing in 登录")


class SignIn(In):
    """A user name, a password, and the name of the device that will hold the token."""

    username = Text(required=True, validate=length(1, 64))
    password = Text(required=True, validate=length(1, 256))
    device = Text(load_default="", validate=length(0, 100))


class DivisionOut(Out):
    """A division in short."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)


class OfficerOut(Out):
    """An officer in short."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True)
    division = fields.Nested(DivisionOut, required=True)


class TokenOut(Out):
    """A token, shown once."""

    token = fields.String(required=True)
    expires_at = fields.DateTime(required=True)
    officer = fields.Nested(OfficerOut, required=True)


def described(session, officer) -> dict:
    """An officer (or viewer) with their division, which may not be loaded yet."""
    place = division(session, officer.division_code)
    return {
        "username": officer.username,
        "name": officer.name,
        "post": officer.post,
        "division": place._asdict() if place else {"code": officer.division_code, "name": "", "level": "county"},
    }


@blueprint.route("", methods=["POST"])
@blueprint.arguments(SignIn)
@blueprint.response(201, TokenOut)
def post(data: dict):
    """Sign in; a browser (header X-Patrol) gets the token as a cookie that scripts cannot read."""
    body = _signed_in(data)
    if not request.headers.get(BROWSER_HEADER):
        return body
    answer = make_response(TokenOut().dump(body | {"token": ""}), 201)
    kept = {"httponly": True, "samesite": "Strict", "secure": settings().secure_cookie, "path": "/"}
    answer.set_cookie(COOKIE, body["token"], expires=body["expires_at"], **kept)
    return answer


def _signed_in(data: dict) -> dict:
    """A new token for who knows the password. The slow check of it holds no connection to the database."""
    attempt = auth.Attempt(data["username"], request.remote_addr or "")
    with db.transaction() as session:
        stored = auth.begin_sign_in(session, attempt, now())
    if not auth.password_matches(stored, data["password"]):
        raise Unauthorised("sign_in_failed")
    with db.transaction() as session:
        officer = auth.finish_sign_in(session, attempt)
        if officer is None:
            raise Unauthorised("sign_in_failed")
        token, expires_at = auth.issue_token(session, officer, data["device"], now(), settings().token_days)
        return {"token": token, "expires_at": expires_at, "officer": described(session, officer)}


@blueprint.route("/current", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def delete(viewer):
    """Sign out: the token ends at once."""
    with db.transaction() as session:
        auth.revoke(session, bearer())
    answer = make_response("", 204)
    answer.delete_cookie(COOKIE, path="/", samesite="Strict")
    return answer
