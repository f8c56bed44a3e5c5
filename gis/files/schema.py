"""What is written: the columns of a layer, and its features in batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

Rows = Sequence[tuple]


@dataclass(frozen=True)
class Column:
    """An attribute to write: its name in GIS formats, its title in tables, its type as a layer's property has it."""

    name: str
    title: str
    type: str


@dataclass(frozen=True)
class Output:
    """A layer to write. Each row of `batches` is the geometry as WKB in EPSG:4490 (2D), then one value a column.

    `english` tells the language of the titles.
    """

    layer: str
    geometry_type: str
    columns: Sequence[Column]
    batches: Iterable[Rows]
    english: bool = False


def plain(value: object) -> str | None:
    """Text for whatever is not a number: days and moments as ISO 8601."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
