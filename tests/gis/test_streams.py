"""Whole layers as streams: GeoJSON text sequences and CSV."""

import csv
import io
import json

import shapely

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
    assert shapely.from_wkt(lines[0]["geometry"]).bounds[0] == 27.09
    features = sequence(client.get(ITEMS, query_string={"f": "geojsonseq", **asked}))
    assert [each["id"] for each in features] == [line["id"] for line in lines]


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
