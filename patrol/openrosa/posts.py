"""Posts of Collect at the edge: their parts, the envelope of each answer, and the headers that OpenRosa asks for."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import BinaryIO

from flask import Response, request

from patrol.api.wiring import COOKIE, locale, sentence
from patrol.config import Settings
from patrol.errors import Refusal, TooLarge
from patrol.messages import t
from patrol.openrosa import documents
from patrol.openrosa.definitions import QUESTIONS
from patrol.openrosa.receiving import Received
from patrol.openrosa.values import file_name

FORM_PART = "xml_submission_file"
POST_BYTES = 2 * 2**20
"""What Collect puts into one post: little, because what has arrived is kept when the next post breaks off."""
MOST_TOLD = 3
SAME_QUESTION = {"started_at": "start", "ended_at": "end"}
"""What intake calls questions otherwise."""
CHALLENGE = 'Basic realm="Shanhe Patrol: user name and token", charset="UTF-8"'


def posted(settings: Settings) -> tuple[bytes, Mapping[str, BinaryIO]]:
    """The form's content and the files beside it by name; Refusal without a form, TooLarge past the limits.

    Whether Collect calls a post incomplete (`*isIncomplete*`) does not matter: the form itself names its files.
    """
    # Collect sends a photo that is larger than a post by itself.
    request.max_content_length = settings.max_photo_bytes + settings.max_body_bytes
    parts = [*request.files.items(multi=True)]
    forms = [part for name, part in parts if name == FORM_PART]
    if len(forms) != 1:
        raise Refusal("collect_no_form")
    xml = forms[0].stream.read(settings.max_body_bytes + 1)
    if len(xml) > settings.max_body_bytes:
        raise TooLarge
    return xml, {file_name(part.filename or name): part.stream for name, part in parts if name != FORM_PART}


def answered(received: Received) -> Response:
    """201 when all has arrived, 202 while files are awaited; Collect takes both and shows the sentence."""
    receipt, awaited = received.receipt, received.awaited
    reasons = [sentence((remark["code"], _without_code(remark))) for remark in receipt["reasons"]]
    said = t(
        "collect_awaiting" if awaited else "collect_received",
        locale(),
        km=f"{receipt['distance_m'] / 1000:.1f}",
        minutes=round(receipt["duration_s"] / 60),
        count=len(awaited),
        verdict="".join(reasons) or t("collect_effective", locale()),
    )
    status = HTTPStatus.ACCEPTED if awaited else HTTPStatus.CREATED
    return _envelope(said, "submit_success", status)


def _without_code(remark: dict) -> dict:
    return {name: value for name, value in remark.items() if name != "code"}


def dress(answer: Response) -> Response:
    """Give an answer OpenRosa's headers, and a refusal (JSON everywhere else) its envelope."""
    if answer.status_code >= HTTPStatus.BAD_REQUEST and answer.is_json:
        body = answer.get_json()
        reason = _told(body.get("errors") or {}) or body["message"]
        if answer.status_code == HTTPStatus.UNAUTHORIZED and request.authorization:
            reason = t("collect_token", locale())
        retry = answer.headers.get("Retry-After")
        answer = _envelope(reason, "submit_failure", answer.status_code)
        if retry:
            answer.headers["Retry-After"] = retry
    if answer.status_code == HTTPStatus.UNAUTHORIZED and not request.cookies.get(COOKIE):
        answer.headers["WWW-Authenticate"] = CHALLENGE
    answer.headers["X-OpenRosa-Version"] = "1.0"
    answer.headers["X-OpenRosa-Accept-Content-Length"] = str(POST_BYTES)
    answer.headers.setdefault("Cache-Control", "private, no-store")
    return answer


def _told(errors: Mapping[str, str]) -> str:
    """Why a form was refused, each reason after what the form calls its question."""
    return " ".join(f"{_named(field)}：{said}" for field, said in list(errors.items())[:MOST_TOLD])


def _named(field: str) -> str:
    """A question as the form has it; what is none (a photo's file name) as it is."""
    repeat, _, rest = field.partition(".")
    number, _, name = rest.partition(".")
    if repeat == "observations" and number.isdecimal():
        return t("collect_observation", locale(), number=int(number) + 1, question=_named(name))
    names = QUESTIONS.get(SAME_QUESTION.get(repeat, repeat))
    return names[locale() == "en"] if names else field


def _envelope(said: str, nature: str, status: int) -> Response:
    return Response(documents.response(said, nature), status, content_type="text/xml; charset=utf-8")
