"""What is written: the columns of a layer, and its features in batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import shapely

Rows = Sequence[tuple]


@dataclass(frozen=True)
class Column:
    """An attribute to write: its name in GIS formats, its title in tables, its type as a layer's property has it."""

    name: str
    title: str
    type: str


@dataclass(frozen=True)
class Output:
    """A layer to write. Each row of `batches` is the geometry as WKB in EPSG:4490, then one value a column."""

    layer: str
    geometry_type: str
    columns: Sequence[Column]
    batches: Iterable[Rows]


def arrays(rows: Rows, columns: Sequence[Column]) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray | None]]:
    """A batch as shapely geometries (2D), one numpy array a column, and one mask a column of what is missing."""
    geometries = shapely.force_2d(shapely.from_wkb(np.array([row[0] for row in rows], dtype=object)))
    values = [_array([row[at] for row in rows], column.type) for at, column in enumerate(columns, start=1)]
    return geometries, [array for array, _mask in values], [mask for _array, mask in values]


def _array(values: list, kind: str) -> tuple[np.ndarray, np.ndarray | None]:
    missing = np.array([value is None for value in values], dtype=bool)
    match kind:
        case "integer":
            return np.array([value or 0 for value in values], dtype=np.int64), missing
        case "number":
            return np.array([np.nan if value is None else float(value) for value in values]), missing
        case "boolean":
            return np.array([bool(value) for value in values]), missing
        case "date":
            return np.array(values, dtype="datetime64[D]"), None
    return np.array([plain(value) for value in values], dtype=object), None


def plain(value: object) -> str | None:
    """Text for whatever is not a number: days and moments as ISO 8601."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
