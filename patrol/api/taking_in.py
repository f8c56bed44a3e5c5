"""What was sent in pieces is taken in as the plain PUT takes it: the same schema, the same intake, the same answers."""

import uuid
from typing import BinaryIO

from sqlalchemy.orm import Session

from patrol import intake, photos
from patrol.access import Viewer
from patrol.api import tus
from patrol.api.bodies import Unpacked, read_json, whole
from patrol.api.import_files import refusals_told
from patrol.api.schemas.patrols import PatrolIn
from patrol.api.wiring import checked, now
from patrol.config import Settings
from patrol.importing import arriving, desk
from patrol.queries import uploads as questions

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


def features(session: Session, viewer: Viewer, record_id: str, file: BinaryIO, settings: Settings) -> None:
    """A file of features, which then waits to be told what it is (`POST /api/v1/imports` with its id)."""
    desk.check_post(viewer)
    import_id = uuid.UUID(record_id)
    desk.claim(session, import_id)
    described = questions.unfinished(session, viewer, "import", record_id).described
    with refusals_told():
        arrived = arriving.adopt(import_id, tus.read_metadata(described)["filename"], file, settings)
    desk.begin(session, viewer, import_id, arrived, None, now=now(), settings=settings)


TAKE_IN = {"photo": photo, "patrol": patrol, "import": features}
