"""Duties in their smallest parts: what one object is owed, what one officer owes one object, or owes in person.

Every table of duties is a sum over these, so that the parts of a county add up to it. Columns of each: kind, per,
officer_id, object_id, division_code, owed, done, effective. `effective` are visits (outings) that do what the rule
asks; `done` are those that count, spaced as it asks. Owed is rounded up once, in each atom.

Leave: what an officer owes in person is asked for the days they are there, as a part of each calendar period. What
they owe an object stays theirs while a substitute walks for them and the rule allows deputies; otherwise the days away
are not asked of them either. The object itself is owed its visits, whoever is away.
"""

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, case, distinct, exists, func, literal, null, select, true
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, own_duties, within
from patrol.models import Assignment, Officer, PatrolRule
from patrol.models.rules import PERIODS
from patrol.queries.calendar import periods_in, rounded_up
from patrol.queries.coverage import narrower
from patrol.queries.demands import ANY, absences, demands, person_demands
from patrol.queries.months import outings_done, visits_done
from patrol.queries.slots import THINGS, anything_changed

KINDS = ("river", "forest")
NOBODY = 0


class Known(NamedTuple):
    """What is known before a table is asked for, and spares its statement the half that would find nothing.

    `changed`: whether anything was another for the rules; `idle`: the (kind, per) that no rule asks for.
    """

    changed: bool = True
    idle: tuple[tuple[str, str], ...] = ()


class Asked(NamedTuple):
    """Which duties: those between two days that a viewer may see, in a division, of a kind, of a post.

    `counted_in` asks officers' duties only of rules that count in such a period (week, month …). `told_in` is the
    calendar period that the days are: rules that count in longer ones are not told in it. What a quarter owes is not
    missed in its first month, and thirds of it, each rounded up, would be three times as much.
    """

    viewer: Viewer
    first: date
    last: date
    division: str | None = None
    kind: str | None = None
    post: str | None = None
    counted_in: str | None = None
    told_in: str | None = None
    known: Known = Known()

    @property
    def code(self) -> str:
        """The division that is looked into."""
        return narrower(self.viewer, self.division)

    @property
    def impersonal(self) -> "Asked":
        """The same question for everybody who gets the same answer."""
        viewer = self.viewer
        who = viewer.officer_id if viewer.sees_only_own_patrols else NOBODY
        return self._replace(viewer=Viewer(who, "", "", viewer.post, viewer.division_code))

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
    def longer(self) -> tuple[str, ...]:
        """The periods that are longer than the one asked about."""
        return PERIODS[PERIODS.index(self.told_in) + 1 :] if self.told_in else ()

    def told(self, period) -> ColumnElement[bool]:
        """The condition on a rule's period that it is not longer than the one asked about."""
        return period.not_in(self.longer) if self.longer else true()

    def in_period(self, period) -> ColumnElement[bool]:
        """The condition on the period of a rule for officers that it is the one asked for, if any."""
        return period == self.counted_in if self.counted_in else self.told(period)


def informed(session: Session, asked: Asked) -> Asked:
    """The same question, with what is known of its answer."""
    pairs = func.array_agg(distinct(PatrolRule.kind + "/" + PatrolRule.per))
    told, changed = session.execute(select(select(pairs).scalar_subquery(), anything_changed(asked.first))).one()
    idle = (pair for pair in product(KINDS, ("object", "person")) if "/".join(pair) not in (told or ()))
    return asked._replace(known=Known(changed, tuple(idle)))


def owed_to_objects(asked: Asked, kind: str, only: ColumnElement[bool] = ANY) -> Select:
    """What each segment (river) or plot (forest) in the division is owed: object_id, division_code, owed.

    `only` narrows the objects (a condition on RiverSegment or ForestPlot)."""
    thing = THINGS[kind]
    seen = and_(within(thing.division_code, asked.code), asked.of_post, only)
    if asked.viewer.sees_only_own_patrols:
        own = aliased(Assignment)
        mine = select(own.segment_id if kind == "river" else own.plot_id).where(
            own_duties(asked.viewer, own.officer_id), own.post == asked.post if asked.post else true()
        )
        seen = and_(seen, thing.id.in_(mine))
    rows = demands(kind, asked.first, asked.last, seen, changed=asked.known.changed).subquery()
    return (
        select(rows.c.object_id, _place(rows), rounded_up(rows.c.times * rows.c.periods).label("owed"))
        .where(asked.told(rows.c.period))
        .group_by(rows.c.object_id)
    )


def of_objects(asked: Asked, kind: str) -> Select:
    """What each segment (river) or plot (forest) in the division is owed, and what was done there by anybody."""
    owed = owed_to_objects(asked, kind).subquery()
    seen = visits_done(kind, asked.first, asked.last).subquery()
    done = select(seen.c.object_id, *_counts(seen.c.counted, seen.c.effective))
    done = done.where(within(seen.c.division_code, asked.code))
    if asked.post:
        done = done.where(answers_in_post(kind, asked.post, seen.c.officer_id, seen.c.object_id))
    done = done.group_by(seen.c.object_id).subquery()
    return select(
        *_labels(kind, "object"),
        null().cast(Integer).label("officer_id"),
        owed.c.object_id,
        owed.c.division_code,
        *_figures(owed, done),
    ).outerjoin(done, done.c.object_id == owed.c.object_id)


def owed_by_officers(asked: Asked, kind: str, only: ColumnElement[bool] = ANY) -> Select:
    """What each officer owes each object, wherever it is: officer_id, object_id, division_code, owed.

    `only` narrows the assignments."""
    duties = and_(asked.assignments, only)
    rows = demands(kind, asked.first, asked.last, duties, changed=asked.known.changed).subquery()
    away = absences(asked.first, asked.last)
    days = rows.c.days - case((rows.c.deputies_allowed, away.c.uncovered_days), else_=away.c.days)
    periods = case((away.c.officer_id.is_(None), rows.c.periods), else_=periods_in(days, rows.c.period))
    duty = (rows.c.officer_id, rows.c.object_id)
    return (
        select(*duty, _place(rows), rounded_up(rows.c.times * periods).label("owed"))
        .outerjoin(away, away.c.officer_id == rows.c.officer_id)
        .where(asked.in_period(rows.c.period))
        .group_by(*duty)
    )


def of_officers(asked: Asked, kind: str) -> Select:
    """What each officer owes each object, and what was done there by them or in their stead; wherever the object is."""
    owed = owed_by_officers(asked, kind).subquery()
    seen = visits_done(kind, asked.first, asked.last).subquery()
    done = (
        select(seen.c.officer_id, seen.c.object_id, *_counts(seen.c.borne_counted, seen.c.borne))
        .where(own_duties(asked.viewer, seen.c.officer_id))
        .group_by(seen.c.officer_id, seen.c.object_id)
        .subquery()
    )
    same = and_(done.c.officer_id == owed.c.officer_id, done.c.object_id == owed.c.object_id)
    return select(
        *_labels(kind, "object"), owed.c.officer_id, owed.c.object_id, owed.c.division_code, *_figures(owed, done)
    ).outerjoin(done, same)


def owed_in_person(asked: Asked, kind: str, only: ColumnElement[bool] = ANY) -> Select:
    """What each officer in the division owes in person: officer_id, division_code, owed.

    `only` narrows the assignments that they owe it by."""
    duties = and_(asked.assignments, only)
    rows = person_demands(kind, asked.first, asked.last, duties, changed=asked.known.changed).subquery()
    return (
        select(rows.c.officer_id, _place(rows), rounded_up(rows.c.times * rows.c.periods).label("owed"))
        .where(asked.in_period(rows.c.period), within(rows.c.division_code, asked.code))
        .group_by(rows.c.officer_id)
    )


def of_persons(asked: Asked, kind: str) -> Select:
    """What each officer owes in person, and the outings that count for it."""
    owed = owed_in_person(asked, kind).subquery()
    walked = outings_done(asked.first, asked.last).subquery()
    done = (
        select(walked.c.officer_id, *_counts(walked.c.counted, walked.c.effective))
        .where(walked.c.kind == kind, own_duties(asked.viewer, walked.c.officer_id))
        .group_by(walked.c.officer_id)
        .subquery()
    )
    found = select(
        *_labels(kind, "person"),
        owed.c.officer_id,
        null().cast(Integer).label("object_id"),
        owed.c.division_code,
        *_figures(owed, done),
    )
    return found.outerjoin(done, done.c.officer_id == owed.c.officer_id)


def answers_in_post(kind: str, post: str, officer_id, object_id) -> ColumnElement[bool]:
    """The condition on columns that an officer answers for an object in a post, at whatever time."""
    own = aliased(Assignment)
    of = own.segment_id if kind == "river" else own.plot_id
    return exists().where(own.officer_id == officer_id, of == object_id, own.post == post)


def _place(rows) -> ColumnElement[str]:
    """Where the object or officer of a group is; it is in one place only, and grouping by it would cost more."""
    return func.min(rows.c.division_code).label("division_code")


def _labels(kind: str, per: str) -> tuple:
    return literal(kind).label("kind"), literal(per).label("per")


def _counts(counted, effective) -> tuple:
    return func.sum(counted).label("done"), func.sum(effective).label("effective")


def _figures(owed, done) -> tuple:
    return owed.c.owed, *(func.coalesce(done.c[name], 0).label(name) for name in ("done", "effective"))
