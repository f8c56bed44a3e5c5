"""Questions about photos."""

from geoalchemy2 import Geography
from sqlalchemy import Row, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import DeclaredPhoto, Issue, IssuePhoto, Patrol, Photo, Submission

ORIGINAL_POSTS = frozenset({"admin", "supervisor", "office", "auditor", "supervision", "county_chief"})


def declared_bytes(session: Session, sha256: str) -> list[int]:
    """The sizes that patrols declared for a photo."""
    return list(session.scalars(select(DeclaredPhoto.bytes).where(DeclaredPhoto.sha256 == sha256).distinct()))


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


def _seen_on_patrol(viewer: Viewer, sha256: str):
    return (
        select(DeclaredPhoto.sha256)
        .join(Submission, Submission.id == DeclaredPhoto.patrol_id)
        .join(Patrol, and_(Patrol.id == Submission.id, Patrol.patrolled_on == Submission.patrolled_on))
        .where(DeclaredPhoto.sha256 == sha256, or_(visible(viewer, Patrol), Patrol.officer_id == viewer.officer_id))
        .exists()
    )


def _shown_by_issue(viewer: Viewer, sha256: str):
    return (
        select(IssuePhoto.sha256)
        .join(Issue, Issue.id == IssuePhoto.issue_id)
        .where(IssuePhoto.sha256 == sha256, visible(viewer, Issue))
        .exists()
    )


def may_see(session: Session, viewer: Viewer, sha256: str) -> bool:
    """Whether the bytes are here and were sent by the viewer, or belong to a patrol or an issue that they may see."""
    own = Photo.stored_by == viewer.officer_id
    allowed = or_(own, _seen_on_patrol(viewer, sha256), _shown_by_issue(viewer, sha256))
    return session.scalar(select(Photo.sha256).where(Photo.sha256 == sha256, allowed)) is not None


def original(session: Session, viewer: Viewer, sha256: str) -> Row | None:
    """The format of an original that the viewer may have: who sent it, and posts that judge evidence."""
    allowed = Photo.stored_by == viewer.officer_id
    if viewer.post in ORIGINAL_POSTS:
        allowed = or_(allowed, _seen_on_patrol(viewer, sha256), _shown_by_issue(viewer, sha256))
    return session.execute(select(Photo.format).where(Photo.sha256 == sha256, allowed)).one_or_none()
