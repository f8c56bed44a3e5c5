"""Questions about live devices and their positions."""

from datetime import date, datetime
from importlib.resources import files

from geoalchemy2 import Geometry
from sqlalchemy import Row, and_, func, literal, or_, select, text, union_all, update
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.models import Assignment, ForestPlot, LiveDevice, LiveFix, Officer, RiverSegment

CLOSABLE = text(files("patrol.sql").joinpath("closable_outings.sql").read_text(encoding="utf8"))


def device_with(session: Session, digest: bytes) -> Row | None:
    """id and division_code of the living device with this key, whose officer is active."""
    return session.execute(
        select(LiveDevice.id, Officer.division_code)
        .join(Officer, Officer.id == LiveDevice.officer_id)
        .where(LiveDevice.digest == digest, LiveDevice.revoked_at.is_(None), Officer.active)
    ).one_or_none()


def devices(session: Session, officer_id: int | None = None) -> list[Row]:
    """id, username, name, kind, created_at, revoked_at and the last position's moment, of one officer or of all."""
    last = select(func.max(LiveFix.at)).where(LiveFix.device_id == LiveDevice.id).scalar_subquery()
    found = (
        select(
            LiveDevice.id,
            Officer.username,
            LiveDevice.name,
            LiveDevice.kind,
            LiveDevice.created_at,
            LiveDevice.revoked_at,
            last.label("last_fix_at"),
        )
        .join(Officer, Officer.id == LiveDevice.officer_id)
        .order_by(LiveDevice.id)
    )
    return list(session.execute(found if officer_id is None else found.where(LiveDevice.officer_id == officer_id)))


def closable(session: Session, now: datetime, zone: str, silence_s: float, quiet_s: float, most: int) -> list[Row]:
    """device_id, first and last moment of each outing that can be closed."""
    given = {"now": now, "zone": zone, "silence_s": silence_s, "quiet_s": quiet_s, "most": most}
    return list(session.execute(CLOSABLE, given))


def hold(session: Session, device_id: int) -> Row | None:
    """The device's kind and name, and its officer as a viewer has them; held, and None while another process has it."""
    return session.execute(
        select(
            LiveDevice.kind,
            LiveDevice.name,
            Officer.id,
            Officer.username,
            Officer.name.label("officer"),
            Officer.post,
            Officer.division_code,
        )
        .join(Officer, Officer.id == LiveDevice.officer_id)
        .where(LiveDevice.id == device_id)
        .with_for_update(of=LiveDevice, key_share=True, skip_locked=True)
    ).one_or_none()


def take_run(session: Session, device_id: int, first: datetime, last: datetime, now: datetime) -> list[Row]:
    """Close the open positions of a run, and return exactly those: at, lon, lat and accuracy_m, in order."""
    taken = (
        update(LiveFix)
        .where(LiveFix.device_id == device_id, LiveFix.at.between(first, last), LiveFix.closed_at.is_(None))
        .values(closed_at=now)
        .returning(
            LiveFix.at,
            func.ST_X(LiveFix.geom).label("lon"),
            func.ST_Y(LiveFix.geom).label("lat"),
            LiveFix.accuracy_m,
        )
    )
    return sorted(session.execute(taken), key=lambda row: row.at)


def mark_run(session: Session, device_id: int, first: datetime, last: datetime, now: datetime, **outcome) -> None:
    """Note at the positions closed at `now` what became of them."""
    closed = and_(LiveFix.device_id == device_id, LiveFix.at.between(first, last), LiveFix.closed_at == now)
    session.execute(update(LiveFix).where(closed).values(**outcome))


def kind_nearest(session: Session, officer: Viewer, line: str, on: date) -> str | None:
    """Whether the officer's nearest segment ("river") or plot ("forest") lies nearer to a line (EWKT); None without."""
    walked = func.ST_GeomFromEWKT(line, type_=Geometry)
    lasting = or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on)
    own = and_(Assignment.officer_id == officer.officer_id, Assignment.valid_from <= on, lasting)
    parts = [
        select(literal(kind).label("kind"), func.ST_Distance(thing.geom, walked).label("apart"))
        .join(Assignment, column == thing.id)
        .where(own)
        for kind, thing, column in (
            ("river", RiverSegment, Assignment.segment_id),
            ("forest", ForestPlot, Assignment.plot_id),
        )
    ]
    nearest = union_all(*parts).subquery()
    return session.scalar(select(nearest.c.kind).order_by(nearest.c.apart, nearest.c.kind).limit(1))
