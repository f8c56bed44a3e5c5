"""How layers look in QGIS: styles (QML) and whole projects (QGS, QGZ), written for QGIS 3.22 and later.

It knows symbols, labels, aliases and sources; names and colours come from the application.
"""

from gis.styles.looks import Fill, Label, Line, Look, Marker, Rule
from gis.styles.projects import Group, MapLayer, Project, packed, project
from gis.styles.qml import qml
from gis.styles.sources import features_source, postgis_source, tiles_source

__all__ = [
    "Fill",
    "Group",
    "Label",
    "Line",
    "Look",
    "MapLayer",
    "Marker",
    "Project",
    "Rule",
    "features_source",
    "packed",
    "postgis_source",
    "project",
    "qml",
    "tiles_source",
]
