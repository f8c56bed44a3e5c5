"""OpenRosa 1.0 as ODK Collect speaks it: list the forms, fetch them with their places, post what was filled in."""

from flask import Blueprint, Response, jsonify, request

from patrol import db
from patrol.access import PATROLLING_POSTS, Viewer
from patrol.api.reports import today
from patrol.api.wiring import header_token, locale, now, settings, signed_in
from patrol.errors import Forbidden, NotFound
from patrol.openrosa import documents, phone_settings
from patrol.openrosa.definitions import DEFINITIONS, Definition
from patrol.openrosa.forms import defined, form_of
from patrol.openrosa.places import places_csv
from patrol.openrosa.posts import answered, dress, posted
from patrol.openrosa.receiving import receive

blueprint = Blueprint("openrosa", __name__, url_prefix="/openrosa")
blueprint.after_request(dress)


@blueprint.get("/formList")
@signed_in
def form_list(viewer: Viewer) -> Response:
    """The forms that an officer may fill in; those who do not patrol are told so before they walk in vain."""
    if viewer.post not in PATROLLING_POSTS:
        raise Forbidden("post_cannot_patrol")
    asked = request.args.get("formID")
    with db.reading() as session:
        forms = [form_of(session, viewer, each, today()) for each in DEFINITIONS if asked in (None, each.id)]
    return _xml(documents.form_list(forms, _base(), locale() == "en"))


@blueprint.get("/forms/<string:form_id>.xml")
@signed_in
def form_xml(viewer: Viewer, form_id: str) -> Response:
    """A form as an XForm."""
    definition = defined(form_id)
    with db.reading() as session:
        return _xml(form_of(session, viewer, definition, today()).xml)


@blueprint.get("/forms/<string:form_id>/manifest")
@signed_in
def manifest(viewer: Viewer, form_id: str) -> Response:
    """The file of places that a form needs, under its present hash."""
    definition = defined(form_id)
    return _xml(documents.manifest(definition, _places(viewer, definition), _base()))


@blueprint.get("/forms/<string:form_id>/<string:name>")
@signed_in
def places(viewer: Viewer, form_id: str, name: str) -> Response:
    """The officer's own segments or plots as CSV."""
    definition = defined(form_id)
    if name != definition.places_file:
        raise NotFound
    return _tagged(Response(_places(viewer, definition), mimetype="text/csv"))


@blueprint.route("/submission", methods=["HEAD"])
@signed_in
def submission_address(viewer: Viewer) -> Response:
    """Where to post, and (in a header) how much at a time; Collect asks before each batch."""
    return Response(status=204, headers={"Location": f"{_base()}/submission"})


@blueprint.post("/submission")
@signed_in
def submission(viewer: Viewer) -> Response:
    """Take in a filled-in form, or a further part of one. What is answered with 2xx is committed and on disk."""
    xml, files = posted(settings())
    with db.transaction() as session:
        received = receive(session, viewer, xml, files, now=now(), settings=settings())
    return answered(received)


@blueprint.get("/settings.json")
@signed_in
def settings_json(viewer: Viewer) -> Response:
    """Collect's settings for the signed-in officer, with the token that this request came with."""
    return jsonify(_settings(viewer))


@blueprint.get("/settings.png")
@signed_in
def settings_png(viewer: Viewer) -> Response:
    """The same as a QR code for Collect to scan."""
    return Response(phone_settings.qr_png(_settings(viewer)), mimetype="image/png")


def _settings(viewer: Viewer) -> dict:
    # A browser's cookie is hidden from scripts, so its token is not given out here: a device gets one of its own.
    return phone_settings.settings_of(_base(), viewer.username, header_token(), locale())


def _places(viewer: Viewer, definition: Definition) -> bytes:
    with db.reading() as session:
        return places_csv(session, viewer, definition, today())


def _base() -> str:
    """The address under which phones reach this, without a slash at the end."""
    address = (settings().public_url or request.host_url.rstrip("/")) + blueprint.url_prefix
    # Collect gives its password to https alone; behind a proxy that ends TLS the request itself is plain.
    return address.replace("http://", "https://", 1) if settings().secure_cookie else address


def _xml(content: bytes) -> Response:
    return _tagged(Response(content, content_type="text/xml; charset=utf-8"))


def _tagged(answer: Response) -> Response:
    answer.add_etag()
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)
