import csv
import zipfile

import openpyxl
import pytest
import shapely
import shapely.affinity
from pyogrio import raw

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


@pytest.fixture
def surveyed(county, tmp_path):
    """Plots as a survey has them, with digits that no export writes."""
    shapes = [shapely.affinity.rotate(shape, 17.3) for shape in squares(3, west=116.42)]
    columns = {"code": ["P1", "P2", "P3"], "林班": ["7"] * 3, "小班": ["1", "2", "3"], "树种": ["杉木"] * 3}
    county("forest-plots", write(tmp_path / "s.gpkg", shapes, columns=columns | {"公顷": [1.2345678, 0.777, 2.0]}))
    return county


STORED = "SELECT code, geom::text, recorded_area_m2, xmin::text FROM forest_plot ORDER BY code"


@pytest.mark.parametrize(("suffix", "crs"), [
    (".gpkg", "EPSG:4527"), (".zip", "EPSG:4527"), (".fgb", "EPSG:4527"), (".gdb", "EPSG:4527"), (".zip", None),
    (".kml", None), (".geojson", None),
])  # fmt: skip
def test_what_comes_back_as_it_went_out_changes_nothing_in_any_format(surveyed, tmp_path, suffix, crs):
    stored = surveyed.rows(STORED)
    exported(surveyed, tmp_path / f"out{suffix}", crs=crs)
    report = surveyed("forest-plots", tmp_path / f"out{suffix}")
    assert (report.same, report.new, report.updated, report.refused) == (3, 0, 0, [])
    assert surveyed.rows(STORED) == stored


def test_a_table_with_seven_decimals_of_a_degree_changes_nothing(surveyed, tmp_path):
    stored = surveyed.rows(STORED)
    with (tmp_path / "out.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(["code", "tree_species", "recorded_area_mu", "geometry"])
        told = "SELECT code, tree_species, round((recorded_area_m2 * 15 / 10000)::numeric, 2), ST_AsText(geom, 7)"
        table.writerows(surveyed.rows(f"{told} FROM forest_plot"))
    report = surveyed("forest-plots", tmp_path / "out.csv")
    assert (report.same, report.updated, report.refused) == (3, 0, [])
    assert surveyed.rows(STORED) == stored


def test_one_plot_edited_in_a_returned_shapefile_is_the_only_one_that_changes(surveyed, tmp_path):
    exported(surveyed, tmp_path / "out.zip", crs="EPSG:4527")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        archive.extractall(tmp_path / "out")
    meta, _fids, shapes, columns = raw.read(tmp_path / "out" / "out.shp", encoding="UTF-8")
    species = columns[list(meta["fields"]).index("tree_speci")]
    species[1] = "枫香"
    (tmp_path / "back").mkdir()
    back = tmp_path / "back" / "小班.shp"
    write(back, shapely.from_wkb(shapes), 4527, columns=dict(zip(meta["fields"], columns, strict=True)))
    (last,) = surveyed.column("SELECT max(id) FROM geometry_change")
    report = surveyed("forest-plots", back)
    assert (report.same, report.updated, report.refused) == (2, 1, [])
    assert surveyed.rows("SELECT tree_species, recorded_area_m2 FROM forest_plot ORDER BY code") == [
        ("杉木", 12345.678),
        ("枫香", 7770.0),
        ("杉木", 20000.0),
    ]
    assert surveyed.rows("SELECT code, moved FROM geometry_change WHERE id > :last", last=last) == [("P2", False)]


@pytest.mark.parametrize(("figure", "changed"), [(18.52, 0), (18.53, 1), (18.5184, 1)])
def test_an_area_in_mu_is_new_where_it_is_not_the_stored_one_in_two_decimals(surveyed, tmp_path, figure, changed):
    shape = shapely.affinity.rotate(squares(1, west=116.42)[0], 17.3)
    path = write(tmp_path / "a.gpkg", [shape], columns={"code": ["P1"], "登记面积（亩）": [figure]})
    assert surveyed("forest-plots", path).updated == changed


def test_a_vertex_that_moved_two_centimetres_is_a_change(surveyed, tmp_path):
    shape = shapely.affinity.rotate(squares(1, west=116.42)[0], 17.3)
    corners = shapely.get_coordinates(shape)
    corners[1] += 2e-7
    path = write(tmp_path / "a.gpkg", [shapely.Polygon(corners)], columns={"code": ["P1"]})
    assert surveyed("forest-plots", path).updated == 1


@pytest.mark.parametrize(("suffix", "crs"), [(".xlsx", None), (".xlsx", "EPSG:4527"), (".csv", None)])
def test_a_table_of_points_that_comes_back_changes_attributes_by_code_and_no_shape(surveyed, tmp_path, suffix, crs):
    stored = surveyed.rows(STORED)
    exported(surveyed, tmp_path / f"out{suffix}", crs=crs)
    report = surveyed("forest-plots", tmp_path / f"out{suffix}", crs=crs)
    assert (report.same, report.new, report.updated, report.refused) == (3, 0, 0, [])
    assert surveyed.rows(STORED) == stored
    assert "3 行只有点位" in report.text()


def test_one_plot_edited_in_a_returned_workbook_keeps_its_shape_and_a_new_one_is_told_what_carries_shapes(
    surveyed, tmp_path
):
    exported(surveyed, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    titles = [cell.value for cell in book.active[1]]
    book.active.cell(3, titles.index("树种") + 1, "枫香")
    book.active.append([*("P9" if title == titles[0] else None for title in titles[:-2]), 116.42, 27.5])
    book.save(tmp_path / "back.xlsx")
    report = surveyed("forest-plots", tmp_path / "back.xlsx")
    assert (report.same, report.updated, report.new) == (2, 1, 0)
    assert [(remark.code, "GPKG" in remark.why.text()) for remark in report.refused] == [("P9", True)]
    told = (
        "SELECT tree_species, moved FROM forest_plot p JOIN geometry_change c USING (code) ORDER BY c.id DESC LIMIT 1"
    )
    assert surveyed.rows(told) == [("枫香", False)]


def test_only_what_the_viewer_may_see_is_written_and_only_what_is_asked_for(plots, tmp_path):
    assert exported(plots, tmp_path / "west.gpkg", WEST) == 2
    assert exported(plots, tmp_path / "east.gpkg", wanted=Wanted(filters={"division": EAST})) == 3


def test_a_zone_may_be_asked_for(plots, tmp_path):
    exported(plots, tmp_path / "out.gpkg", crs="EPSG:4548")
    with files.read(tmp_path / "out.gpkg") as source:
        (batch,) = source.batches()
    assert source.system.label == "EPSG:4548"
    assert shapely.equals_exact(batch.geometries[0].geoms[0].normalize(), squares(1, west=116.42)[0].normalize(), 1e-9)
