"""From `incoming` into the real table: what is new, what has changed, what stays."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.config import Settings
from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped
from patrol.importing.settling import keep_stored


class Counts(NamedTuple):
    """How many features are new, how many change what is stored, how many are stored as they are."""

    new: int
    updated: int
    same: int


def compare(session: Session, kind: Kind, fields: Sequence[Mapped]) -> Counts:
    """Hold what was judged against what is stored, and note it in `incoming`; nothing is written elsewhere.

    `same` says whether nothing would change, `moved` whether the place would, `mark` in which state the stored row is.
    Columns that the file does not have keep what is stored, as do those that only say it in fewer digits.
    """
    if kind.compare:
        kind.compare(session)
    else:
        keep_stored(session, kind, fields)
        _compare(session, kind, _columns(kind, fields))
    counts = session.execute(
        text(
            "SELECT count(*) FILTER (WHERE target_id IS NULL), count(*) FILTER (WHERE NOT same),"
            " count(*) FILTER (WHERE same) FROM incoming WHERE refused IS NULL"
        )
    ).one()
    return Counts(*counts)


def write(session: Session, kind: Kind, fields: Sequence[Mapped], settings: Settings) -> None:
    """Insert what `compare` found new, update what it found changed."""
    if kind.write:
        kind.write(session, settings)
        return
    for statement in kind.clearing:
        session.execute(text(statement))
    columns = _columns(kind, fields)
    changes = ", ".join(f"{name} = excluded.{name}" for name in ("geom", *columns))
    _insert(session, kind, columns, f"UPDATE SET {changes}")


def add(session: Session, kind: Kind, fields: Sequence[Mapped]) -> int:
    """Insert what is new and change nothing that is stored, even if it was stored only just; how many were inserted."""
    return _insert(session, kind, _columns(kind, fields), "NOTHING")


def _columns(kind: Kind, fields: Sequence[Mapped]) -> list[str]:
    given = {mapped.column.name for mapped in fields}
    columns = {mapped.column.staged for mapped in fields if mapped.column.is_kept}
    columns |= {name for name, of in kind.derived.items() if not of or given.intersection(of)}
    if kind.table != "division":
        columns.add("division_code")
    return sorted(columns - {"code"})


def _compare(session: Session, kind: Kind, columns: Sequence[str]) -> None:
    ours, theirs = (", ".join(f"{alias}.{name}" for name in columns) for alias in ("i", "t"))
    session.execute(
        text(
            "UPDATE incoming i SET target_id = t.id, mark = t.xmin::text,"
            " moved = t.geom IS NULL OR NOT t.geom = i.geom,"
            f" same = t.geom IS NOT NULL AND t.geom = i.geom AND ROW({ours}) IS NOT DISTINCT FROM ROW({theirs})"
            f" FROM {kind.table} t WHERE t.code = i.code AND i.refused IS NULL"
        )
    )


def _insert(session: Session, kind: Kind, columns: Sequence[str], where_known: str) -> int:
    names = ", ".join(["code", "geom", *columns])
    return session.execute(
        text(
            f"INSERT INTO {kind.table} ({names})"
            f" SELECT {names} FROM incoming WHERE refused IS NULL AND same IS NOT TRUE ORDER BY number"
            f" ON CONFLICT (code) DO {where_known}"
        )
    ).rowcount
