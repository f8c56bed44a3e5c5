"""What people do with imports: begin one, change what they asked for, commit it, throw it away. For who may import."""

import uuid
from datetime import datetime, timedelta

from psycopg.errors import LockNotAvailable
from sqlalchemy import Row, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gis import crs as systems
from gis.files import dbf
from gis.refused import Refused
from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from patrol.importing import mapping
from patrol.importing.arriving import Arrived
from patrol.importing.catalogue import KINDS
from patrol.importing.reasons import ImportRefused
from patrol.queries import imports
from patrol.queries.divisions import is_within

CHANGEABLE = ("arrived", "refused", "previewed")
LONGEST_WAIT = text("SET LOCAL lock_timeout = '2s'")


def check_post(viewer: Viewer) -> None:
    """Forbidden for who may not import."""
    if not viewer.imports_layers:
        raise Forbidden("import_not_your_post")


def check_room(session: Session, viewer: Viewer, settings: Settings) -> None:
    """TooMany while too much of the viewer's waits here already."""
    if imports.held_bytes(session, viewer) >= settings.imports.held_bytes:
        raise TooMany("imports_full", most_mb=settings.imports.held_bytes // 2**20)


def check_asked(session: Session, viewer: Viewer, asked: dict, locale: str) -> None:
    """Invalid, naming the field, for what can be seen to be wrong before the file is read."""
    kind, division = KINDS[asked["kind"]], asked.get("division")
    attempts = {
        "crs": lambda: asked.get("crs") and systems.declared(asked["crs"]),
        "encoding": lambda: asked.get("encoding") and dbf.known(asked["encoding"]),
        "fields": lambda: mapping.check_names(kind, asked.get("fields", {})),
        "set": lambda: mapping.check_constants(kind, asked["constants"]),
    }
    for field, attempt in attempts.items():
        try:
            attempt()
        except (Refused, ImportRefused) as refused:
            raise Invalid({field: refused.sentence(locale)}) from refused
    if division is not None and not is_within(session, division, viewer):
        raise Invalid({"division": ("division_outside", {"code": division})})


def claim(session: Session, import_id: uuid.UUID) -> None:
    """Hold an id that a caller made until this transaction ends; Conflict when an import, whoever's, has it."""
    imports.hold(session, import_id)
    if imports.one(session, import_id) is not None:
        raise Conflict("import_id_taken")


def begin(
    session: Session,
    viewer: Viewer,
    import_id: uuid.UUID,
    arrived: Arrived,
    asked: dict | None,
    *,
    now: datetime,
    settings: Settings,
) -> None:
    """Enter an import whose file has arrived; without anything asked for it waits to be told what it is."""
    values = {
        "id": import_id,
        "kind": asked["kind"] if asked else None,
        "name": arrived.name,
        "length_bytes": arrived.length_bytes,
        "state": "waiting" if asked else "arrived",
        "asked": asked or {},
        "created_at": now,
        "expires_at": now + timedelta(days=settings.imports.days),
    }
    imports.add(session, viewer, values)


def find(session: Session, viewer: Viewer, import_id: uuid.UUID) -> Row:
    """An import that the viewer may see; NotFound otherwise."""
    check_post(viewer)
    found = imports.seen(session, viewer, import_id)
    if found is None:
        raise NotFound
    return found


def ask_anew(session: Session, viewer: Viewer, import_id: uuid.UUID, asked: dict, locale: str) -> None:
    """Let a file be read another way; Conflict while it is being worked on, and when it was committed."""
    one = find(session, viewer, import_id)
    check_asked(session, viewer, asked, locale)
    values = {"kind": asked["kind"], "asked": asked, "state": "waiting", "step": "wait", "attempts": 0}
    if not imports.step(session, import_id, CHANGEABLE, **values, problem=None, counts=None, found=None):
        raise Conflict("import_committed" if one.state == "committed" else "import_running")


def order_commit(session: Session, viewer: Viewer, import_id: uuid.UUID) -> bool:
    """Let a preview be committed; False when it is on its way already. Conflict when there is nothing to commit."""
    one = find(session, viewer, import_id)
    if one.state in imports.KEPT_STATES:
        return False
    if one.state == "previewed" and not one.counts["new"] + one.counts["changed"]:
        raise Conflict("import_nothing")
    values = {"state": "committing", "step": "wait", "done": 0, "total": 0, "problem": None}
    if not imports.step(session, import_id, ("previewed",), **values):
        raise Conflict("import_not_previewed")
    return True


def discard(session: Session, viewer: Viewer, import_id: uuid.UUID) -> None:
    """Throw an import away; Conflict when it was committed, and while it is being read or committed.

    Its files are for the caller to forget, once this is certain.
    """
    one = find(session, viewer, import_id)
    # Who reads a file holds its import until all features are kept.
    session.execute(LONGEST_WAIT)
    try:
        dropped = imports.drop(session, import_id)
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise Conflict("import_running") from error
        raise
    if not dropped:
        raise Conflict("import_committed" if one.state == "committed" else "import_running")
