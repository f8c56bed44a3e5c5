"""Duties in their smallest parts: what one object is owed, what one officer owes one object, or owes in person.

Every table of duties is a sum over these, so that the parts of a county add up to it. Columns of each: kind, per,
officer_id, object_id, division_code, owed, done, effective, credited. They are sums over terms (`queries.terms`) of
what each officer owes: owed is rounded up once, in each term; `effective` are visits (outings) in them that do what
the rule asks, `done` those that count, spaced as it asks, and `credited` what of these makes up for something owed.

Leave: what an officer owes in person is asked for the days they are there, as a part of each term. What they owe an
object stays theirs while a substitute walks for them and the rule allows deputies; otherwise the days away are not
asked of them either. The object itself is owed its visits, whoever is away.
"""

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    cast,
    distinct,
    func,
    literal,
    null,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, own_duties, within
from patrol.models import Assignment, Officer, PatrolRule
from patrol.queries.coverage import narrower
from patrol.queries.demands import ANY, TERM, owed, owed_in_person
from patrol.queries.done import outings_done, visits_done
from patrol.queries.slots import THINGS, anything_changed
from patrol.queries.terms import Told

KINDS = ("river", "forest")


class Known(NamedTuple):
    """What is known before a table is asked for, and spares its statement the half that would find nothing.

    `changed`: whether anything was another for the rules; `idle`: the (kind, per) that no rule asks for.
    """

    changed: bool = True
    idle: tuple[tuple[str, str], ...] = ()


class Asked(NamedTuple):
    """Which duties: those between two days that a viewer may see, in a division, of a kind, of a post.

    `counted_in` asks officers' duties only of rules that count in such a period (week, month …).
    """

    viewer: Viewer
    first: date
    last: date
    division: str | None = None
    kind: str | None = None
    post: str | None = None
    counted_in: str | None = None
    known: Known = Known()

    @property
    def code(self) -> str:
        """The division that is looked into."""
        return narrower(self.viewer, self.division)

    @property
    def impersonal(self) -> "Asked":
        """The same question for everybody who gets the same answer."""
        return self._replace(viewer=self.viewer.impersonal)

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds that are asked for."""
        return (self.kind,) if self.kind else KINDS

    @property
    def assignments(self) -> ColumnElement[bool]:
        """The condition on assignments of officers who work in the division."""
        people = Assignment.officer_id.in_(select(Officer.id).where(within(Officer.division_code, self.code)))
        return and_(people, own_duties(self.viewer, Assignment.officer_id), self.of_post)

    @property
    def of_post(self) -> ColumnElement[bool]:
        """The condition on assignments that they are in the post, if one is asked for."""
        return Assignment.post == self.post if self.post else true()

    @property
    def told(self) -> Told:
        """The terms that are told of these days."""
        return Told.of(self.first, self.last)

    def in_period(self, period) -> ColumnElement[bool]:
        """The condition on the period of a rule for officers that it is the one asked for, if any."""
        return period == self.counted_in if self.counted_in else true()


def informed(session: Session, asked: Asked) -> Asked:
    """The same question, with what is known of its answer."""
    pairs = func.array_agg(distinct(PatrolRule.kind + "/" + PatrolRule.per))
    since = asked.told.reach[0]
    told, changed = session.execute(select(select(pairs).scalar_subquery(), anything_changed(since))).one()
    idle = (pair for pair in product(KINDS, ("object", "person")) if "/".join(pair) not in (told or ()))
    return asked._replace(known=Known(changed, tuple(idle)))


def owed_to_objects(asked: Asked, kind: str, only: ColumnElement[bool] = ANY) -> Select:
    """What each segment (river) or plot (forest) in the division is owed by whom: officer_id, object_id, division_code,
    period, begins, owed; a row for each term. `only` narrows the objects (a condition on RiverSegment or ForestPlot).
    """
    thing = THINGS[kind]
    seen = and_(within(thing.division_code, asked.code), asked.of_post, only)
    if asked.viewer.sees_only_own_patrols:
        own = aliased(Assignment)
        mine = select(own.segment_id if kind == "river" else own.plot_id).where(
            own_duties(asked.viewer, own.officer_id), own.post == asked.post if asked.post else true()
        )
        seen = and_(seen, thing.id.in_(mine))
    return select(owed(kind, asked.told, seen, changed=asked.known.changed).subquery())


def of_objects(asked: Asked, kind: str) -> Select:
    """What each segment (river) or plot (forest) in the division is owed, and what they who owe it did there, or others
    in their stead."""
    rows = kept(owed_to_objects(asked, kind), visits_done(kind, asked.told), "counted", "effective", "object_id")
    return _summed(kind, "object", rows, rows.c.object_id)


def owed_by_officers(asked: Asked, kind: str, only: ColumnElement[bool] = ANY) -> Select:
    """What each officer owes each object, wherever it is: officer_id, object_id, division_code, period, begins, owed; a
    row for each term. `only` narrows the assignments."""
    duties = and_(asked.assignments, only)
    rows = owed(kind, asked.told, duties, leave=True, changed=asked.known.changed).subquery()
    return select(rows).where(asked.in_period(rows.c.period))


def of_officers(asked: Asked, kind: str) -> Select:
    """What each officer owes each object, and what was done there by them or in their stead; wherever the object is."""
    done = visits_done(kind, asked.told)
    rows = kept(owed_by_officers(asked, kind), done, "borne_counted", "borne", "object_id")
    return _summed(kind, "object", rows, rows.c.officer_id, rows.c.object_id)


def owed_by_persons(asked: Asked, kind: str, only: ColumnElement[bool] = ANY) -> Select:
    """What each officer in the division owes in person: officer_id, division_code, period, begins, owed; a row for each
    term. `only` narrows the assignments that they owe it by."""
    duties = and_(asked.assignments, only)
    rows = owed_in_person(kind, asked.told, duties, changed=asked.known.changed).subquery()
    return select(rows).where(asked.in_period(rows.c.period), within(rows.c.division_code, asked.code))


def of_persons(asked: Asked, kind: str) -> Select:
    """What each officer owes in person, and the outings that count for it."""
    rows = kept(owed_by_persons(asked, kind), outings_done(kind, asked.told), "counted", "effective")
    return _summed(kind, "person", rows, rows.c.officer_id)


def kept(terms: Select, done: Select, counted: str, effective: str, *of: str) -> Subquery:
    """Terms with what is owed in them and what was done: their columns, done, effective."""
    asked, found = terms.subquery(), done.subquery()
    same = and_(*(found.c[name] == asked.c[name] for name in ("officer_id", *of, *TERM)))
    figures = (
        func.coalesce(found.c[each], 0).label(name) for name, each in (("done", counted), ("effective", effective))
    )
    return select(*asked.c, *figures).outerjoin(found, same).subquery()


def _summed(kind: str, per: str, rows: Subquery, *by) -> Select:
    """The sums over terms of one atom each."""
    nobody = null().cast(Integer)
    named = {column.name: column for column in by}
    who = (named.get(name, nobody).label(name) for name in ("officer_id", "object_id"))
    credited = func.sum(func.least(rows.c.done, rows.c.owed))
    figures = {name: func.sum(rows.c[name]) for name in ("owed", "done", "effective")} | {"credited": credited}
    return select(
        literal(kind).label("kind"),
        literal(per).label("per"),
        *who,
        func.min(rows.c.division_code).label("division_code"),
        *(cast(figure, Integer).label(name) for name, figure in figures.items()),
    ).group_by(*by)
