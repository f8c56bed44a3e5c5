"""A change set undone: every feature that it touched is again what it was before, or nothing is done at all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from patrol import zones
from patrol.access import Viewer
from patrol.change_sets import open_set
from patrol.config import Settings
from patrol.editing.restoring import TABLES, remove, restore
from patrol.editing.words import held
from patrol.errors import Conflict, Forbidden, NotFound, Unavailable
from patrol.importing.laying import follow
from patrol.queries import changes

MOST_NAMED = 5


@dataclass(frozen=True)
class Undone:
    """What came of it: the number of the set that undid another, and how many features it put back."""

    change_set: int
    undoes: int
    features: int


def undo(session: Session, viewer: Viewer | None, number: int, settings: Settings) -> Undone:
    """Undo a change set. NotFound without one that the viewer sees; Conflict tells what stands against it.

    Features that it created are removed if no record hangs on them, the others are what they were; stations, cells,
    visits and stamps follow. A feature that changed again afterwards stands against it, unless it is back where the
    set left it. Undoing an undo does it again. Without a viewer it is done at the command line.
    """
    _check(session, viewer, number)
    touched = changes.touched(session, number)
    if not touched:
        raise Conflict("undo_nothing", number=number)
    _claim(session, {TABLES[row.layer] for row in touched})
    _refuse_later(session, number)
    undoing = open_set(session, "undo", viewer.officer_id if viewer else None, undoes_id=number)
    try:
        with session.begin_nested():
            for layer, rows in _by_layer(touched).items():
                _put_back(session, layer, rows, settings)
    except IntegrityError as error:
        raise Conflict("undo_taken") from error
    return Undone(undoing, number, len(touched))


def may_undo(session: Session, viewer: Viewer, number: int) -> bool:
    """Whether this is a set that the viewer could undo, as far as its division and their post go."""
    try:
        _check(session, viewer, number)
    except (Conflict, Forbidden, NotFound):
        return False
    return True


def _check(session: Session, viewer: Viewer | None, number: int) -> None:
    """The set is there and was not undone, and the viewer may undo it."""
    if viewer is not None and not viewer.edits_layers:
        raise Forbidden("undo_not_your_post")
    seen = changes.set_seen(session, viewer, number)
    if seen is None or not seen.mine:
        raise NotFound
    if seen.others:
        raise Conflict("undo_outside", number=number)
    if seen.undone_by is not None:
        raise Conflict("undo_done", number=number, by=seen.undone_by)


def _claim(session: Session, tables: set[str]) -> None:
    """Nobody else writes these tables meanwhile; readers and patrols go on."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(text("SET LOCAL lock_timeout = '5s'"))
    try:
        session.execute(text(f"LOCK TABLE {', '.join(sorted(tables))} IN SHARE ROW EXCLUSIVE MODE"))
    except OperationalError as error:
        raise Unavailable("edit_busy") from error


def _refuse_later(session: Session, number: int) -> None:
    later = [row for layer in TABLES for row in changes.changed_since(session, layer, number)]
    if later:
        named = sorted({row.code for row in later})
        codes = ", ".join(named[:MOST_NAMED]) + ("…" if len(named) > MOST_NAMED else "")
        sets = ", ".join(str(each) for each in sorted({row.change_set_id for row in later})[:MOST_NAMED])
        raise Conflict("undo_later", codes=codes, sets=sets)


def _by_layer(touched: Sequence[Row]) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in touched:
        found[row.layer].append(row)
    return found


def _put_back(session: Session, layer: str, rows: list[Row], settings: Settings) -> None:
    """One layer: what was created goes, what was changed or deleted is again what it was."""
    created = [row.object_id for row in rows if row.was_created]
    others = [row for row in rows if not row.was_created]
    works = zones.works_in(session, [row.object_id for row in rows]) if layer == "zoning" else []
    for ids in changes.from_below(session, layer, created):
        hanging = changes.hangs_on(session, layer, ids)
        if hanging:
            raise Conflict("undo_held", code=changes.code_of(session, layer, hanging[0].object_id), **held(hanging))
        remove(session, layer, ids)
    restore(session, layer, [row.id for row in others])
    moved = [row.object_id for row in others if row.moved]
    follow(session, TABLES[layer], moved, [row.object_id for row in others], settings)
    if works:
        zones.stamp_works(session, works)
