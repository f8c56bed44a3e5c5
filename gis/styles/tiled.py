"""A layer of vector tiles in a project."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from gis.styles.looks import Fill, Line
from gis.styles.symbols import symbol

MERCATOR = 3857
POINT, LINE, POLYGON = "0", "1", "2"


def tiled(parent: Element, layer, reference: Callable[[Element, int], None]) -> None:
    """The layer's element, drawn by the rules of its look; a rule without a condition comes first, below the others."""
    top = SubElement(parent, "maplayer", type="vector-tile", hasScaleBasedVisibilityFlag="0")
    for name, value in (("id", layer.id), ("datasource", layer.source), ("layername", layer.title)):
        SubElement(top, name).text = value
    reference(SubElement(top, "srs"), MERCATOR)
    styles = SubElement(SubElement(top, "renderer", type="basic"), "styles")
    for rule in layer.look.rules:
        kind = {Line: LINE, Fill: POLYGON}.get(type(rule.symbol), POINT)
        zooms = {"min-zoom": "-1", "max-zoom": "-1"}
        named = {"name": rule.label, "layer": layer.tiles, "geometry": kind, "expression": rule.condition or ""}
        style = SubElement(styles, "style", {"enabled": "1", **zooms, **named})
        symbol(SubElement(style, "symbols"), rule.symbol, "0")
