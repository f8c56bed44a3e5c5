"""Whose patrols are counted: those of one officer, of a post, the effective ones. One choice for tables, maps, sums."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, true
from sqlalchemy.orm import Session

from patrol.access import Viewer, own_duties, scope
from patrol.models import Assignment, Officer, Patrol


class Walked(NamedTuple):
    """An officer by user name, a post, and whether patrols are to be effective (None: whether or not)."""

    officer: str | None = None
    post: str | None = None
    effective: bool | None = None

    @property
    def named(self) -> bool:
        """Whether only certain people's patrols and duties are meant."""
        return self.officer is not None or self.post is not None

    def by(self, viewer: Viewer, walk) -> ColumnElement[bool]:
        """The condition on patrols or visits. Field staff may ask for people, and find themselves."""
        conditions = [true()]
        if self.named:
            conditions += [walk.officer_id.in_(self._people()), own_duties(viewer, walk.officer_id)]
        if self.effective is not None:
            conditions.append(walk.effective.is_(self.effective))
        return and_(*conditions)

    def duties(self, viewer: Viewer) -> ColumnElement[bool]:
        """The condition on assignments: what these people answer for in the post asked for."""
        conditions = [true()]
        if self.officer is not None:
            people = select(Officer.id).where(Officer.username == self.officer)
            conditions += [Assignment.officer_id.in_(people), own_duties(viewer, Assignment.officer_id)]
        if self.post is not None:
            conditions.append(Assignment.post == self.post)
        return and_(*conditions)

    def theirs(self, viewer: Viewer, key, thing, visited) -> ColumnElement[bool]:
        """The condition on segments or plots: those that these people answer for, and those that they visited."""
        if not self.named:
            return true()
        owned = select(key).where(key.is_not(None), self.duties(viewer))
        return or_(thing.id.in_(owned), visited.is_not(None))

    def _people(self) -> Select:
        people = select(Officer.id)
        if self.officer is not None:
            people = people.where(Officer.username == self.officer)
        return people.where(Officer.post == self.post) if self.post is not None else people


ALL = Walked()


def walkers(session: Session, viewer: Viewer, first: date, last: date, division: str | None) -> list[Row]:
    """Who patrolled between two days, or answers for something then: username, name, post, division (code)."""
    patrolled = select(Patrol.officer_id).where(Patrol.patrolled_on.between(first, last))
    valid = or_(Assignment.valid_to.is_(None), Assignment.valid_to >= first)
    answering = select(Assignment.officer_id).where(Assignment.valid_from <= last, valid)
    found = (
        select(Officer.username, Officer.name, Officer.post, Officer.division_code.label("division"))
        .where(or_(Officer.id.in_(patrolled), Officer.id.in_(answering)), own_duties(viewer, Officer.id))
        .order_by(Officer.division_code, Officer.post, Officer.name)
    )
    return list(session.execute(scope(found, Officer, viewer, division)))
