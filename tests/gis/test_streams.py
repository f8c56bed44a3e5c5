"""Whole layers as streams: GeoJSON text sequences and CSV."""

import csv
import io
import json

import numpy as np
import pytest
import shapely
from pyogrio import raw

from gis import files

ITEMS, WELLS = "/ogc/collections/fields/items", "/ogc/collections/wells/items"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def sequence(answer) -> list[dict]:
    return [json.loads(each) for each in answer.text.split("\x1e")[1:]]


def table(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_a_sequence_holds_the_whole_layer_as_pages_do(client):
    answer = client.get(ITEMS, query_string={"f": "geojsonseq"})
    assert answer.content_type == "application/geo+json-seq"
    assert sequence(answer) == client.get(ITEMS, query_string={"limit": 10000}).json["features"]


def test_the_accept_header_asks_for_a_sequence_too(client):
    answer = client.get(ITEMS, headers={"Accept": "application/geo+json-seq"})
    assert answer.content_type == "application/geo+json-seq"
    assert client.get(ITEMS, headers={"Accept": "*/*"}).content_type == "application/geo+json"


def test_a_table_has_a_line_for_each_feature_and_its_geometry_as_text(client):
    answer = client.get(ITEMS, query_string={"f": "csv"})
    lines = table(answer)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert len(lines) == 250
    assert list(lines[0]) == ["id", "code", "owner", "area_mu", "geometry"]
    assert lines[0]["area_mu"] == "1.5"
    assert shapely.from_wkt(lines[0]["geometry"]).bounds == (116, 27, 116.009, 27.009)


def test_streams_are_filtered_sorted_and_turned_like_pages(client):
    asked = {"filter": "owner = 'a'", "sortby": "-area_mu", "properties": "area_mu", "crs": f"{EPSG}4490", "limit": 3}
    lines = table(client.get(ITEMS, query_string={"f": "csv", **asked}))
    assert [line["id"] for line in lines] == ["T-246", "T-241", "T-236"]
    assert list(lines[0]) == ["id", "area_mu", "geometry"]
    assert shapely.from_wkt(lines[0]["geometry"]).bounds[1] == 27.09
    features = sequence(client.get(ITEMS, query_string={"f": "geojsonseq", **asked}))
    assert [each["id"] for each in features] == [line["id"] for line in lines]


def saved(client, folder, name, srid):
    """The file as a browser saves it, under the name that it is given."""
    answer = client.get(ITEMS, query_string={"f": name, "crs": f"{EPSG}{srid}"})
    path = folder / answer.headers["Content-Disposition"].split('"')[1]
    path.write_bytes(answer.data)
    return path


def shapes(path, **options) -> dict:
    """What GDAL reads, by the code of the feature."""
    meta, _fids, wkb, columns = raw.read(path, **options)
    return dict(zip(columns[list(meta["fields"]).index("code")], shapely.from_wkb(wkb), strict=True))


@pytest.mark.parametrize("srid", [4490, 4326, 4548, 4526])
@pytest.mark.parametrize(
    ("name", "called", "options"),
    [("csv", "fields.csv", {"GEOM_POSSIBLE_NAMES": "geometry"}), ("geojsonseq", "fields.geojsonl", {})],
)
def test_text_that_tells_no_system_has_east_first_as_all_files_have(client, tmp_path, srid, name, called, options):
    path = saved(client, tmp_path, name, srid)
    assert path.name == called
    ours, theirs = shapes(path, **options), shapes(saved(client, tmp_path, "gpkg", srid))
    assert len(ours) == len(theirs) == 250
    slack = 1e-6 if srid in (4490, 4326) else 0.01
    for code, shape in theirs.items():
        assert shapely.normalize(ours[code]).equals_exact(shapely.normalize(shape), slack), code


@pytest.mark.parametrize("srid", [4490, 4326, 4548, 4526])
def test_a_table_that_went_out_comes_in_again_where_it_was(client, tmp_path, srid):
    expected = shapes(saved(client, tmp_path, "gpkg", 4490))
    crs = None if srid in (4490, 4326) else f"EPSG:{srid}"
    with files.read(saved(client, tmp_path, "csv", srid), crs=crs) as source:
        (batch,) = source.batches(1000)
    for code, shape in zip(batch.columns["code"], batch.geometries, strict=True):
        assert np.allclose(shapely.bounds(shape), shapely.bounds(expected[code]), atol=1e-6), code


def test_a_feature_without_a_place_has_an_empty_cell(client):
    assert [bool(line["geometry"]) for line in table(client.get(WELLS, query_string={"f": "csv"}))] == [
        True,
        True,
        False,
    ]


def test_a_layer_without_rows_is_an_empty_stream(client):
    nobody = {"X-Viewer": "nobody"}
    assert client.get(ITEMS, query_string={"f": "geojsonseq"}, headers=nobody).data == b""
    assert table(client.get(ITEMS, query_string={"f": "csv"}, headers=nobody)) == []


def test_what_the_database_refuses_is_still_told(client):
    answer = client.get(ITEMS, query_string={"f": "csv", "filter": "area_mu*1e150*1e150*1e150 > 1"})
    assert answer.status_code == 400


def test_a_text_that_looks_like_a_formula_stays_a_text(valley_engine, client):
    with valley_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE field SET owner = '=1+1' WHERE id = 250")
    try:
        assert table(client.get(ITEMS, query_string={"f": "csv", "area_mu": "375"}))[0]["owner"] == "'=1+1"
    finally:
        with valley_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE field SET owner = 'e' WHERE id = 250")


def test_streams_that_nobody_reads_on_hold_no_more_than_their_share_of_connections(client):
    open_ones = [client.get(ITEMS, query_string={"f": "csv"}, buffered=False) for _ in range(6)]
    try:
        assert client.get(ITEMS, query_string={"f": "csv"}).status_code == 503
    finally:
        for each in open_ones:
            each.close()
    assert client.get(ITEMS, query_string={"f": "csv"}).status_code == 200
