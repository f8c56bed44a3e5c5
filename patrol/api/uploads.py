"""Resumable uploads, tus 1.0, beside the plain PUT: what a broken connection has brought stays."""

import uuid
from functools import partial

from flask import g, request

from patrol import uploads
from patrol.api import tus
from patrol.api.bodies import PIECE
from patrol.api.taking_in import TAKE_IN
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.errors import Conflict, Invalid, NotFound, TooLarge
from patrol.importing import desk

blueprint = Blueprint("uploads", __name__, url_prefix="/api/v1/uploads", description="Resumable uploads 断点续传")
blueprint.after_request(tus.answered)


@blueprint.after_request
def _where(answer):
    """What was refused at the end of its creation can still be found, and an offset that does not fit is told anew."""
    if "upload_location" in g:
        answer.headers["Location"] = g.upload_location
    if "upload_offset" in g:
        answer.headers["Upload-Offset"] = str(g.upload_offset)
    return answer


@blueprint.route("", methods=["OPTIONS"])
@blueprint.response(204)
def options():
    """What of tus is spoken here, and how much is taken."""
    return (
        "",
        204,
        {
            "Tus-Version": tus.VERSION,
            "Tus-Extension": tus.EXTENSIONS,
            "Tus-Max-Size": str(max(_most_bytes().values())),
            "Tus-Checksum-Algorithm": ",".join(tus.ALGORITHMS),
        },
    )


@blueprint.route("", methods=["POST"])
@tus.spoken
@signed_in
@blueprint.response(201)
def create(viewer):
    """Begin an upload, with its first bytes if there are any; or be led to the one that is on its way."""
    described = _described()
    if described.kind == "import":
        desk.check_post(viewer)
    upload = uploads.begin(viewer, described, now=now(), settings=settings())
    g.upload_location = f"/api/v1/uploads/{upload.id}"
    # An upload that goes on has its first bytes already: the answer's offset says where to continue.
    if request.mimetype == tus.OFFSET_STREAM and upload.offset_bytes == 0:
        upload = _receive(viewer, upload, 0)
    return "", 201, _standing(upload)


def _described() -> uploads.Described:
    values, text = tus.described()
    length = tus.whole_number("Upload-Length")
    kind, most = values["kind"], _most_bytes()[values["kind"]]
    if length > most:
        raise TooLarge(limit_mb=most // 2**20)
    if length == 0:
        raise Invalid({"Upload-Length": "upload_empty"})
    record_id = values["id"] if kind == "photo" else str(uuid.UUID(values["id"]))
    sha256 = values["id"] if kind == "photo" else values.get("sha256")
    return uploads.Described(kind, record_id, length, sha256, text)


def _most_bytes() -> dict[str, int]:
    return {
        "photo": settings().max_photo_bytes,
        "patrol": settings().max_body_bytes,
        "import": settings().imports.most_bytes,
    }


def _receive(viewer, upload, offset: int):
    left = upload.length_bytes - upload.offset_bytes
    # A little more is unpacked than may come: that it is too much is told where the piece is written.
    body = tus.body(left + PIECE, settings().uploads.silence_s)
    if (
        offset == upload.offset_bytes
        and (request.content_length or 0) > left
        and not request.headers.get("Content-Encoding")
    ):
        raise TooLarge("upload_beyond", most=upload.length_bytes)
    piece = uploads.Piece(offset, body, tus.checksum())
    take_in = {kind: partial(take, settings=settings()) for kind, take in TAKE_IN.items()}
    return uploads.receive(viewer, upload.id, piece, take_in, now=now(), settings=settings())


def _standing(upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.offset_bytes), **tus.expires(upload.expires_at)}


@blueprint.route("/<uuid:upload_id>", methods=["HEAD"])
@tus.spoken
@signed_in
@blueprint.response(200)
def head(viewer, upload_id: uuid.UUID):
    """How many bytes are safe. All of them, only when the content is taken in."""
    upload = uploads.find(viewer, upload_id, now=now(), settings=settings())
    described = {"Upload-Length": str(upload.length_bytes), "Upload-Metadata": upload.described}
    return "", 200, {**_standing(upload), **described, "Cache-Control": "no-store"}


@blueprint.route("/<uuid:upload_id>", methods=["PATCH"])
@tus.spoken
@signed_in
@blueprint.response(204)
def patch(viewer, upload_id: uuid.UUID):
    """Add bytes where the upload ends. With the last of them the answer is that of the plain PUT, or 204."""
    upload = uploads.find(viewer, upload_id, now=now(), settings=settings())
    try:
        upload = _receive(viewer, upload, tus.whole_number("Upload-Offset"))
    except Conflict as conflict:
        if conflict.key == "upload_offset":
            g.upload_offset = conflict.params["expected"]
        raise
    return "", 204, _standing(upload)


@blueprint.route("/<uuid:upload_id>", methods=["DELETE"])
@tus.spoken
@signed_in
@blueprint.response(204)
def delete(viewer, upload_id: uuid.UUID):
    """Forget an upload; a record that was taken in stays."""
    uploads.terminate(viewer, upload_id, now=now(), settings=settings())
    return "", 204


@blueprint.route("/<uuid:upload_id>", methods=["POST"])
@blueprint.response(204)
def overridden(upload_id: uuid.UUID):
    """PATCH, DELETE or HEAD for networks that let only GET and POST through: `X-HTTP-Method-Override`."""
    asked = {"PATCH": patch, "DELETE": delete, "HEAD": head}.get(request.headers.get("X-HTTP-Method-Override", ""))
    if asked is None:
        raise NotFound
    return asked(upload_id=upload_id)
