"""A preview becomes real: judged once more as the command judges, and written in one transaction."""

import uuid
from datetime import datetime

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from patrol import db
from patrol.change_sets import open_set
from patrol.config import Settings
from patrol.importing import (
    judging,
    kept_rows,
    known_shapes,
    laying,
    loading,
    mapping,
    previewing,
    remembering,
    staging,
    standing,
    writing,
)
from patrol.importing.catalogue import KINDS
from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped
from patrol.queries import imports


class _ChangedMeanwhile(Exception):
    """What is stored is not what the preview was held against."""


def commit(import_id: uuid.UUID, settings: Settings, now: datetime) -> None:
    """Write an import that is to be committed. Where what is stored has changed, judge again and wait instead."""
    with db.transaction() as session:
        one = imports.one(session, import_id)
    if one is None or one.state != "committing":
        return
    with standing.told(import_id, "previewed"):
        _commit(one, KINDS[one.kind], settings, now)


def _commit(one: Row, kind: Kind, settings: Settings, now: datetime) -> None:
    fields = mapping.exactly(kind, one.found["fields"], one.asked["constants"])
    try:
        with db.transaction() as session:
            change_set = _write(session, one, kind, fields, settings)
            _done(session, one, kind, fields, change_set, now)
    except _ChangedMeanwhile:
        with db.transaction() as session:
            session.execute(text("SET LOCAL statement_timeout = 0"))
            previewing.again(session, one, kind, fields, settings)


def _write(session: Session, one: Row, kind: Kind, fields: list[Mapped], settings: Settings) -> int:
    """Judge and write; returns the number of the change set."""
    progress = standing.progress(one.id)
    progress("check", 0, 0)
    loading.claim(session, kind)
    staging.create(session, kind)
    kept_rows.restore(session, one.id, fields)
    known_shapes.take(session, kind)
    judging.judge(session, kind, fields, previewing.order_of(one), settings, for_good=True)
    writing.compare(session, kind, fields)
    if kept_rows.have_changed(session, one.id):
        raise _ChangedMeanwhile
    progress("write", 0, 0)
    change_set = open_set(session, "import", one.officer_id, one.name)
    writing.write(session, kind, fields, settings)
    laying.lay(session, kind, settings, progress)
    return change_set


def _done(session: Session, one: Row, kind: Kind, fields: list[Mapped], change_set: int, now: datetime) -> None:
    values = {"state": "committed", "step": "wait", "committed_at": now, "problem": None, "changed_meanwhile": False}
    undone_by = change_set if kind.has_history else None
    imports.step(session, one.id, ("committing",), **values, change_set_id=undone_by)
    columns = [column["name"] for column in one.found["columns"]]
    remembering.keep(session, kind, columns, fields, one.division_code, now)
