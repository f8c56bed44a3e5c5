"""A part of a list as a table on a screen shows it: sorted by any of its columns, cut anywhere."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, UnaryExpression, collate, func, select
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


def part(
    session: Session,
    found: Select,
    sorts: Mapping[str, Any],
    tie: Any,
    asked: Slice,
    total: Callable[[], int] | None = None,
) -> Part:
    """The part `asked` of the list `found`, empty values last; `tie` parts what is equal, lest a row is told twice.

    `total` tells how many rows the list has where that is known without counting them."""
    order = _ordered(sorts[asked.sort], asked.down, tie)
    shown = found.order_by(order, tie)
    if asked.skip:
        # What is passed over is sorted by its key alone: nobody reads its columns.
        keys = found.with_only_columns(tie, maintain_column_froms=True).order_by(order, tie)
        shown = shown.where(tie.in_(session.scalars(keys.offset(asked.skip).limit(asked.limit)).all()))
    else:
        shown = shown.limit(asked.limit)
    rows = list(session.execute(shown))
    ended = asked.limit is None or len(rows) < asked.limit
    if ended and (rows or not asked.skip):
        return Part(rows, asked.skip + len(rows))
    # Counted apart: over() beside the rows would make every column of every row of the list, and keep an index unused.
    return Part(rows, total() if total else session.scalar(select(func.count()).select_from(found.subquery())) or 0)


def _ordered(column: Any, down: bool, tie: Any) -> UnaryExpression:
    """What the list's own rows never lack is sorted as its index is: a word about empty values would keep it unused."""
    order = column.desc() if down else column.asc()
    own = getattr(column, "class_", None) is tie.class_
    return order if own and not column.nullable else order.nulls_last()
