"""A QGIS project: layers in groups over a county, each with its look; as QGS, or packed as QGZ."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gis.styles.looks import Look
from gis.styles.qml import DOCTYPE, VERSION, scales, styled, switches
from gis.styles.sources import geometry_of
from gis.styles.tiled import tiled

Box = tuple[float, float, float, float]
PACKED_AT = (1980, 1, 1, 0, 0, 0)
BROKEN_ID = 10


@dataclass(frozen=True)
class MapLayer:
    """A layer: its id in the project, title, geometry type, EPSG code, provider (postgres, OAPIF or tiles) and source.

    A layer of tiles names the layer inside its tiles by `tiles`. An id has more than ten characters: QGIS 3.22 takes
    shorter ones for broken, gives the layer another, and then the legend has lost it.
    """

    id: str
    title: str
    kind: str
    srid: int
    provider: str
    source: str
    look: Look
    shown: bool = True
    writable: bool = False
    tiles: str | None = None

    def __post_init__(self):
        if len(self.id) <= BROKEN_ID:
            raise ValueError(f"layer id {self.id}: QGIS wants more than {BROKEN_ID} characters")


@dataclass(frozen=True)
class Group:
    """A group of the legend, its layers from the top down."""

    title: str
    layers: Sequence[MapLayer]
    shown: bool = True
    open: bool = True


@dataclass(frozen=True)
class Project:
    """A whole map: groups from the top down, drawn in the metric system `srid` over `box`, on a ground colour."""

    title: str
    groups: Sequence[Group]
    srid: int
    box: Box
    ground: str = "#ffffff"
    note: str = ""
    relations: Sequence[Mapping[str, str]] = field(default_factory=tuple)


def project(made: Project) -> str:
    """The project as a QGS document."""
    top = Element("qgis", projectname=made.title, version=VERSION)
    SubElement(top, "homePath", path="")
    SubElement(top, "title").text = made.title
    _reference(SubElement(top, "projectCrs"), made.srid)
    _legend(top, made)
    _canvas(top, made)
    layers = SubElement(top, "projectlayers")
    for group in made.groups:
        for layer in group.layers:
            _layer(layers, layer)
    order = SubElement(top, "layerorder")
    for group in made.groups:
        for layer in group.layers:
            SubElement(order, "layer", id=layer.id)
    _properties(top, made)
    _relations(top, made)
    indent(top)
    return DOCTYPE + tostring(top, encoding="unicode")


def packed(document: str, name: str) -> bytes:
    """A QGS document as a QGZ: the same bytes for the same document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{name}.qgs", PACKED_AT), document.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _reference(parent: Element, srid: int) -> None:
    top = SubElement(parent, "spatialrefsys", nativeFormat="Wkt")
    # QGIS asks the authority's code only where a number of its own is given; which one does not matter then.
    SubElement(top, "srsid").text = str(srid)
    SubElement(top, "authid").text = f"EPSG:{srid}"


def _legend(top: Element, made: Project) -> None:
    tree = SubElement(top, "layer-tree-group")
    SubElement(tree, "customproperties")
    for group in made.groups:
        state = {"checked": _checked(group.shown), "expanded": str(int(group.open))}
        branch = SubElement(tree, "layer-tree-group", name=group.title, **state)
        for layer in group.layers:
            SubElement(
                branch,
                "layer-tree-layer",
                id=layer.id,
                name=layer.title,
                source=layer.source,
                providerKey="" if layer.tiles else layer.provider,
                checked=_checked(layer.shown),
                expanded=str(int(layer.shown and group.open)),
                legend_exp="",
            )


def _checked(shown: bool) -> str:
    return "Qt::Checked" if shown else "Qt::Unchecked"


def _canvas(top: Element, made: Project) -> None:
    canvas = SubElement(top, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    SubElement(canvas, "units").text = "meters"
    extent = SubElement(canvas, "extent")
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), made.box, strict=True):
        SubElement(extent, name).text = f"{value:.2f}"
    SubElement(canvas, "rotation").text = "0"
    _reference(SubElement(canvas, "destinationsrs"), made.srid)
    view = SubElement(top, "ProjectViewSettings", UseProjectScales="0", rotation="0")
    SubElement(view, "Scales")
    edges = zip(("xmin", "ymin", "xmax", "ymax"), made.box, strict=True)
    _reference(SubElement(view, "DefaultViewExtent", {name: f"{value:.2f}" for name, value in edges}), made.srid)


def _layer(parent: Element, layer: MapLayer) -> None:
    if layer.tiles:
        tiled(parent, layer, _reference)
        return
    top = SubElement(
        parent,
        "maplayer",
        type="vector",
        geometry=geometry_of(layer.kind),
        **scales(layer.look),
        **switches(layer.look),
    )
    if not layer.writable:
        top.set("readOnly", "1")
    for name, value in (("id", layer.id), ("datasource", layer.source), ("layername", layer.title)):
        SubElement(top, name).text = value
    _reference(SubElement(top, "srs"), layer.srid)
    SubElement(top, "provider", encoding="UTF-8").text = layer.provider
    styled(top, layer.look)


def _properties(top: Element, made: Project) -> None:
    properties = SubElement(top, "properties")
    gui = SubElement(properties, "Gui")
    for name, at in (("CanvasColorRedPart", 1), ("CanvasColorGreenPart", 3), ("CanvasColorBluePart", 5)):
        SubElement(gui, name, type="int").text = str(int(made.ground[at : at + 2], 16))
    # Without this the project's system is not read.
    SubElement(SubElement(properties, "SpatialRefSys"), "ProjectionsEnabled", type="int").text = "1"
    measure = SubElement(properties, "Measure")
    SubElement(measure, "Ellipsoid", type="QString").text = "EPSG:7024"
    units = SubElement(properties, "Measurement")
    SubElement(units, "DistanceUnits", type="QString").text = "meters"
    SubElement(units, "AreaUnits", type="QString").text = "m2"
    if made.note:
        SubElement(SubElement(top, "projectMetadata"), "abstract").text = made.note


def _relations(top: Element, made: Project) -> None:
    relations = SubElement(top, "relations")
    for each in made.relations:
        ends = {"referencingLayer": each["from"], "referencedLayer": each["to"]}
        named = {"id": each["id"], "name": each["name"], "strength": "Association"}
        relation = SubElement(relations, "relation", {**named, **ends})
        SubElement(relation, "fieldRef", referencingField=each["field"], referencedField=each["key"])
