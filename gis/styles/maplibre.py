"""A layer's look as a MapLibre style over its vector tiles. Text is left out: it would need glyphs from somewhere."""

from collections.abc import Sequence
from typing import Any

from gis.styles.looks import Fill, Line, Look, Marker, Symbol

PIXELS_PER_MM = 96 / 25.4
SEEN_BELOW = 0.25
Condition = list[Any] | None
"""A MapLibre expression; None is everything."""


def style(source: str, title: str, tilejson: str, look: Look, conditions: Sequence[Condition]) -> dict:
    """The style of the tiles of layer ``source``; each rule of the look has its condition, in the same order."""
    ruled = [
        layer
        for number, (rule, condition) in enumerate(zip(look.rules, conditions, strict=True))
        for layer in _layers(source, number, rule.label, rule.symbol, condition)
    ]
    return {
        "version": 8,
        "name": title,
        "sources": {source: {"type": "vector", "url": tilejson}},
        "layers": ruled,
    }


def _layers(source: str, number: int, label: str, symbol: Symbol, condition: Condition) -> list[dict]:
    """One rule as layers, the lowest first."""
    common = {"source": source, "source-layer": source, **({"filter": condition} if condition else {})}
    return [
        {"id": f"{source}-{number}{part}", "type": kind, **common, "paint": paint, "metadata": {"legend": label}}
        for part, kind, paint in _paints(symbol)
    ]


def _paints(symbol: Symbol) -> list[tuple[str, str, dict]]:
    match symbol:
        case Line():
            casing = [("-casing", "line", _stroke(symbol.casing, symbol.casing_width))] if symbol.casing else []
            return [*casing, ("", "line", _stroke(symbol.colour, symbol.width, symbol.dash))]
        case Fill():
            outline = ("-outline", "line", _stroke(symbol.outline, symbol.outline_width, symbol.dash))
            if symbol.colour is None:
                return [outline]
            opacity = symbol.opacity * SEEN_BELOW if symbol.hatched else symbol.opacity
            return [("", "fill", {"fill-color": symbol.colour, "fill-opacity": opacity}), outline]
        case Marker():
            return [
                (
                    "",
                    "circle",
                    {
                        "circle-color": symbol.colour,
                        "circle-radius": round(symbol.size * PIXELS_PER_MM / 2, 2),
                        "circle-stroke-color": symbol.outline,
                        "circle-stroke-width": 1,
                    },
                )
            ]


def _stroke(colour: str | None, width: float, dash: Sequence[float] = ()) -> dict:
    paint: dict[str, Any] = {"line-color": colour, "line-width": round(width * PIXELS_PER_MM, 2)}
    return paint | ({"line-dasharray": list(dash)} if dash else {})
