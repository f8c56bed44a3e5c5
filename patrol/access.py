"""Who may see what: the one place where rows are scoped. What you may not see does not exist (404)."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, true

from patrol.models import Patrol, PatrolMonth

FIELD_POSTS = frozenset({"ranger", "patroller"})
CHIEFS = frozenset({"village_chief", "township_chief", "county_chief"})
COUNTY_DIGITS = 6
NOBODY = 0
PATROLLING_POSTS = FIELD_POSTS | {"village_chief", "township_chief", "county_chief", "supervision"}

WALKED = frozenset({Patrol.__tablename__, PatrolMonth.__tablename__})
"""What tells who walked: field staff see their own."""


@lru_cache(maxsize=65_536)
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

    @property
    def impersonal(self) -> "Viewer":
        """Anybody who sees the same: what is kept by who asks is kept once for all of them."""
        who = self.officer_id if self.sees_only_own_patrols else NOBODY
        return Viewer(who, "", "", self.post, self.division_code)

    @property
    def sees_positions(self) -> bool:
        """Whether they lead or oversee those who are out, and so may see where these are just now."""
        return self.post in CHIEFS | {"supervision", "office", "supervisor", "admin"}

    @property
    def keeps_rules(self) -> bool:
        """An administrator, or the office of a county or above."""
        return self.post == "admin" or (self.post == "office" and len(self.prefix) <= COUNTY_DIGITS)

    @property
    def edits_layers(self) -> bool:
        """GIS staff, each in their division; an administrator, or the office of a county or above."""
        return self.post == "gis" or self.keeps_rules

    @property
    def opens_screens(self) -> bool:
        """Supervisors, offices and administrators put up public screens of their division."""
        return self.post in ("supervisor", "office", "admin")

    @property
    def watches(self) -> bool:
        """Those who watch over what others do with the system: auditors and administrators."""
        return self.post in ("auditor", "admin")

    @property
    def imports_layers(self) -> bool:
        """An administrator, GIS staff, or the office, of a county or above."""
        return self.post == "admin" or (self.post in ("gis", "office") and len(self.prefix) <= COUNTY_DIGITS)

    @property
    def approves_leave(self) -> bool:
        """A chief, an office, or an administrator, each for the people of their division."""
        return self.post in CHIEFS or self.post in ("office", "admin")

    def sees_score(self, division: str, officer_id: int | None) -> bool:
        """Whether the score of a township, or of an officer at home in a division, is theirs to see: field staff see
        their own, all others those of their division."""
        if self.sees_only_own_patrols:
            return officer_id == self.officer_id
        return officer_id == self.officer_id or division.startswith(self.prefix)


def within(column, code: str) -> ColumnElement[bool]:
    """The condition that a division code column lies in division `code`.

    Digits stand in the text of the statement, so that a plan which is kept knows how many rows lie in the division.
    """
    prefix = prefix_of(code)
    if prefix.isascii() and prefix.isdigit():
        return column.like(bindparam(None, f"{prefix}%", String, literal_execute=True))
    return column.startswith(prefix, autoescape=True)


def visible(viewer: Viewer, entity, division: str | None = None) -> ColumnElement[bool]:
    """The condition on rows of `entity` that `viewer` may see, narrowed to `division` where one is given.

    Every entity carries its division code (a Division is its own). Field staff see the patrols they walked, and no
    others' tracks, which are sensitive personal information.
    """
    column = entity.code if entity.__tablename__ == "division" else entity.division_code
    conditions = []
    if entity.__tablename__ in WALKED and viewer.sees_only_own_patrols:
        conditions.append(entity.officer_id == viewer.officer_id)
    else:
        conditions.append(within(column, viewer.division_code))
    if division is not None:
        conditions.append(within(column, division))
    return and_(true(), *conditions)


def whose(viewer: Viewer, personal: bool) -> str:
    """A word for the rows of a layer that `viewer` may see: the same word, the same rows. A layer is `personal` when
    field staff may be shown other rows than others of their division."""
    if personal and viewer.sees_only_own_patrols:
        return f"officer {viewer.officer_id} in {viewer.prefix}"
    return f"division {viewer.prefix}"


def change_seen(viewer: Viewer, walked: bool) -> str:
    """The prefix of the divisions whose changes may change what `viewer` sees of a layer; field staff see the patrols
    that they `walked`, wherever that was."""
    return "" if walked and viewer.sees_only_own_patrols else viewer.prefix


def own_duties(viewer: Viewer, officer_id) -> ColumnElement[bool]:
    """The condition on a column that names an officer: field staff see their own duties only."""
    return officer_id == viewer.officer_id if viewer.sees_only_own_patrols else true()


def scope(select: Select, entity, viewer: Viewer, division: str | None = None) -> Select:
    """`select` with only the rows of `entity` that `viewer` may see."""
    return select.where(visible(viewer, entity, division))
