import pyproj
import pytest
import shapely

from tests.gis.making import squares, write
from tests.importing.conftest import EAST, WEST


def plots(path, count=2, shapes=None, **columns):
    return write(path, shapes or squares(count, west=116.42), columns=columns)


SURVEY = {
    "XIANG": ["青溪镇", "101"],
    "CUN": ["竹山村", "201"],
    "LIN_BAN": ["3", "3"],
    "XIAO_BAN": ["红9", "新增17"],
    "MIAN_JI": [1.1, 2.5],
    "YOU_SHI_SZ": ["杉木", "马尾松"],
}


def test_the_tables_of_the_forest_survey_are_understood_without_any_option(county, tmp_path):
    report = county("forest-plots", plots(tmp_path / "林地.gpkg", **SURVEY))
    assert report.new == 2
    assert county.rows("SELECT code, division_code, plot_number, tree_species, recorded_area_m2 FROM forest_plot") == [
        (f"{WEST}-3-红9", WEST, "红9", "杉木", 11000.0),
        (f"{WEST}-3-新增17", WEST, "新增17", "马尾松", 25000.0),
    ]


def test_areas_are_ellipsoidal_and_cells_are_laid(county, tmp_path):
    county("forest-plots", plots(tmp_path / "a.gpkg", code=["P1", "P2"]))
    area = abs(pyproj.Geod(ellps="GRS80").geometry_area_perimeter(squares(1, west=116.42)[0])[0])
    ((measured, cells, laid),) = county.rows(
        "SELECT area_m2, cells, (SELECT count(*) FROM plot_cell WHERE plot_id = p.id) FROM forest_plot p"
        " WHERE code = 'P1'"
    )
    assert measured == pytest.approx(area, rel=1e-6)
    assert cells == laid > 0


def test_areas_in_mu_become_square_metres(county, tmp_path):
    county("forest-plots", plots(tmp_path / "a.gpkg", code=["P1", "P2"], 面积_亩=[15.0, None]))
    assert county.column("SELECT recorded_area_m2 FROM forest_plot ORDER BY code") == [10000.0, None]


def test_plots_that_swap_their_numbers_meet_no_one_on_the_way(county, tmp_path):
    same = {"village": ["竹山村"] * 2, "township": ["青溪镇"] * 2, "compartment": ["3"] * 2}
    county("forest-plots", plots(tmp_path / "a.gpkg", code=["P1", "P2"], plot_number=["1", "2"], **same))
    report = county("forest-plots", plots(tmp_path / "b.gpkg", code=["P1", "P2"], plot_number=["2", "1"], **same))
    assert report.updated == 2
    assert county.column("SELECT plot_number FROM forest_plot ORDER BY code") == ["2", "1"]


def test_a_number_held_twice_is_refused_in_the_file_and_against_what_is_stored(county, tmp_path):
    same = {"compartment": ["3"] * 2}
    path = plots(tmp_path / "a.gpkg", code=["P1", "P2"], plot_number=["1", "1"], **same)
    assert [remark.why.key for remark in county("forest-plots", path).refused] == ["plot_repeated"] * 2
    county("forest-plots", plots(tmp_path / "b.gpkg", 1, code=["P1"], plot_number=["1"], compartment=["3"]))
    report = county("forest-plots", plots(tmp_path / "c.gpkg", 1, code=["P9"], plot_number=["1"], compartment=["3"]))
    assert [remark.why.params for remark in report.refused] == [{"other": "P1"}]


def test_a_plot_across_villages_belongs_to_the_one_with_most_of_it(county, tmp_path):
    shape = shapely.box(116.449, 27.5, 116.452, 27.501)
    county("forest-plots", plots(tmp_path / "a.gpkg", shapes=[shape], code=["P1"]))
    assert county.column("SELECT division_code FROM forest_plot") == [EAST]


def test_a_bowtie_is_refused_and_its_repaired_shape_is_offered_in_the_report(county, tmp_path):
    from gis import files
    from tests.gis.making import layers

    bowtie = shapely.Polygon([(116.42, 27.5), (116.421, 27.501), (116.421, 27.5), (116.42, 27.501)])
    path = plots(tmp_path / "a.gpkg", shapes=[*squares(1, west=116.43), bowtie], code=["P1", "P2"], 备注=["好", "坏"])
    report = county("forest-plots", path)
    assert (report.new, [remark.number for remark in report.refused]) == (1, [2])
    with files.read(path) as source:
        text, refused = report.save(tmp_path / "report", source)
    assert "自相交" in text.read_text("utf-8")
    assert layers(refused) == ["refused", "offered"]
    with files.read(refused, layer="refused") as source:
        (batch,) = source.batches()
    assert batch.columns["feature_code"][0] == "P2"
    assert batch.columns["备注"][0] == "坏"
    assert "自相交" in batch.columns["reason"][0]
    with files.read(refused, layer="offered") as source:
        (batch,) = source.batches()
    assert batch.geometries[0].is_valid


def test_bad_numbers_are_refused_by_column_and_value(county, tmp_path):
    path = plots(tmp_path / "a.gpkg", code=["P1", "P2"], 面积亩=["很多", "-3"])
    words = county("forest-plots", path).text()
    assert "“面积亩”的值“很多”不是数" in words
    assert "“面积亩”的值 -3 是负数" in words
    assert "没有任何要素入库" in words


def test_a_measured_area_is_not_taken_for_the_recorded_one_and_lb_for_no_compartment(county, tmp_path):
    columns = {"code": ["P1", "P2"], "LB": ["公益林"] * 2, "面积（平方米）": [9000.5] * 2, "面积（亩）": [13.5] * 2}
    county("forest-plots", plots(tmp_path / "a.gpkg", **columns, **{"登记面积（亩）": [15.0, 30.0]}))
    assert county.rows("SELECT compartment, recorded_area_m2 FROM forest_plot ORDER BY code") == [
        (None, 10000.0),
        (None, 20000.0),
    ]
