"""How the features of a layer are drawn and written on, as elements of QGIS's XML."""

from uuid import NAMESPACE_OID, uuid5
from xml.etree.ElementTree import Element, SubElement

from gis.styles.looks import Fill, Label, Line, Look
from gis.styles.symbols import rgba, symbol

OVER_POINT, CURVED, AROUND_POINT = "1", "3", "6"


def renderer(parent: Element, look: Look) -> None:
    """One symbol for all, or a rule a class."""
    same = {"forceraster": "0", "symbollevels": "0", "enableorderby": "0"}
    if len(look.rules) == 1 and look.rules[0].condition is None:
        top = SubElement(parent, "renderer-v2", type="singleSymbol", **same)
    else:
        top = SubElement(parent, "renderer-v2", type="RuleRenderer", **same)
        _rules(top, look)
    symbols = SubElement(top, "symbols")
    for number, rule in enumerate(look.rules):
        symbol(symbols, rule.symbol, str(number))


def _rules(parent: Element, look: Look) -> None:
    rules = SubElement(parent, "rules", key=_key("rules"))
    for number, rule in enumerate(look.rules):
        filtered = rule.condition or "ELSE"
        key = _key(f"{number} {rule.label}")
        SubElement(rules, "rule", key=key, symbol=str(number), label=rule.label, filter=filtered)


def _key(name: str) -> str:
    """A key that is the same whenever the same look is written."""
    return f"{{{uuid5(NAMESPACE_OID, name)}}}"


def labelling(parent: Element, look: Look) -> None:
    """The text of features."""
    label = look.label
    if label is None:
        return
    settings = SubElement(SubElement(parent, "labeling", type="simple"), "settings", calloutType="simple")
    _text(settings, label)
    _placement(settings, look)
    scales = {"scaleVisibility": "0"}
    if label.smallest_scale:
        scales = {"scaleVisibility": "1", "scaleMin": "0", "scaleMax": str(label.smallest_scale)}
    SubElement(settings, "rendering", drawLabels="1", obstacle="1", displayAll="0", mergeLines="1", **scales)


def _text(settings: Element, label: Label) -> None:
    style = SubElement(
        settings,
        "text-style",
        fieldName=label.expression,
        isExpression="1",
        fontFamily=label.font,
        fontSize=str(label.size),
        fontSizeUnit="Point",
        fontWeight="75" if label.bold else "50",
        namedStyle="Bold" if label.bold else "Regular",
        textColor=rgba(label.colour),
        textOpacity="1",
    )
    SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=rgba(label.halo, 0.9),
        bufferOpacity="1",
        bufferJoinStyle="128",
    )


def _placement(settings: Element, look: Look) -> None:
    kind = look.rules[0].symbol
    if isinstance(kind, Line):
        SubElement(
            settings, "placement", placement=CURVED, placementFlags="10", dist="0.6", distUnits="MM", priority="5"
        )
    elif isinstance(kind, Fill):
        SubElement(settings, "placement", placement=OVER_POINT, centroidInside="1", priority="6", fitInPolygonOnly="0")
    else:
        SubElement(settings, "placement", placement=AROUND_POINT, dist="1", distUnits="MM", priority="7")
