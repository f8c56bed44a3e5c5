"""Questions about duties: what an officer answers for, who answers for which segments or plots."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, scope
from patrol.models import Assignment, Division, ForestPlot, Officer, River, RiverSegment

THINGS = {"segment": RiverSegment, "plot": ForestPlot}


def assignments(session: Session, officer_id: int) -> list[Row]:
    """id, kind, code, name, post, valid_from and valid_to of what an officer answers or answered for."""
    return list(
        session.execute(
            select(
                Assignment.id,
                func.coalesce(RiverSegment.code, ForestPlot.code).label("code"),
                func.coalesce(RiverSegment.name, ForestPlot.name).label("name"),
                Assignment.segment_id.is_not(None).label("of_river"),
                Assignment.post,
                Assignment.valid_from,
                Assignment.valid_to,
            )
            .outerjoin(RiverSegment, RiverSegment.id == Assignment.segment_id)
            .outerjoin(ForestPlot, ForestPlot.id == Assignment.plot_id)
            .where(Assignment.officer_id == officer_id)
            .order_by(Assignment.valid_to.desc().nulls_first(), "code")
            .limit(5000)
        )
    )


def described(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Duties as the audit log keeps them, enough to enter them anew: id, kind, code, post, from, to (days or none)."""
    code = func.coalesce(RiverSegment.code, ForestPlot.code)
    found = (
        select(Assignment, code, Assignment.segment_id.is_not(None))
        .outerjoin(RiverSegment, RiverSegment.id == Assignment.segment_id)
        .outerjoin(ForestPlot, ForestPlot.id == Assignment.plot_id)
        .where(Assignment.id.in_(ids))
        .order_by(Assignment.id)
    )
    return [
        {
            "id": duty.id,
            "kind": "segment" if of_river else "plot",
            "code": named,
            "post": duty.post,
            "from": duty.valid_from.isoformat(),
            "to": duty.valid_to.isoformat() if duty.valid_to else None,
        }
        for duty, named, of_river in session.execute(found)
    ]


def ids_of(session: Session, kind: str, codes: Sequence[str]) -> dict[str, int]:
    """The ids of the segments or plots with these codes, by code."""
    thing: Any = THINGS[kind]
    return dict(session.execute(select(thing.code, thing.id).where(thing.code.in_(codes))).all())


def followed(session: Session, ids: Sequence[int]) -> bool:
    """Whether the officer of one of these duties answers for the same object again after it."""
    later = aliased(Assignment)
    same = func.coalesce(later.segment_id, 0) == func.coalesce(Assignment.segment_id, 0)
    same = and_(same, func.coalesce(later.plot_id, 0) == func.coalesce(Assignment.plot_id, 0))
    again = and_(later.officer_id == Assignment.officer_id, same, later.valid_from > Assignment.valid_to)
    return session.scalar(select(exists().where(Assignment.id.in_(ids), again)))


def unseen(session: Session, viewer: Viewer, kind: str, codes: list[str]) -> list[str]:
    """Which of these segments or plots do not exist in the viewer's scope."""
    thing = RiverSegment if kind == "segment" else ForestPlot
    seen = set(session.scalars(scope(select(thing.code).where(thing.code.in_(codes)), thing, viewer)))
    return [code for code in codes if code not in seen]


def places(viewer: Viewer, kind: str, on: date) -> Select:
    """Segments or plots with who answers for them on a day: code, name, division, division_name, size (length_m or
    area_m2), holders [{username, name, post}]."""
    thing: Any = THINGS[kind]
    size = thing.length_m if kind == "segment" else thing.area_m2
    named = (
        func.coalesce(thing.name, select(River.name).where(River.id == thing.river_id).scalar_subquery())
        if kind == "segment"
        else thing.name
    )
    found = (
        select(thing.code, named.label("name"), thing.division_code.label("division"))
        .add_columns(Division.name.label("division_name"), size.label("size"), _holders(kind, on).label("holders"))
        .outerjoin(Division, Division.code == thing.division_code)
        .order_by(thing.code)
    )
    return scope(found, thing, viewer)


def places_in(session: Session, viewer: Viewer, kind: str, ring: str, on: date, limit: int) -> list[Row]:
    """As `places`, those that a ring (EWKT polygon in degrees, which may cross itself) touches."""
    thing: Any = THINGS[kind]
    area = func.ST_MakeValid(func.ST_GeomFromEWKT(ring))
    return list(session.execute(places(viewer, kind, on).where(func.ST_Intersects(thing.geom, area)).limit(limit)))


def places_of(session: Session, viewer: Viewer, kind: str, codes: list[str], on: date) -> list[Row]:
    """As `places`, those with these codes."""
    return list(session.execute(places(viewer, kind, on).where(THINGS[kind].code.in_(codes))))


def nobody_answers(session: Session, viewer: Viewer, kind: str, on: date, limit: int) -> list[str]:
    """The codes of segments or plots that nobody answers for on a day."""
    thing: Any = THINGS[kind]
    found = select(thing.code).where(~exists().where(*_answering(kind, on))).order_by(thing.code).limit(limit)
    return list(session.scalars(scope(found, thing, viewer)))


def _answering(kind: str, on: date) -> tuple[ColumnElement[bool], ...]:
    thing: Any = THINGS[kind]
    lasting = or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on)
    return getattr(Assignment, f"{kind}_id") == thing.id, Assignment.valid_from <= on, lasting


def _holders(kind: str, on: date):
    person = func.jsonb_build_object("username", Officer.username, "name", Officer.name, "post", Assignment.post)
    listed = func.jsonb_agg(aggregate_order_by(person, Assignment.post, Officer.username))
    held = select(func.coalesce(listed, func.jsonb_build_array(), type_=JSONB)).join(
        Officer, and_(Officer.id == Assignment.officer_id, Officer.active)
    )
    return held.where(*_answering(kind, on)).correlate(THINGS[kind]).scalar_subquery()
