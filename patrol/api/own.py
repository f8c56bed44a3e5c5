"""One's own sign-in: a new password."""

from flask import request

from patrol import auth, db
from patrol.api.schemas.fields import In, Text, length
from patrol.api.wiring import Blueprint, bearer, now, signed_in
from patrol.errors import Invalid
from patrol.staffing.keeping import change_own_password

blueprint = Blueprint("own", __name__, url_prefix="/api/v1/me", description="One's own sign-in 本人登录")


class OwnPasswordIn(In):
    """The present password, and the one that is to hold."""

    present = Text(required=True, validate=length(1, 256))
    new = Text(required=True, validate=length(1, 256))


@blueprint.route("/password", methods=["POST"])
@signed_in
@blueprint.arguments(OwnPasswordIn)
@blueprint.response(204)
def password(viewer, data: dict):
    """Change my password; my other devices are signed out. Tries are counted as those of signing in."""
    attempt = auth.Attempt(viewer.username, request.remote_addr or "")
    with db.transaction() as session:
        stored = auth.begin_sign_in(session, attempt, now())
    if not auth.password_matches(stored, data["present"]):
        raise Invalid({"present": "own_password_wrong"})
    with db.transaction() as session:
        auth.finish_sign_in(session, attempt)
        change_own_password(session, viewer, data["new"], bearer(), now())
    return ""
