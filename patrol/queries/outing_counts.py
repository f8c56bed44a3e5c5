"""How many patrols were walked between two days: in whole months by their sums, on the days about them one by one."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import DeclaredPhoto, Patrol, PatrolMonth, PhotoSender
from patrol.queries.months import month_run
from patrol.rules.quotas import calendar_period

SUMMED = ("first", "last", "division", "kind", "effective")
UNSUMMED = ("received_on", "officer", "flagged", "review", "lacks", "text")


def is_summed(asked: dict[str, Any]) -> bool:
    """Whether the sums of months tell how many patrols these filters of `outings.listed` leave."""
    days = asked["first"] is not None and asked["last"] is not None
    return days and all(asked[name] is None for name in UNSUMMED)


def walked(session: Session, viewer: Viewer, asked: dict[str, Any]) -> int:
    """How many patrols a list has that is narrowed to days, division, kind or effective ones, rejected ones among
    them."""
    return session.scalar(select(walked_between(viewer, **{name: asked[name] for name in SUMMED}))) or 0


def walked_between(
    viewer: Viewer,
    first: date,
    last: date,
    division: str | None,
    kind: str | None = None,
    effective: bool | None = None,
) -> ColumnElement[int]:
    """The same as a column of a statement."""
    run, days = month_run(first, last)
    here = [visible(viewer, Patrol, division)]
    narrowed = ((Patrol.kind, kind), (Patrol.effective, effective))
    here += [column == value for column, value in narrowed if value is not None]
    parts = [_count(*here, Patrol.patrolled_on.between(*span)) for span in days]
    if run:
        end = calendar_period("month", run[1])[1]
        rejected = _count(*here, Patrol.review == "rejected", Patrol.patrolled_on.between(run[0], end))
        parts += [_summed(viewer, run, division, kind, effective), rejected]
    return sum(parts[1:], start=parts[0])


def flawed(viewer: Viewer, first: date, last: date, division: str | None, *flaw: ColumnElement[bool]) -> ScalarSelect:
    """How many patrols between two days have a flaw."""
    return _count(Patrol.patrolled_on.between(first, last), visible(viewer, Patrol, division), *flaw)


def lacking_photos(viewer: Viewer, first: date, last: date, division: str | None) -> ScalarSelect:
    """How many patrols between two days lack a photo that they declared: sought from the photos, which are fewer to
    look through at once than patrols are to ask one by one."""
    sent = and_(PhotoSender.sha256 == DeclaredPhoto.sha256, PhotoSender.officer_id == Patrol.officer_id)
    found = (
        select(func.count(Patrol.id.distinct()))
        .join(DeclaredPhoto, DeclaredPhoto.patrol_id == Patrol.id)
        .outerjoin(PhotoSender, sent)
        .where(PhotoSender.sha256.is_(None), Patrol.patrolled_on.between(first, last))
    )
    return found.where(visible(viewer, Patrol, division)).scalar_subquery()


def _count(*conditions: ColumnElement[bool]) -> ScalarSelect:
    return select(func.count()).select_from(Patrol).where(*conditions).scalar_subquery()


def _summed(viewer: Viewer, run: tuple[date, date], division, kind, effective) -> ScalarSelect:
    of = PatrolMonth
    amount = {None: of.patrols, True: of.effective, False: of.patrols - of.effective}[effective]
    found = select(func.coalesce(func.sum(amount), 0)).where(of.month.between(*run))
    if kind is not None:
        found = found.where(of.kind == kind)
    return found.where(visible(viewer, of, division)).scalar_subquery()
