"""What a request wants of a layer, and the rows that are it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, literal

from gis.layers import Interval, Layer


@dataclass(frozen=True)
class Wanted:
    """What a request asks of a layer besides a place: the interval, its filters, properties equal to a value, and
    ``where``, a condition made for the rows that it is given, out of ``words``, that speaks of properties by these
    ``names``."""

    interval: Interval | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    equal: Mapping[str, Any] = field(default_factory=dict)
    where: Callable[[Select], ColumnElement[bool]] | None = None
    words: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    def key(self) -> tuple:
        """What tells it from others."""
        return self.interval, tuple(sorted(self.filters.items())), tuple(sorted(self.equal.items())), self.words


def rows(layer: Layer, viewer: Any, wanted: Wanted) -> Select:
    """The layer's Select for this viewer, narrowed to what is wanted."""
    interval = wanted.interval if layer.temporal else None
    return narrowed(layer, layer.select(viewer, interval, **chosen(layer, wanted)), wanted)


def chosen(layer: Layer, wanted: Wanted) -> dict[str, Any]:
    """What the layer's select takes of what is wanted, because figures depend on it."""
    asked = {name: (layer.filters[name].read, value) for name, value in wanted.filters.items()}
    return {name: read(value) for name, (read, value) in asked.items() if read}


def narrowed(layer: Layer, found: Select, wanted: Wanted) -> Select:
    """Those of the layer's rows that are wanted."""
    for name, value in wanted.filters.items():
        apply = layer.filters[name].apply
        found = apply(found, value) if apply else found
    columns = found.selected_columns
    found = found.where(*(columns[name] == operand(value) for name, value in wanted.equal.items()))
    return found.where(wanted.where(found)) if wanted.where else found


def operand(value: Any) -> Any:
    """The value to compare a column with; a whole number may be larger than the column's type and then equals none."""
    return literal(value, BigInteger) if isinstance(value, int) and not isinstance(value, bool) else value


def indexed(found: Select):
    """The indexed geometry column (EPSG:3857) that places are asked of."""
    columns = found.selected_columns
    return columns["near"] if "near" in columns else columns["geom_3857"]


def near(found: Select, box) -> Select:
    """The rows whose indexed geometry has a box that meets ``box`` (SQL, EPSG:3857)."""
    return found.where(indexed(found).op("&&")(box))
