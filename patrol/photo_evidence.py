"""What the bytes of a photo show, when they come: EXIF beside what was declared, the picture beside other patrols'."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import honesty
from patrol.config import Settings
from patrol.models import PhotoPrint
from patrol.pictures import Picture
from patrol.queries import honesty as questions
from patrol.queries import photos as photo_queries
from patrol.rules.honesty import photos as evidence
from patrol.rules.honesty.likeness import bits_apart, parts_of

OF_BYTES = ("photo_exif_far", "photo_exif_time", "photo_alike")
"""What only the bytes of a photo show."""


def look_into(session: Session, sha256: str, picture: Picture, settings: Settings) -> None:
    """Hold EXIF against what each patrol declared, and the picture against those of other patrols."""
    parts = parts_of(picture.likeness)
    row = insert(PhotoPrint).values(sha256=sha256, bits=picture.likeness, parts=parts)
    session.execute(row.on_conflict_do_nothing())
    declared = questions.declaring(session, sha256)
    exif = {row.patrol_id: row for row in photo_queries.against_exif(session, sha256, settings.timezone.key)}
    alike = questions.pictures_alike(session, sha256, parts) if parts and declared else []
    for patrol in declared:
        limits = honesty.limits_of(session, patrol.division_code, patrol.patrolled_on)
        known = exif[patrol.id]
        late_s = float(known.late_s) if known.late_s is not None else None
        flags = [
            *evidence.exif(sha256, known.apart_m, late_s, limits),
            *evidence.alike(_most_alike(sha256, picture, patrol.id, alike), limits),
        ]
        honesty.add_flags(session, patrol, sha256, OF_BYTES, flags)


def _most_alike(sha256: str, picture: Picture, patrol_id: UUID, alike: list[Row]) -> list[evidence.Seen]:
    """The picture of another patrol that is most like this one."""
    seen = [
        evidence.Seen(
            sha256,
            str(row.patrol_id),
            row.sha256,
            row.patrolled_on.isoformat(),
            bits_apart(picture.likeness, bytes(row.bits)),
        )
        for row in alike
        if row.patrol_id != patrol_id
    ]
    return sorted(seen, key=lambda each: each.bits)[:1]
