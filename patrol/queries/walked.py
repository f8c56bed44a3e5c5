"""Whose patrols are counted: those of one officer, of a post, the effective ones. One choice for tables, maps, sums."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from patrol.access import Viewer, own_duties
from patrol.models import Assignment, Officer


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
