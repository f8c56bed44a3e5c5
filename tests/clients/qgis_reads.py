"""What QGIS makes of the service, as one JSON object; run by QGIS's own Python: URL USERNAME TOKEN FOLDER."""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsAuthMethodConfig,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsLineSymbol,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsVectorTileLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor
from qgis_quad import quad

SIZE = QSize(600, 400)
WHITE = QColor("white")


def sign_in(username, token):
    """The id of a stored Basic sign-in, as a GIS person sets it up once."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword("for this test", True)
    sign_in_once = QgsAuthMethodConfig("Basic")
    sign_in_once.setName("patrol")
    sign_in_once.setConfig("username", username)
    sign_in_once.setConfig("password", token)
    manager.storeAuthenticationConfig(sign_in_once)
    return sign_in_once.id()


def layer(url, name, sign_in_id, page_size=1000):
    """A layer of the OGC API - Features provider."""
    options = "restrictToRequestBBOX='1' authcfg=" + sign_in_id
    return QgsVectorLayer(f"url='{url}' typename='{name}' pageSize='{page_size}' {options}", name, "OAPIF")


def facts(url, name, sign_in_id):
    """What QGIS knows of one layer after reading it whole."""
    found = layer(url, name, sign_in_id)
    if not found.isValid():
        return {"valid": False, "said": found.error().message()}
    features = list(found.getFeatures())
    middle = found.extent()
    middle.scale(0.2)
    return {
        "valid": True,
        "count": found.featureCount(),
        "read": len(features),
        "codes": sorted(feature["code"] for feature in features) if "code" in found.fields().names() else None,
        "type": QgsWkbTypes.displayString(found.wkbType()),
        "fields": {field.name(): field.typeName() for field in found.fields()},
        "crs": found.crs().authid(),
        "in_the_middle": sum(1 for _ in found.getFeatures(QgsFeatureRequest(middle))),
    }


def tiles(url, sign_in_id):
    """A vector tile layer of the segments, drawn in red."""
    address = f"{url}/collections/segments/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}"
    found = QgsVectorTileLayer(f"type=xyz&url={address}&zmin=5&zmax=16&authcfg={sign_in_id}", "tiles")
    style = QgsVectorTileBasicRendererStyle("segments", "segments", QgsWkbTypes.LineGeometry)
    style.setSymbol(QgsLineSymbol.createSimple({"color": "255,0,0", "width": "1"}))
    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles([style])
    found.setRenderer(renderer)
    return found


def drawn(found, extent, picture):
    """How many pixels of a map of that layer are not blank."""
    settings = QgsMapSettings()
    settings.setLayers([found])
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    settings.setDestinationCrs(mercator)
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    settings.setExtent(QgsCoordinateTransform(degrees, mercator, QgsProject.instance()).transformBoundingBox(extent))
    settings.setOutputSize(SIZE)
    settings.setBackgroundColor(WHITE)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(picture)
    places = ((x, y) for x in range(SIZE.width()) for y in range(SIZE.height()))
    return sum(1 for x, y in places if image.pixelColor(x, y) != WHITE)


def main(url, username, token, folder):
    """Reads every layer, draws the tiles."""
    sign_in_id = sign_in(username, token)
    names = ("divisions", "segments", "stretches", "plots", "tracks", "issues", "works", "zoning")
    said = {"layers": {name: facts(url, name, sign_in_id) for name in names}}
    small = layer(url, "segments", sign_in_id, page_size=40)
    said["in_pages_of_40"] = sum(1 for _ in small.getFeatures())
    map_of_tiles = tiles(url, sign_in_id)
    said["tiles_valid"] = map_of_tiles.isValid()
    said["pixels"] = drawn(map_of_tiles, small.extent(), f"{folder}/tiles.png")
    said["quad"] = quad(url, "segments", (username, token), folder)
    said["stranger"] = facts(url, "segments", QgsAuthMethodConfig("Basic").id())
    print(json.dumps(said))


application = QgsApplication([], False)
application.initQgis()
main(*sys.argv[1:])
application.exitQgis()
