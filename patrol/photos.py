"""A photo's bytes come in: hash and length checked, decoded, durable on disk, then in the database."""

import hashlib
import secrets
from datetime import datetime, timedelta
from io import BytesIO
from typing import BinaryIO

from sqlalchemy import Row
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import photo_evidence
from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import Invalid, NotFound
from patrol.intake import point_ewkt
from patrol.models import Photo, PhotoSender
from patrol.pictures import Picture, look_at, smaller
from patrol.queries import photos as photo_queries
from patrol.queries import stamps
from patrol.storage import Folder, Staged

SWEEP_AFTER_S = 24 * 3600


def store_photo(
    session: Session, officer: Viewer, sha256: str, stream: BinaryIO, *, now: datetime, settings: Settings
) -> bool:
    """Keep the bytes of a photo; True when they are new. Invalid when they are not what was said, or no image."""
    folder = Folder(settings.data / "photos")
    with folder.staged(stream, settings.max_photo_bytes) as staged:
        _check(session, officer, sha256, staged)
        picture = look_at(staged.path)
        if not folder.has(sha256):
            folder.keep(staged)
    new = session.scalar(_row(sha256, staged, picture, officer.officer_id, now).returning(Photo.sha256)) is not None
    sender = insert(PhotoSender).values(sha256=sha256, officer_id=officer.officer_id, sent_at=now)
    session.execute(sender.on_conflict_do_nothing())
    photo_evidence.look_into(session, sha256, picture, settings)
    return new


def store_public_photo(session: Session, stream: BinaryIO, *, now: datetime, settings: Settings) -> str:
    """Keep a photo that somebody sent at a signboard; returns its SHA-256. Invalid when it is no image.

    It is kept as a smaller copy, upright and without EXIF: neither the stranger's telephone nor what may hide in a
    file is kept.
    """
    folder = Folder(settings.data / "photos")
    with folder.staged(stream, settings.max_photo_bytes) as sent:
        if sent.bytes == 0:
            raise Invalid({"photo": "photo_empty"})
        look_at(sent.path)
        copy = smaller(sent.path, "screen")
    with folder.staged(BytesIO(copy), settings.max_photo_bytes) as staged:
        picture = look_at(staged.path)
        if not folder.has(staged.sha256):
            folder.keep(staged)
    session.execute(_row(staged.sha256, staged, picture, None, now))
    return staged.sha256


def _check(session: Session, officer: Viewer, sha256: str, staged: Staged) -> None:
    if staged.bytes == 0:
        raise Invalid({"photo": "photo_empty"})
    declared = photo_queries.declared_bytes(session, sha256, officer.officer_id)
    if declared and staged.bytes not in declared:
        raise Invalid({"bytes": ("photo_length", {"declared": declared[0], "actual": staged.bytes})})
    if staged.sha256 != sha256:
        raise Invalid({"sha256": ("photo_hash", {"actual": staged.sha256})})


def _row(sha256: str, staged: Staged, picture: Picture, officer_id: int | None, now: datetime):
    place = picture.place
    return (
        insert(Photo)
        .values(
            sha256=sha256,
            bytes=staged.bytes,
            format=picture.format,
            width=picture.width,
            height=picture.height,
            stored_at=now,
            stored_by=officer_id,
            exif_taken_at=picture.taken_at,
            exif_geom=point_ewkt({"lon": place[0], "lat": place[1]}) if place else None,
        )
        .on_conflict_do_nothing()
    )


def copy_of(session: Session, viewer: Viewer, sha256: str, size: str, settings: Settings) -> bytes:
    """A smaller copy of a photo that the viewer may see, made once and kept aside; NotFound otherwise.

    The copy for the screen carries what the record says of the photo; on a thumbnail nobody could read it.
    """
    if not photo_queries.may_see(session, viewer, sha256):
        raise NotFound
    said = words_on(session, viewer, sha256, settings) if size == "screen" else []
    # Other words make another copy.
    words = f"-{hashlib.sha256(repr(said).encode()).hexdigest()[:12]}" if said else ""
    aside = settings.data / "copies" / size / sha256[:2] / f"{sha256}{words}.jpg"
    if aside.is_file():
        return aside.read_bytes()
    content = smaller(Folder(settings.data / "photos").path(sha256), size, said)
    aside.parent.mkdir(parents=True, exist_ok=True)
    # A copy can be made again at any time, so it needs no fsync; the rename keeps readers from half a file.
    half = aside.with_suffix(f".{secrets.token_hex(8)}")
    half.write_bytes(content)
    half.replace(aside)
    return content


def words_on(session: Session, viewer: Viewer, sha256: str, settings: Settings) -> list[str]:
    """The lines of a photo's watermark: local time and officer, place, coordinates; none without a patrol's word."""
    told = stamps.declaration(session, viewer, sha256)
    if told is None:
        return []
    taken_at = told.taken_at.astimezone(settings.timezone)
    point = point_ewkt({"lon": told.lon, "lat": told.lat}) if told.lon is not None else None
    thing = stamps.object_name(session, told.kind, point, settings.cases.object_m) if point else None
    place = "".join(stamps.division_names(session, told.division_code, point))
    lines = [
        "  ".join(part for part in (f"{taken_at:%Y-%m-%d %H:%M:%S}", told.officer) if part),
        " · ".join(part for part in (place, thing) if part),
        f"{_degrees(told.lon, 'EW')}  {_degrees(told.lat, 'NS')}" if point else "",
    ]
    return [line for line in lines if line]


def _degrees(value: float, sides: str) -> str:
    return f"{abs(value):.5f}°{sides[value < 0]}"


def original_of(session: Session, viewer: Viewer, sha256: str, settings: Settings):
    """The path and format of the untouched original, for those allowed; NotFound otherwise."""
    row = photo_queries.original(session, viewer, sha256)
    if row is None:
        raise NotFound
    return Folder(settings.data / "photos").path(sha256), row.format


def undeclared(session: Session, settings: Settings, now: datetime) -> list[Row]:
    """Photos that after `undeclared_photo_days` no patrol declares and no issue shows: for a person to look at.

    They may be all that is left of a patrol that never arrived, so that nothing removes them of its own accord.
    """
    return photo_queries.undeclared(session, now - timedelta(days=settings.undeclared_photo_days))


def sweep(session: Session, settings: Settings, now: datetime) -> int:
    """Remove files that no row knows of, a day after they came: their sender was never told that they had arrived."""
    folder, before = Folder(settings.data / "photos"), now.timestamp() - SWEEP_AFTER_S
    folder.remove_abandoned(before)
    swept = 0
    for paths in folder.kept_before(before):
        known = photo_queries.known(session, [path.name for path in paths])
        for path in paths:
            if path.name not in known:
                path.unlink(missing_ok=True)
                swept += 1
    return swept
