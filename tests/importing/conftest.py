"""A county of one township and two villages, and one call that imports a file as the command does."""

from dataclasses import dataclass

import pytest
import shapely
from sqlalchemy import text

from gis import files
from patrol import importing
from tests.gis.making import write

COUNTY, TOWNSHIP, WEST, EAST = "361099000000", "361099101000", "361099101201", "361099101202"


@dataclass
class Importer:
    """Imports files into the database of the test."""

    session: object
    settings: object

    def __call__(self, kind, path, *, fields=(), constants=(), division=None, prefix="", **how):
        """The report of one import."""
        order = importing.Order(importing.pairs(fields), importing.pairs(constants), division, prefix)
        with files.read(path, near=importing.county_box(self.session), **how) as source:
            chosen = importing.KINDS[kind]
            return importing.load(self.session, chosen, source, order, self.settings, lambda *_: None)

    def rows(self, sql, **params):
        """What the database holds."""
        return self.session.execute(text(sql), params).all()

    def column(self, sql, **params):
        """The first column of what the database holds."""
        return [row[0] for row in self.rows(sql, **params)]


@pytest.fixture
def importer(session, settings):
    """Imports into an empty database."""
    return Importer(session, settings)


@pytest.fixture
def county(importer, tmp_path):
    """The importer, with divisions: the villages lie side by side and meet at 116.45 E."""
    boxes = [
        shapely.box(116.40, 27.45, 116.50, 27.55),
        shapely.box(116.40, 27.45, 116.50, 27.55),
        shapely.box(116.40, 27.45, 116.45, 27.55),
        shapely.box(116.45, 27.45, 116.50, 27.55),
    ]
    columns = {"XZQDM": [COUNTY, TOWNSHIP, WEST, EAST], "XZQMC": ["山河县", "青溪镇", "竹山村", "松岭村"]}
    report = importer("divisions", write(tmp_path / "区划.gpkg", boxes, columns=columns))
    assert report.new == 4
    return importer
