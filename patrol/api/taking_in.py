"""What was sent in pieces is taken in as the plain PUT takes it: the same schema, the same intake, the same answers."""

import uuid
from typing import BinaryIO

from sqlalchemy.orm import Session

from patrol import intake, photos
from patrol.access import Viewer
from patrol.api.bodies import Unpacked, read_json, whole
from patrol.api.schemas.patrols import PatrolIn
from patrol.api.wiring import checked, now
from patrol.config import Settings

GZIP_BEGINS = b"\x1f\x8b"


def photo(session: Session, viewer: Viewer, record_id: str, file: BinaryIO, settings: Settings) -> None:
    """The bytes of a photo."""
    photos.store_photo(session, viewer, record_id, file, now=now(), settings=settings)


def patrol(session: Session, viewer: Viewer, record_id: str, file: BinaryIO, settings: Settings) -> None:
    """The JSON of a patrol, plain or gzipped: JSON never begins as gzip does."""
    packed = file.read(len(GZIP_BEGINS)) == GZIP_BEGINS
    file.seek(0)
    raw = whole(Unpacked(file, settings.max_body_bytes) if packed else file)
    data = checked(PatrolIn(), read_json(raw))
    intake.submit_patrol(session, viewer, uuid.UUID(record_id), data, now=now(), settings=settings)


TAKE_IN = {"photo": photo, "patrol": patrol}
