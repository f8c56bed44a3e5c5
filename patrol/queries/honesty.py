"""What honest patrols are held against: tracks that share numbers, other outings, pictures seen elsewhere."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from struct import iter_unpack, unpack_from

from sqlalchemy import ARRAY, Integer, Row, and_, cast, func, or_, select, text
from sqlalchemy.orm import Session

from patrol.models import DeclaredPhoto, HonestyRule, Patrol, PhotoPrint, Submission
from patrol.rules.track import Fix

REMEMBERED = timedelta(days=366)
MOST_LIKE = 8
LEAST_SHARED = 3
HEADER_BYTES = 9

LIKELY = text("""
SELECT patrol_id, patrolled_on, shared FROM (
  SELECT t.patrol_id, t.patrolled_on, (SELECT count(*) FROM unnest(t.keys) k WHERE k = ANY(:keys)) AS shared
  FROM patrol_trace t
  WHERE t.keys && CAST(:keys AS int[]) AND t.patrolled_on BETWEEN :first AND :last
) found
WHERE shared >= :least ORDER BY shared DESC, patrolled_on, patrol_id LIMIT :most
""")


def limits_in_force(session: Session, division_code: str, on: date) -> list[dict]:
    """The thresholds that a division and those above it have set, valid on a day; the broadest first."""
    places = {division_code[:digits].ljust(12, "0") for digits in (0, 2, 4, 6, 9, 12)}
    return list(
        session.scalars(
            select(HonestyRule.limits)
            .where(
                HonestyRule.division_code.in_(places),
                HonestyRule.valid_from <= on,
                or_(HonestyRule.valid_to.is_(None), HonestyRule.valid_to >= on),
            )
            .order_by(func.length(func.rtrim(HonestyRule.division_code, "0")), HonestyRule.valid_from)
        )
    )


def likely_copies(session: Session, keys: Sequence[int], on: date) -> list[Row]:
    """patrol_id, patrolled_on, shared of the few tracks within a year of a day that share most of these numbers."""
    asked = {"keys": list(keys), "first": on - REMEMBERED, "last": on + REMEMBERED}
    # The planner takes `&&` for one cheap step, but without the index it holds every number against every other: it
    # would read each month of a small county whole, and take ten times as long.
    session.execute(text("SET LOCAL random_page_cost = 0"))
    found = list(session.execute(LIKELY, asked | {"least": LEAST_SHARED, "most": MOST_LIKE}))
    session.execute(text("SET LOCAL random_page_cost TO DEFAULT"))
    return found


def tracks(session: Session, found: Sequence[Row]) -> list[Row]:
    """id, officer_id, patrolled_on and the raw track (`fixes_in`) of patrols that a search has found."""
    ids, days = [row.patrol_id for row in found], {row.patrolled_on for row in found}
    return list(
        session.execute(
            select(
                Patrol.id, Patrol.officer_id, Patrol.patrolled_on, func.ST_AsBinary(Patrol.track, "NDR").label("track")
            ).where(Patrol.id.in_(ids), Patrol.patrolled_on.in_(days))
        )
    )


def fixes_in(line: bytes | memoryview | None) -> list[Fix]:
    """The fixes of a LINESTRING M in little-endian well-known binary; M is epoch seconds. None of an erased track."""
    if line is None:
        return []
    body = bytes(line)
    count = unpack_from("<I", body, 5)[0]
    points = iter_unpack("<ddd", body[HEADER_BYTES : HEADER_BYTES + 24 * count])
    return [Fix(t, lon, lat) for lon, lat, t in points]


def own_outings(session: Session, officer_id: int, on: date) -> list[Row]:
    """id, begins and ends (epoch seconds of the track) of an officer's patrols on a day and those beside it."""
    begins = func.ST_M(func.ST_StartPoint(Patrol.track)).label("begins")
    ends = func.ST_M(func.ST_EndPoint(Patrol.track)).label("ends")
    near = Patrol.patrolled_on.between(on - timedelta(days=1), on + timedelta(days=1))
    found = select(Patrol.id, begins, ends).where(Patrol.officer_id == officer_id, near, Patrol.track.is_not(None))
    return list(session.execute(found))


def own_tracks(session: Session, officer_id: int, on: date, first_s: float, last_s: float) -> list[Row]:
    """id, patrolled_on, app, counts, effective and the raw track (`fixes_in`) of an officer's patrols around a day that
    were under way from one moment to another (epoch seconds); the earliest to arrive first."""
    app = Patrol.device["app"].astext.label("app")
    track = func.ST_AsBinary(Patrol.track, "NDR").label("track")
    return list(
        session.execute(
            select(Patrol.id, Patrol.patrolled_on, app, Patrol.counts, Patrol.effective, track)
            .where(Patrol.officer_id == officer_id)
            .where(Patrol.patrolled_on.between(on - timedelta(days=1), on + timedelta(days=1)))
            .where(func.ST_M(func.ST_StartPoint(Patrol.track)) <= first_s)
            .where(func.ST_M(func.ST_EndPoint(Patrol.track)) >= last_s)
            .order_by(Patrol.received_at, Patrol.id)
        )
    )


def declared_elsewhere(session: Session, patrol_id: uuid.UUID, hashes: Sequence[str]) -> list[Row]:
    """sha256, patrol_id, patrolled_on: the first other patrol that has handed in each of these files."""
    return list(
        session.execute(
            select(DeclaredPhoto.sha256, Submission.id.label("patrol_id"), Submission.patrolled_on)
            .join(Submission, Submission.id == DeclaredPhoto.patrol_id)
            .where(DeclaredPhoto.sha256.in_(hashes), DeclaredPhoto.patrol_id != patrol_id)
            .order_by(DeclaredPhoto.sha256, Submission.received_at)
        )
    )


def pictures_alike(session: Session, sha256: str, parts: Sequence[int]) -> list[Row]:
    """sha256, bits, patrol_id, patrolled_on of declared pictures sharing a part with this one, earliest first."""
    like = PhotoPrint.parts.bool_op("&&")(cast(list(parts), ARRAY(Integer)))
    return list(
        session.execute(
            select(PhotoPrint.sha256, PhotoPrint.bits, Submission.id.label("patrol_id"), Submission.patrolled_on)
            .join(DeclaredPhoto, DeclaredPhoto.sha256 == PhotoPrint.sha256)
            .join(Submission, Submission.id == DeclaredPhoto.patrol_id)
            .where(like, PhotoPrint.sha256 != sha256)
            .order_by(Submission.received_at)
        )
    )


def flagged(session: Session, patrol_id: uuid.UUID) -> Row:
    """id, patrolled_on, flags and review of a patrol that came in, held for a change."""
    here = and_(Submission.id == Patrol.id, Submission.patrolled_on == Patrol.patrolled_on)
    asked = select(Patrol.id, Patrol.patrolled_on, Patrol.flags, Patrol.review).join(Submission, here)
    return session.execute(asked.where(Submission.id == patrol_id).with_for_update(of=Patrol)).one()


def declaring(session: Session, sha256: str) -> list[Row]:
    """id, patrolled_on, officer_id, division_code, flags of the patrols that declare a photo, held for a change."""
    return list(
        session.execute(
            select(Patrol.id, Patrol.patrolled_on, Patrol.officer_id, Patrol.division_code, Patrol.flags, Patrol.review)
            .join(Submission, and_(Submission.id == Patrol.id, Submission.patrolled_on == Patrol.patrolled_on))
            .join(DeclaredPhoto, DeclaredPhoto.patrol_id == Submission.id)
            .where(DeclaredPhoto.sha256 == sha256)
            .order_by(Patrol.id)
            .with_for_update(of=Patrol)
        )
    )
