"""CSV and XLSX with the place of each row in its columns."""

import zipfile
from datetime import date

import numpy as np
import openpyxl
import pyproj
import pytest
import shapely

from gis import files
from gis.refused import Refused
from tests.gis.making import COUNTY

LON, LAT = 116.4, 27.5


def in_epsg(epsg):
    return pyproj.Transformer.from_crs(4490, epsg, always_xy=True).transform(LON, LAT)


def csv(path, header, *rows, encoding="utf-8", mark=","):
    path.write_bytes("\n".join(mark.join(map(str, row)) for row in (header, *rows)).encode(encoding))
    return path


def workbook(path, *rows, sheets=("图斑",)):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def taken(path, crs=None, layer=None, place=None):
    with files.opened(path, layer, place=place) as found:
        source = files.source(found, crs, COUNTY)
        batches = list(source.batches())
        columns = {name: np.concatenate([b.columns[name] for b in batches]) for name in batches[0].columns}
        return source, np.concatenate([b.geometries for b in batches]), columns


def refusal(path, **how):
    with pytest.raises(Refused) as caught:
        taken(path, **how)
    return caught.value


def lies_where_it_should(geometries):
    return (geometries[0].x, geometries[0].y) == pytest.approx((LON, LAT), abs=1e-7)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_table_with_longitude_and_latitude_is_read_in_any_encoding_and_with_any_mark(tmp_path, encoding, mark):
    path = csv(tmp_path / "图斑.csv", ["图斑号", "经度", "纬度"], ["红9", LON, LAT], encoding=encoding, mark=mark)
    source, geometries, columns = taken(path)
    assert lies_where_it_should(geometries)
    assert list(columns["图斑号"]) == ["红9"]
    assert "note_table_degrees" in [note.key for note in source.notes]


@pytest.mark.parametrize(
    ("x", "y"), [("东坐标", "北坐标"), ("横坐标", "纵坐标"), ("X", "Y"), ("Y坐标(米)", "X坐标(米)")]
)
def test_eastings_and_northings_are_told_apart_by_name_or_by_size_and_want_a_system(tmp_path, x, y):
    east, north = in_epsg(4527)
    path = csv(tmp_path / "a.csv", ["编号", x, y], ["1", east, north])
    assert refusal(path).params["first"] == "EPSG:4527"
    assert lies_where_it_should(taken(path, crs="EPSG:4527")[1])


def test_web_map_degrees_are_converted_when_they_are_declared(tmp_path):
    lon, lat = 116.40541, 27.4969
    path = csv(tmp_path / "a.csv", ["编号", "lon", "lat"], ["1", lon, lat])
    _source, geometries, _columns = taken(path, crs="GCJ02")
    assert 100 < pyproj.Geod(ellps="GRS80").inv(lon, lat, geometries[0].x, geometries[0].y)[2] < 700


def test_degrees_minutes_and_seconds_are_read(tmp_path):
    path = csv(tmp_path / "a.csv", ["编号", "经度", "纬度"], ["1", "116°24′0.0″", "27°30'0\""])
    assert lies_where_it_should(taken(path)[1])


def test_rows_whose_place_is_no_number_or_missing_come_without_a_good_geometry_and_keep_their_number(tmp_path):
    path = csv(tmp_path / "a.csv", ["编号", "经度", "纬度"], ["1", "东边", LAT], ["2", "", ""], ["3", LON, LAT])
    checked = files.check(taken(path)[1], "place")
    assert {at: note.key for at, note in checked.refused.items()} == {0: "geometry_coordinates", 1: "geometry_none"}
    assert checked.geometries[2] is not None


def test_wkt_of_any_length_is_read(tmp_path):
    ring = shapely.Point(LON, LAT).buffer(0.01, quad_segs=20_000)
    path = csv(tmp_path / "a.csv", ["编号", "geometry"], ["1", f'"{ring.wkt}"'])
    assert shapely.get_num_coordinates(taken(path, crs="4490")[1][0]) == shapely.get_num_coordinates(ring)


def test_columns_can_be_named_that_nobody_would_guess(tmp_path):
    path = csv(tmp_path / "a.csv", ["编号", "甲", "乙"], ["1", LON, LAT])
    assert refusal(path).key == "table_no_place"
    assert lies_where_it_should(taken(path, crs="4490", place=files.Place("甲", "乙"))[1])
    assert refusal(path, place=files.Place("丙", "乙")).key == "table_column"


def test_a_workbook_is_read_below_its_title_with_days_and_whole_numbers_as_people_see_them(tmp_path):
    rows = [["山河县图斑一览表"], ["图斑号", "经度", "纬度", "日期"], [9.0, LON, LAT, date(2026, 5, 1)], [None] * 4]
    _source, geometries, columns = taken(workbook(tmp_path / "a.xlsx", *rows))
    assert lies_where_it_should(geometries)
    assert len(geometries) == 1
    assert list(columns["图斑号"]) == ["9"]
    assert list(columns["日期"]) == ["2026-05-01"]


def test_a_formula_is_never_worked_out(tmp_path):
    rows = [["编号", "经度", "纬度"], ['=HYPERLINK("http://a.example","x")', LON, LAT]]
    assert list(taken(workbook(tmp_path / "a.xlsx", *rows))[2]["编号"]) == [None]
    path = csv(tmp_path / "a.csv", ["编号", "经度", "纬度"], ["=1+1", LON, LAT])
    assert list(taken(path)[2]["编号"]) == ["=1+1"]


def test_several_sheets_want_a_choice(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["编号", "经度", "纬度"], ["1", LON, LAT], sheets=("春", "秋"))
    assert refusal(path).params["choices"] == ["春", "秋"]
    assert taken(path, layer="秋")[0].layer == "秋"


def test_a_workbook_that_blows_up_is_not_opened(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", bytes(300 * 1024 * 1024))
    assert refusal(path).key == "archive_too_large"


def test_a_workbook_with_entities_is_refused(tmp_path):
    good = workbook(tmp_path / "good.xlsx", ["编号", "经度", "纬度"], ["1", LON, LAT])
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE worksheet [<!ENTITY b "c">]>' + content.split(b"?>")[-1]
            target.writestr(name, content)
    assert refusal(bad).key == "file_xml_entities"


def test_more_rows_than_a_batch_come_all_and_in_order(tmp_path):
    rows = [[number, LON, LAT] for number in range(45_000)]
    _source, _geometries, columns = taken(csv(tmp_path / "a.csv", ["编号", "经度", "纬度"], *rows))
    assert [int(value) for value in columns["编号"]] == list(range(45_000))


def test_a_gpx_file_gives_its_lines_or_asks_which_layer(tmp_path):
    line = (
        '<trk><name>清溪</name><trkseg><trkpt lat="27.5" lon="116.4"/><trkpt lat="27.5" lon="116.41"/></trkseg></trk>'
    )
    head = '<gpx version="1.1" creator="a" xmlns="http://www.topografix.com/GPX/1/1">'
    path = tmp_path / "a.gpx"
    path.write_text(f"{head}{line}</gpx>", encoding="utf-8")
    source, geometries, columns = taken(path)
    assert (source.layer, columns["name"][0]) == ("tracks", "清溪")
    assert shapely.bounds(geometries[0]) == pytest.approx([116.4, 27.5, 116.41, 27.5])
    path.write_text(f'{head}<wpt lat="27.5" lon="116.4"/>{line}</gpx>', encoding="utf-8")
    assert refusal(path).params["choices"] == ["waypoints", "tracks"]
