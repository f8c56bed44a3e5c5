"""What is written: the columns of a layer, and its features in batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

Rows = Sequence[tuple]


@dataclass(frozen=True)
class Column:
    """An attribute to write: its name in GIS formats, its title in tables, its type as a layer's property has it."""

    name: str
    title: str
    type: str


@dataclass(frozen=True)
class Output:
    """A layer to write. Each row of `batches` is the geometry as WKB in EPSG:4490 (2D), then one value a column."""

    layer: str
    geometry_type: str
    columns: Sequence[Column]
    batches: Iterable[Rows]


def arrays(rows: Rows, columns: Sequence[Column]) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray | None]]:
    """A batch as WKB, one numpy array a column, and one mask a column of what is missing."""
    wkb, *listed = zip(*rows, strict=True) if rows else [()] * (1 + len(columns))
    values = [_array(each, column.type) for each, column in zip(listed, columns, strict=True)]
    return np.array(wkb, dtype=object), [array for array, _mask in values], [mask for _array, mask in values]


def _array(values: Sequence, kind: str) -> tuple[np.ndarray, np.ndarray | None]:
    missing = np.array([value is None for value in values], dtype=bool) if None in values else None
    match kind:
        case "integer":
            filled = values if missing is None else [value or 0 for value in values]
            return np.array(filled, dtype=np.int64), missing
        case "number":
            return np.array(values, dtype=np.float64), missing
        case "boolean":
            return np.array(values, dtype=bool), missing
        case "date":
            return np.array(values, dtype="datetime64[D]"), None
        case "string":
            return np.array(values, dtype=object), None
    return np.array([plain(value) for value in values], dtype=object), None


def plain(value: object) -> str | None:
    """Text for whatever is not a number: days and moments as ISO 8601."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
