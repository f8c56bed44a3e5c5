"""`/signboard/…`: pages for everybody, without signing in, without scripts, without anybody's personal data."""

from http import HTTPStatus
from math import ceil

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import HTTPException

from patrol import db, photos
from patrol.api.wiring import now, settings
from patrol.casework.public_reports import LETTERS, Reported, take_report
from patrol.errors import Invalid, NotFound, Refusal, TooLarge, TooMany
from patrol.messages import MESSAGES, t
from patrol.queries import categories, public_reports
from patrol.signboard import forms, printing
from patrol.signboard.boards import address, board, thing_of
from patrol.signboard.pages import groups, page
from patrol.signboard.words import STATES
from patrol.throttle import Budget, spend

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
REPORTS, ATTEMPTS, LOOK_UPS, PRINTS = 8, 40, 30, 20  # free in half an hour from one address
MOST_PHOTOS = 3
FORM_BYTES = 64 * 1024
LETTERS_ONLY = frozenset(LETTERS)

blueprint = Blueprint("signboard", __name__, url_prefix="/signboard", static_folder="static", static_url_path="/assets")


@blueprint.get("/<string:code>", defaults={"kind": "river"})
@blueprint.get("/plot/<string:code>", defaults={"kind": "forest"})
def show(kind: str, code: str):
    """A signboard, with its form."""
    return _page(_board_page(kind, code, forms.fresh(), {}))


@blueprint.get("/<string:code>.pdf", defaults={"kind": "river"})
@blueprint.get("/plot/<string:code>.pdf", defaults={"kind": "forest"})
def printed(kind: str, code: str):
    """The signboard to be printed."""
    _spend("signboard-print", PRINTS)
    with db.reading() as session:
        known = board(session, kind, code, _today(), base_url(), _english())
    answer = Response(printing.kept(known, _english(), settings()), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="signboard-{"en" if _english() else "zh"}.pdf"'
    return answer


@blueprint.post("/<string:code>/reports", defaults={"kind": "river"})
@blueprint.post("/plot/<string:code>/reports", defaults={"kind": "forest"})
def report(kind: str, code: str):
    """Take a report; its number is shown only when it is durable. What is wrong comes back with the form filled in."""
    request.max_content_length = settings().max_photo_bytes + FORM_BYTES
    request.max_form_parts = 30
    said = forms.given(request.form)
    try:
        _spend("signboard-attempt", ATTEMPTS)
        token = _take(kind, code, said)
    except Invalid as refusal:
        return _page(_board_page(kind, code, said, refusal.errors), HTTPStatus.UNPROCESSABLE_ENTITY)
    except TooMany as refusal:
        errors = {"wait": ("public_too_many", {"minutes": ceil(refusal.params["retry_after_s"] / 60)})}
        answer = _page(_board_page(kind, code, said, errors), refusal.status)
        answer.headers["Retry-After"] = str(refusal.params["retry_after_s"])
        return answer
    return redirect(f"/signboard/reports/{token}?new=1{'&lang=en' if _english() else ''}", HTTPStatus.SEE_OTHER)


@blueprint.get("/reports")
def look_up():
    """From the form with a number to its page, however the number was written."""
    number = "".join(letter for letter in request.args.get("number", "").upper() if letter in LETTERS)
    if not number:
        raise NotFound("public_unknown")
    return redirect(f"/signboard/reports/{number}{'?lang=en' if _english() else ''}", HTTPStatus.SEE_OTHER)


@blueprint.get("/reports/<string:number>")
def follow(number: str):
    """How a report stands: its state and the public reply, nothing else."""
    with db.reading() as session:
        found = public_reports.standing(session, number) if LETTERS_ONLY.issuperset(number) else None
    if found is None:
        _spend("signboard-follow", LOOK_UPS)
        raise NotFound("public_unknown")
    told = {
        "number": found.token,
        "merged": found.merged,
        "reply": found.reply,
        "state": STATES[found.state][_english()],
    }
    return _page(page("report.html", _english(), new="new" in request.args, **told))


def _take(kind: str, code: str, said: forms.Given) -> str:
    forms.check(said, request.form.get(forms.TRAP, ""))
    place = forms.position(said)
    sent = [file for file in request.files.getlist("photo") if file.filename]
    if len(sent) > MOST_PHOTOS:
        raise Invalid({"photo": ("public_photos", {"most": MOST_PHOTOS})})
    with db.transaction() as session:
        thing = thing_of(session, kind, code)
        kept = [photos.store_public_photo(session, each.stream, now=now(), settings=settings()) for each in sent]
        identity = forms.identity(said, address("", kind, code), kept)
        if public_reports.token_of(session, identity) is None:
            # Counted with the report itself: what is refused, or sent once more, is none.
            spend(session, [Budget("signboard-report", request.remote_addr or "", REPORTS)], now())
        reported = Reported(identity, said.category, said.text, said.place, said.phone, place, kept)
        return take_report(session, kind, thing, reported, now=now(), settings=settings())


def _board_page(kind: str, code: str, given: forms.Given, errors: dict) -> str:
    with db.reading() as session:
        known = board(session, kind, code, _today(), base_url(), _english())
        offered = categories.in_force(session, thing_of(session, kind, code).division_code, _today())
    return page(
        "board.html",
        _english(),
        board=known,
        path=address("", kind, code),
        groups=groups(offered, kind, _english()),
        given=given,
        errors={field: _sentence(said) for field, said in errors.items()},
    )


def base_url() -> str:
    """The address that stands in QR codes: as set, or as this request came in."""
    return settings().public_url or request.host_url.rstrip("/")


def _english() -> bool:
    return request.args.get("lang") == "en"


def _today():
    return now().astimezone(settings().timezone).date()


def _spend(what: str, free: int) -> None:
    with db.transaction() as session:
        spend(session, [Budget(what, request.remote_addr or "", free)], now())


def _sentence(said) -> str:
    key, params = said if isinstance(said, tuple) else (str(said), getattr(said, "params", {}))
    return t(key, "en" if _english() else "zh-CN", **params) if key in MESSAGES else key


def _page(content: str, status: int = HTTPStatus.OK) -> Response:
    answer = Response(content, status, mimetype="text/html")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.errorhandler(Refusal)
def refused(refusal: Refusal):
    """A refusal in words, as a page."""
    if isinstance(refusal, TooLarge):
        refusal.params.setdefault("limit_mb", settings().max_photo_bytes // 2**20)
    if refusal.key == NotFound.key:
        # Told before its route was entered: a passer-by has no district that it might lie outside of.
        refusal.key = "public_unknown" if "number" in (request.view_args or {}) else "public_no_board"
    said = t(refusal.key, "en" if _english() else "zh-CN", **refusal.params)
    answer = _page(page("refused.html", _english(), sentence=said), refusal.status)
    if "retry_after_s" in refusal.params:
        answer.headers["Retry-After"] = str(refusal.params["retry_after_s"])
    return answer


@blueprint.errorhandler(HTTPException)
def failed(error: HTTPException):
    """What the web framework refuses, such as a body that is too large."""
    if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return refused(TooLarge())
    return error if error.code is not None and error.code < HTTPStatus.BAD_REQUEST else refused(_refusal(error))


def _refusal(error: HTTPException) -> Refusal:
    refusal = Refusal()
    refusal.status = error.code or HTTPStatus.BAD_REQUEST
    return refusal


@blueprint.after_request
def guard(answer: Response) -> Response:
    """Nothing inline, nothing from elsewhere, no address told to others."""
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()"
    return answer
