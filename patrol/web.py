"""The built pages: the console at `/`, the phone app at `/field/`, their hashed assets beside them."""

from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory

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
YEAR_S = 365 * 24 * 3600

blueprint = Blueprint("web", __name__)


@blueprint.get("/")
def console() -> Response:
    """The supervisor's console; 404 where the pages have not been built."""
    return _page("console/index.html")


@blueprint.get("/field/")
def field() -> Response:
    """The phone app's first page."""
    return _page("field/index.html")


@blueprint.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """A built file whose name carries its hash, so a browser never has to ask for it twice."""
    answer = _file(f"assets/{name}")
    answer.cache_control.public = True
    answer.cache_control.max_age = YEAR_S
    answer.cache_control.immutable = True
    return answer


@blueprint.after_request
def guard(answer: Response) -> Response:
    """Adds the content policy and its companions to every page and asset."""
    answer.headers["Content-Security-Policy"] = CONTENT_POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _page(name: str) -> Response:
    answer = _file(name)
    answer.cache_control.no_cache = True
    return answer


def _file(name: str) -> Response:
    """A file under the built pages, its ready gzip where the caller takes it."""
    if not (DIST / name).is_file():
        raise NotFound()
    packed = "gzip" in request.accept_encodings and (DIST / f"{name}.gz").is_file()
    answer = send_from_directory(DIST, f"{name}.gz" if packed else name, mimetype=_media_type(name))
    answer.vary.add("Accept-Encoding")
    if packed:
        answer.content_encoding = "gzip"
    return answer


def _media_type(name: str) -> str:
    return MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")


MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
