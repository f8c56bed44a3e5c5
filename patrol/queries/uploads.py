"""Questions about uploads that come in pieces, and the steps they take."""

import uuid
from datetime import datetime

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.models import Upload
from patrol.models.uploads import UNFINISHED

COLUMNS = (
    Upload.id,
    Upload.kind,
    Upload.record_id,
    Upload.length_bytes,
    Upload.offset_bytes,
    Upload.sha256,
    Upload.described,
    Upload.expires_at,
    Upload.finished_at,
)


def own(session: Session, viewer: Viewer, upload_id: uuid.UUID) -> Row | None:
    """An upload of the viewer: an upload is nobody else's business."""
    return session.execute(
        select(*COLUMNS).where(Upload.id == upload_id, Upload.officer_id == viewer.officer_id)
    ).one_or_none()


def unfinished(session: Session, viewer: Viewer, kind: str, record_id: str) -> Row | None:
    """The viewer's upload of this record that is on its way."""
    mine = (Upload.officer_id == viewer.officer_id, Upload.kind == kind, Upload.record_id == record_id)
    return session.execute(select(*COLUMNS).where(*mine, text(UNFINISHED))).one_or_none()


def one_at_a_time(session: Session, viewer: Viewer) -> None:
    """Let the officer's other requests that count or create uploads wait until this transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext("upload"), viewer.officer_id)))


def held(session: Session, viewer: Viewer, kind: str) -> tuple[int, int]:
    """How many uploads of the viewer are kept and not taken in, and the bytes they may come to.

    Imports count among themselves, as do all other kinds.
    """
    alike = (Upload.kind == "import") == (kind == "import")
    mine = (Upload.officer_id == viewer.officer_id, Upload.finished_at.is_(None), alike)
    count, bytes_ = session.execute(
        select(func.count(), func.coalesce(func.sum(Upload.length_bytes), 0)).where(*mine)
    ).one()
    return count, int(bytes_)


def add(session: Session, viewer: Viewer, values: dict) -> Row:
    """Enter a new upload."""
    return session.execute(insert(Upload).values(officer_id=viewer.officer_id, **values).returning(*COLUMNS)).one()


def advance(session: Session, upload_id: uuid.UUID, offset_bytes: int, expires_at: datetime) -> bool:
    """Note how many bytes are durable; False when the upload is gone or finished."""
    step = update(Upload).where(Upload.id == upload_id, Upload.finished_at.is_(None))
    return session.execute(step.values(offset_bytes=offset_bytes, expires_at=expires_at)).rowcount == 1


def finish(session: Session, upload_id: uuid.UUID, now: datetime) -> bool:
    """Note that what was sent is taken in; False when the upload is gone."""
    step = update(Upload).where(Upload.id == upload_id, Upload.finished_at.is_(None))
    values = {"offset_bytes": Upload.length_bytes, "finished_at": now, "refused_at": None}
    return session.execute(step.values(values)).rowcount == 1


def refuse(session: Session, upload_id: uuid.UUID, now: datetime) -> None:
    """Note that what was sent was whole and was refused."""
    session.execute(update(Upload).where(Upload.id == upload_id, Upload.finished_at.is_(None)).values(refused_at=now))


def drop(session: Session, upload_id: uuid.UUID) -> None:
    """Forget an upload."""
    session.execute(delete(Upload).where(Upload.id == upload_id))


def drop_expired(session: Session, now: datetime) -> list[uuid.UUID]:
    """Forget uploads that have not moved for too long; returns their ids."""
    return list(session.scalars(delete(Upload).where(Upload.expires_at < now).returning(Upload.id)))


def with_bytes(session: Session) -> set[uuid.UUID]:
    """The uploads whose bytes are kept in a file."""
    return set(session.scalars(select(Upload.id).where(Upload.finished_at.is_(None))))
