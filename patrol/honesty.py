"""Holds what comes in against all that came before, and keeps what was found with the patrol."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.config import Settings
from patrol.models import Patrol, PatrolTrace
from patrol.queries import honesty as questions
from patrol.rules.honesty import clocks, copies, fingerprint, movement, photos
from patrol.rules.honesty.flags import Flag, rank
from patrol.rules.honesty.limits import Limits, changed
from patrol.rules.track import Cleaned, Fix

OF_DECLARATION = ("photo_far", "photo_time", "photo_reused")
"""What is known of a photo as soon as it is declared."""


class Arrival(NamedTuple):
    """A patrol as it comes in: its body, raw and cleaned track, what it is found by, metres that count, local day, and
    the patrol that it takes the place of, which is no evidence against it."""

    patrol_id: uuid.UUID
    data: dict
    fixes: list[Fix]
    cleaned: Cleaned
    trace: fingerprint.Trace
    distance_m: float
    on: date
    replaces: uuid.UUID | None = None


def limits_of(session: Session, division_code: str, on: date) -> Limits:
    """The thresholds that hold in a division on a day."""
    limits = Limits()
    for values in questions.limits_in_force(session, division_code, on):
        limits = changed(limits, values)
    return limits


def look_at(session: Session, officer: Viewer, arrival: Arrival, now: datetime, settings: Settings) -> list[dict]:
    """Every flag of a patrol that comes in, as it is stored. Nothing here blocks a submission."""
    limits = limits_of(session, officer.division_code, arrival.on)
    flags = [
        *(
            Flag(remark["code"], {key: said for key, said in remark.items() if key != "code"})
            for remark in _remarks(arrival)
        ),
        *_of_movement(arrival, limits, settings.track.max_accuracy_m),
        *_of_times(session, officer, arrival, now, limits),
        *_of_photos(session, arrival, limits),
        *copies.copied(arrival.fixes, _alike(session, officer, arrival), limits, paced=_paced(arrival)),
    ]
    return [flag.stored() for flag in flags]


def _remarks(arrival: Arrival) -> list[dict]:
    """What whoever read the patrol has to say of it."""
    return list(arrival.data.get("remarks", ()))


def _paced(arrival: Arrival) -> bool:
    """Whether the times of the track were measured, and not laid over it evenly afterwards."""
    return all(remark["code"] != "times_interpolated" for remark in _remarks(arrival))


def _of_movement(arrival: Arrival, limits: Limits, max_accuracy_m: float) -> list[Flag]:
    data, fixes = arrival.data, arrival.fixes
    return [
        *movement.mock_location(bool(data["device"].get("mock_location"))),
        *movement.jumped(fixes, max_accuracy_m, limits),
        *movement.driven(arrival.cleaned.driven_m, arrival.distance_m, limits),
        *(movement.too_regular(fixes, arrival.cleaned.driven_m, limits) if _paced(arrival) else ()),
        *movement.outlasts_track((data["ended_at"] - data["started_at"]).total_seconds(), fixes, limits),
    ]


def _of_times(session: Session, officer: Viewer, arrival: Arrival, now: datetime, limits: Limits) -> list[Flag]:
    started, ended = arrival.data["started_at"].timestamp(), arrival.data["ended_at"].timestamp()
    others = [
        clocks.Outing(str(row.id), row.begins, row.ends)
        for row in questions.own_outings(session, officer.officer_id, arrival.on)
        if row.id != arrival.replaces
    ]
    return [
        *clocks.clock_skew(ended, now.timestamp(), limits),
        *clocks.clock_gps(started, ended, arrival.fixes, limits),
        *clocks.late(ended, now.timestamp(), limits),
        *clocks.overlapping(arrival.fixes, others, limits),
    ]


def _of_photos(session: Session, arrival: Arrival, limits: Limits) -> list[Flag]:
    shots = [_shot(photo) for photo in arrival.data["photos"]]
    return [
        *_of_shots(session, arrival.patrol_id, shots, arrival.fixes, limits),
        *photos.photos_one_spot(shots, arrival.distance_m, limits),
    ]


def _of_shots(
    session: Session, patrol_id: uuid.UUID, shots: list[photos.Shot], fixes: list[Fix], limits: Limits
) -> list[Flag]:
    hashes = [shot.sha256 for shot in shots]
    elsewhere = questions.declared_elsewhere(session, patrol_id, hashes) if hashes else []
    first = {row.sha256: row for row in reversed(elsewhere)}
    return [
        *photos.photo_far(shots, fixes, limits),
        *photos.photo_time(shots, fixes, limits),
        *photos.reused(
            photos.Seen(sha256, str(row.patrol_id), sha256, row.patrolled_on.isoformat())
            for sha256, row in first.items()
        ),
    ]


def look_at_late_photo(session: Session, patrol_id: uuid.UUID, photo: dict, fixes: list[Fix]) -> None:
    """Hold a photo that was declared after its patrol came in against the track and other patrols' photos."""
    patrol = next(row for row in questions.declaring(session, photo["sha256"]) if row.id == patrol_id)
    limits = limits_of(session, patrol.division_code, patrol.patrolled_on)
    flags = _of_shots(session, patrol_id, [_shot(photo)], fixes, limits)
    add_flags(session, patrol, photo["sha256"], OF_DECLARATION, flags)


def _shot(photo: dict) -> photos.Shot:
    position = photo.get("position")
    place = (position["lon"], position["lat"]) if position else None
    return photos.Shot(photo["sha256"], photo["taken_at"].timestamp(), place)


def _alike(session: Session, officer: Viewer, arrival: Arrival) -> list[copies.Other]:
    """The few tracks of a year that share most numbers with this one."""
    keys = fingerprint.sought(arrival.trace)
    found = questions.likely_copies(session, keys, arrival.on) if keys else []
    found = [row for row in found if row.patrol_id != arrival.replaces]
    return [
        copies.Other(
            str(row.id),
            row.officer_id == officer.officer_id,
            row.patrolled_on.isoformat(),
            questions.fixes_in(row.track),
        )
        for row in (questions.tracks(session, found) if found else [])
    ]


def remember(session: Session, officer: Viewer, arrival: Arrival) -> None:
    """Keep the numbers by which this track will be found again."""
    keys = fingerprint.kept(arrival.trace)
    trace = {"patrol_id": arrival.patrol_id, "patrolled_on": arrival.on, "officer_id": officer.officer_id}
    session.execute(insert(PatrolTrace).values(**trace, keys=keys))


def add_remark(session: Session, patrol_id: uuid.UUID, flag: Flag) -> None:
    """Put beside a patrol's flags what could be said only after it was scored."""
    add_flags(session, questions.flagged(session, patrol_id), "", (), [flag])


def add_flags(session: Session, patrol, sha256: str, codes: tuple[str, ...], flags: list[Flag]) -> None:
    """Put what a photo's bytes have shown in place of what was known of it; new evidence opens a review again.

    `patrol` has id, patrolled_on, flags and review. A rejected patrol stays rejected.
    """
    others = [f for f in patrol.flags if not (f["code"] in codes and f["evidence"].get("sha256") == sha256)]
    together = others + [flag.stored() for flag in flags]
    if together == patrol.flags:
        return
    review = patrol.review if patrol.review == "rejected" else ("open" if rank(together) else None)
    session.execute(
        update(Patrol)
        .where(Patrol.id == patrol.id, Patrol.patrolled_on == patrol.patrolled_on)
        .values(flags=together, severity=rank(together), review=review)
    )
