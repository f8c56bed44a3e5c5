"""Answers over HTTP: JSON and tiles with an ETag, 304 when the caller has them, gzip when it helps."""

import json
from hashlib import sha256

from flask import Response, request
from isal import igzip

GZIP_FROM = 1024
"""Bytes; smaller answers fit one packet anyway."""

GZIP_LEVEL = 2
"""Of igzip: a tenth more than gzip makes at level 5, in a ninth of the time. Desks have the network for it."""

VARY = "Accept-Encoding, Accept-Language, Authorization, Cookie"


def document(body: dict, kind: str = "application/json") -> Response:
    """A JSON document."""
    return answer(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), kind)


def answer(
    body: bytes,
    kind: str,
    version: bytes | None = None,
    max_age: int = 0,
    state: str | None = None,
    packed: bytes | None = None,
) -> Response:
    """The bytes, or 304 when the caller's ETag still holds.

    ``version`` is what the ETag is made of when the bytes hold something that changes each time, or are not to be
    looked at. ``packed`` are the bytes as gzip, where somebody has them. Answers depend on who asks, so shared caches
    must not keep them. With a ``state``, that of a feature which can be edited, the ETag is strong and begins with it.
    """
    response = Response(status=200, content_type=kind)
    packs = len(body) >= GZIP_FROM and request.accept_encodings["gzip"] > 0
    etag = tag(body if version is None else version, state, packed=packs)
    response.set_etag(etag, weak=state is None)
    response.headers["Cache-Control"] = f"private, max-age={max_age}" if max_age else "private, no-cache"
    response.headers["Vary"] = VARY
    if request.if_none_match.contains_weak(etag):
        response.status_code = 304
        return response
    if packs:
        body = packed_of(body) if packed is None else packed
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(body)
    return response


def packed_of(body: bytes) -> bytes:
    """The bytes as gzip, the same for the same bytes."""
    return igzip.compress(body, GZIP_LEVEL, mtime=0)


def kept_headers(etag: str, max_age: int) -> list[tuple[str, str]]:
    """The headers of a 304 that is told without a look at anything but the version."""
    control = f"private, max-age={max_age}"
    return [("ETag", f'W/"{etag}"'), ("Cache-Control", control), ("Vary", VARY), ("X-Content-Type-Options", "nosniff")]


def unchanged(version: bytes) -> bool:
    """Whether the caller has the answer of that version."""
    return request.if_none_match.contains_weak(tag(version))


def tag(body: bytes, state: str | None = None, *, packed: bool = False) -> str:
    """The ETag of these bytes; with a ``state``, that comes first, and what is packed has another than what is not."""
    found = sha256(body).hexdigest()[:24]
    return found if state is None else f"{state}.{found}{'.gz' if packed else ''}"
