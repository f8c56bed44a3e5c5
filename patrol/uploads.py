"""A record comes in pieces over a bad network: kept durably piece by piece, and taken in when it is whole.

An upload outlives the request that began it, so each stretch of it is a transaction of its own.
"""

import uuid
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import BinaryIO, NamedTuple

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol import db
from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import Conflict, Gone, NotFound, Refusal, TooMany, Unavailable
from patrol.partials import Broken, Checksum, Partials, append
from patrol.queries import uploads as questions

STRAY_AFTER_S = 24 * 3600
TakeIn = Callable[[Session, Viewer, str, BinaryIO], object]


class Described(NamedTuple):
    """What is to come: `photo`, `patrol` or `import`, its id, its length; `sha256` of the content where it is known."""

    kind: str
    record_id: str
    length_bytes: int
    sha256: str | None
    text: str


class Piece(NamedTuple):
    """Bytes that belong at an offset."""

    offset_bytes: int
    stream: Broken
    checksum: Checksum | None


def begin(viewer: Viewer, described: Described, *, now: datetime, settings: Settings) -> Row:
    """A new upload; or the one of the same bytes that is on its way already, to go on with. TooMany past the limits.

    The bytes are known to be the same when length and SHA-256 are. What was on its way with other bytes is dropped.
    """
    partials = _partials(settings)
    with db.transaction() as session:
        questions.one_at_a_time(session, viewer)
        known = questions.unfinished(session, viewer, described.kind, described.record_id)
        if known and _same(known, described) and now < known.expires_at and partials.path(known.id).is_file():
            return known
        if known:
            questions.drop(session, known.id)
        _check_room(session, viewer, described, settings)
        upload_id = uuid.uuid4()
        partials.make(upload_id)
        upload = questions.add(session, viewer, _values(upload_id, described, now, settings))
    if known:
        partials.remove(known.id)
    return upload


def _same(known: Row, described: Described) -> bool:
    return described.sha256 is not None and (known.sha256, known.length_bytes) == (
        described.sha256,
        described.length_bytes,
    )


def _check_room(session: Session, viewer: Viewer, described: Described, settings: Settings) -> None:
    """Files of features are large, and few send them: their bytes count apart."""
    count, bytes_ = questions.held(session, viewer, described.kind)
    limits = settings.uploads
    most_bytes = settings.imports.held_bytes if described.kind == "import" else limits.most_bytes
    if count >= limits.most or bytes_ + described.length_bytes > most_bytes:
        raise TooMany("uploads_full", most=limits.most, most_mb=most_bytes // 2**20)


def _values(upload_id: uuid.UUID, described: Described, now: datetime, settings: Settings) -> dict:
    return {
        "id": upload_id,
        "kind": described.kind,
        "record_id": described.record_id,
        "length_bytes": described.length_bytes,
        "sha256": described.sha256,
        "described": described.text,
        "created_at": now,
        "expires_at": _expiry(now, settings),
    }


def find(viewer: Viewer, upload_id: uuid.UUID, *, now: datetime, settings: Settings) -> Row:
    """An upload of the viewer; Gone when it expired, NotFound when it never was or its bytes were lost."""
    with db.transaction() as session:
        upload = questions.own(session, viewer, upload_id)
    if upload is None:
        raise NotFound
    if upload.expires_at < now:
        raise Gone("upload_expired")
    if upload.finished_at is None and not _partials(settings).path(upload_id).is_file():
        raise NotFound
    return upload


def receive(
    viewer: Viewer,
    upload_id: uuid.UUID,
    piece: Piece,
    take_in: Mapping[str, TakeIn],
    *,
    now: datetime,
    settings: Settings,
) -> Row:
    """Keep a piece; with the last byte, let `take_in` of its kind take the content in, in one transaction.

    Conflict when the piece does not begin where the upload ends; Locked while another connection writes. What is
    refused at the end is kept until it expires, and the last byte of it is not acknowledged.
    """
    with _held(viewer, upload_id, now, settings) as file:
        upload = find(viewer, upload_id, now=now, settings=settings)
        if piece.offset_bytes != upload.offset_bytes:
            raise Conflict("upload_offset", expected=upload.offset_bytes, got=piece.offset_bytes)
        if upload.finished_at is not None:
            return upload
        end = append(
            file,
            piece.offset_bytes,
            upload.length_bytes,
            piece.stream,
            piece.checksum,
            lambda durable: _advance(upload, durable, now, settings),
        )
        if end == upload.length_bytes:
            _take_in(viewer, upload, file, take_in[upload.kind], now)
            _partials(settings).remove(upload_id)
    return find(viewer, upload_id, now=now, settings=settings)


def _held(viewer: Viewer, upload_id: uuid.UUID, now: datetime, settings: Settings):
    upload = find(viewer, upload_id, now=now, settings=settings)
    return nullcontext() if upload.finished_at is not None else _partials(settings).held(upload_id)


def _advance(upload: Row, durable: int, now: datetime, settings: Settings) -> None:
    """The last byte is acknowledged with the content's being taken in, not before."""
    with db.transaction() as session:
        offset = min(durable, upload.length_bytes - 1)
        if not questions.advance(session, upload.id, offset, _expiry(now, settings)):
            raise NotFound


def _take_in(viewer: Viewer, upload: Row, file: BinaryIO, take_in: TakeIn, now: datetime) -> None:
    file.seek(0)
    try:
        with db.transaction() as session:
            take_in(session, viewer, upload.record_id, file)
            if not questions.finish(session, upload.id, now):
                raise NotFound
    except Unavailable:
        raise
    except Refusal:
        with db.transaction() as session:
            questions.refuse(session, upload.id, now)
        raise


def terminate(viewer: Viewer, upload_id: uuid.UUID, *, now: datetime, settings: Settings) -> None:
    """Forget an upload and its bytes; what was taken in stays. Locked while a connection writes it."""
    with _held(viewer, upload_id, now, settings):
        with db.transaction() as session:
            questions.drop(session, upload_id)
        _partials(settings).remove(upload_id)


def sweep(settings: Settings, now: datetime) -> int:
    """Remove uploads that have expired, and files of none; returns how many had expired. A file goes once it is certain
    that its row is gone."""
    with db.transaction() as session:
        expired = questions.drop_expired(session, now)
    with db.transaction() as session:
        kept = questions.with_bytes(session)
    _partials(settings).remove_strays(kept, now.timestamp() - STRAY_AFTER_S)
    return len(expired)


def _partials(settings: Settings) -> Partials:
    return Partials(settings.data / "uploads")


def _expiry(now: datetime, settings: Settings) -> datetime:
    return now + timedelta(days=settings.uploads.days)
