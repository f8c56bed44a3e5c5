"""Vector tiles, decoded as a client decodes them."""

import math
from itertools import product

import pytest

from gis.tiles import Tile
from tests.gis import mvt

TILES = "/ogc/collections/{}/tiles/WebMercatorQuad"


def tile_at(lon, lat, z):
    """Column and row of the tile a place lies in, by the slippy map formula."""
    x = (lon + 180) / 360 * 2**z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**z
    return int(x), int(y)


def fetch(client, layer, lon, lat, z, **query):
    """The response for the tile of a layer in which a place lies."""
    x, y = tile_at(lon, lat, z)
    return client.get(f"{TILES.format(layer)}/{z}/{y}/{x}", query_string=query)


def test_a_tile_is_addressed_row_then_column_and_carries_the_layer_by_name(client):
    answer = fetch(client, "fields", 116.0045, 27.0045, 14)
    assert answer.content_type == "application/vnd.mapbox-vector-tile"
    layers = mvt.read(answer.data)
    assert list(layers) == ["fields"]
    assert layers["fields"].extent == 4096


def test_a_feature_keeps_its_key_as_id_and_its_properties_with_their_types(client):
    found = mvt.read(fetch(client, "fields", 116.0045, 27.0045, 14).data)["fields"].features
    first = next(feature for feature in found if feature.properties["code"] == "T-001")
    assert (first.id, first.kind, first.properties) == (1, mvt.AREA, {"code": "T-001", "owner": "a"})
    depths = mvt.read(fetch(client, "wells", 116.05, 27.01, 14).data)["wells"].features
    assert {feature.id: feature.properties["depth_m"] for feature in depths}[1] == 2.25


def test_a_corner_lies_where_the_projection_puts_it(client):
    z, (x, y) = 14, tile_at(116.05, 27.01, 14)
    point = mvt.read(fetch(client, "wells", 116.05, 27.01, z).data)["wells"].features[0].parts[0][0]
    west, _south, _east, north = Tile(z, x, y).bounds()
    east_m = math.radians(116.05) * 6378137
    north_m = math.asinh(math.tan(math.radians(27.01))) * 6378137
    unit = Tile(z, x, y).side_m / 4096
    assert point == pytest.approx(((east_m - west) / unit, (north - north_m) / unit), abs=1)


def test_attributes_thin_out_with_the_zoom(client):
    near = mvt.read(fetch(client, "fields", 116.1, 27.05, 12).data)["fields"].features[0]
    far = mvt.read(fetch(client, "fields", 116.1, 27.05, 11).data)["fields"].features[0]
    assert (set(near.properties), set(far.properties)) == ({"code", "owner"}, {"code"})


def test_all_tiles_of_a_level_together_hold_every_feature(client):
    (west, south), (east, north) = tile_at(116, 27, 13), tile_at(116.25, 27.1, 13)
    seen = set()
    for x, y in product(range(west, east + 1), range(north, south + 1)):
        layers = mvt.read(client.get(f"{TILES.format('fields')}/13/{y}/{x}").data)
        seen |= {feature.id for feature in layers["fields"].features}
    assert seen == set(range(1, 251))


def test_nothing_there_is_204_and_so_is_a_zoom_below_the_layers(client):
    assert fetch(client, "fields", 10, 10, 14).status_code == 204
    assert fetch(client, "fields", 116.1, 27.05, 7).status_code == 204
    assert fetch(client, "fields", 116.1, 27.05, 8).status_code == 200


def test_a_tile_takes_the_datetime_the_filters_and_the_properties(client):
    day = mvt.read(fetch(client, "paths", 116.05, 27.01, 12, datetime="2026-11-10").data)["paths"].features
    assert [feature.properties for feature in day] == [{"walked_on": "2026-11-10"}]
    mine = mvt.read(fetch(client, "fields", 116.1, 27.05, 12, whose="c").data)["fields"].features
    assert {feature.properties["owner"] for feature in mine} == {"c"}
    assert fetch(client, "fields", 116.1, 27.05, 12, owner="nobody").status_code == 204


def test_a_tile_shows_only_what_the_viewer_may_see(client):
    x, y = tile_at(116.1, 27.05, 12)
    answer = client.get(f"{TILES.format('fields')}/12/{y}/{x}", headers={"X-Viewer": "e"})
    assert {feature.properties["owner"] for feature in mvt.read(answer.data)["fields"].features} == {"e"}


def test_a_feature_without_a_place_is_in_no_tile(client):
    ids = [feature.id for feature in mvt.read(client.get(f"{TILES.format('wells')}/0/0/0").data)["wells"].features]
    assert sorted(ids) == [1, 2]


def test_an_unchanged_tile_is_304_and_answers_stay_private(client):
    first = fetch(client, "fields", 116.0045, 27.0045, 14)
    x, y = tile_at(116.0045, 27.0045, 14)
    again = client.get(f"{TILES.format('fields')}/14/{y}/{x}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"].startswith("private")
    assert "Authorization" in first.headers["Vary"]


def test_the_tileset_and_tilejson_say_where_tiles_are(client):
    here = TILES.format("paths")
    tileset = client.get(here).json
    assert any(link.get("templated") for link in tileset["links"])
    assert client.get(here.rsplit("/", 1)[0]).json["tilesets"][0]["dataType"] == "vector"
    described = client.get(f"{here}/tilejson.json?datetime=2026-11-10").json
    assert described["tiles"][0].endswith(f"{here}/{{z}}/{{y}}/{{x}}?datetime=2026-11-10")
    assert described["vector_layers"][0]["id"] == "paths"
    assert described["bounds"] == [116, 27.01, 116.2, 27.01]


def test_the_tile_matrix_set_is_the_standards_quad(client):
    quad = client.get("/ogc/tileMatrixSets/WebMercatorQuad").json
    assert quad["id"] == "WebMercatorQuad"
    assert quad["tileMatrices"][14]["matrixWidth"] == 2**14
    assert client.get("/ogc/tileMatrixSets").json["tileMatrixSets"][0]["id"] == "WebMercatorQuad"
