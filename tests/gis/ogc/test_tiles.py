"""OGC API - Tiles Part 1 (20-057) and tile matrix sets (17-083r4), one test a requirement."""

from itertools import pairwise, product

import pytest
from pyproj import Transformer

from gis.quads import QUADS, Tile
from tests.gis import mvt
from tests.gis.valley import LAYERS

REL = "http://www.opengis.net/def/rel/ogc/1.0/"
MVT = "application/vnd.mapbox-vector-tile"
NAMES = list(QUADS)
LON, LAT = 116.12, 27.05


def tilesets(client, layer="fields") -> list[dict]:
    return client.get(f"/ogc/collections/{layer}/tiles").json["tilesets"]


def linked(document, rel) -> list[dict]:
    return [each for each in document["links"] if each["rel"] == rel]


def place(client, name: str, level: int) -> tuple[int, int]:
    """Row and column of the tile over the valley, computed from the published tile matrix set alone."""
    matrices = client.get(f"/ogc/tileMatrixSets/{name}").json["tileMatrices"]
    matrix = next(each for each in matrices if each["id"] == str(level))
    side = matrix["cellSize"] * matrix["tileWidth"]
    corner = matrix["pointOfOrigin"]
    if QUADS[name].srid == 4490:
        (north, west), x, y = corner, LON, LAT
    else:
        (west, north), (x, y) = corner, from_degrees(LON, LAT)
    return int((north - y) / side), int((x - west) / side)


def from_degrees(lon: float, lat: float) -> tuple[float, float]:
    return Transformer.from_crs(4326, 3857, always_xy=True).transform(lon, lat)


@pytest.mark.parametrize("name", NAMES)
def test_req_core_tc_op_a_tile_answers_get_at_the_address_of_the_template(client, name):
    for each in tilesets(client):
        template = linked(each, "item")[0]["href"]
        scheme = next(known for known in NAMES if known in template)
        row, column = place(client, scheme, 12)
        address = template.replace("{tileMatrix}", "12").replace("{tileRow}", str(row))
        assert client.get(address.replace("{tileCol}", str(column))).status_code == 200
    assert any(name in linked(each, "item")[0]["href"] for each in tilesets(client))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", ["tileMatrix", "tileRow", "tileCol"])
def test_req_core_tc_tilematrix_tilerow_tilecol_definition_each_part_of_the_address_is_defined(client, name, part):
    path = f"/collections/fields/tiles/{name}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    parameters = client.get("/ogc/api").json["paths"][path]["get"]["parameters"]
    defined = next(each for each in parameters if each.get("name") == part)
    assert (defined["in"], defined["required"]) == ("path", True)
    assert defined["schema"]["minimum"] == 0


@pytest.mark.parametrize("name", NAMES)
def test_req_core_tc_success_the_tile_is_of_the_type_it_is_linked_with(client, name):
    row, column = place(client, name, 12)
    answer = client.get(f"/ogc/collections/fields/tiles/{name}/12/{row}/{column}")
    assert (answer.status_code, answer.content_type) == (200, MVT)
    assert mvt.read(answer.data)["fields"].features


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("address", ["25/0/0", "3/16/0", "3/0/16", "x/0/0", "3/-1/0", "3/0/1.5", "3/0/99999999999"])
def test_req_core_tc_error_an_address_outside_the_set_is_400_or_404(client, name, address):
    assert client.get(f"/ogc/collections/fields/tiles/{name}/{address}").status_code in (400, 404)


@pytest.mark.parametrize("name", NAMES)
def test_req_core_tc_error_an_empty_tile_is_204(client, name):
    assert client.get(f"/ogc/collections/fields/tiles/{name}/12/0/0").status_code == 204


def test_req_core_conformance_success_the_classes_of_tiles_are_declared(client):
    classes = client.get("/ogc/conformance").json["conformsTo"]
    for each in ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt"):
        assert f"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/{each}" in classes


@pytest.mark.parametrize("name", NAMES)
def test_req_tileset_description_a_tileset_tells_type_system_scheme_and_template(client, name):
    found = client.get(f"/ogc/collections/fields/tiles/{name}").json
    assert found["dataType"] == "vector"
    assert found["crs"] == QUADS[name].crs
    assert ("tileMatrixSetURI" in found) == (QUADS[name].uri is not None)
    assert client.get(linked(found, f"{REL}tiling-scheme")[0]["href"]).json["id"] == name
    (template,) = linked(found, "item")
    assert template["templated"] is True
    assert template["type"] == MVT
    assert all(part in template["href"] for part in ("{tileMatrix}", "{tileRow}", "{tileCol}"))
    assert found["layers"][0]["id"] == "fields"


def test_req_tilesets_list_tileset_path_every_layer_lists_its_tilesets(client):
    for layer in LAYERS:
        assert client.get(f"/ogc/collections/{layer}/tiles").status_code == 200


def test_req_tilesets_list_tileset_links_each_tileset_has_type_system_self_and_scheme(client):
    assert len(tilesets(client)) == len(NAMES)
    for each in tilesets(client):
        assert {"dataType", "crs", "links"} <= each.keys()
        (itself,) = linked(each, "self")
        assert client.get(itself["href"]).json["crs"] == each["crs"]
        assert client.get(linked(each, f"{REL}tiling-scheme")[0]["href"]).status_code == 200


def test_req_geodata_tilesets_operation_a_collection_links_to_its_vector_tilesets(client):
    for each in client.get("/ogc/collections").json["collections"]:
        (link,) = linked(each, f"{REL}tilesets-vector")
        assert client.get(link["href"]).json["tilesets"]


@pytest.mark.parametrize("name", NAMES)
def test_req_mvt_a_tile_holds_one_layer_named_as_the_collection(client, name):
    row, column = place(client, name, 12)
    layers = mvt.read(client.get(f"/ogc/collections/fields/tiles/{name}/12/{row}/{column}").data)
    assert list(layers) == ["fields"]
    assert layers["fields"].extent == 4096


def test_req_tms_json_the_sets_are_listed_with_id_and_address(client):
    for each in client.get("/ogc/tileMatrixSets").json["tileMatrixSets"]:
        found = client.get(linked(each, "self")[0]["href"]).json
        assert (found["id"], found["crs"]) == (each["id"], each["crs"])


@pytest.mark.parametrize("name", NAMES)
def test_req_tms_tilematrixset_each_level_halves_the_cells_and_doubles_the_tiles(client, name):
    matrices = client.get(f"/ogc/tileMatrixSets/{name}").json["tileMatrices"]
    assert [each["id"] for each in matrices] == [str(level) for level in range(25)]
    for outer, inner in pairwise(matrices):
        assert inner["cellSize"] == pytest.approx(outer["cellSize"] / 2)
        assert inner["scaleDenominator"] == pytest.approx(outer["scaleDenominator"] / 2)
        assert (inner["matrixWidth"], inner["matrixHeight"]) == (2 * outer["matrixWidth"], 2 * outer["matrixHeight"])


@pytest.mark.parametrize("name", NAMES)
def test_the_tiles_of_a_level_hold_every_feature_of_the_layer(client, name):
    level = 12
    row, column = place(client, name, level)
    seen = set()
    for down, across in product(range(-2, 3), range(-4, 5)):
        answer = client.get(f"/ogc/collections/fields/tiles/{name}/{level}/{row + down}/{column + across}")
        seen |= {each.id for each in mvt.read(answer.data).get("fields", mvt.Layer("", 0, [])).features}
    assert seen == set(range(1, 251))


@pytest.mark.parametrize("name", NAMES)
def test_a_tile_lies_where_its_address_in_the_published_set_says(client, name):
    row, column = place(client, name, 12)
    west, south, east, north = Tile(12, column, row, QUADS[name]).bounds()
    x, y = (LON, LAT) if QUADS[name].srid == 4490 else from_degrees(LON, LAT)
    assert west <= x <= east
    assert south <= y <= north
