"""Questions about imports on their way, and the steps they take."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Row, Select, case, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import ImportMapping, LayerImport, LayerImportRow, Officer

KEPT_STATES = ("committing", "committed")
# A job that waits to be tried again is still to do; one cut off with its worker is being done until it is taken up.
WITHOUT_JOB = text(
    "NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.status IN ('todo', 'doing')"
    " AND j.args->>'import_id' = layer_import.id::text)"
)
COLUMNS = (*LayerImport.__table__.columns, Officer.name.label("officer_name"))


def _all() -> Select:
    return select(*COLUMNS).join(Officer, Officer.id == LayerImport.officer_id)


def seen(session: Session, viewer: Viewer, import_id: uuid.UUID) -> Row | None:
    """An import of the viewer's divisions."""
    return session.execute(_all().where(LayerImport.id == import_id, visible(viewer, LayerImport))).one_or_none()


def latest(session: Session, viewer: Viewer, before: datetime | None, limit: int) -> list[Row]:
    """Imports of the viewer's divisions, the newest first, begun before a moment where one is given."""
    found = _all().where(visible(viewer, LayerImport))
    if before is not None:
        found = found.where(LayerImport.created_at < before)
    return list(session.execute(found.order_by(LayerImport.created_at.desc()).limit(limit)))


def one(session: Session, import_id: uuid.UUID) -> Row | None:
    """An import, for the worker."""
    return session.execute(_all().where(LayerImport.id == import_id)).one_or_none()


def hold(session: Session, import_id: uuid.UUID) -> None:
    """Let others that would enter an import of this id wait until this transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(str(import_id)))))


def add(session: Session, viewer: Viewer, values: dict) -> None:
    """Enter an import of the viewer's."""
    session.execute(
        insert(LayerImport).values(officer_id=viewer.officer_id, division_code=viewer.division_code, **values)
    )


def step(session: Session, import_id: uuid.UUID, states: Collection[str], **values: object) -> bool:
    """Take a step from one of these states; False when the import is in another, or gone."""
    where = (LayerImport.id == import_id, LayerImport.state.in_(states))
    return session.execute(update(LayerImport).where(*where).values(**values)).rowcount == 1


def held_bytes(session: Session, viewer: Viewer) -> int:
    """How many bytes of files of the viewer's are kept."""
    mine = (LayerImport.officer_id == viewer.officer_id, LayerImport.state.not_in(KEPT_STATES))
    return int(session.scalar(select(func.coalesce(func.sum(LayerImport.length_bytes), 0)).where(*mine)) or 0)


def drop(session: Session, import_id: uuid.UUID) -> bool:
    """Forget an import that is neither committed nor about to be."""
    where = (LayerImport.id == import_id, LayerImport.state.not_in(KEPT_STATES))
    return session.execute(delete(LayerImport).where(*where)).rowcount == 1


def drop_rows(session: Session, import_id: uuid.UUID) -> None:
    """Forget the features of an import."""
    session.execute(delete(LayerImportRow).where(LayerImportRow.import_id == import_id))


def release(session: Session, problem: dict) -> None:
    """Let imports that no job works on any more tell `problem`, and be asked for anew."""
    state = case((LayerImport.state == "committing", "previewed"), else_="refused")
    left = (LayerImport.state.in_(("waiting", "reading", "committing")), WITHOUT_JOB)
    session.execute(update(LayerImport).where(*left).values(state=state, step="wait", done=0, total=0, problem=problem))


def expire(session: Session, now: datetime) -> list[uuid.UUID]:
    """Forget previews that nobody committed in time, and the features of those that were; returns the imports' ids."""
    gone = session.scalars(
        delete(LayerImport)
        .where(LayerImport.expires_at < now, LayerImport.state.not_in(KEPT_STATES))
        .returning(LayerImport.id)
    ).all()
    done = session.scalars(
        select(LayerImport.id).where(LayerImport.expires_at < now, LayerImport.state == "committed")
    ).all()
    session.execute(delete(LayerImportRow).where(LayerImportRow.import_id.in_(done)))
    return [*gone, *done]


def with_files(session: Session) -> set[uuid.UUID]:
    """The imports that are known."""
    return set(session.scalars(select(LayerImport.id)))


def recall(session: Session, kind: str, division_code: str, signature: str) -> dict[str, str]:
    """Which columns were which fields the last time that such a file was committed: here, else in another county."""
    known = select(ImportMapping.fields).where(ImportMapping.kind == kind, ImportMapping.signature == signature)
    nearest = (ImportMapping.division_code == division_code).desc(), ImportMapping.used_at.desc()
    return session.scalar(known.order_by(*nearest).limit(1)) or {}


def remember(
    session: Session, kind: str, division_code: str, signature: str, fields: dict[str, str], now: datetime
) -> None:
    """Keep which columns were which fields, for the next file with the same columns."""
    values = {"fields": fields, "used_at": now}
    key = {"kind": kind, "division_code": division_code, "signature": signature}
    session.execute(
        insert(ImportMapping).values(**key, **values).on_conflict_do_update(index_elements=list(key), set_=values)
    )
