"""Who may see what: the one place where rows are scoped. What you may not see does not exist (404)."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, true

from patrol.models import Patrol

FIELD_POSTS = frozenset({"ranger", "patroller"})
PATROLLING_POSTS = FIELD_POSTS | {"village_chief", "township_chief", "county_chief", "supervision"}


def prefix_of(code: str) -> str:
    """The digits that a 12-digit division code shares with all codes inside it.

    Two for a province, four for a city, six for a county, nine for a township, twelve for a village; none for
    "000000000000", which is everywhere.
    """
    for digits in (0, 2, 4, 6, 9):
        if not code[digits:].strip("0"):
            return code[:digits]
    return code


@dataclass(frozen=True)
class Viewer:
    """The person behind a request, and the division that they may look into."""

    officer_id: int
    username: str
    name: str
    post: str
    division_code: str

    @property
    def prefix(self) -> str:
        return prefix_of(self.division_code)

    @property
    def sees_only_own_patrols(self) -> bool:
        return self.post in FIELD_POSTS


def within(column, code: str) -> ColumnElement[bool]:
    """The condition that a division code column lies in division `code`."""
    return column.startswith(prefix_of(code), autoescape=True)


def visible(viewer: Viewer, entity, division: str | None = None) -> ColumnElement[bool]:
    """The condition on rows of `entity` that `viewer` may see, narrowed to `division` where one is given.

    Every entity carries its division code (a Division is its own). Field staff see the patrols they walked, and no
    others' tracks, which are sensitive personal information.
    """
    column = entity.code if entity.__tablename__ == "division" else entity.division_code
    conditions = []
    if entity.__tablename__ == Patrol.__tablename__ and viewer.sees_only_own_patrols:
        conditions.append(entity.officer_id == viewer.officer_id)
    else:
        conditions.append(within(column, viewer.division_code))
    if division is not None:
        conditions.append(within(column, division))
    return and_(true(), *conditions)


def scope(select: Select, entity, viewer: Viewer, division: str | None = None) -> Select:
    """`select` with only the rows of `entity` that `viewer` may see."""
    return select.where(visible(viewer, entity, division))
