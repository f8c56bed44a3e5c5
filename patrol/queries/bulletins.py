"""Questions about bulletins: which there are, their files and templates, schedules that are due."""

from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, scope, visible
from patrol.models import Bulletin, BulletinFile, BulletinSchedule, BulletinTemplate, Division, Officer
from patrol.queries.places import places_around

Asker, Issuer = aliased(Officer), aliased(Officer)


def _told(viewer: Viewer) -> Select:
    formats = (
        select(func.array_agg(BulletinFile.format))
        .where(BulletinFile.bulletin_id == Bulletin.id)
        .correlate(Bulletin)
        .scalar_subquery()
    )
    found = (
        select(
            Bulletin.id,
            Bulletin.kind,
            Bulletin.period,
            Bulletin.version,
            Bulletin.division_code.label("division"),
            Division.name.label("division_name"),
            Officer.username.label("officer"),
            Officer.name.label("officer_name"),
            Bulletin.first_on,
            Bulletin.last_on,
            Bulletin.state,
            Bulletin.failure,
            Bulletin.title,
            Bulletin.data_at,
            Bulletin.basis,
            Bulletin.asked_at,
            Asker.name.label("asked_by"),
            Bulletin.issued_at,
            Issuer.name.label("issued_by"),
            func.coalesce(formats, []).label("formats"),
        )
        .outerjoin(Division, Division.code == Bulletin.division_code)
        .outerjoin(Officer, Officer.id == Bulletin.officer_id)
        .outerjoin(Asker, Asker.id == Bulletin.asked_by)
        .outerjoin(Issuer, Issuer.id == Bulletin.issued_by)
    )
    if viewer.sees_only_own_patrols:
        return found.where(Bulletin.officer_id == viewer.officer_id)
    return scope(found, Bulletin, viewer)


def page(session: Session, viewer: Viewer, asked: dict[str, Any]) -> list[Row]:
    """The newest first. `asked`: kind, division, period, officer, issued, after, limit. Field staff see their
    own records."""
    found = _told(viewer).order_by(Bulletin.id.desc()).limit(asked["limit"])
    wanted = {
        "kind": lambda kind: Bulletin.kind == kind,
        "division": lambda code: visible(viewer, Bulletin, code),
        "period": lambda period: Bulletin.period == period,
        "officer": lambda username: Officer.username == username,
        "issued": lambda issued: Bulletin.issued_at.is_not(None) if issued else Bulletin.issued_at.is_(None),
        "after": lambda number: Bulletin.id < number,
    }
    return list(
        session.execute(found.where(*(each(asked[name]) for name, each in wanted.items() if asked[name] is not None)))
    )


def one(session: Session, viewer: Viewer, number: int) -> Row | None:
    """One bulletin that `viewer` may see."""
    return session.execute(_told(viewer).where(Bulletin.id == number)).one_or_none()


def locked(session: Session, number: int) -> Bulletin | None:
    """The row of a bulletin, held until the transaction ends."""
    return session.scalar(select(Bulletin).where(Bulletin.id == number).with_for_update())


def figures_of(session: Session, number: int) -> dict[str, Any] | None:
    """The figures that its files show."""
    return session.scalar(select(Bulletin.figures).where(Bulletin.id == number))


def file_of(session: Session, number: int, form: str) -> Row | None:
    """content and sha256 of a file."""
    asked = BulletinFile.bulletin_id == number, BulletinFile.format == form
    return session.execute(select(BulletinFile.content, BulletinFile.sha256).where(*asked)).one_or_none()


def newest_version(session: Session, kind: str, division: str, period: str, officer_id: int | None) -> int:
    """The number of the newest version; 0 while there is none."""
    same = _same(kind, division, period, officer_id)
    return session.scalar(select(func.coalesce(func.max(Bulletin.version), 0)).where(*same)) or 0


def _same(kind: str, division: str, period: str, officer_id: int | None) -> tuple:
    return (
        Bulletin.kind == kind,
        Bulletin.division_code == division,
        Bulletin.period == period,
        Bulletin.officer_id.is_not_distinct_from(officer_id),
    )


def waiting(session: Session, kind: str, division: str, period: str, officer_id: int | None) -> Bulletin | None:
    """The version that was asked for and is not made yet."""
    return session.scalar(
        select(Bulletin).where(*_same(kind, division, period, officer_id), Bulletin.state == "waiting").limit(1)
    )


def own_template(session: Session, division: str, kind: str) -> bytes | None:
    """The newest template of a kind that an office around has entered; None: the system's own."""
    return session.scalar(
        select(BulletinTemplate.content)
        .where(BulletinTemplate.division_code.in_(places_around(division)), BulletinTemplate.kind == kind)
        .order_by(func.length(func.rtrim(BulletinTemplate.division_code, "0")).desc(), BulletinTemplate.id.desc())
        .limit(1)
    )


def schedules(session: Session, viewer: Viewer) -> list[Row]:
    """Every schedule in scope: id, kind, calendar, division, day, parts, last_period."""
    columns = (
        BulletinSchedule.id,
        BulletinSchedule.kind,
        BulletinSchedule.calendar,
        BulletinSchedule.division_code.label("division"),
        BulletinSchedule.day,
        BulletinSchedule.parts,
        BulletinSchedule.last_period,
    )
    return list(session.execute(scope(select(*columns), BulletinSchedule, viewer).order_by(BulletinSchedule.id)))


def due_schedules(session: Session, day: int) -> list[BulletinSchedule]:
    """Schedules whose day of the month has come, held so that two workers do not both follow one."""
    found = select(BulletinSchedule).where(BulletinSchedule.day <= day).order_by(BulletinSchedule.id)
    return list(session.scalars(found.with_for_update(skip_locked=True)))


def parts_of(session: Session, code: str) -> list[str]:
    """Codes of the divisions directly inside one."""
    return list(session.scalars(select(Division.code).where(Division.parent_code == code).order_by(Division.code)))


def officer_called(session: Session, viewer: Viewer | None, username: str) -> Officer | None:
    """The officer with this user name, where `viewer` looks after their division or is they; nobody sees everybody."""
    found = select(Officer).where(Officer.username == username)
    if viewer is not None:
        own = Officer.id == viewer.officer_id
        found = found.where(own if viewer.sees_only_own_patrols else or_(own, visible(viewer, Officer)))
    return session.scalar(found)


def made_of(session: Session, number: int) -> Row:
    """title and failure of a bulletin that was asked for."""
    return session.execute(select(Bulletin.title, Bulletin.failure).where(Bulletin.id == number)).one()


def files_of(session: Session, number: int) -> list[Row]:
    """format and content of every file of a bulletin."""
    files = select(BulletinFile.format, BulletinFile.content).where(BulletinFile.bulletin_id == number)
    return list(session.execute(files.order_by(BulletinFile.format)))
