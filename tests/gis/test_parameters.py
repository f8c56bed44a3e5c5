"""Malformed parameters are refused by name with 400, in the caller's language, never answered and never a 500."""

import pytest

ITEMS = "/ogc/collections/fields/items"
TILES = "/ogc/collections/fields/tiles/WebMercatorQuad"

WRONG = [
    ("bbox", "1,2,3"),
    ("bbox", "1,2,3,4,5"),
    ("bbox", ""),
    ("bbox", ",,,"),
    ("bbox", "116,27,nan,28"),
    ("bbox", "116,27,inf,28"),
    ("bbox", "116,27,1e999,28"),
    ("bbox", "116,27,1_17,28"),
    ("bbox", "116,27,１１７,28"),
    ("bbox", "116, 27,117,28"),
    ("bbox", "116,28,117,27"),
    ("bbox", "27,116,28,117"),
    ("bbox", "-181,0,0,1"),
    ("bbox", "116,27,9,117,28,1"),
    ("limit", "0"),
    ("limit", "-1"),
    ("limit", "ten"),
    ("limit", "1.5"),
    ("limit", ""),
    ("limit", "٣"),
    ("token", "abc"),
    ("token", ""),
    ("token", "5"),
    ("token", "5.-1"),
    ("token", "9999999999999999999.1"),
    ("token", "5.1.WyJhIl0"),
    ("token", "5.1.!"),
    ("crs", "EPSG:4214"),
    ("crs", "http://www.opengis.net/def/crs/EPSG/0/4214"),
    ("crs", "[EPSG:4214]"),
    ("bbox-crs", "4490"),
    ("sortby", "colour"),
    ("sortby", ""),
    ("sortby", "owner,owner"),
    ("sortby", "geom"),
    ("properties", "colour"),
    ("filter-lang", "cql2-text"),
    ("filter-crs", "http://www.opengis.net/def/crs/EPSG/0/4490"),
    ("datetime", ""),
    ("datetime", ".."),
    ("datetime", "yesterday"),
    ("datetime", "2026-13-01"),
    ("datetime", "2026-02-30"),
    ("datetime", "20261101"),
    ("datetime", "2026-11-01T00:00:00"),
    ("datetime", "2026-11-01/2026-11-02/2026-11-03"),
    ("datetime", "2026-11-30/2026-11-01"),
    ("datetime", "0001-01-01T00:00:00+14:00"),
    ("datetime", "9999-12-31T23:00:00Z"),
    ("datetime", "2026-11-01T25:00:00Z"),
    ("datetime", "2026-11-01T00:00:00+99:00"),
    ("area_mu", "much"),
    ("area_mu", "nan"),
    ("whose", "1"),
    ("owner", "a\0b"),
    ("f", "xml"),
    ("colour", "red"),
    ("BBOX", "116,27,117,28"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_malformed_parameter_is_refused_by_name(client, name, value):
    answer = client.get(ITEMS, query_string={name: value})
    assert answer.status_code == 400
    assert set(answer.json) == {"code", "status", "message", "reason", "errors"}
    assert list(answer.json["errors"]) == [name]


def test_a_parameter_given_twice_is_refused(client):
    answer = client.get(f"{ITEMS}?limit=1&limit=2")
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["limit"])


def test_a_limit_above_the_maximum_is_brought_down_to_it(client):
    assert client.get(f"{ITEMS}?limit=99999999").json["numberReturned"] == 250


def test_the_refusal_speaks_the_callers_language(client):
    chinese = client.get(f"{ITEMS}?limit=0").json["message"]
    english = client.get(f"{ITEMS}?limit=0", headers={"Accept-Language": "en"}).json["message"]
    assert "整数" in chinese
    assert "whole number" in english


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("x/0/0", "tileMatrix"),
        ("-1/0/0", "tileMatrix"),
        ("25/0/0", "tileMatrix"),
        ("999999999999/0/0", "tileMatrix"),
        ("1/2/0", "tileRow"),
        ("1/0/2", "tileCol"),
        ("1/0/1.5", "tileCol"),
        ("３/0/0", "tileMatrix"),
    ],
)
def test_a_tile_address_outside_the_matrix_is_refused_by_its_part(client, address, name):
    answer = client.get(f"{TILES}/{address}")
    assert (answer.status_code, list(answer.json["errors"])) == (400, [name])


@pytest.mark.parametrize(
    "address",
    [
        "/ogc/collections/nothing",
        "/ogc/collections/nothing/items",
        "/ogc/collections/fields/tiles/WorldCRS84Quad",
        "/ogc/collections/fields/tiles/WorldCRS84Quad/0/0/0",
        "/ogc/tileMatrixSets/WorldCRS84Quad",
    ],
)
def test_what_is_not_published_is_not_found(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "address", ["/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/tileMatrixSets"]
)
def test_documents_refuse_parameters_they_do_not_know(client, address):
    assert client.get(address).status_code == 200
    assert client.get(f"{address}?f=json").status_code == 200
    assert client.get(f"{address}?g=json").status_code == 400
