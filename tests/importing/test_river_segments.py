import numpy as np
import pyproj
import pytest
import shapely

from patrol.importing import ImportRefused
from tests.gis.making import write, zipped
from tests.importing.conftest import EAST, TOWNSHIP, WEST


def lines(*starts, epsg=4490, length=0.01):
    """Lines running east from each (lon, lat)."""
    to = pyproj.Transformer.from_crs(4490, epsg, always_xy=True)
    shapes = [shapely.LineString([(lon, lat), (lon + length, lat)]) for lon, lat in starts]
    return [shapely.transform(shape, to.transform, interleaved=False) for shape in shapes]


TWO = [(116.41, 27.5), (116.46, 27.5)]


def segments(path, shapes=None, **columns):
    shapes = shapes or lines(*TWO)
    columns = columns or {"河段编码": ["H1", "H2"], "名称": ["上段", "下段"], "河流": ["青溪", "青溪"]}
    return write(path, shapes, columns=columns, geometry_type="Unknown" if path.suffix == ".gpkg" else "LineString")


def test_segments_come_in_with_their_river_their_village_and_their_stations(county, tmp_path):
    report = county("river-segments", segments(tmp_path / "a.gpkg"))
    assert (report.read, report.new, report.taken) == (2, 2, 2)
    rows = county.rows(
        "SELECT s.code, s.name, r.name, s.division_code, s.length_m, s.stations, count(t.number)"
        " FROM river_segment s JOIN river r ON r.id = s.river_id JOIN station t ON t.segment_id = s.id"
        " GROUP BY s.id, r.id ORDER BY s.code"
    )
    assert [row[:4] for row in rows] == [("H1", "上段", "青溪", WEST), ("H2", "下段", "青溪", EAST)]
    length = pyproj.Geod(ellps="GRS80").geometry_length(lines(TWO[0])[0])
    assert rows[0][4] == pytest.approx(length, rel=1e-6)
    assert rows[0][5] == rows[0][6] == round(length / 20)


def test_a_zipped_gbk_shapefile_in_a_numbered_zone_comes_in_where_it_lies(county, tmp_path):
    folder = tmp_path / "报送"
    folder.mkdir()
    shapes = lines(*TWO, epsg=4527)
    columns = {"河段编码": ["H1", "H2"], "名称": ["上段", "下段"]}
    write(folder / "河段.shp", shapes, 4527, columns=columns, geometry_type="LineString", encoding="GBK")
    report = county("river-segments", zipped(folder, tmp_path / "河段.zip", "报送/"))
    assert report.new == 2
    assert county.column("SELECT name FROM river_segment ORDER BY code") == ["上段", "下段"]
    assert county.column("SELECT ST_X(ST_StartPoint(geom)) FROM river_segment WHERE code = 'H1'") == [
        pytest.approx(116.41, abs=1e-8)
    ]


def test_the_same_file_again_changes_nothing(county, tmp_path):
    path = segments(tmp_path / "a.gpkg")
    county("river-segments", path)
    before = county.rows("SELECT id, xmin::text FROM river_segment ORDER BY id")
    report = county("river-segments", path)
    assert (report.new, report.updated, report.same) == (0, 0, 2)
    assert county.rows("SELECT id, xmin::text FROM river_segment ORDER BY id") == before


def test_a_second_file_updates_by_code_and_keeps_what_it_does_not_carry(county, tmp_path):
    county("river-segments", segments(tmp_path / "a.gpkg"))
    before = dict(county.rows("SELECT code, id FROM river_segment"))
    moved = lines((116.41, 27.51), TWO[1], (116.42, 27.47), length=0.02)
    moved[1] = lines(TWO[1])[0]
    report = county("river-segments", segments(tmp_path / "b.gpkg", moved, code=["H1", "H2", "H3"]))
    assert (report.new, report.updated, report.same) == (1, 1, 1)
    rows = county.rows("SELECT code, id, name, river_id, stations FROM river_segment ORDER BY code")
    assert (rows[0].id, rows[0].name) == (before["H1"], "上段")
    assert rows[0].river_id is not None
    assert rows[0].stations == pytest.approx(99, abs=1)
    counted = county.column("SELECT count(*) FROM station WHERE segment_id = :id", id=rows[0].id)
    assert counted == [rows[0].stations]


def test_an_option_names_the_column_and_the_division_of_all(county, tmp_path):
    path = segments(tmp_path / "a.gpkg", osm_id=["129", "151"], label=["运河", None])
    report = county("river-segments", path, fields=["code=osm_id", "name=label"], division=TOWNSHIP)
    assert report.new == 2
    assert county.rows("SELECT code, name, division_code FROM river_segment ORDER BY code") == [
        ("129", "运河", TOWNSHIP),
        ("151", None, TOWNSHIP),
    ]


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({}, "column_needed"),
        ({"fields": ["code=nonsense"]}, "column_unknown"),
        ({"fields": ["codes=osm_id"]}, "field_unknown"),
        ({"fields": ["osm_id"]}, "field_form"),
        ({"fields": ["code=osm_id"], "division": "999999999999"}, "division_option"),
    ],
)
def test_an_order_that_does_not_fit_the_file_is_refused_with_what_there_is(county, tmp_path, options, key):
    path = segments(tmp_path / "a.gpkg", osm_id=["129", "151"], label=["运河", "x"])
    with pytest.raises(ImportRefused) as caught:
        county("river-segments", path, **options)
    assert caught.value.reason.key == key
    if key.startswith("column"):
        assert "osm_id, label" in caught.value.sentence("zh-CN")


def test_a_column_that_is_not_found_is_named_as_people_call_it_and_as_the_command_does(county, tmp_path):
    path = segments(tmp_path / "a.gpkg", osm_id=["129", "151"])
    with pytest.raises(ImportRefused) as caught:
        county("river-segments", path)
    assert "看不出哪一列是“河段编码（code）”" in caught.value.sentence("zh-CN")
    assert "--field code=列名" in caught.value.sentence("zh-CN")
    assert "Which column holds “code”" in caught.value.sentence("en")


def test_whole_numbers_and_blanks_in_codes_are_read_as_people_mean_them(county, tmp_path):
    path = segments(tmp_path / "a.gpkg", code=np.array([3610991.0, 3610992.0]))
    county("river-segments", path)
    assert county.column("SELECT code FROM river_segment ORDER BY code") == ["3610991", "3610992"]


def test_what_cannot_be_taken_stays_out_with_its_reason_and_the_rest_comes_in(county, tmp_path):
    shapes = [
        *lines((116.41, 27.5), (116.42, 27.5), (116.43, 27.5), (116.44, 27.5), (118.0, 27.5), (116.41, 27.46)),
        None,
        shapely.LineString([(116.41, 27.5), (float("nan"), 27.5)]),
        shapely.MultiLineString([[(116.41, 27.5), (116.42, 27.5)], [(116.43, 27.5), (116.44, 27.5)]]),
        shapely.MultiLineString([[(116.41, 27.48), (116.42, 27.48)], [(116.42, 27.48), (116.43, 27.49)]]),
        shapely.box(116.41, 27.5, 116.42, 27.51),
    ]
    codes = ["A", "A", None, "D", "FAR", "F", "NONE", "NAN", "PIECES", "JOINED", "POLYGON"]
    divisions = [WEST] * 3 + ["361099101999", WEST] + [WEST] * 6
    report = county("river-segments", segments(tmp_path / "a.gpkg", shapes, code=codes, division=divisions))
    assert {remark.number: remark.why.key for remark in report.refused} == {
        1: "code_repeated",
        2: "code_repeated",
        3: "code_missing",
        4: "division_unknown",
        5: "outside_county",
        7: "geometry_none",
        8: "geometry_coordinates",
        9: "geometry_pieces",
        11: "geometry_type",
    }
    assert county.column("SELECT code FROM river_segment ORDER BY code") == ["F", "JOINED"]
    words = report.text("zh-CN")
    assert "拒绝 9" in words
    assert "第 1 个（编码 A）：编码与第 1, 2 个要素重复" in words
    assert "9 refused" in report.text("en")


def test_a_line_across_villages_belongs_to_the_one_with_most_of_it(county, tmp_path):
    shapes = [shapely.LineString([(116.44, 27.5), (116.48, 27.5)])]
    county("river-segments", segments(tmp_path / "a.gpkg", shapes, code=["H1"]))
    assert county.column("SELECT division_code FROM river_segment") == [EAST]


def test_a_line_in_no_division_is_refused_unless_one_is_given(county, tmp_path):
    shapes = [shapely.LineString([(116.51, 27.5), (116.52, 27.5)])]
    path = segments(tmp_path / "a.gpkg", shapes, code=["H1"])
    assert [remark.why.key for remark in county("river-segments", path).refused] == ["division_none"]
    assert county("river-segments", path, division=EAST).new == 1


def test_a_river_keeps_its_name_unless_all_its_segments_are_those_of_who_imports(county, tmp_path):
    rivers = {"河流编码": ["R", "R"], "河流": ["青溪", "青溪"]}
    county("river-segments", segments(tmp_path / "a.gpkg", code=["H1", "H2"], **rivers))
    renamed = segments(tmp_path / "b.gpkg", lines(TWO[0]), code=["H1"], 河流编码=["R"], 河流=["别名"])
    assert county("river-segments", renamed, prefix=WEST).taken == 1
    assert county.column("SELECT name FROM river") == ["青溪"]
    county("river-segments", renamed, prefix=TOWNSHIP.removesuffix("000"))
    assert county.column("SELECT name FROM river") == ["别名"]
