from datetime import date

import pytest

from patrol.importing import ImportRefused
from tests.gis.making import squares, write


def test_works_come_in_with_their_types_dates_plots_and_counted_areas(county, tmp_path):
    shapes = squares(1, west=116.42)
    county("forest-plots", write(tmp_path / "p.gpkg", shapes, columns={"code": ["P1"]}))
    columns = {
        "作业编码": ["W1", "W2", "W3"],
        "年度": ["2026", "2026年", "2026"],
        "作业类型": ["人工造林", "造林", "森林抚育"],
        "小班编码": ["P1", "P1", "P404"],
        "完成日期": ["2026-03-12", "2026年3月20日", None],
        "上报面积_亩": [15.0, 15.0, 1.0],
    }
    report = county("forestry-works", write(tmp_path / "w.gpkg", shapes * 3, columns=columns))
    assert [(remark.code, remark.why.key) for remark in report.refused] == [("W3", "plot_unknown")]
    rows = county.rows(
        "SELECT w.code, work_type, year, p.code, done_on, reported_area_m2, counted_area_m2 / measured_area_m2"
        " FROM forestry_work w JOIN forest_plot p ON p.id = plot_id ORDER BY w.id"
    )
    assert rows[0] == ("W1", "afforestation", 2026, "P1", date(2026, 3, 12), 10000.0, 1.0)
    assert rows[1][4:6] == (date(2026, 3, 20), 10000.0)
    assert rows[1][6] == pytest.approx(0)


def test_more_qualified_than_verified_is_refused(county, tmp_path):
    columns = {"code": ["W1"], "核实面积亩": [10.0], "合格面积亩": [11.0]}
    path = write(tmp_path / "w.gpkg", squares(1, west=116.42), columns=columns)
    report = county("forestry-works", path, constants=["year=2026", "work_type=封山育林"])
    assert [remark.why.key for remark in report.refused] == ["qualified_exceeds"]


def test_a_red_line_takes_its_category_from_an_option(county, tmp_path):
    path = write(tmp_path / "红线.gpkg", squares(2, west=116.42), columns={"BSM": ["R1", "R2"]})
    report = county("zoning", path, constants=["category=生态保护红线"])
    assert report.new == 2
    assert county.rows("SELECT code, name, category FROM zoning_unit") == [
        ("R1", "R1", "red_line"),
        ("R2", "R2", "red_line"),
    ]


def test_a_category_nobody_knows_is_refused_with_those_that_are_known(county, tmp_path):
    path = write(tmp_path / "z.gpkg", squares(1, west=116.42), columns={"BSM": ["R1"], "类别": ["其他"]})
    assert "生态保护红线" in county("zoning", path).text()
    with pytest.raises(ImportRefused) as caught:
        county("zoning", path, constants=["category=其他"])
    assert caught.value.reason.key == "constant_bad"


def test_works_whose_plot_division_and_polygon_lie_apart_are_refused_and_slivers_are_not(county, tmp_path):
    shapes = squares(1, west=116.42)
    county("forest-plots", write(tmp_path / "p.gpkg", shapes, columns={"code": ["P1"]}))
    here, sliver = shapes[0], squares(1, west=116.4202)[0]
    far, over_the_border = squares(1, west=116.46)[0], squares(1, west=116.4505)[0]
    columns = {
        "code": ["W1", "W2", "W3", "W4", "W5"],
        "年度": ["2026"] * 5,
        "作业类型": ["造林"] * 5,
        "小班编码": ["P1", "P1", "P1", "P1", None],
        "行政区划代码": [None, "361099101202", None, "361099101000", "361099101201"],
    }
    path = write(tmp_path / "w.gpkg", [here, here, far, sliver, over_the_border], columns=columns)
    report = county("forestry-works", path)
    assert {remark.code: remark.why.key for remark in report.refused} == {
        "W2": "work_plot_elsewhere",
        "W3": "work_outside_plot",
        "W5": "work_outside_division",
    }
    assert all(remark.why.text(locale) for remark in report.refused for locale in ("zh-CN", "en"))
    stored = county.rows("SELECT code, division_code FROM forestry_work ORDER BY code")
    assert stored == [("W1", "361099101201"), ("W4", "361099101000")]


def test_more_reported_than_the_polygon_could_hold_is_refused(county, tmp_path):
    columns = {"code": ["W1", "W2"], "上报面积亩": [16.0, 20.0]}
    path = write(tmp_path / "w.gpkg", squares(2, west=116.42), columns=columns)
    report = county("forestry-works", path, constants=["year=2026", "work_type=造林"])
    assert [(remark.code, remark.why.key) for remark in report.refused] == [("W2", "work_over_measured")]
    assert "20.00" in report.refused[0].why.text()
