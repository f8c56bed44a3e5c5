"""The editor of a layer, as the publisher wants it: who may, which state a feature is in, and its four edits."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg.errors import LockNotAvailable
from sqlalchemy import delete as delete_from
from sqlalchemy import func, or_, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gis.editing import Draft, Editor
from gis.errors import BadFeature, Said
from patrol import zones
from patrol.access import Viewer, scope
from patrol.change_sets import open_set
from patrol.config import Settings
from patrol.editing.drawing import drawn, kept
from patrol.editing.editable import Editable
from patrol.editing.taking import take
from patrol.editing.words import Words, held
from patrol.errors import Conflict, Unavailable
from patrol.importing.reasons import Reason
from patrol.importing.values import Unfit
from patrol.models import GeometryChange, River
from patrol.queries.changes import hangs_on

LONGEST_WAIT = text("SET LOCAL lock_timeout = '5s'")


def editor(editable: Editable, settings: Settings) -> Editor:
    """How the features of one layer are edited."""
    rules = Rules(editable, settings)
    return Editor(
        fields=editable.fields,
        may=lambda viewer: viewer.edits_layers,
        state=rules.state,
        create=rules.create,
        replace=rules.replace,
        update=rules.update,
        delete=rules.delete,
    )


@contextmanager
def _waiting() -> Iterator[None]:
    """Somebody else's import or edit may take long; then say so."""
    try:
        yield
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise Unavailable("edit_busy") from error
        raise


class Rules:
    """The application's rules for one layer: an edit is an import of one feature, under its officer's name."""

    def __init__(self, editable: Editable, settings: Settings):
        self.editable, self.entity, self.settings = editable, editable.entity, settings

    def state(self, session: Session, viewer: Viewer, feature_id: str, *, lock: bool) -> str | None:
        """The number of the feature's newest change; None where the viewer has no such feature."""
        found = scope(select(self.entity.id), self.entity, viewer).where(self.entity.code == feature_id)
        if "\0" in feature_id:
            return None
        if lock:
            session.execute(LONGEST_WAIT)
        with _waiting():
            object_id = session.scalar(found.with_for_update() if lock else found)
        if object_id is None:
            return None
        newest = select(func.coalesce(func.max(GeometryChange.id), 0)).where(
            GeometryChange.layer == self.editable.layer, GeometryChange.object_id == object_id
        )
        return str(session.scalar(newest))

    def create(self, session: Session, viewer: Viewer, draft: Draft) -> str:
        """A new feature; its code."""
        session.execute(LONGEST_WAIT)
        values = self._values(session, draft, None)
        shape = drawn(session, self.editable, draft.geometry)
        open_set(session, "api", viewer.officer_id, f"{self.editable.layer}: {values['code'] or ''}")
        with _waiting():
            return take(session, viewer, self.editable, values, shape, self.settings, new=True)

    def replace(self, session: Session, viewer: Viewer, feature_id: str, draft: Draft) -> None:
        """All that is published and writable anew; what is not published stays."""
        row = self._row(session, feature_id)
        values = self._values(session, draft, row)
        shape = kept(draft.geometry, row.geom)
        if shape is not None and shape is draft.geometry:
            shape = drawn(session, self.editable, shape)
        open_set(session, "api", viewer.officer_id, f"{self.editable.layer}: {row.code}")
        with _waiting():
            take(session, viewer, self.editable, values, shape, self.settings, new=False)

    # What a draft leaves out keeps what is stored, be it of a whole feature or of a part.
    update = replace

    def delete(self, session: Session, viewer: Viewer, feature_id: str) -> None:
        """Gone, unless records hang on it; the history keeps what it was."""
        row = self._row(session, feature_id)
        hanging = hangs_on(session, self.editable.layer, [row.id])
        if hanging:
            raise Conflict("edit_held", code=row.code, **held(hanging))
        works = zones.works_in(session, [row.id]) if self.editable.layer == "zoning" else []
        open_set(session, "api", viewer.officer_id, f"{self.editable.layer}: {row.code}")
        with _waiting():
            session.execute(delete_from(self.entity).where(self.entity.id == row.id))
        if works:
            zones.stamp_works(session, works)

    def _row(self, session: Session, code: str) -> Any:
        return session.scalars(select(self.entity).where(self.entity.code == code)).one()

    def _values(self, session: Session, draft: Draft, row: Any) -> dict[str, Any]:
        """What is to stand in the table, by the columns of the staging table; BadFeature for what cannot."""
        values = self.editable.stored(row) if row is not None else {}
        errors: dict[str, Said] = {}
        for name, given in draft.properties.items():
            if row is not None and name == "code":
                if given not in (row.code, None):
                    errors[name] = Words("edit_code_fixed")
            elif row is None or not self.editable.is_as_published(name, given, row):
                column = self.editable.column(name)
                try:
                    values[column.staged] = column.parse(given)
                except Unfit as unfit:
                    errors[name] = Reason(unfit.key, {"name": name, **unfit.params})
                if name == "river":
                    values |= _river(session, values["river"])
        if errors:
            raise BadFeature(errors)
        return values


def _river(session: Session, name: str | None) -> dict[str, str | None]:
    """The river of that name, or of that code; a new river goes by its name."""
    called = or_(River.name == name, River.code == name)
    known = select(River.code, River.name).where(called).order_by((River.name == name).desc()).limit(1)
    found = session.execute(known).first()
    return {"river_code": found.code if found else name, "river": found.name if found else name}
