"""The stretches of rivers that nobody walked in a period: the longest, when they were walked last, who answers."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Row, Select, func, not_, or_, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, own_duties, within
from patrol.models import Assignment, Division, Officer, River, RiverSegment, SegmentVisit
from patrol.queries.divisions import box_of
from patrol.queries.published_coverage import stretches
from patrol.queries.slices import Slice, by_sound
from patrol.queries.walked import ALL, Walked


class Asked(NamedTuple):
    """Local days (both included), a division code, whose walks count, one segment by its code, and words in names,
    codes, rivers and divisions."""

    first: date
    last: date
    division: str | None = None
    walked: Walked = ALL
    segment: str | None = None
    text: str | None = None


def unwalked(session: Session, viewer: Viewer, asked: Asked, part: Slice) -> list[Row]:
    """A part of them: id, code, name, river, division, division_name, stakes, from_m, to_m, length_m, bbox,
    last_walked_on, officers ([{username, name, post}], those who answer for the segment on the last day)."""
    longest = _unwalked(viewer, asked).subquery()
    found = (
        select(
            longest.c.id,
            longest.c.code,
            longest.c.name,
            River.name.label("river"),
            longest.c.division_code.label("division"),
            Division.name.label("division_name"),
            RiverSegment.stakes,
            longest.c.from_m,
            longest.c.to_m,
            longest.c.length_m,
            box_of(longest.c.geom).label("bbox"),
            _last_walked(longest, asked.last, asked.walked.by(viewer, SegmentVisit)).label("last_walked_on"),
            _answering(viewer, asked.last).label("officers"),
        )
        .join(RiverSegment, RiverSegment.code == longest.c.code)
        .outerjoin(River, River.id == RiverSegment.river_id)
        .outerjoin(Division, Division.code == longest.c.division_code)
    )
    column = _sorts(found, longest)[part.sort]
    order = (column.desc() if part.down else column).nulls_last()
    return list(session.execute(found.order_by(order, longest.c.id).offset(part.skip).limit(part.limit)))


def _sorts(found: Select, longest) -> dict:
    """What they can be sorted by: the columns of their table."""
    named = found.selected_columns
    return {
        "name": by_sound(func.coalesce(longest.c.name, longest.c.code)),
        "code": longest.c.code,
        "river": by_sound(River.name),
        "division_name": by_sound(Division.name),
        "from_m": longest.c.from_m,
        "to_m": longest.c.to_m,
        "length_m": longest.c.length_m,
        "last_walked_on": named.last_walked_on,
    }


def sums(session: Session, viewer: Viewer, asked: Asked) -> Row:
    """How many stretches nobody walked, and their metres together: count, length_m."""
    rows = _unwalked(viewer, asked).subquery()
    return session.execute(
        select(func.count().label("count"), func.coalesce(func.sum(rows.c.length_m), 0).label("length_m"))
    ).one()


def _unwalked(viewer: Viewer, asked: Asked) -> Select:
    rows = stretches(viewer, asked.first, asked.last, asked.walked)
    rows = rows.where(not_(rows.selected_columns.covered))
    if asked.division is not None:
        rows = rows.where(within(RiverSegment.division_code, asked.division))
    if asked.text:
        rivers = select(River.id).where(River.name.icontains(asked.text, autoescape=True))
        places = select(Division.code).where(Division.name.icontains(asked.text, autoescape=True))
        said = (each.icontains(asked.text, autoescape=True) for each in (RiverSegment.name, RiverSegment.code))
        named = (RiverSegment.river_id.in_(rivers), RiverSegment.division_code.in_(places))
        rows = rows.where(or_(*said, *named))
    return rows.where(RiverSegment.code == asked.segment) if asked.segment is not None else rows


def _last_walked(stretch, last: date, by):
    """The last day until `last` on which somebody walked along any part of the stretch."""
    return (
        select(func.max(SegmentVisit.patrolled_on))
        .where(SegmentVisit.segment_id == RiverSegment.id, SegmentVisit.patrolled_on <= last, by)
        .where(SegmentVisit.covered.op("&&")(stretch.c.run))
        .correlate_except(SegmentVisit)
        .scalar_subquery()
    )


def _answering(viewer: Viewer, on: date):
    person = func.json_build_object("username", Officer.username, "name", Officer.name, "post", Assignment.post)
    valid = or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on)
    return (
        select(func.json_agg(person))
        .select_from(Assignment)
        .join(Officer, Officer.id == Assignment.officer_id)
        .where(Assignment.segment_id == RiverSegment.id, Assignment.valid_from <= on, valid)
        .where(own_duties(viewer, Assignment.officer_id))
        .correlate(RiverSegment)
        .scalar_subquery()
    )
