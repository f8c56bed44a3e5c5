"""What GDAL does not do with a GeoPackage for us: titles of columns, and whether each feature has a place."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from gis.files.schema import Column

TABLE = """
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
)
"""
EXTENSIONS = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
)
"""
EXTENDED = """
INSERT OR IGNORE INTO gpkg_extensions
VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write')
"""


def entitle(path: Path, layer: str, columns: Sequence[Column]) -> None:
    """Write the columns' titles into the GeoPackage at `path`, by its schema extension: QGIS shows them as aliases."""
    rows = [(layer, column.name, column.name, column.title) for column in columns]
    with closing(sqlite3.connect(path)) as database, database:
        for statement in (TABLE, EXTENSIONS, EXTENDED):
            database.execute(statement)
        database.executemany(
            "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, name, title) VALUES (?, ?, ?, ?)", rows
        )


def lacks_places(path: Path, layer: str, geometry: str) -> bool:
    """Whether features of the layer have no geometry."""
    with closing(sqlite3.connect(path)) as database:
        asked = f'SELECT EXISTS (SELECT 1 FROM "{layer}" WHERE "{geometry}" IS NULL)'
        return bool(database.execute(asked).fetchone()[0])
