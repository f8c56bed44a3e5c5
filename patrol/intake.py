"""A patrol comes in: checked, cleaned, scored and written in one transaction; the same again gives the same answer."""

import hashlib
import json
import uuid
from datetime import datetime

from geoalchemy2 import Geography
from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import coverage, honesty, receipts, scoring
from patrol.access import PATROLLING_POSTS, Viewer
from patrol.checks import check_photos, check_places, check_times
from patrol.config import Settings
from patrol.errors import Conflict, Forbidden, Invalid
from patrol.models import DeclaredPhoto, Observation, Patrol, Submission
from patrol.queries import patrols as patrol_queries
from patrol.rules.effectiveness import Walked
from patrol.rules.encoding import fixes_of
from patrol.rules.honesty import fingerprint as fingerprints
from patrol.rules.honesty.flags import rank
from patrol.rules.track import Cleaned, Fix, Limits, clean
from patrol.same_walks import replace_import


def submit_patrol(
    session: Session, officer: Viewer, patrol_id: uuid.UUID, data: dict, *, now: datetime, settings: Settings
) -> tuple[dict, bool]:
    """Take in one patrol; returns its receipt and whether it was new.

    `data` is the contract's body with times as aware datetimes; `remarks` beside it are flags that whoever read the
    patrol in has found already. The same content under the same id gives the same
    receipt again; other content is a Conflict. Invalid names the fields that cannot be taken. A patrol that is not
    effective is stored all the same, with its reasons.
    """
    content = fingerprint(data)
    known = patrol_queries.submission(session, patrol_id)
    if known is None:
        if officer.post not in PATROLLING_POSTS:
            raise Forbidden("post_cannot_patrol")
        fixes = fixes_of(data["track"], settings.track.max_points)
        check_times(data, fixes, now, settings)
        check_places(session, officer, data, fixes, settings)
        check_photos(session, data["photos"])
        # The day is that of the first fix: satellites keep better time than a phone's start button.
        on = datetime.fromtimestamp(fixes[0].t, settings.timezone).date()
        session.execute(select(func.ensure_month(on)))
        if _claim(session, patrol_id, officer, content, on, now):
            _write(session, officer, patrol_id, data, fixes, on, now, settings)
            return receipts.receipt(session, patrol_id, officer, on), True
        known = patrol_queries.submission(session, patrol_id)
    if known.officer_id != officer.officer_id:
        raise Conflict("patrol_of_another")
    if known.content_sha256 != content:
        raise Conflict("patrol_differs")
    return receipts.receipt(session, patrol_id, officer), False


def fingerprint(data: dict) -> bytes:
    """SHA-256 over what a submission says, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str, ensure_ascii=False).encode()).digest()


def _claim(session: Session, patrol_id: uuid.UUID, officer: Viewer, content: bytes, on, now: datetime) -> bool:
    """Enter the id in the ledger; False when another request has done so, which is then committed."""
    claim = (
        insert(Submission)
        .values(id=patrol_id, patrolled_on=on, officer_id=officer.officer_id, content_sha256=content, received_at=now)
        .on_conflict_do_nothing()
        .returning(Submission.id)
    )
    return session.scalar(claim) is not None


def _write(session, officer, patrol_id, data, fixes, on, now, settings) -> None:
    limits = settings.track
    replaces = replace_import(session, officer, patrol_id, data["device"].get("app"), fixes, on, now)
    cleaned = clean(
        fixes,
        Limits(limits.max_accuracy_m, limits.max_speed_mps, limits.gap_s, limits.stay_s, limits.stay_radius_m),
    )
    path = path_ewkt(cleaned)
    distance_m = (
        session.scalar(select(func.ST_Length(cast(func.ST_Force2D(func.ST_GeomFromEWKT(path)), Geography(srid=4490)))))
        if path
        else 0.0
    )
    means = data.get("means", "foot")
    walk = Walked(cleaned.moving_s, distance_m, 1.0, means == "drone")
    trace = fingerprints.trace(fixes, cleaned.pieces)
    arrival = honesty.Arrival(patrol_id, data, fixes, cleaned, trace, distance_m, on, replaces)
    flags = honesty.look_at(session, officer, arrival, now, settings)
    session.execute(
        insert(Patrol).values(
            id=patrol_id,
            patrolled_on=on,
            officer_id=officer.officer_id,
            division_code=officer.division_code,
            kind=data["kind"],
            started_at=data["started_at"],
            ended_at=data["ended_at"],
            received_at=now,
            device=data["device"],
            track=track_ewkt(fixes),
            accuracy_m=_accuracies(fixes),
            path=path,
            distance_m=distance_m,
            duration_s=cleaned.moving_s,
            means=means,
            **scoring.foreseen(session, officer, data["kind"], on, walk),
            flags=flags,
            severity=rank(flags),
            review="open" if rank(flags) else None,
        )
    )
    honesty.remember(session, officer, arrival)
    coverage.record_visits(session, [patrol_id], on, on, settings.coverage)
    _write_observations(session, patrol_id, data["observations"])
    declare_photos(session, patrol_id, data["photos"])


def _write_observations(session: Session, patrol_id: uuid.UUID, observations: list[dict]) -> None:
    if not observations:
        return
    rows = [
        {
            "id": o["id"],
            "patrol_id": patrol_id,
            "category": o["category"],
            "text": o.get("text") or "",
            "observed_at": o["at"],
            "accuracy_m": (o.get("position") or {}).get("accuracy_m"),
            "geom": point_ewkt(o.get("position")),
        }
        for o in observations
    ]
    written = set(session.scalars(insert(Observation).on_conflict_do_nothing().returning(Observation.id), rows))
    for index, row in enumerate(rows):
        if row["id"] not in written:
            raise Invalid({f"observations.{index}.id": ("observation_elsewhere", {"id": row["id"]})})


def declare_photos(session: Session, patrol_id: uuid.UUID, photos: list[dict]) -> None:
    """Enter photos (as the contract has them) that a patrol has, also after it came in; known ones stay as they are."""
    if not photos:
        return
    rows = [
        {
            "patrol_id": patrol_id,
            "sha256": p["sha256"],
            "bytes": p["bytes"],
            "taken_at": p["taken_at"],
            "observation_id": p.get("observation_id"),
            "geom": point_ewkt(p.get("position")),
        }
        for p in photos
    ]
    session.execute(insert(DeclaredPhoto).on_conflict_do_nothing(), rows)


def point_ewkt(position: dict | None) -> str | None:
    """A position of the contract as a point in EPSG:4490."""
    return f"SRID=4490;POINT({position['lon']!r} {position['lat']!r})" if position else None


def track_ewkt(fixes: list[Fix]) -> str:
    """A raw track as a line with epoch seconds as M."""
    return "SRID=4490;LINESTRINGM(" + ",".join(f"{f.lon:.7f} {f.lat:.7f} {f.t:.3f}" for f in fixes) + ")"


def path_ewkt(cleaned: Cleaned) -> str | None:
    """The pieces that count as a multi-line with epoch seconds as M; None when there is no movement."""
    lines = (",".join(f"{x:.7f} {y:.7f} {t:.3f}" for x, y, t in piece) for piece in cleaned.pieces)
    body = "),(".join(lines)
    return f"SRID=4490;MULTILINESTRINGM(({body}))" if body else None


def _accuracies(fixes: list[Fix]) -> list[int] | None:
    """Accuracies as small integers of metres; None when the phone sent none."""
    if all(f.acc is None for f in fixes):
        return None
    return [min(32767, max(0, round(f.acc))) if f.acc is not None else None for f in fixes]
