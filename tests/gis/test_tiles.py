"""Vector tiles, decoded as a client decodes them."""

import math
from dataclasses import replace
from functools import reduce
from itertools import product

import pytest
from shapely import Polygon, from_wkt
from sqlalchemy import text

from gis.quads import Tile
from gis.tiles import mvt as tile_of
from gis.wanted import Wanted, rows
from tests.gis import mvt, valley

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
    unit = Tile(z, x, y).side / 4096
    assert point == pytest.approx(((east_m - west) / unit, (north - north_m) / unit), abs=1)


SHAPES = {
    "a square": "POLYGON((200 200, 200 400, 400 400, 400 200, 200 200))",
    "one with a hole": "POLYGON((500 500, 500 900, 900 900, 900 500, 500 500), (600 600, 700 600, 700 700, 600 600))",
    "one across the side": "POLYGON((4000 1000, 4000 1400, 4400 1400, 4400 1000, 4000 1000))",
    "one with a thread that closes up": (
        "POLYGON((1000 1000, 1000 1200, 1200 1200, 1200 1100.2, 1400 1100.2, 1400 1200, 1600 1200, 1600 1000,"
        " 1400 1000, 1400 1099.9, 1200 1099.9, 1200 1000, 1000 1000))"
    ),
    "one that crosses itself": "POLYGON((2000 2000, 2400 2400, 2400 2000, 2000 2400, 2000 2000))",
    "a speck": "POLYGON((3000 3000, 3000 3000.2, 3000.2 3000.2, 3000 3000))",
}
"""In units of the tile, from its south-west corner on."""


@pytest.mark.parametrize("max_zoom", [14, 16])
def test_areas_are_drawn_as_clipped_and_mended_ones_are(valley_engine, max_zoom):
    here, layer = Tile(14, *tile_at(116.5, 27.5, 14)), replace(valley.LAYERS["fields"], max_zoom=max_zoom)
    west, south, east, north = here.bounds()
    unit = (east - west) / 4096
    at = "ST_SetSRID(ST_Translate(ST_Scale(ST_GeomFromText(:shape), :unit, :unit), :west, :south), 3857)"
    add = text(f"INSERT INTO field SELECT :key, :code, 'z', 1, ST_Transform(g, 4490), g FROM (SELECT {at} g) at")
    box = f"ST_MakeEnvelope({west}, {south}, {east}, {north}, 3857)"
    simplified = f"ST_Simplify(geom_3857, {4 * unit}, true)" if max_zoom > 14 else "geom_3857"
    mended = text(f"SELECT ST_AsText(ST_AsMVTGeom({simplified}, {box}, 4096, 64)) FROM field WHERE id = :key")
    with valley_engine.connect() as connection:
        place = {"unit": unit, "west": west, "south": south}
        for key, (code, shape) in enumerate(SHAPES.items(), 9001):
            connection.execute(add, {"key": key, "code": code, "shape": shape, **place})
        drawn = mvt.read(tile_of(connection, layer, rows(layer, "z", Wanted()), here))["fields"].features
        for key, code in enumerate(SHAPES, 9001):
            wanted = connection.scalar(mended, {"key": key})
            found = [area(each.parts) for each in drawn if each.properties["code"] == code]
            assert [True] * (wanted is not None) == [each.equals(from_wkt(wanted)) and each.is_valid for each in found]
        connection.rollback()


def area(rings):
    """The areas out of the rings of a feature, whichever is a hole."""
    return reduce(lambda one, other: one.symmetric_difference(other), map(Polygon, rings))


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


def degrees_tile(lon, lat, z):
    """Row and column of the tile of CGCS2000Quad that a place lies in: two squares of 180 degrees at level 0."""
    return int((90 - lat) / 180 * 2**z), int((lon + 180) / 180 * 2**z)


def test_tiles_in_degrees_of_cgcs2000_hold_the_same_features_where_they_lie(client):
    z, place = 11, (116.0045, 27.0045)
    row, column = degrees_tile(*place, z)
    answer = client.get(f"/ogc/collections/fields/tiles/CGCS2000Quad/{z}/{row}/{column}")
    found = mvt.read(answer.data)["fields"].features
    first = next(each for each in found if each.properties["code"] == "T-001")
    assert first.properties == {"code": "T-001", "owner": "a"}
    side = 180 / 2**z
    west, north = column * side - 180, 90 - row * side
    expected = {
        (round((lon - west) / side * 4096), round((north - lat) / side * 4096))
        for lon in (116, 116.009)
        for lat in (27, 27.009)
    }
    drawn = set(first.parts[0])
    assert all(min(abs(x - a) + abs(y - b) for a, b in drawn) <= 2 for x, y in expected)


def test_a_tile_of_cgcs2000_thins_out_as_the_web_tile_that_shows_as_much(client):
    row, column = degrees_tile(116.1, 27.05, 10)
    far = mvt.read(client.get(f"/ogc/collections/fields/tiles/CGCS2000Quad/10/{row}/{column}").data)
    assert set(far["fields"].features[0].properties) == {"code"}
    row, column = degrees_tile(116.1, 27.05, 11)
    near = mvt.read(client.get(f"/ogc/collections/fields/tiles/CGCS2000Quad/11/{row}/{column}").data)
    assert set(near["fields"].features[0].properties) == {"code", "owner"}


@pytest.mark.parametrize(("row", "column", "wrong"), [(0, 2, "tileCol"), (1, 0, "tileRow")])
def test_the_first_level_of_cgcs2000_is_two_squares(client, row, column, wrong):
    answer = client.get(f"/ogc/collections/fields/tiles/CGCS2000Quad/0/{row}/{column}")
    assert (answer.status_code, list(answer.json["errors"])) == (400, [wrong])
    assert client.get("/ogc/collections/fields/tiles/CGCS2000Quad/0/0/1").status_code == 204


def test_cgcs2000_is_declared_north_first_with_its_corner(client):
    quad = client.get("/ogc/tileMatrixSets/CGCS2000Quad").json
    assert (quad["crs"], quad["orderedAxes"]) == ("http://www.opengis.net/def/crs/EPSG/0/4490", ["Lat", "Lon"])
    assert quad["tileMatrices"][0]["pointOfOrigin"] == [90, -180]
    assert [quad["tileMatrices"][1][name] for name in ("matrixWidth", "matrixHeight")] == [4, 2]
    described = client.get("/ogc/collections/fields/tiles/CGCS2000Quad/tilejson.json").json
    assert (described["minzoom"], described["maxzoom"]) == (7, 15)
    assert client.get("/ogc/collections/fields/tiles/CGCS2000Quad").json["crs"] == quad["crs"]


def test_the_tile_matrix_set_is_the_standards_quad(client):
    quad = client.get("/ogc/tileMatrixSets/WebMercatorQuad").json
    assert quad["id"] == "WebMercatorQuad"
    assert quad["tileMatrices"][14]["matrixWidth"] == 2**14
    assert client.get("/ogc/tileMatrixSets").json["tileMatrixSets"][0]["id"] == "WebMercatorQuad"
