"""Which columns were which fields: kept when a file is committed, offered for the next with the same columns."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from gis import files
from patrol.importing import mapping
from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped
from patrol.importing.ordering import Order
from patrol.queries import imports

EVERYWHERE = "000000000000"


def signature(columns: Sequence[str]) -> str:
    """The same for files of the same columns, in whatever order and case."""
    return hashlib.sha256("\n".join(sorted(name.casefold() for name in columns)).encode()).hexdigest()


def recall(session: Session, kind: Kind, columns: Sequence[str], division: str | None) -> dict[str, str]:
    """Field → column as it was committed last, in the county of `division` if ever there; of columns that are here."""
    fields = imports.recall(session, kind.name, _county(session, division), signature(columns))
    known = {column.name for column in kind.columns}
    return {name: source for name, source in fields.items() if name in known and source in columns}


def remember(session: Session, kind: Kind, source: files.Source, order: Order, now: datetime) -> None:
    """Keep which columns of this file were which fields."""
    columns = [one.name for one in source.fields]
    keep(session, kind, columns, mapping.resolve(kind, columns, order.fields, order.constants), order.division, now)


def keep(
    session: Session, kind: Kind, columns: Sequence[str], fields: Sequence[Mapped], division: str | None, now: datetime
) -> None:
    """Keep which of these columns were which fields."""
    matched = {mapped.column.name: mapped.source for mapped in fields if mapped.source is not None}
    imports.remember(session, kind.name, _county(session, division), signature(columns), matched, now)


def _county(session: Session, division: str | None) -> str:
    """The county of a division; without one the only county there is."""
    if division is not None:
        return division[:6].ljust(12, "0")
    counties = session.scalars(text("SELECT code FROM division WHERE level = 'county' LIMIT 2")).all()
    return counties[0] if len(counties) == 1 else EVERYWHERE
