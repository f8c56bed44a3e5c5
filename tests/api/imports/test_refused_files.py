"""Files made to do harm, and files that are merely wrong, at the door: a clear sentence, nothing kept."""

import io
import json
import stat
import zipfile

import numpy as np
import pytest
import shapely

from gis import gcj
from tests.api.conftest import TOWN
from tests.api.imports.conftest import SOUTH, URL, WEST
from tests.gis.making import squares, write

GPX = b'<gpx version="1.1" creator="a" xmlns="http://www.topografix.com/GPX/1/1"/>'
VRT = b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/vsicurl/http://a/</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
ENTITY = b"<!DOCTYPE kml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><kml>&a;</kml>"


def archive(*members, link=False):
    """A zip with these (name, content)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            if link:
                member.external_attr = (stat.S_IFLNK | 0o777) << 16
            target.writestr(member, data)
    return content.getvalue()


def send(desk, name, content, **query):
    asked = {"kind": "forest-plots", "name": name, **query}
    return desk.caller.client.post(URL, query_string=asked, data=content, headers=desk.caller.headers)


def nothing_kept(desk):
    folders = list((desk.settings.data / "imports").glob("*")) if (desk.settings.data / "imports").exists() else []
    return folders == [] and desk.scalar("SELECT count(*) FROM layer_import") == 0


@pytest.mark.parametrize(
    ("name", "make", "status"),
    [
        ("a.zip", lambda: archive(("../a.shp", b"x")), 422),
        ("a.zip", lambda: archive(("/etc/a.shp", b"x")), 422),
        ("a.zip", lambda: archive(("a.shp", b"/etc/passwd"), link=True), 422),
        ("a.zip", lambda: archive(*((f"{n}.txt", b"") for n in range(5_001))), 422),
        ("a.zip", lambda: archive(("a.shp", bytes(200 * 1024 * 1024))), 422),
        ("a.zip", lambda: archive(("b.zip", archive(("c.zip", archive(("a.shp", bytes(2**20))))))), 422),
        ("a.zip", lambda: b"PK\x03\x04 and nothing", 422),
        ("a.zip", lambda: archive(("readme.txt", b"x")), 422),
        ("a.kml", lambda: VRT, 422),
        ("a.gpx", lambda: VRT, 422),
        ("a.geojson", lambda: VRT, 422),
        ("a.csv", lambda: VRT, 422),
        ("a.kml", lambda: ENTITY, 422),
        ("a.gpx", lambda: ENTITY.replace(b"kml", b"gpx"), 422),
        ("a.gpkg", lambda: GPX, 422),
        ("a.shp", lambda: (9994).to_bytes(4, "big") + bytes(96), 422),
        ("a.geojson", lambda: b"", 422),
        ("a.xlsx", lambda: b"id,lon,lat", 422),
        ("a.vrt", lambda: VRT, 415),
        ("a.parquet", lambda: b"PAR1", 415),
        ("a", lambda: b"{}", 415),
        ("../../etc/passwd", lambda: b"{}", 415),
    ],
)
def test_what_can_be_seen_at_the_door_is_refused_there_with_a_sentence(desk, name, make, status):
    answer = send(desk, name, make())
    assert answer.status_code == status, answer.text
    assert answer.json["errors"]
    assert answer.json["errors"].get("file") or not make()
    assert str(desk.settings.data) not in answer.text
    assert nothing_kept(desk)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(desk):
    answer = desk.caller.client.post(
        URL,
        query_string={"kind": "forest-plots", "name": "a.gpkg"},
        headers=desk.caller.headers,
        environ_overrides={"CONTENT_LENGTH": str(2 * 1024**3)},
    )
    assert answer.status_code == 413
    assert "512 MB" in answer.json["message"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"kind": "rivers"}, "kind"),
        ({"crs": "EPSG:99999"}, "crs"),
        ({"crs": "EPSG:2437"}, "crs"),
        ({"crs": "EPSG:4610"}, "crs"),
        ({"division": "361099999000"}, "division"),
        ({"division": "12"}, "division"),
        ({"encoding": "klingon"}, "encoding"),
        ({"field": "nonsense"}, "field"),
        ({"field": "colour=列"}, "fields"),
        ({"set": "recorded_area_m2=很多"}, "set"),
        ({"x": "经度"}, "y"),
        ({"colour": "red"}, "colour"),
        ({"layer": "a\0b"}, "layer"),
    ],
)
def test_what_is_asked_beside_the_file_is_named_when_it_is_wrong(desk, asked, field):
    answer = send(desk, "a.geojson", b"{}", **asked)
    assert answer.status_code == 422, answer.text
    assert field in answer.json["errors"]
    assert nothing_kept(desk)


def test_beijing_and_xian_are_refused_with_the_words_to_ask_the_survey_office_in(desk):
    said = send(desk, "a.geojson", b"{}", crs="EPSG:2437").json["errors"]["crs"]
    assert "坐标转换参数" in said
    assert "自然资源局" in said


def test_two_files_of_one_name_are_refused_with_a_sentence(desk, tmp_path):
    path = write(tmp_path / "a.gpkg", squares(1))
    answer = desk.send(path, "forest-plots", path)
    assert (answer.status_code, "file" in answer.json["errors"]) == (422, True)
    assert nothing_kept(desk)


def test_a_long_chinese_name_is_cut_to_what_a_file_system_takes(desk):
    answer = send(desk, f"{'河' * 120}.geojson", collection())
    assert answer.status_code == 202, answer.text
    assert answer.json["name"] == f"{'河' * 66}.geojson"


def test_no_file_at_all_is_named(desk):
    form = {"data": {"kind": "zoning"}, "content_type": "multipart/form-data"}
    answer = desk.caller.client.post(URL, **form, headers=desk.caller.headers)
    assert (answer.status_code, "file" in answer.json["errors"]) == (422, True)


def problem(desk, path, **asked):
    found = desk.preview(path, **asked)
    assert found["state"] == "refused"
    return found["problem"]


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def test_a_layer_that_does_not_exist_is_told_with_those_that_do(desk, tmp_path):
    path = write(tmp_path / "a.gpkg", squares(1), layer="林场")
    write(path, squares(2), layer="乡村", append=True)
    told = problem(desk, path)
    assert (told["code"], told["choices"]) == ("layers_several", ["林场", "乡村"])
    told = problem(desk, path, layer="河流")
    assert (told["code"], told["choices"]) == ("layer_missing", ["林场", "乡村"])
    assert "林场" in told["message"]


def test_a_file_that_breaks_in_the_middle_is_told(desk, tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{"type"', encoding="utf-8")
    assert problem(desk, path)["code"] == "file_broken"


def test_a_million_vertices_and_coordinates_that_are_none_refuse_the_feature_alone(desk, tmp_path):
    turn = np.linspace(0, 2 * np.pi, 1_000_000)
    huge = shapely.Polygon(np.column_stack([WEST + 0.05 + np.cos(turn) / 100, SOUTH + 0.05 + np.sin(turn) / 100]))
    bad = shapely.Polygon([(WEST, SOUTH), (WEST + 0.01, float("nan")), (WEST + 0.01, SOUTH + 0.01)])
    good = squares(1, west=WEST + 0.01, south=SOUTH + 0.01)
    path = write(tmp_path / "a.gpkg", [huge, bad, *good], columns={"code": ["1", "2", "3"]})
    found = desk.preview(path, division=TOWN)
    assert (found["counts"]["new"], found["counts"]["refused"]) == (1, 2)
    reasons = [f["properties"]["reason"] for f in desk.get(found["id"], "/problems")["features"]]
    assert "顶点" in reasons[0]
    assert "坐标" in reasons[1]


def test_formulas_come_in_as_text_and_leave_as_harmless_text(desk, tmp_path):
    path = tmp_path / "a.csv"
    ring = squares(1, west=WEST + 0.01, south=SOUTH + 0.01)[0].wkt
    path.write_text(f'编码,名称,geometry\nF-1,"=HYPERLINK(""http://a"")","{ring}"\n', encoding="utf-8")
    found = desk.preview(path, division=TOWN)
    assert found["counts"]["new"] == 1
    desk.commit(found["id"])
    assert desk.scalar("SELECT name FROM forest_plot WHERE code = 'F-1'") == '=HYPERLINK("http://a")'
    rows = desk.caller.get("/ogc/collections/plots/items", f="csv").get_data(as_text=True)
    assert "'=HYPERLINK" in rows


def test_numbered_coordinates_declared_by_meridian_are_refused_with_the_right_code(desk, tmp_path):
    path = write(tmp_path / "a.gpkg", squares(1, 4527, WEST + 0.01, SOUTH + 0.01), 4548, columns={"code": ["1"]})
    found = desk.preview(path)
    assert found["problem"]["code"] == "crs_mismatch"
    assert "EPSG:4527" in found["problem"]["message"]
    assert found["found"]["candidates"][0] == {
        "crs": "EPSG:4527",
        "title": "CGCS2000 / 3-degree Gauss-Kruger zone 39",
        "share": 1.0,
    }


def test_web_map_coordinates_that_are_declared_come_in_where_they_really_are(desk, tmp_path):
    true = squares(1, west=WEST + 0.01, south=SOUTH + 0.01)
    shifted = [shapely.transform(shape, gcj.bd09_from_true) for shape in true]
    path = write(tmp_path / "a.geojson", shifted, 4326, columns={"code": ["G-1"]})
    desk.commit(desk.preview(path, division=TOWN, crs="BD09")["id"])
    off = desk.scalar(
        "SELECT max(ST_Distance(d.geom::geography, ST_GeomFromText(:true, 4490)::geography))"
        " FROM forest_plot p, ST_DumpPoints(p.geom) d WHERE p.code = 'G-1'",
        true=shapely.MultiPoint(shapely.get_coordinates(true[0])).wkt,
    )
    assert off < 0.1
