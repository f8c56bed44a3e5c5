"""Whole layers as files by HTTP: what arrives is what the pages hold, in the coordinates asked for."""

import csv
import io
import sqlite3
import zipfile

import numpy as np
import pytest
import shapely
from openpyxl import load_workbook
from pyogrio import raw
from pyproj import Transformer
from sqlalchemy import text

from gis import files, item_files
from gis.references import CRS84_URI

ITEMS = "/ogc/collections/{}/items"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def fetch(client, folder, name, layer="fields", **query):
    """The file as saved by a browser, under the name that it is given."""
    answer = client.get(ITEMS.format(layer), query_string={"f": name} | query)
    assert answer.status_code == 200, answer.json
    path = folder / answer.headers["Content-Disposition"].split('"')[1]
    path.write_bytes(answer.data)
    assert int(answer.headers["Content-Length"]) == path.stat().st_size
    return path


def read(path):
    """Shapes and columns by name."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            archive.extractall(path.parent)
        path = path.with_suffix("" if path.stem.endswith(".gdb") else ".shp")
    meta, _fids, wkb, columns = raw.read(path)
    return meta, shapely.from_wkb(wkb), dict(zip(meta["fields"], columns, strict=True))


@pytest.mark.parametrize("name", ["gpkg", "fgb", "shp", "gdb", "kml"])
def test_a_file_holds_the_whole_layer_as_pages_do(client, tmp_path, name):
    pages = client.get(ITEMS.format("fields"), query_string={"limit": 10000}).json["features"]
    _meta, shapes, columns = read(fetch(client, tmp_path, name))
    if name == "gdb":  # it knows areas of many parts alone
        shapes = shapely.get_geometry(shapes, 0)
    by_code = {each["properties"]["code"]: each for each in pages}
    assert sorted(columns["code"]) == sorted(by_code)
    for code, shape in zip(columns["code"], shapes, strict=True):
        asked = shapely.geometry.shape(by_code[code]["geometry"])
        assert shapely.normalize(shapely.set_precision(shape, 1e-6)).equals_exact(
            shapely.normalize(shapely.set_precision(asked, 1e-6)), 1e-6
        )
    if name != "kml":
        shown = {code: float(value) for code, value in zip(columns["code"], columns["area_mu"], strict=True)}
        assert shown == {code: each["properties"]["area_mu"] for code, each in by_code.items()}


@pytest.mark.parametrize("name", ["gpkg", "fgb", "shp", "gdb"])
@pytest.mark.parametrize("srid", [4490, 4326, 3857, 4548, 4526])
def test_a_file_comes_in_any_system_that_is_served(client, valley_engine, tmp_path, name, srid):
    answer = client.get(ITEMS.format("fields"), query_string={"f": name, "crs": f"{EPSG}{srid}"})
    assert answer.headers["Content-Crs"] == f"<{EPSG}{srid}>"
    meta, shapes, columns = read(fetch(client, tmp_path, name, crs=f"{EPSG}{srid}"))
    with valley_engine.connect() as connection:
        rows = connection.execute(
            text("SELECT code, ST_X(c), ST_Y(c) FROM field, ST_Centroid(ST_Transform(geom, :srid)) c"),
            {"srid": srid},
        )
        centres = {code: (x, y) for code, x, y in rows}
    slack = 1e-6 if srid in (4490, 4326) else 0.01
    for code, centre in zip(columns["code"], shapely.centroid(shapes), strict=True):
        assert (centre.x, centre.y) == pytest.approx(centres[code], abs=slack)
    assert str(srid) in str(meta["crs"]) or name == "shp"


@pytest.mark.parametrize("name", [*item_files.SUFFIXES, "csv", "geojsonseq", "json", "jsonfg", "html"])
@pytest.mark.parametrize("layer", ["fields", "wells"])
def test_every_format_tells_its_coordinate_system(client, name, layer):
    asked = {"f": name} if name != "gpx" else {"f": name, "limit": 2}
    answer = client.get(ITEMS.format("wells" if name == "gpx" else layer), query_string=asked)
    assert answer.status_code == 200
    assert answer.headers["Content-Crs"] == f"<{CRS84_URI}>"
    asked["crs"] = f"{EPSG}4490"
    told = client.get(ITEMS.format("wells" if name == "gpx" else layer), query_string=asked).headers["Content-Crs"]
    assert told == (f"<{CRS84_URI}>" if name == "html" else f"<{EPSG}4490>")


def test_a_file_takes_the_window_the_filter_the_properties_and_the_limit(client, tmp_path):
    path = fetch(
        client,
        tmp_path,
        "gpkg",
        bbox="116,27,116.05,27.02",
        filter="owner = 'a'",
        properties="owner,code",
        sortby="-code",
    )
    meta, _shapes, columns = read(path)
    assert list(meta["fields"]) == ["owner", "code"]
    assert set(columns["owner"]) == {"a"}
    assert list(columns["code"]) == sorted(columns["code"], reverse=True)
    _meta, shapes, _columns = read(fetch(client, tmp_path, "fgb", limit=7))
    assert len(shapes) == 7


def test_a_file_holds_only_what_the_viewer_may_see(client, tmp_path):
    answer = client.get(ITEMS.format("fields"), query_string={"f": "gpkg"}, headers={"X-Viewer": "c"})
    path = tmp_path / "mine.gpkg"
    path.write_bytes(answer.data)
    assert set(read(path)[2]["owner"]) == {"c"}


@pytest.mark.parametrize("name", ["gpkg", "fgb", "shp", "kml", "xlsx"])
def test_a_layer_without_rows_is_an_empty_file(client, tmp_path, name):
    path = fetch(client, tmp_path, name, owner="nobody")
    if name == "xlsx":
        assert load_workbook(path).active.max_row == 1
    else:
        assert len(read(path)[1]) == 0


def test_a_geopackage_carries_the_titles_as_aliases(client, tmp_path):
    path = fetch(client, tmp_path, "gpkg")
    with sqlite3.connect(path) as database:
        titles = dict(database.execute("SELECT column_name, title FROM gpkg_data_columns"))
        indexed = database.execute("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'")
        assert indexed.fetchone() == (1,)
    assert titles == {"code": "编号", "owner": "户主", "area_mu": "面积（亩）"}


def test_a_shapefile_brings_its_encoding_and_its_names_in_full(client, tmp_path):
    path = fetch(client, tmp_path, "shp")
    with zipfile.ZipFile(path) as archive:
        assert archive.read("fields.cpg").decode().strip() == "UTF-8"
        listed = list(csv.DictReader(io.StringIO(archive.read("fields_fields.txt").decode("utf-8-sig"))))
    assert listed[0] == {"field": "code", "name": "code", "title": "编号"}
    assert all(len(each["field"]) <= 10 for each in listed)


def test_a_table_has_titles_plain_values_and_the_place_of_each_feature(client, tmp_path):
    sheet = load_workbook(fetch(client, tmp_path, "xlsx")).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("编号", "户主", "面积（亩）", "lon", "lat")
    assert len(rows) == 251
    assert rows[1][:3] == ("T-001", "a", 1.5)
    assert rows[1][3:] == pytest.approx((116.0045, 27.0045), abs=1e-6)


def test_a_feature_without_a_place_is_in_the_file_without_one(client, tmp_path):
    for name in ("gpkg", "fgb", "shp"):
        _meta, shapes, columns = read(fetch(client, tmp_path, name, "wells"))
        assert [shape is None for shape in shapes] == [False, False, True]
        assert np.allclose(columns["depth_m"], [2.25, 4.5, 6.75])
    assert fetch(client, tmp_path, "kml", "wells").read_text().count("<Point>") == 2
    rows = list(load_workbook(fetch(client, tmp_path, "xlsx", "wells")).active.iter_rows(values_only=True))
    assert rows[3][-2:] == (None, None)


@pytest.mark.parametrize("srid", [4548, 4526])
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_a_table_in_metres_has_east_and_north_and_comes_in_again(client, tmp_path, srid, locale):
    asked = {"f": "xlsx", "crs": f"{EPSG}{srid}"}
    answer = client.get(ITEMS.format("fields"), query_string=asked, headers={"Accept-Language": locale})
    path = tmp_path / "fields.xlsx"
    path.write_bytes(answer.data)
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    words = ("easting ({})", "northing ({})") if locale == "en" else ("东坐标（{}）", "北坐标（{}）")
    assert rows[0][3:] == tuple(each.format(f"EPSG:{srid}") for each in words)
    to_metres = Transformer.from_crs(4490, srid, always_xy=True)
    assert rows[1][3:] == pytest.approx(to_metres.transform(116.0045, 27.0045), abs=0.1)
    with files.read(path, crs=f"EPSG:{srid}") as source:
        (batch,) = source.batches(1000)
    assert (batch.geometries[0].x, batch.geometries[0].y) == pytest.approx((116.0045, 27.0045), abs=1e-6)


def test_formats_of_degrees_refuse_metres(client):
    answer = client.get(ITEMS.format("fields"), query_string={"f": "kml", "crs": f"{EPSG}4548"})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["crs"])


def test_files_of_many_at_once_are_made_one_after_another(client):
    for _ in range(2):
        item_files.AT_ONCE.acquire()
    try:
        assert client.get(ITEMS.format("fields"), query_string={"f": "gpkg"}).status_code == 503
    finally:
        for _ in range(2):
            item_files.AT_ONCE.release()
    assert client.get(ITEMS.format("fields"), query_string={"f": "gpkg"}).status_code == 200


def test_nothing_is_left_behind_whether_read_or_not(client, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client.get(ITEMS.format("fields"), query_string={"f": "shp"})
    client.get(ITEMS.format("fields"), query_string={"f": "kml", "crs": f"{EPSG}4548"})
    client.get(ITEMS.format("fields"), query_string={"f": "gpkg"}, buffered=False).close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("layer", "kind", "within"), [("paths", "tracks", 29), ("wells", "waypoints", 2)])
def test_lines_and_points_come_as_gpx_with_their_attributes(client, tmp_path, layer, kind, within):
    path = fetch(client, tmp_path, "gpx", layer)
    meta, _fids, wkb, columns = raw.read(path, layer=kind)
    pages = client.get(ITEMS.format(layer), query_string={"limit": 10000}).json["features"]
    placed = [shapely.geometry.shape(each["geometry"]) for each in pages if each["geometry"]]
    assert len(wkb) == len(placed) == within
    shapes = [shapely.line_merge(shape) if kind == "tracks" else shape for shape in shapely.from_wkb(wkb)]
    assert all(ours.equals_exact(theirs, 1e-6) for ours, theirs in zip(shapes, placed, strict=True))
    described = columns[list(meta["fields"]).index("desc")]
    assert all(("日期：2026-11" if layer == "paths" else "井深：") in each for each in described)


def test_areas_are_no_gpx(client):
    answer = client.get(ITEMS.format("fields"), query_string={"f": "gpx"})
    assert answer.status_code == 400
    assert "GPX 只有点和线" in answer.json["errors"]["f"]


def test_a_geodatabase_comes_zipped_with_the_titles_of_its_fields_beside(client, tmp_path):
    with zipfile.ZipFile(fetch(client, tmp_path, "gdb")) as archive:
        names = archive.namelist()
        table = archive.read("fields_fields.txt").decode("utf-8-sig")
    assert any(name.startswith("fields.gdb/") and name.endswith(".gdbtable") for name in names)
    assert "owner,owner,户主" in table
