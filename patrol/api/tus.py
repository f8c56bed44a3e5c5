"""The headers of the tus protocol, version 1.0: read strictly, and what every answer carries."""

import base64
import binascii
import hashlib
from datetime import datetime
from functools import wraps

from flask import Response, request
from marshmallow import EXCLUDE, ValidationError, validates_schema
from werkzeug.http import http_date

from patrol.api.bodies import Arriving, Unpacked, is_gzipped
from patrol.api.schemas.fields import Digest, In, Text, Uuid, length, one_of
from patrol.api.wiring import checked
from patrol.errors import Invalid, Refusal, Unsupported, WrongVersion
from patrol.partials import Checksum

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination"
ALGORITHMS = ("sha256", "sha1")
OFFSET_STREAM = "application/offset+octet-stream"
MOST_DIGITS = 30


class DescribedIn(In):
    """`Upload-Metadata`: what will come. Other keys that clients send are kept and not read."""

    class Meta:
        """Clients add file names and the like of their own."""

        unknown = EXCLUDE

    kind = Text(required=True, validate=one_of("photo", "patrol", "import"))
    id = Text(required=True, validate=length(1, 64))
    sha256 = Digest()
    filetype = Text(validate=length(0, 100))
    filename = Text(validate=length(1, 200))

    @validates_schema(skip_on_field_errors=True)
    def id_of_kind(self, data, **kwargs):
        """A photo is named by its SHA-256, a patrol and an import by a UUID; an import has a file name too."""
        field = Digest() if data["kind"] == "photo" else Uuid()
        try:
            field.deserialize(data["id"])
        except ValidationError as error:
            raise ValidationError({"id": error.messages}) from error
        if data["kind"] == "import" and "filename" not in data:
            raise ValidationError("required", "filename")


def spoken(view):
    """Let only those in who speak this version of the protocol."""

    @wraps(view)
    def wrapped(*args, **kwargs):
        if request.headers.get("Tus-Resumable") != VERSION:
            raise WrongVersion(version=VERSION)
        return view(*args, **kwargs)

    return wrapped


def answered(answer: Response) -> Response:
    """Every answer names the version, and a refused one what is supported."""
    answer.headers["Tus-Resumable"] = VERSION
    if answer.status_code == WrongVersion.status:
        answer.headers["Tus-Version"] = VERSION
    return answer


def described() -> tuple[dict, str]:
    """`Upload-Metadata` as kind, id and what else is known, and as it came. Invalid names the key that is wrong."""
    text = request.headers.get("Upload-Metadata", "")
    return read_metadata(text), text


def read_metadata(text: str) -> dict:
    """The same for metadata that was kept."""
    try:
        pairs = [part.strip().split(" ") for part in text.split(",") if part.strip()]
        values = {key: base64.b64decode("".join(rest), validate=True).decode() for key, *rest in pairs}
    except (ValueError, binascii.Error) as error:
        raise Invalid({"Upload-Metadata": "upload_metadata"}) from error
    return checked(DescribedIn(), values)


def whole_number(name: str) -> int:
    """A header that is a number of bytes; Invalid when it is missing or none."""
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Refusal("bad_request", {name: "upload_bytes"})
    return int(text)


def checksum() -> Checksum | None:
    """`Upload-Checksum`, where there is one; a Refusal (400) when it cannot be checked."""
    text = request.headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _, encoded = text.strip().partition(" ")
    try:
        digest = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        digest = b""
    if algorithm not in ALGORITHMS or len(digest) != hashlib.new(algorithm).digest_size:
        raise Refusal("bad_request", {"Upload-Checksum": ("upload_checksum", {"algorithms": ", ".join(ALGORITHMS)})})
    return Checksum(algorithm, digest)


def body(most_bytes: int, silence_s: float) -> Arriving | Unpacked:
    """The body as it arrives, unpacked when gzipped. A sender that is silent for too long has broken off."""
    if request.mimetype != OFFSET_STREAM:
        raise Unsupported("upload_media")
    request.max_content_length = None
    # A phone out of reach says no goodbye: its connection must not keep the upload from the next one.
    if connection := request.environ.get("gunicorn.socket"):
        connection.settimeout(silence_s)
    arriving = Arriving(request.stream, request.content_length)
    return Unpacked(arriving, most_bytes) if is_gzipped(request) else arriving


def expires(at: datetime) -> dict[str, str]:
    """The header that says until when an upload is kept."""
    return {"Upload-Expires": http_date(at)}
