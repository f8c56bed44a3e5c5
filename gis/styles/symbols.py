"""Symbols as elements of QGIS's XML."""

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from gis.styles.looks import Fill, Line, Marker, Symbol

KINDS = {Line: "line", Fill: "fill", Marker: "marker"}
OPAQUE = 255


def rgba(colour: str, opacity: float = 1.0) -> str:
    """A colour of the form #rrggbb as QGIS writes it."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return ",".join(map(str, (*parts, round(OPAQUE * opacity))))


def options(parent: Element, values: Mapping[str, object]) -> Element:
    """A map of options below an element."""
    top = SubElement(parent, "Option", type="Map")
    for name, value in values.items():
        SubElement(top, "Option", name=name, type="QString", value=str(value))
    return top


def symbol(parent: Element, look: Symbol, name: str) -> Element:
    """A symbol below an element, under this name."""
    top = SubElement(parent, "symbol", type=KINDS[type(look)], name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    for kind, values in _layers(look):
        layer = SubElement(top, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
        options(layer, values)
        # QGIS before 3.26 reads these, later ones the options.
        for key, value in values.items():
            SubElement(layer, "prop", k=key, v=str(value))
    return top


def _layers(look: Symbol) -> Iterable[tuple[str, dict[str, object]]]:
    if isinstance(look, Marker):
        yield "SimpleMarker", _marker(look)
    elif isinstance(look, Fill):
        yield "SimpleFill", _fill(look)
    else:
        if look.casing:
            yield "SimpleLine", _line(look.casing, look.casing_width, ())
        yield "SimpleLine", _line(look.colour, look.width, look.dash)


def _line(colour: str, width: float, dash) -> dict[str, object]:
    return {
        "line_color": rgba(colour),
        "line_width": width,
        "line_width_unit": "MM",
        "line_style": "solid",
        "capstyle": "flat" if dash else "round",
        "joinstyle": "round",
        "use_custom_dash": int(bool(dash)),
        "customdash": ";".join(map(str, dash)) or "5;2",
        "customdash_unit": "MM",
    }


def _fill(look: Fill) -> dict[str, object]:
    style = "no" if look.colour is None else "b_diagonal" if look.hatched else "solid"
    return {
        "color": rgba(look.colour or look.outline, look.opacity),
        "style": style,
        "outline_color": rgba(look.outline),
        "outline_style": "dash" if look.dash else "solid",
        "outline_width": look.outline_width,
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }


def _marker(look: Marker) -> dict[str, object]:
    return {
        "name": look.shape,
        "color": rgba(look.colour),
        "outline_color": rgba(look.outline),
        "outline_style": "solid",
        "outline_width": 0.3,
        "outline_width_unit": "MM",
        "size": look.size,
        "size_unit": "MM",
        "angle": 0,
        "joinstyle": "round",
    }
