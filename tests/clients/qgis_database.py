"""What QGIS makes of the database and of the projects, as one JSON object; run by QGIS's own Python with a JSON object:
host, port, database, people {name: password}, folder, project files."""

import json
import sys
import zipfile

from qgis.core import (
    QgsApplication,
    QgsAuthMethodConfig,
    QgsDataSourceUri,
    QgsGeometry,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

SIZE = QSize(1400, 1000)


def uri(asked, user, table):
    """The source of a view as somebody."""
    found = QgsDataSourceUri()
    found.setConnection(asked["host"], str(asked["port"]), asked["database"], user, asked["people"][user])
    found.setDataSource("gis_views", table, "geom", "", "id")
    found.setSrid("4490")
    return found.uri(False)


def layer(asked, user, table):
    """A view as a layer, with the style that QGIS finds for it."""
    return QgsVectorLayer(uri(asked, user, table), table, "postgres")


def facts(found):
    """What QGIS knows of a layer."""
    if not found.isValid():
        return {"valid": False, "said": found.error().message()}
    renderer = found.renderer()
    return {
        "valid": True,
        "count": sum(1 for _ in found.getFeatures()),
        "renderer": renderer.type(),
        "legend": [item.label() for item in renderer.legendSymbolItems()],
        "labels": found.labelsEnabled(),
        "aliases": [found.attributeDisplayName(number) for number in range(found.fields().count())],
        "editable": bool(found.dataProvider().capabilities() & found.dataProvider().ChangeGeometries),
        "crs": found.crs().authid(),
    }


def move_a_vertex(asked, user):
    """Move the middle vertex of a segment by a hundredth of a degree, as the vertex tool does it."""
    found = layer(asked, user, "segments")
    feature = next(found.getFeatures())
    said = {"code": feature["code"], "started": found.startEditing()}
    if not said["started"]:
        return said
    shape = QgsGeometry(feature.geometry())
    before = shape.asPolyline()[1]
    said["moved"] = found.moveVertex(before.x(), before.y() + 0.0005, feature.id(), 1)
    said["committed"] = found.commitChanges()
    said["errors"] = found.commitErrors()
    return said


def rename_outside(asked, user):
    """Give a segment a division that is not one's own: the database must refuse it in words."""
    found = layer(asked, user, "segments")
    feature = next(found.getFeatures())
    found.startEditing()
    found.changeAttributeValue(feature.id(), found.fields().indexOf("division_code"), "110000000000")
    committed = found.commitChanges()
    return {"committed": committed, "errors": found.commitErrors()}


def drawn(layers, project, picture):
    """The map of a project as it opens; how many pixels are not its ground."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setOutputSize(SIZE)
    settings.setOutputDpi(110)
    settings.setBackgroundColor(project.backgroundColor())
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(picture)
    ground = QColor(project.backgroundColor())
    places = ((x, y) for x in range(0, SIZE.width(), 2) for y in range(0, SIZE.height(), 2))
    colours = [image.pixelColor(x, y).name() for x, y in places]
    return {
        "drawn": sum(1 for each in colours if each != ground.name()),
        "all": len(colours),
        "colours": len(set(colours)),
        "errors": [error.message for error in job.errors()],
    }


def opened(source, picture):
    """A project opened from a file or the database, and its map."""
    project = QgsProject()
    done = project.read(source)
    layers = project.mapLayers()
    checked = [each.layer() for each in project.layerTreeRoot().findLayers() if each.isVisible() and each.layer()]
    order = [each for each in project.layerTreeRoot().layerOrder() if each in checked]
    return {
        "read": done,
        "said": project.error(),
        "title": project.title(),
        "crs": project.crs().authid(),
        "layers": {each.id(): each.isValid() for each in layers.values()},
        "groups": [each.name() for each in project.layerTreeRoot().children()],
        "visible": [each.name() for each in order],
        "picture": drawn(order, project, picture) if order else None,
    }


def signed_in(path, sign_in):
    """A copy of a project over HTTP with a stored sign-in in its sources, as QGIS writes them once it has asked."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword("for this test", True)
    kept = QgsAuthMethodConfig("Basic")
    kept.setName("patrol")
    kept.setConfig("username", sign_in["username"])
    kept.setConfig("password", sign_in["token"])
    manager.storeAuthenticationConfig(kept)
    with zipfile.ZipFile(path) as archive:
        (name,) = archive.namelist()
        text = archive.read(name).decode()
    text = text.replace("<datasource>pagingEnabled", f"<datasource>authcfg={kept.id()} pagingEnabled")
    text = text.replace("<datasource>type=xyz", f"<datasource>authcfg={kept.id()}&amp;type=xyz")
    with zipfile.ZipFile(f"{path}.signed.qgz", "w") as archive:
        archive.writestr(name, text)
    return f"{path}.signed.qgz"


def main(asked):
    """Everything that was asked."""
    said = {"people": {}}
    for user in asked["people"]:
        said["people"][user] = {table: facts(layer(asked, user, table)) for table in asked["tables"]}
    if asked.get("edits"):
        said["edited"] = {user: move_a_vertex(asked, user) for user in asked["edits"]}
        said["outside"] = rename_outside(asked, asked["edits"][0])
    if "web" in asked:
        asked["projects"]["web"] = signed_in(asked["web"]["path"], asked["web"])
    said["projects"] = {
        name: opened(source, f"{asked['folder']}/{name}.png") for name, source in asked.get("projects", {}).items()
    }
    print(json.dumps(said))


application = QgsApplication([], False)
application.initQgis()
main(json.loads(sys.argv[1]))
application.exitQgis()
