"""Photos: the bytes in, smaller copies out."""

from flask import Response, request, send_file
from marshmallow import RAISE, fields

from patrol import db, photos
from patrol.api.bodies import is_gzipped
from patrol.api.schemas.fields import In, Out, Text, one_of
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.errors import Invalid, NotFound, Unsupported

blueprint = Blueprint("photos", __name__, url_prefix="/api/v1/photos", description="Photos 照片")

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}


class SizeIn(In):
    """Which copy; the original when none is named."""

    size = Text(load_default=None, validate=one_of("thumb", "screen"))


class StoredOut(Out):
    """The photo is durable."""

    sha256 = fields.String(required=True)
    stored = fields.Boolean(required=True)


@blueprint.route("/<string:sha256>", methods=["PUT"])
@signed_in
@blueprint.response(201, StoredOut)
@blueprint.alt_response(200, schema=StoredOut, description="The bytes were here already")
def put(viewer, sha256: str):
    """Keep the bytes of a photo; hash and length must match, and it must be an image."""
    if not _is_digest(sha256):
        raise Invalid({"sha256": "not_sha256"})
    if is_gzipped(request):
        raise Unsupported("unsupported_encoding")
    request.max_content_length = settings().max_photo_bytes
    with db.transaction() as session:
        new = photos.store_photo(session, viewer, sha256, request.stream, now=now(), settings=settings())
    return {"sha256": sha256, "stored": True}, 201 if new else 200


@blueprint.route("/<string:sha256>", methods=["GET"])
@signed_in
@blueprint.arguments(SizeIn, location="query", unknown=RAISE)
def get(viewer, query: dict, sha256: str):
    """A photo: re-encoded for `thumb` and `screen`; the untouched original for those allowed."""
    if not _is_digest(sha256):
        raise NotFound
    with db.reading() as session:
        if query["size"]:
            content = photos.copy_of(session, viewer, sha256, query["size"], settings())
            answer = Response(content, mimetype="image/jpeg")
        else:
            path, kind = photos.original_of(session, viewer, sha256, settings())
            answer = send_file(path, mimetype=MEDIA_TYPES[kind])
    # The words on the copy for the screen follow the record, in which a segment may get another name.
    lasting = "max-age=86400" if query["size"] == "screen" else "max-age=31536000, immutable"
    answer.headers["Cache-Control"] = f"private, {lasting}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _is_digest(sha256: str) -> bool:
    return len(sha256) == 64 and not set(sha256) - set("0123456789abcdef")
