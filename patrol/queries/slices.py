"""A part of a list as a table on a screen shows it: sorted by any of its columns, cut anywhere."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, collate, func, select
from sqlalchemy.orm import Session

# Chinese names as a reader looks for them: by their sound.
BY_SOUND = "zh-x-icu"


class Slice(NamedTuple):
    """Which part: by which column, downwards or not, how many rows passed over, how many told (None: all others)."""

    sort: str
    down: bool = False
    skip: int = 0
    limit: int | None = 100


class Part(NamedTuple):
    """The rows of a part, and how many rows the whole list has."""

    rows: list[Row]
    total: int


def by_sound(name: Any) -> ColumnElement[str]:
    """Names in the order of their pinyin."""
    return collate(name, BY_SOUND)


def part(session: Session, found: Select, sorts: Mapping[str, Any], tie: Any, asked: Slice) -> Part:
    """The part `asked` of the list `found`, empty values last; `tie` parts what is equal, lest a row is told twice."""
    column = sorts[asked.sort]
    order = (column.desc() if asked.down else column.asc()).nulls_last()
    rows = list(session.execute(found.order_by(order, tie).offset(asked.skip or None).limit(asked.limit)))
    ended = asked.limit is None or len(rows) < asked.limit
    if ended and (rows or not asked.skip):
        return Part(rows, asked.skip + len(rows))
    # Counted apart: over() beside the rows would make every column of every row of the list, and keep an index unused.
    return Part(rows, session.scalar(select(func.count()).select_from(found.subquery())) or 0)
