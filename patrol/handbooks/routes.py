"""`/handbook/…`: for everybody, without scripts: who cannot sign in reads there how to."""

from flask import Blueprint, Response, request, send_from_directory

from patrol.handbooks.pages import NAMES, PICTURES, page

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PICTURE_SECONDS = 3600

blueprint = Blueprint("handbooks", __name__, url_prefix="/handbook", static_folder="static", static_url_path="/assets")


@blueprint.get(f"/<any{NAMES}:name>")
def show(name: str) -> Response:
    """A handbook as one page."""
    answer = Response(page(name), mimetype="text/html")
    answer.cache_control.no_cache = True
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.get("/pictures/<string:name>")
def picture(name: str) -> Response:
    """A picture of a handbook."""
    return send_from_directory(PICTURES, name, mimetype="image/webp", max_age=PICTURE_SECONDS)


@blueprint.after_request
def guard(answer: Response) -> Response:
    """No scripts, nothing inline, nothing from elsewhere."""
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
