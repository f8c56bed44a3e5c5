"""What every route stands on: reading requests strictly, who asks, in which language, and one error shape."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from itertools import islice
from typing import Any

from flask import Flask, Request, current_app, g, jsonify, request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import ValidationError
from sqlalchemy import Select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException

from gis.errors import Problem
from gis.files import Note
from gis.messages import Sentence
from patrol import auth, db
from patrol.access import Viewer
from patrol.api.bodies import content, read_json
from patrol.config import Settings
from patrol.errors import Forbidden, Invalid, Refusal, TooLarge, Unauthorised, Unavailable, Unsupported
from patrol.messages import MESSAGES, best_locale, t

COOKIE = "patrol_token"
BROWSER_HEADER = "X-Patrol"
SCREEN_FIGURES = "screens.figures"
SCREEN_TILES = "ogc.tile"
SCREEN_LAYERS = frozenset({"divisions", "segments", "plots"})
SCREEN_FILTERS = frozenset({"division", "datetime"})
MOST_ERRORS = 20
BY_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "unsupported_media"}


class StrictParser(FlaskParser):
    """Reads JSON bodies, plain or gzipped."""

    def _raw_load_json(self, req):
        if not req.is_json:
            raise Unsupported
        return read_json(content(req, settings().max_body_bytes))


class Blueprint(SmorestBlueprint):
    """A blueprint whose arguments are read strictly."""

    ARGUMENTS_PARSER = StrictParser()


def settings() -> Settings:
    """The settings of this application."""
    return current_app.config["PATROL"]


def now() -> datetime:
    """The server's time. The one clock of the edge: what lies below is told the time."""
    return datetime.now(UTC)


def locale() -> str:
    """The language of this request's answers."""
    return best_locale(request.headers.get("Accept-Language"))


def bearer() -> str:
    """The token of this request: a header from programs, a Basic password from GIS clients, a cookie from browsers."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and token:
        return token.strip()
    token = request.cookies.get(COOKIE, "")
    if token:
        # A page elsewhere can make a browser send the cookie, but not this header.
        if request.method not in ("GET", "HEAD", "OPTIONS") and not request.headers.get(BROWSER_HEADER):
            raise Forbidden("header_required")
        return token
    raise Unauthorised


def header_token() -> str | None:
    """The token that a program sent itself, as bearer or as the password of Basic; None when a cookie signs in."""
    sent = request.authorization
    if sent is None:
        return None
    return (sent.password if sent.type == "basic" else sent.token) or None


def viewer() -> Viewer:
    """Who asks; Unauthorised without a living token. Asked once a request."""
    if "viewer" not in g:
        basic = request.authorization
        with db.asking() as connection:
            if basic is not None and basic.type == "basic":
                g.viewer = _basic_viewer(connection, basic.username or "", basic.password or "")
            else:
                g.viewer = auth.viewer_of(connection, bearer(), now(), for_screens=_for_screens())
    return g.viewer


@dataclass(frozen=True)
class Credentials:
    """By what a request signs in: the digest of a token, and with Basic the user name, in lower case."""

    digest: bytes
    username: str | None


def credentials(environ: Mapping[str, Any]) -> Credentials | None:
    """By what a request signs in, read before anything else of it; None where it does not."""
    asked = Request(dict(environ))
    sent, token, username = asked.authorization, asked.cookies.get(COOKIE), None
    if sent is not None and sent.type == "basic":
        token, username = sent.password, (sent.username or "").lower()
    elif sent is not None:
        token = sent.token if sent.type == "bearer" else None
    return Credentials(auth.digest(token), username) if token else None


def recognise(given: Credentials, question: Select, values: dict[str, Any]) -> tuple[Viewer, Any] | None:
    """Who signs in by these, with the answer to a question put along with that; None where the application must look
    closer."""
    try:
        with db.asking() as connection:
            found = auth.viewer_and(connection, given.digest, now(), question, values)
    except (DBAPIError, PoolTimeout):
        return None
    return found if found and given.username in (None, found[0].username.lower()) else None


def _for_screens() -> bool:
    """Whether this request asks for what hangs on public walls: figures without people, and tiles of three layers."""
    if request.endpoint == SCREEN_FIGURES:
        return True
    named = (request.view_args or {}).get("collection")
    return request.endpoint == SCREEN_TILES and named in SCREEN_LAYERS and set(request.args) <= SCREEN_FILTERS


def _basic_viewer(connection, username: str, token: str) -> Viewer:
    """GIS clients send user name and token as Basic credentials; the password itself is not taken on each request."""
    found = auth.viewer_of(connection, token, now())
    if found.username.lower() != username.lower():
        raise Unauthorised
    return found


def signed_in(view):
    """Let only signed-in people come in; the view gets its viewer first."""

    @wraps(view)
    def wrapped(*args, **kwargs):
        return view(viewer(), *args, **kwargs)

    return wrapped


def allowed(check: Callable[[Viewer], None]):
    """Let only those in whom `check` does not forbid it. It is asked before the body is read, so that somebody without
    the right is told so, and learns nothing of fields."""

    def decorate(view):
        @wraps(view)
        def wrapped(viewer, *args, **kwargs):
            check(viewer)
            return view(viewer, *args, **kwargs)

        return wrapped

    return decorate


def install_errors(app: Flask) -> None:
    """Answer every refusal and every failure in the one shape."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Problem, lambda problem: (jsonify(problem.body(locale())), problem.status))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failed)
    for lost in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(lost, _database_lost)
    app.register_error_handler(IntegrityError, lambda error: _answer(409, "conflict"))
    app.register_error_handler(DataError, lambda error: _answer(422, "invalid_value"))


def _answer(status: int, key: str, params: dict | None = None, errors: dict | None = None, offered: dict | None = None):
    message = t(key, locale(), **(params or {}))
    reason = " ".join(f"{field}: {said}" for field, said in islice((errors or {}).items(), 3))
    body = {"code": key, "status": status, "message": message, "reason": reason or message, "errors": errors or {}}
    return jsonify(body | ({"offered": offered} if offered else {})), status


def _refused(refusal: Refusal):
    params = dict(refusal.params)
    if isinstance(refusal, TooLarge):
        params.setdefault("limit_mb", settings().max_body_bytes // 2**20)
    errors = {field: sentence(said) for field, said in refusal.errors.items()}
    body, status = _answer(refusal.status, refusal.key, params, errors, refusal.offered)
    if "retry_after_s" in params:
        body.headers["Retry-After"] = str(params["retry_after_s"])
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        body.headers["Retry-After"] = "5"
    if status == HTTPStatus.UNAUTHORIZED and not request.cookies.get(COOKIE):
        body.headers["WWW-Authenticate"] = 'Bearer, Basic realm="Shanhe Patrol: user name and token"'
    return body, status


def sentence(said) -> str:
    """What is said of a field, in the caller's language: a key (with parameters), words, or what has its own."""
    if isinstance(said, Sentence | Note):
        return said.text(locale())
    key, params = said if isinstance(said, tuple) else (str(said), getattr(said, "params", {}))
    return t(key, locale(), **params) if key in MESSAGES else key


def _http_error(error: HTTPException):
    if error.code == HTTPStatus.UNPROCESSABLE_ENTITY and hasattr(error, "data"):
        return _answer(422, "invalid", errors=dict(islice(_flat(error.data["messages"]), MOST_ERRORS)))
    if error.code is not None and error.code < HTTPStatus.BAD_REQUEST:
        return error
    key = BY_STATUS.get(error.code or 500, "bad_request" if (error.code or 500) < 500 else "internal")
    params = {"limit_mb": request.max_content_length // 2**20} if key == "too_large" else {}
    return _answer(error.code or 500, key, params)


def checked(schema, value) -> dict:
    """What a schema makes of a value that did not come as a request's body; Invalid with the same complaints."""
    try:
        return schema.load(value)
    except ValidationError as error:
        raise Invalid(dict(islice(_flat(error.messages), MOST_ERRORS))) from error


def _flat(messages: dict, path: tuple = ()):
    """Field paths ("track.dt.3") with the first complaint about each."""
    for key, value in messages.items():
        # The first level is where it was looked for (json, query), not a field.
        here = path if not path and key in ("json", "query", "form") and isinstance(value, dict) else (*path, key)
        here = tuple(part for part in here if part != "_schema")
        if isinstance(value, dict):
            yield from _flat(value, here or ("",)) if here else _flat(value, ("",))
        else:
            first = value[0] if isinstance(value, list) else value
            yield ".".join(str(part) for part in here if part != "") or "body", sentence(first)


def _database_lost(error: DBAPIError):
    current_app.logger.warning("the database does not answer: %s", type(error).__name__)
    return _refused(Unavailable())


def _failed(error: Exception):
    # The trace goes to the log without the request's body, which holds people's positions.
    current_app.logger.exception("%s %s failed", request.method, request.path)
    return _answer(500, "internal")
