"""Positions told under way (OsmAnd, Traccar Client) are kept at once and become patrols when an outing is over.

An outing of a device is one local day of positions without a silence of `loggers.silence_s`. It is closed when that
silence is reached or its day is over, and the device has told nothing for `loggers.quiet_s`. Positions of the same time
that come later still make a further patrol of their own, if there are two of them. Each position counts once, whatever
order they come in. An outing that the intake refuses stays with its positions, and the reason is beside them.
"""

import logging
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import db, intake
from patrol.access import PATROLLING_POSTS, Viewer
from patrol.auth import digest
from patrol.config import Settings
from patrol.errors import Forbidden, NotFound, Refusal
from patrol.intake import point_ewkt, track_ewkt
from patrol.logged import outing_id, patrol_of
from patrol.models import LiveDevice, LiveFix
from patrol.queries import live as questions
from patrol.rules.osmand import Window
from patrol.rules.outings import local_day
from patrol.rules.track import Fix
from patrol.throttle import Budget, spend

KEY_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that are mistaken for one another: the key is typed into a phone."""

KEY_LENGTH = 20
MOST_OUTINGS = 1_000
FREE_UNKNOWN_KEYS = 30
FOREST_POSTS = frozenset({"ranger"})
logger = logging.getLogger(__name__)


def add_device(session: Session, officer: Viewer, name: str, kind: str | None) -> tuple[int, str]:
    """Enter a device of an officer; its number and its key, which is shown this once."""
    if officer.post not in PATROLLING_POSTS:
        raise Forbidden("post_cannot_patrol")
    key = "".join(secrets.choice(KEY_LETTERS) for _ in range(KEY_LENGTH))
    device = LiveDevice(digest=digest(key), officer_id=officer.officer_id, name=name, kind=kind)
    session.add(device)
    session.flush()
    return device.id, key


def revoke_device(session: Session, device_id: int, now: datetime, officer_id: int | None = None) -> None:
    """End a device's key at once; what it told before still becomes patrols. NotFound where it is another's."""
    ending = update(LiveDevice).where(LiveDevice.id == device_id, LiveDevice.revoked_at.is_(None))
    if officer_id is not None:
        ending = ending.where(LiveDevice.officer_id == officer_id)
    if not session.execute(ending.values(revoked_at=now)).rowcount:
        raise NotFound


def window(now: datetime, settings: Settings) -> Window:
    """The moments between which positions are taken."""
    loggers = settings.loggers
    return Window(now - timedelta(days=loggers.oldest_days), now + timedelta(seconds=loggers.ahead_s))


def keep_fixes(session: Session, key: str, fixes: list[Fix], now: datetime) -> bool:
    """Keep the positions of the device with this key, each moment once; False where there is no such device."""
    device = questions.device_with(session, digest(key))
    if device is None:
        return False
    rows = [
        {
            "device_id": device.id,
            "at": datetime.fromtimestamp(fix.t, now.tzinfo),
            "division_code": device.division_code,
            "geom": point_ewkt({"lon": fix.lon, "lat": fix.lat}),
            "accuracy_m": fix.acc,
            "received_at": now,
        }
        for fix in fixes
    ]
    if rows:
        session.execute(insert(LiveFix).on_conflict_do_nothing(), rows)
    return True


def count_unknown(session: Session, address: str, now: datetime) -> None:
    """Count a try with a key that nobody has; TooMany for an address that tries many."""
    spend(session, [Budget("live device by address", address, FREE_UNKNOWN_KEYS)], now)


def close_outings(settings: Settings, now: datetime) -> int:
    """Turn every outing that is over into a patrol, each in a transaction of its own; how many were closed."""
    loggers = settings.loggers
    with db.transaction() as session:
        runs = questions.closable(session, now, settings.timezone.key, loggers.silence_s, loggers.quiet_s, MOST_OUTINGS)
    closed = 0
    for run in runs:
        with db.transaction() as session:
            closed += _close(session, run, settings, now)
    return closed


def _close(session: Session, run, settings: Settings, now: datetime) -> bool:
    held = questions.hold(session, run.device_id)
    if held is None:
        return False
    taking = session.begin_nested()
    rows = questions.take_run(session, *run, now)
    if len(rows) < 2:
        # Another process was faster.
        taking.rollback()
        return False
    taking.commit()
    fixes = [Fix(row.at.timestamp(), row.lon, row.lat, row.accuracy_m) for row in rows]
    try:
        with session.begin_nested():
            questions.mark_run(session, *run, now, patrol_id=_submit(session, held, fixes, settings, now))
    except Refusal as refusal:
        said = _keys(refusal)
        logger.warning("an outing of live device %s is refused: %s", run.device_id, said)
        questions.mark_run(session, *run, now, refusal=said)
    return True


def _submit(session: Session, device, fixes: list[Fix], settings: Settings, now: datetime) -> UUID:
    officer = Viewer(device.id, device.username, device.officer, device.post, device.division_code)
    kind = device.kind or _kind(session, officer, fixes, settings)
    patrol_id = outing_id(officer, fixes)
    data = patrol_of(kind, device.name, "OsmAnd", fixes)
    intake.submit_patrol(session, officer, patrol_id, data, now=now, settings=settings)
    return patrol_id


def _kind(session: Session, officer: Viewer, fixes: list[Fix], settings: Settings) -> str:
    """What the outing counts for: the nearest of the officer's assignments says so, else the post."""
    on = local_day(fixes[0], settings.timezone)
    usual = "forest" if officer.post in FOREST_POSTS else "river"
    return questions.kind_nearest(session, officer, track_ewkt(fixes), on) or usual


def _keys(refusal: Refusal) -> str:
    """What the intake said, as message keys: no sentence of it tells where somebody was."""
    said = (reason[0] if isinstance(reason, tuple) else str(reason) for reason in refusal.errors.values())
    return " ".join(dict.fromkeys(said)) or refusal.key


def sweep(session: Session, settings: Settings, now: datetime) -> None:
    """Forget positions that are long past: by then they are in patrols, or stood alone."""
    session.execute(delete(LiveFix).where(LiveFix.at < now - timedelta(days=settings.loggers.kept_days)))
