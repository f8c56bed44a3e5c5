"""How a layer looks, in plain values: colours are #rrggbb, widths and sizes millimetres, scales denominators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """A line, over a wider one of another colour where it has a casing; `dash` are lengths of strokes and gaps."""

    colour: str
    width: float
    casing: str | None = None
    casing_width: float = 0.0
    dash: Sequence[float] = ()


@dataclass(frozen=True)
class Fill:
    """An area; without a colour only its outline is drawn. `hatched` fills with strokes instead."""

    colour: str | None
    outline: str
    outline_width: float = 0.2
    opacity: float = 1.0
    hatched: bool = False
    dash: Sequence[float] = ()


@dataclass(frozen=True)
class Marker:
    """A point: `shape` is one of QGIS's, such as circle, triangle, diamond."""

    colour: str
    outline: str
    size: float
    shape: str = "circle"


Symbol = Line | Fill | Marker


@dataclass(frozen=True)
class Rule:
    """What is drawn for features that fit an expression of QGIS; without one, for all that fit no other rule."""

    label: str
    symbol: Symbol
    condition: str | None = None


@dataclass(frozen=True)
class Label:
    """Text on the map, from an expression, drawn from `smallest_scale` (as 1:60000) inwards."""

    expression: str
    size: float
    colour: str
    halo: str = "#ffffff"
    font: str = "Noto Sans CJK SC"
    bold: bool = False
    smallest_scale: int = 0


@dataclass(frozen=True)
class Look:
    """A layer's look: rules in the order of the legend, text, the scale from which it is drawn, and its form.

    `aliases` are the names of fields in the order of the columns, `words` what stored values are called, `written` the
    fields that may be changed, and `title` the field that a feature is known by.
    """

    rules: Sequence[Rule]
    label: Label | None = None
    smallest_scale: int = 0
    opacity: float = 1.0
    aliases: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    title: str = "name"
