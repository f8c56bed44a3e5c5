"""Duties in their smallest parts: what one object is owed, what one officer owes one object, or owes in person.

Every table of duties is a sum over these, so that the parts of a county add up to it. Columns of each: officer_id,
object_id, division_code, objects (how many it stands for), owed, done, effective, credited; `whole` has one row each,
before it what is owed and what was done may come apart. They are sums over terms (`queries.terms`) of what each officer
owes: owed is rounded up once, in each term; `effective` are visits (outings) in them that do what the rule asks, `done`
those that count, spaced as it asks, and `credited` what of these makes up for something owed.

Leave: what an officer owes in person is asked for the days they are there, as a part of each term. What they owe an
object stays theirs while a substitute walks for them and the rule allows deputies; otherwise the days away are not
asked of them either. The object itself is owed its visits, whoever is away.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Label,
    Select,
    Subquery,
    and_,
    cast,
    distinct,
    func,
    null,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, own_duties, within
from patrol.models import Assignment, Officer, PatrolRule
from patrol.queries.answered import Done, answered, answered_in_person
from patrol.queries.coverage import narrower
from patrol.queries.demands import ANY, Demands, owed_in_person
from patrol.queries.done import outings_done, visits_done
from patrol.queries.seats import Seats, seats
from patrol.queries.slots import THINGS, anything_changed
from patrol.queries.terms import Told

KINDS = ("river", "forest")
NOBODYS = null().cast(Integer)
FIGURES = ("owed", "done", "effective", "credited")


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


def informed(session: Session, asked: Asked) -> Asked:
    """The same question, with what is known of its answer."""
    pairs = func.array_agg(distinct(PatrolRule.kind + "/" + PatrolRule.per))
    since = asked.told.reach[0]
    told, changed = session.execute(select(select(pairs).scalar_subquery(), anything_changed(since))).one()
    idle = (pair for pair in product(KINDS, ("object", "person")) if "/".join(pair) not in (told or ()))
    return asked._replace(known=Known(changed, tuple(idle)))


def rules_of(asked: Asked) -> Seats:
    """The rules of these days: one for all parts of a statement, so that it finds them once."""
    return seats(asked.told, changed=asked.known.changed)


def to_objects(asked: Asked, rules: Seats, kind: str, only: ColumnElement[bool] = ANY) -> Demands:
    """What each segment (river) or plot (forest) in the division is owed, whoever is away. `only` narrows the objects
    (a condition on RiverSegment or ForestPlot)."""
    thing = THINGS[kind]
    seen = and_(within(thing.division_code, asked.code), asked.of_post, only)
    if asked.viewer.sees_only_own_patrols:
        own = aliased(Assignment)
        mine = select(own.segment_id if kind == "river" else own.plot_id).where(
            own_duties(asked.viewer, own.officer_id), own.post == asked.post if asked.post else true()
        )
        seen = and_(seen, thing.id.in_(mine))
    return Demands(kind, rules, seen)


def by_officers(asked: Asked, rules: Seats, kind: str, only: ColumnElement[bool] = ANY) -> Demands:
    """What each officer owes each object, wherever it is, or owes in person. `only` narrows the assignments."""
    return Demands(kind, rules, and_(asked.assignments, only), leave=True, period=asked.counted_in)


def owed_by_persons(asked: Asked, rules: Seats, kind: str, only: ColumnElement[bool] = ANY) -> Select:
    """What each officer in the division owes in person, as of `demands.owed_in_person`. `only` narrows the assignments
    that they owe it by."""
    rows = owed_in_person(by_officers(asked, rules, kind, only)).subquery()
    return select(rows).where(within(rows.c.division_code, asked.code))


def of_objects(asked: Asked, rules: Seats, kind: str) -> Select:
    """What each segment (river) or plot (forest) in the division is owed, and what they who owe it did there, or others
    in their stead."""
    parts = answered(to_objects(asked, rules, kind), Done(visits_done(kind, asked.told))).subquery()
    return select(NOBODYS.label("officer_id"), *(each for each in parts.c if each.key != "officer_id"))


def of_officers(asked: Asked, rules: Seats, kind: str) -> Select:
    """What each officer owes each object, and what was done there by them or in their stead; wherever the object is."""
    done = Done(visits_done(kind, asked.told), "borne_counted", "borne")
    return select(answered(by_officers(asked, rules, kind), done).subquery())


def of_persons(asked: Asked, rules: Seats, kind: str) -> Select:
    """What each officer in the division owes in person, and the outings that count for it."""
    done = Done(outings_done(kind, asked.told))
    rows = answered_in_person(by_officers(asked, rules, kind), done).subquery()
    columns = (rows.c.officer_id, NOBODYS.label("object_id"), rows.c.division_code, rows.c.objects)
    return select(*columns, *(rows.c[name] for name in FIGURES)).where(within(rows.c.division_code, asked.code))


def whole(part: Select) -> Select:
    """The parts of one officer or object put together: one row each."""
    rows = part.subquery()
    by = [rows.c[name] for name in ("officer_id", "object_id", "division_code")]
    return select(*by, func.max(rows.c.objects).label("objects"), *sums(rows)).group_by(*by)


def sums(rows: Subquery) -> Iterator[Label[int]]:
    """The figures of some parts added up."""
    return (cast(func.sum(rows.c[name]), Integer).label(name) for name in FIGURES)
