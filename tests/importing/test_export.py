import pytest
import shapely

from gis import files
from gis.wanted import Wanted
from patrol import exporting
from patrol.access import Viewer
from patrol.layers import layers
from tests.gis.making import squares, write
from tests.importing.conftest import EAST, WEST


@pytest.fixture
def plots(county, tmp_path):
    """Plots in both villages."""
    shapes = [*squares(2, west=116.42), *squares(3, west=116.46)]
    county("forest-plots", write(tmp_path / "p.gpkg", shapes, columns={"code": [f"P{i}" for i in range(5)]}))
    return county


def exported(plots, path, viewer_division="000000000000", wanted=None, **asked):
    viewer = Viewer(0, "", "", "admin", viewer_division)
    export = exporting.Export(layers(plots.settings)["plots"], wanted or Wanted(), **asked)
    return exporting.export(plots.session, viewer, export, path, lambda *_: None)


@pytest.mark.parametrize("suffix", [".gpkg", ".zip", ".geojson", ".fgb", ".kml", ".gdb", ".csv", ".xlsx"])
def test_a_published_layer_is_written_in_every_format(plots, tmp_path, suffix):
    assert exported(plots, tmp_path / f"小班{suffix}") == 5
    assert (tmp_path / f"小班{suffix}").exists()


def test_what_was_exported_can_be_imported_again_and_changes_nothing(plots, tmp_path):
    exported(plots, tmp_path / "out.gpkg")
    report = plots("forest-plots", tmp_path / "out.gpkg")
    assert (report.same, report.new, report.updated, report.refused) == (5, 0, 0, [])


def test_only_what_the_viewer_may_see_is_written_and_only_what_is_asked_for(plots, tmp_path):
    assert exported(plots, tmp_path / "west.gpkg", WEST) == 2
    assert exported(plots, tmp_path / "east.gpkg", wanted=Wanted(filters={"division": EAST})) == 3


def test_a_zone_may_be_asked_for(plots, tmp_path):
    exported(plots, tmp_path / "out.gpkg", crs="EPSG:4548")
    with files.read(tmp_path / "out.gpkg") as source:
        (batch,) = source.batches()
    assert source.system.label == "EPSG:4548"
    assert shapely.equals_exact(batch.geometries[0].geoms[0].normalize(), squares(1, west=116.42)[0].normalize(), 1e-9)
