"""What can only be judged with all features of the file, and the database, in sight."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.config import Settings
from patrol.importing import placing
from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped
from patrol.importing.ordering import Order
from patrol.importing.reasons import Reason
from patrol.importing.report import Remark

_REFUSE_REPEATED = """
UPDATE incoming i SET refused = 'code_repeated', params = jsonb_build_object('others', o.others)
FROM (
  SELECT code, string_agg(number::text, ', ' ORDER BY number) AS others
  FROM incoming WHERE refused IS NULL GROUP BY code HAVING count(*) > 1
) o
WHERE i.code = o.code AND i.refused IS NULL
"""
_REFUSE_WITHOUT_CODE = (
    "UPDATE incoming SET refused = 'code_missing', params = '{}' WHERE refused IS NULL AND code IS NULL"
)
_REFUSE_FOREIGN = """
UPDATE incoming SET refused = 'not_yours', params = jsonb_build_object('code', {column})
WHERE refused IS NULL AND NOT starts_with({column}, :prefix)
"""
_REFUSE_TAKEN_ELSEWHERE = """
UPDATE incoming i SET refused = 'code_elsewhere', params = '{{}}' FROM {table} t
WHERE t.code = i.code AND i.refused IS NULL AND NOT starts_with(t.division_code, :prefix)
"""


def judge(
    session: Session, kind: Kind, fields: Sequence[Mapped], order: Order, settings: Settings, *, for_good: bool
) -> None:
    """Give features of `incoming` their division and their code, and mark those that cannot be taken.

    `for_good` also enters what rows refer to, such as rivers that they name; else nothing is written elsewhere.
    """
    _refuse_empty(session, kind, fields)
    names = {mapped.column.name for mapped in fields}
    if kind.table != "division":
        placing.place(session, placing.known_division(session, order.division), {"township", "village"} <= names)
    if kind.make_codes:
        session.execute(text(kind.make_codes))
    _refuse_foreign(session, kind, order.prefix)
    for statement in (_REFUSE_WITHOUT_CODE, _REFUSE_REPEATED, *(kind.referred if for_good else ()), *kind.steps):
        session.execute(text(statement), {"prefix": order.prefix})
    if kind.look_up:
        kind.look_up(session, settings)


def _refuse_foreign(session: Session, kind: Kind, prefix: str) -> None:
    """What belongs to divisions other than those of who imports, or would take over something of theirs."""
    if not prefix:
        return
    column = "code" if kind.table == "division" else "division_code"
    session.execute(text(_REFUSE_FOREIGN.format(column=column)), {"prefix": prefix})
    if kind.compare is None and kind.table != "division":
        session.execute(text(_REFUSE_TAKEN_ELSEWHERE.format(table=kind.table)), {"prefix": prefix})


def refused(session: Session) -> list[Remark]:
    """The features of `incoming` that were marked, with their reasons."""
    marked = session.execute(text("SELECT number, code, refused, params FROM incoming WHERE refused IS NOT NULL"))
    return [Remark(number, code, Reason(key, params)) for number, code, key, params in marked]


def _refuse_empty(session: Session, kind: Kind, fields: Sequence[Mapped]) -> None:
    mark = "UPDATE incoming SET refused = 'value_missing', params = jsonb_build_object('name', CAST(:name AS text))"
    sources = {mapped.column.staged: mapped.source or mapped.column.name for mapped in fields}
    for column in kind.required:
        session.execute(text(f"{mark} WHERE refused IS NULL AND {column} IS NULL"), {"name": sources[column]})
