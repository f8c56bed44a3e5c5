"""Lists of patrol rules and of rescorings."""

from datetime import date

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, within
from patrol.models import ForestPlot, Officer, Patrol, PatrolRule, Rescoring, RiverSegment, ScoreChange

COLUMNS = tuple(column for column in PatrolRule.__table__.columns if column.name != "entered_by")


def touching(viewer: Viewer, column) -> ColumnElement[bool]:
    """The condition that a division lies in the viewer's, or around it: what holds there concerns them."""
    around = [viewer.division_code[:digits].ljust(12, "0") for digits in (12, 9, 6, 4, 2, 0)]
    return or_(within(column, viewer.division_code), column.in_(around))


def rules(session: Session, viewer: Viewer | None, on: date | None, after: int, limit: int) -> list[Row]:
    """Rules that concern a viewer (None: all), by id; only those that are valid on a day, if one is given."""
    query = select(*COLUMNS, Officer.username.label("entered_by")).outerjoin(
        Officer, Officer.id == PatrolRule.entered_by
    )
    if viewer is not None:
        query = query.where(touching(viewer, PatrolRule.division_code))
    if on is not None:
        query = query.where(PatrolRule.valid_from <= on, func.coalesce(PatrolRule.valid_to, on) >= on)
    return list(session.execute(query.where(PatrolRule.id > after).order_by(PatrolRule.id).limit(limit)))


def rule(session: Session, rule_id: int) -> Row:
    """One rule as in the list."""
    return rules(session, None, None, rule_id - 1, 1)[0]


def rescorings(session: Session, viewer: Viewer, before: int | None, limit: int) -> list[Row]:
    """Rescorings in a viewer's division, or one around it, the newest first."""
    query = _rescorings(viewer).where(literal(before is None) | (Rescoring.id < (before or 0)))
    return list(session.execute(query.order_by(Rescoring.id.desc()).limit(limit)))


def rescoring(session: Session, viewer: Viewer, rescoring_id: int) -> Row | None:
    """One rescoring as in the list, if it concerns the viewer."""
    return session.execute(_rescorings(viewer).where(Rescoring.id == rescoring_id)).one_or_none()


def _rescorings(viewer: Viewer) -> Select:
    return (
        select(*(column for column in Rescoring.__table__.columns if column.name != "rescored_by"))
        .add_columns(Officer.username.label("rescored_by"))
        .outerjoin(Officer, Officer.id == Rescoring.rescored_by)
        .where(touching(viewer, Rescoring.division_code))
    )


def changes(session: Session, rescoring_id: int, after: tuple, limit: int) -> list[Row]:
    """What a rescoring changed: patrol, patrolled_on, officer, officer_name, subject, object_id, object, object_name,
    before, after."""
    key = (ScoreChange.patrol_id, ScoreChange.subject, ScoreChange.object_id)
    query = select(
        ScoreChange.patrol_id.label("patrol"),
        ScoreChange.subject,
        ScoreChange.object_id,
        ScoreChange.before,
        ScoreChange.after,
    ).where(ScoreChange.rescoring_id == rescoring_id)
    if after:
        query = query.where(tuple_(*key) > tuple_(*after))
    return list(session.execute(_named(query.order_by(*key).limit(limit).subquery())))


def _named(change: Subquery) -> Select:
    """Changes with who walked, and the segment or plot, in words; without where it is gone."""
    walker = aliased(Officer)
    rows = select(change, Patrol.patrolled_on, walker.username.label("officer"), walker.name.label("officer_name"))
    of = (func.coalesce(RiverSegment.code, ForestPlot.code), func.coalesce(RiverSegment.name, ForestPlot.name))
    rows = rows.add_columns(*(each.label(label) for each, label in zip(of, ("object", "object_name"), strict=True)))
    rows = rows.outerjoin(Patrol, Patrol.id == change.c.patrol).outerjoin(walker, walker.id == Patrol.officer_id)
    for thing, subject in ((RiverSegment, "segment"), (ForestPlot, "plot")):
        rows = rows.outerjoin(thing, and_(change.c.subject == subject, thing.id == change.c.object_id))
    return rows.order_by(change.c.patrol, change.c.subject, change.c.object_id)
