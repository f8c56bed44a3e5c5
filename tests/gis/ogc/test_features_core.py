"""OGC API - Features Part 1 (17-069r4), Core: the service and its collections, one test a requirement."""

from urllib.parse import urlsplit

import pytest
import shapely

from tests.gis.ogc.core import ITEMS, features, rels
from tests.gis.valley import LAYERS


def test_req_core_root_op_the_landing_page_answers_get(client):
    assert client.get("/ogc/").status_code == 200


def test_req_core_root_success_the_landing_page_links_definition_conformance_and_data(client):
    links = rels(client.get("/ogc/").json)
    assert {"service-desc", "conformance", "data"} <= links.keys()


def test_req_core_api_definition_op_every_definition_linked_answers_get(client):
    for link in rels(client.get("/ogc/").json)["service-desc"]:
        assert client.get(link["href"], headers={"Accept": link["type"]}).status_code == 200


def test_req_core_api_definition_success_the_definition_is_of_the_type_it_is_linked_with(client):
    for link in rels(client.get("/ogc/").json)["service-desc"]:
        assert client.get(link["href"]).content_type == link["type"]


def test_req_core_conformance_op_the_conformance_declaration_answers_get(client):
    assert client.get("/ogc/conformance").status_code == 200


def test_req_core_conformance_success_the_classes_are_listed_by_uri(client):
    classes = client.get("/ogc/conformance").json["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in classes
    assert all(urlsplit(each).scheme == "http" for each in classes)
    assert len(classes) == len(set(classes))


def test_req_core_http_methods_that_are_not_served_are_405_and_unknown_paths_404(client):
    assert client.post("/ogc/conformance").status_code == 405
    assert client.get("/ogc/nowhere").status_code == 404
    assert client.head("/ogc/collections").status_code == 200


@pytest.mark.parametrize("path", ["/ogc/", "/ogc/conformance", "/ogc/collections", "/ogc/collections/fields", ITEMS])
def test_req_core_query_param_unknown_a_parameter_that_is_not_defined_is_400(client, path):
    answer = client.get(path, query_string={"no-such-parameter": "1"})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["no-such-parameter"])


@pytest.mark.parametrize(
    ("name", "value"), [("limit", "x"), ("bbox", "1,2,3"), ("datetime", "soon"), ("area_mu", "much")]
)
def test_req_core_query_param_invalid_a_value_that_is_not_defined_is_400(client, name, value):
    answer = client.get(ITEMS, query_string={name: value})
    assert (answer.status_code, list(answer.json["errors"])) == (400, [name])


def test_req_core_crs84_geometries_are_longitude_first_unless_asked_otherwise(client):
    lon, lat = features(client)[0]["geometry"]["coordinates"][0][0]
    assert (116 <= lon <= 117, 27 <= lat <= 28) == (True, True)


def test_req_core_fc_md_op_the_collections_answer_get(client):
    assert client.get("/ogc/collections").status_code == 200


def test_req_core_fc_md_success_the_collections_are_an_object_with_links_and_collections(client):
    answer = client.get("/ogc/collections").json
    assert isinstance(answer["links"], list)
    assert {"id", "links"} <= answer["collections"][0].keys()


def test_req_core_fc_md_links_the_collections_link_to_themselves_with_rel_and_type(client):
    links = client.get("/ogc/collections").json["links"]
    assert "self" in {each["rel"] for each in links}
    assert all(each["rel"] and each["type"] for each in links)


def test_req_core_fc_md_items_every_layer_is_in_the_collections(client):
    assert [each["id"] for each in client.get("/ogc/collections").json["collections"]] == list(LAYERS)


def test_req_core_fc_md_items_links_every_collection_links_to_its_items_with_a_type(client):
    for each in client.get("/ogc/collections").json["collections"]:
        assert all(link["type"] for link in rels(each)["items"])


def test_req_core_fc_md_extent_the_extent_holds_every_feature(client):
    for each in client.get("/ogc/collections").json["collections"]:
        shown = features(client, f"/ogc/collections/{each['id']}/items")
        shapes = [shapely.geometry.shape(one["geometry"]) for one in shown if one["geometry"]]
        box = shapely.box(*each["extent"]["spatial"]["bbox"][0]).buffer(1e-6)
        assert all(box.covers(shape) for shape in shapes)


def test_req_core_sfc_md_op_every_collection_answers_get(client):
    for name in LAYERS:
        assert client.get(f"/ogc/collections/{name}").status_code == 200
    assert client.get("/ogc/collections/none").status_code == 404


def test_req_core_sfc_md_success_a_collection_is_what_the_list_says_of_it(client):
    for each in client.get("/ogc/collections").json["collections"]:
        assert client.get(f"/ogc/collections/{each['id']}").json == each
