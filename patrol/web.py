"""The built pages: the console at `/`, the phone app at `/field/`, their hashed assets beside them."""

from pathlib import Path

from flask import Blueprint, Response, current_app, request, send_file
from werkzeug.security import safe_join

from patrol.errors import NotFound

DIST = Path(__file__).resolve().parent.parent / "web" / "dist"

# Scripts, workers and styles come as files from this server alone: nothing inline, nothing from elsewhere.
CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
# The viewer of the API's documents writes its own styles.
DOCS_POLICY = CONTENT_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
YEAR_S = 365 * 24 * 3600
LONGEST_NAME = 200

blueprint = Blueprint("web", __name__)


@blueprint.get("/")
def console() -> Response:
    """The supervisor's console; 404 where the pages have not been built."""
    return _page("console")


@blueprint.get("/field/")
def field() -> Response:
    """The phone app's first page."""
    return _page("field")


@blueprint.get("/field/<any('sw.js', 'manifest.webmanifest'):name>")
@blueprint.get("/field/<any('icons'):folder>/<string:name>")
def field_file(name: str, folder: str = "") -> Response:
    """The phone app's service worker, which must lie in the app's own folder, its manifest and its icons."""
    answer = _file(DIST / "field" / folder, name)
    answer.cache_control.no_cache = True
    return answer


@blueprint.get("/api/docs")
def docs() -> Response:
    """The API's documents, served from here alone."""
    return _page("docs")


@blueprint.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """A built file whose name carries its hash, so a browser never has to ask for it twice."""
    answer = _file(DIST / "assets", name)
    answer.cache_control.no_cache = None
    answer.cache_control.public = True
    answer.cache_control.max_age = YEAR_S
    answer.cache_control.immutable = True
    return answer


@blueprint.after_request
def guard(answer: Response) -> Response:
    """Adds the content policy and its companions to every page and asset."""
    policy = DOCS_POLICY if request.endpoint == "web.docs" else CONTENT_POLICY
    answer.headers["Content-Security-Policy"] = _with_maps(policy) if request.endpoint == "web.console" else policy
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _with_maps(policy: str) -> str:
    """The console may fetch tiles from the map service that the settings name, and from no other host."""
    hosts = current_app.config["PATROL"].maps.hosts
    return policy.replace("connect-src 'self'", " ".join(["connect-src 'self'", *hosts]))


def _page(name: str) -> Response:
    answer = _file(DIST / name, "index.html")
    answer.cache_control.no_cache = True
    return answer


def _file(folder: Path, name: str) -> Response:
    """A file inside `folder` and nowhere else, its ready gzip where the caller takes it."""
    path = safe_join(str(folder), name) if len(name) <= LONGEST_NAME else None
    if path is None or not Path(path).is_file():
        raise NotFound()
    packed = "gzip" in request.accept_encodings and Path(f"{path}.gz").is_file()
    answer = send_file(f"{path}.gz" if packed else path, mimetype=_media_type(name), conditional=True)
    answer.vary.add("Accept-Encoding")
    if packed:
        answer.content_encoding = "gzip"
    return answer


def _media_type(name: str) -> str:
    return MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")


MEDIA_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
