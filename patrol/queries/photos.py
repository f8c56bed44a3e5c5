"""Questions about photos."""

from datetime import datetime

from geoalchemy2 import Geography
from sqlalchemy import Row, cast, func, select
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.models import DeclaredPhoto, IssuePhoto, Officer, Photo, Submission, WorkPhoto
from patrol.photo_access import original_seen, photo_seen


def declared_bytes(session: Session, sha256: str, officer_id: int) -> list[int]:
    """The sizes that this officer's patrols declared for a photo: what others declare binds nobody else."""
    return list(
        session.scalars(
            select(DeclaredPhoto.bytes)
            .join(Submission, Submission.id == DeclaredPhoto.patrol_id)
            .where(DeclaredPhoto.sha256 == sha256, Submission.officer_id == officer_id)
            .distinct()
        )
    )


def known(session: Session, sha256s: list[str]) -> set[str]:
    """Those of these hashes that have a row."""
    return set(session.scalars(select(Photo.sha256).where(Photo.sha256.in_(sha256s))))


def against_exif(session: Session, sha256: str, zone: str) -> list[Row]:
    """patrol_id, and how far apart in metres and seconds EXIF and declaration are, for each patrol that declares it."""
    apart = func.ST_Distance(
        cast(DeclaredPhoto.geom, Geography(srid=4490)), cast(Photo.exif_geom, Geography(srid=4490))
    )
    late = func.extract("epoch", func.timezone(zone, Photo.exif_taken_at) - DeclaredPhoto.taken_at)
    return list(
        session.execute(
            select(DeclaredPhoto.patrol_id, apart.label("apart_m"), late.label("late_s"))
            .join(Photo, Photo.sha256 == DeclaredPhoto.sha256)
            .where(DeclaredPhoto.sha256 == sha256)
        )
    )


def may_see(session: Session, viewer: Viewer, sha256: str) -> bool:
    """Whether the bytes are here and the viewer may see them."""
    return session.scalar(select(Photo.sha256).where(Photo.sha256 == sha256, photo_seen(viewer))) is not None


def original(session: Session, viewer: Viewer, sha256: str) -> Row | None:
    """The format of an original that the viewer may have."""
    return session.execute(select(Photo.format).where(Photo.sha256 == sha256, original_seen(viewer))).one_or_none()


def kept_bytes(session: Session, sha256s: list[str]) -> dict[str, int]:
    """The lengths of those of these photos that are kept."""
    rows = session.execute(select(Photo.sha256, Photo.bytes).where(Photo.sha256.in_(sha256s)))
    return {row.sha256: row.bytes for row in rows}


def undeclared(session: Session, before: datetime) -> list[Row]:
    """Photos stored before this moment that no patrol declares and no issue or work shows, with who sent them first.

    sha256, bytes, stored_at, username, name; the oldest first.
    """
    declared = select(DeclaredPhoto.sha256).where(DeclaredPhoto.sha256 == Photo.sha256).exists()
    shown = select(IssuePhoto.sha256).where(IssuePhoto.sha256 == Photo.sha256).exists()
    planted = select(WorkPhoto.sha256).where(WorkPhoto.sha256 == Photo.sha256).exists()
    return list(
        session.execute(
            select(Photo.sha256, Photo.bytes, Photo.stored_at, Officer.username, Officer.name)
            .join(Officer, Officer.id == Photo.stored_by)
            .where(Photo.stored_at < before, ~declared, ~shown, ~planted)
            .order_by(Photo.stored_at, Photo.sha256)
        )
    )
