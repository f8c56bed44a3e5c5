"""What rules are looked up by, day by day: where an object or officer is and of which class, now and before it changed.

A change today leaves the days before it as they were: `PastSlot` says until when what held. What holds now is read
from the object itself, so that a county where nothing changed pays nothing.
"""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    Subquery,
    and_,
    exists,
    func,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE
from sqlalchemy.orm import aliased

from patrol.models import Assignment, ForestPlot, Officer, PastSlot, RiverSegment

NO_CLASS = null().cast(String).label("object_class")
THINGS = {"river": RiverSegment, "forest": ForestPlot}
PAST_KEYS = {"river": PastSlot.segment_id, "forest": PastSlot.plot_id, "officer": PastSlot.officer_id}


def object_key(kind: str):
    """The column of an assignment that names a segment (river) or a plot (forest)."""
    return Assignment.segment_id if kind == "river" else Assignment.plot_id


def duties(kind: str, first: date, last: date, only: ColumnElement[bool], *, changed: bool) -> Select | CompoundSelect:
    """Assignments that are valid between two days, each with what it is for and what rules are looked up by.

    Columns: officer_id, post, object_id, division_code (where the object is now), place_code (where it
    was then), object_class, valid_from, valid_to, throughout (all the days). An object that was another for the rules
    on some of the days has a row for each part. `only` is a condition on Assignment, and on RiverSegment or ForestPlot.
    `changed` false says that none was another (`anything_changed`).
    """
    thing, key = THINGS[kind], object_key(kind)

    def duty(place, object_class, begins, ends) -> Select:
        return (
            select(Assignment.officer_id, Assignment.post, key.label("object_id"))
            .add_columns(thing.division_code, place.label("place_code"), object_class)
            .add_columns(begins.label("valid_from"), ends.label("valid_to"))
            .add_columns(and_(begins <= first, or_(ends.is_(None), ends >= last)).label("throughout"))
            .join(thing, thing.id == key)
            .where(_valid(first, last), key.is_not(None), only, _not_over(begins, ends))
        )

    if not changed:
        return duty(thing.division_code, thing.object_class, Assignment.valid_from, Assignment.valid_to)
    since, was = _since(kind, first), _was(kind, first, last)
    now = duty(thing.division_code, thing.object_class, _later(Assignment.valid_from, since.c.day), Assignment.valid_to)
    now = now.outerjoin(since, since.c.of == key).where(func.coalesce(since.c.day, first) <= last)
    begins, ends = _later(Assignment.valid_from, was.c.valid_from), _sooner(Assignment.valid_to, was.c.valid_to)
    earlier = duty(was.c.place_code, was.c.object_class, begins, ends).join(was, was.c.of == key)
    return union_all(now, earlier)


def people(kind: str, first: date, last: date, only: ColumnElement[bool], *, changed: bool) -> Select:
    """Officers who answer for something of a kind between two days, in which post, and where they were.

    Columns: officer_id, post, division_code (where they are now), place_code, object_class (none), days
    (datemultirange).
    """
    valid = (_valid(first, last), object_key(kind).is_not(None), only)
    # Somebody answers for dozens of objects over the same days, which are put together once.
    spans = select(Assignment.officer_id, Assignment.post, Assignment.valid_from, Assignment.valid_to)
    span = spans.where(*valid).distinct().subquery()

    def person(place, begins, ends) -> Select:
        days = func.range_agg(span_of(begins, ends), type_=DATEMULTIRANGE)
        return (
            select(span.c.officer_id, span.c.post, Officer.division_code, place.label("place_code"), NO_CLASS)
            .add_columns(days.label("days"))
            .join(Officer, Officer.id == span.c.officer_id)
            .where(_not_over(begins, ends))
            .group_by(span.c.officer_id, span.c.post, Officer.division_code, place)
        )

    if not changed:
        return person(Officer.division_code, span.c.valid_from, span.c.valid_to)
    since, was = _since("officer", first), _was("officer", first, last)
    now = person(Officer.division_code, _later(span.c.valid_from, since.c.day), span.c.valid_to)
    now = now.outerjoin(since, since.c.of == span.c.officer_id).where(func.coalesce(since.c.day, first) <= last)
    begins, ends = _later(span.c.valid_from, was.c.valid_from), _sooner(span.c.valid_to, was.c.valid_to)
    earlier = person(was.c.place_code, begins, ends).join(was, was.c.of == span.c.officer_id)
    parts = union_all(now, earlier).subquery()
    by = [parts.c[name] for name in ("officer_id", "post", "division_code", "place_code", "object_class")]
    return select(*by, func.range_agg(parts.c.days, type_=DATEMULTIRANGE).label("days")).group_by(*by)


def places(*, changed: bool) -> CompoundSelect:
    """Where any segment, plot or officer is or was: code."""
    now = (_places(thing.division_code) for thing in (*THINGS.values(), Officer))
    return union(*now, *((select(PastSlot.place_code),) if changed else ()))


def _places(place) -> Select:
    # Of fifty thousand the few hundred places are found one by one along their index.
    found = select(func.min(place).label("code")).cte(recursive=True)
    following = select(func.min(place)).where(place > found.c.code).scalar_subquery()
    found = found.union_all(select(following).where(found.c.code.is_not(None)))
    return select(found.c.code).where(found.c.code.is_not(None))


def anything_changed(first: date) -> ColumnElement[bool]:
    """Whether anything was another for the rules since a day."""
    return exists().where(PastSlot.valid_to >= first)


def span_of(begins, ends) -> ColumnElement:
    """The days from one to another, both included (no end: for ever), as a datemultirange."""
    return func.datemultirange(func.daterange(begins, ends, "[]"), type_=DATEMULTIRANGE)


def on_day(of: str, key, day) -> tuple[type[PastSlot], ColumnElement[bool]]:
    """The slot an object or officer (`of`: river, forest, officer) had on a day, to be joined from the left: none where
    it is what it is now."""
    was = aliased(PastSlot)
    begins = or_(was.valid_from.is_(None), was.valid_from <= day)
    return was, and_(getattr(was, PAST_KEYS[of].key) == key, begins, was.valid_to >= day)


def _since(of: str, first: date) -> Subquery:
    """Since which day what was another between `first` and now is what it is: of, day."""
    key = PAST_KEYS[of]
    found = select(key.label("of"), (func.max(PastSlot.valid_to) + 1).label("day"))
    return found.where(key.is_not(None), PastSlot.valid_to >= first).group_by(key).subquery()


def _was(of: str, first: date, last: date) -> Subquery:
    """What was another on some of the days: of, place_code, object_class, post, valid_from, valid_to."""
    key = PAST_KEYS[of]
    columns = (PastSlot.place_code, PastSlot.object_class, PastSlot.post, PastSlot.valid_from, PastSlot.valid_to)
    within_days = and_(PastSlot.valid_to >= first, or_(PastSlot.valid_from.is_(None), PastSlot.valid_from <= last))
    return select(key.label("of"), *columns).where(key.is_not(None), within_days).subquery()


def _valid(first: date, last: date) -> ColumnElement[bool]:
    return and_(Assignment.valid_from <= last, or_(Assignment.valid_to.is_(None), Assignment.valid_to >= first))


def _not_over(begins, ends) -> ColumnElement[bool]:
    return or_(ends.is_(None), begins <= ends)


def _later(day, other) -> ColumnElement[date]:
    """The later of two days; none of either is the other."""
    return func.greatest(day, other, type_=Date)


def _sooner(day, other) -> ColumnElement[date]:
    return func.least(day, other, type_=Date)
