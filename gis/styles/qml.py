"""A layer's whole style as QGIS keeps it: drawing, text, and the form with its Chinese names and values."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from gis.styles.looks import Look
from gis.styles.renderers import labelling, renderer
from gis.styles.symbols import options

VERSION = "3.22.16"
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


def qml(look: Look) -> str:
    """The style as a QML document without a prolog: it is stored in a column of type xml."""
    top = Element("qgis", version=VERSION, styleCategories="AllStyleCategories", **scales(look), **switches(look))
    styled(top, look)
    return tostring(top, encoding="unicode")


def scales(look: Look) -> dict[str, str]:
    """From which scale on the layer is drawn."""
    flag = str(int(bool(look.smallest_scale)))
    return {"hasScaleBasedVisibilityFlag": flag, "minScale": str(look.smallest_scale or 100000000), "maxScale": "0"}


def switches(look: Look) -> dict[str, str]:
    """What the layer has."""
    return {"labelsEnabled": str(int(look.label is not None)), "readOnly": "0"}


def styled(top: Element, look: Look) -> None:
    """The style's parts, below a style's or a layer's element."""
    renderer(top, look)
    labelling(top, look)
    SubElement(top, "blendMode").text = "0"
    SubElement(top, "layerOpacity").text = str(look.opacity)
    _form(top, look)
    SubElement(top, "previewExpression").text = f'"{look.title}"'
    SubElement(top, "mapTip").text = f'<b>[% "{look.title}" %]</b>'


def _form(top: Element, look: Look) -> None:
    fields = SubElement(top, "fieldConfiguration")
    for name in look.aliases:
        _widget(SubElement(fields, "field", name=name, configurationFlags="None"), look.words.get(name))
    aliases = SubElement(top, "aliases")
    editable = SubElement(top, "editable")
    for number, (name, title) in enumerate(look.aliases.items()):
        SubElement(aliases, "alias", field=name, index=str(number), name=title)
        SubElement(editable, "field", name=name, editable=str(int(name in look.written)))


def _widget(field: Element, words: Mapping[str, str] | None) -> None:
    """A choice of words for a field that has them; for others what QGIS chooses by the type."""
    if words is None:
        return
    config = SubElement(SubElement(field, "editWidget", type="ValueMap"), "config")
    choices = SubElement(SubElement(config, "Option", type="Map"), "Option", name="map", type="List")
    for value, word in words.items():
        options(choices, {word: value})
