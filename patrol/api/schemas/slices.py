"""Which part of a list is asked for, on the wire."""

from patrol.api.schemas.fields import In, QueryWhole, Text, between, one_of
from patrol.api.tables.columns import Table

FURTHEST = 10_000_000


class SliceIn(In):
    """How a list is cut, and whether it comes as JSON or, whole, as a workbook with the same columns as on screen."""

    skip = QueryWhole(load_default=0, validate=between(0, FURTHEST))
    limit = QueryWhole(load_default=100, validate=between(1, 1000))
    format = Text(load_default="json", validate=one_of("json", "xlsx"))


def sort_by(table: Table, default: str | None = None, *others: str) -> Text:
    """A field that names the column a list is sorted by, or another order, a minus before it for downwards."""
    names = (*table.sorts, *others)
    return Text(load_default=default, validate=one_of(*names, *(f"-{name}" for name in names)))
