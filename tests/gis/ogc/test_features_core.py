"""OGC API - Features Part 1 (17-069r4): Core, GeoJSON, HTML and OpenAPI 3.0, one test a requirement."""

from datetime import datetime
from urllib.parse import urlsplit

import pytest
import shapely

from tests.gis.valley import LAYERS

ITEMS = "/ogc/collections/fields/items"
PATHS = "/ogc/collections/paths/items"


def rels(document) -> dict[str, list[dict]]:
    """The links of a document by relation."""
    found: dict[str, list[dict]] = {}
    for link in document["links"]:
        found.setdefault(link["rel"], []).append(link)
    return found


def features(client, address=ITEMS, **query) -> list[dict]:
    answer = client.get(address, query_string={"limit": 1000} | query)
    assert answer.status_code == 200, answer.text
    return answer.json["features"]


def operation(client, path: str) -> dict:
    return client.get("/ogc/api").json["paths"][path]["get"]


def parameter(client, path: str, name: str) -> dict:
    definition = client.get("/ogc/api").json
    shared = definition["components"]["parameters"]
    listed = definition["paths"][path]["get"]["parameters"]
    resolved = [shared[each["$ref"].rsplit("/", 1)[-1]] if "$ref" in each else each for each in listed]
    return next(each for each in resolved if each["name"] == name)


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


def test_req_core_fc_op_the_items_of_every_collection_answer_get(client):
    for name in LAYERS:
        assert client.get(f"/ogc/collections/{name}/items").status_code == 200


def test_req_core_fc_limit_definition_limit_is_a_whole_number_from_one_with_a_maximum_and_a_default(client):
    defined = parameter(client, "/collections/fields/items", "limit")
    assert (defined["in"], defined["required"], defined["schema"]["type"]) == ("query", False, "integer")
    assert defined["schema"]["minimum"] == 1
    assert defined["schema"]["maximum"] >= defined["schema"]["default"] >= 1


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_req_core_fc_limit_response_1_there_are_no_more_features_than_the_limit(client, limit):
    answer = client.get(ITEMS, query_string={"limit": limit}).json
    assert len(answer["features"]) == min(limit, 250)


def test_req_core_fc_limit_response_1_a_limit_above_the_maximum_is_brought_down_to_it(client):
    assert client.get(ITEMS, query_string={"limit": 999_999}).status_code == 200
    assert client.get(ITEMS, query_string={"limit": 0}).status_code == 400


def test_req_core_fc_bbox_definition_bbox_is_four_to_six_numbers_between_commas(client):
    defined = parameter(client, "/collections/fields/items", "bbox")
    assert (defined["in"], defined["style"], defined["explode"]) == ("query", "form", False)
    schema = defined["schema"]
    assert (schema["type"], schema["minItems"], schema["maxItems"]) == ("array", 4, 6)
    assert schema["items"] == {"type": "number"}


@pytest.mark.parametrize("box", [(116.05, 27.02, 116.1, 27.05), (0, 0, 1, 1), (179, -10, -179, 10)])
def test_req_core_fc_bbox_response_exactly_the_features_that_meet_the_box_are_there(client, box):
    west, south, east, north = box
    boxes = [box] if west <= east else [(west, south, 180, north), (-180, south, east, north)]
    area = shapely.union_all([shapely.box(*each) for each in boxes])
    everything = {each["id"]: shapely.geometry.shape(each["geometry"]) for each in features(client)}
    found = {each["id"] for each in features(client, bbox=",".join(map(str, box)))}
    assert found == {name for name, shape in everything.items() if shape.intersects(area)}


def test_req_core_fc_bbox_response_heights_of_six_numbers_are_left_aside(client):
    flat = features(client, bbox="116.05,27.02,116.1,27.05")
    assert features(client, bbox="116.05,27.02,-100,116.1,27.05,9000") == flat


def test_req_core_fc_time_definition_datetime_is_a_text_parameter(client):
    defined = parameter(client, "/collections/paths/items", "datetime")
    assert (defined["in"], defined["required"], defined["schema"]["type"]) == ("query", False, "string")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("2026-11-10", 10, 10),
        ("2026-11-10T04:00:00Z", 10, 10),
        ("2026-11-10/2026-11-12", 10, 12),
        ("../2026-11-03", 1, 3),
        ("2026-11-28/..", 28, 30),
        ("2026-11-28T00:00:00+08:00/..", 28, 30),
        ("/2026-11-03", 1, 3),
    ],
)
def test_req_core_fc_time_response_exactly_the_features_of_the_time_are_there(client, asked, first, last):
    days = {each["properties"]["walked_on"] for each in features(client, PATHS, datetime=asked)}
    expected = {f"2026-11-{day:02}" for day in range(first, last + 1)}
    assert days - {"2026-10-31"} == expected


def test_req_core_fc_response_the_answer_holds_features_that_all_conditions_select(client):
    both = {each["id"] for each in features(client, bbox="116,27,116.1,27.05", owner="b")}
    box = {each["id"] for each in features(client, bbox="116,27,116.1,27.05")}
    owner = {each["id"] for each in features(client, owner="b")}
    assert both == box & owner != set()


def test_req_core_fc_links_the_answer_links_to_itself_and_to_its_alternates(client):
    answer = client.get(ITEMS, query_string={"limit": 10})
    links = rels(answer.json)
    assert client.get(links["self"][0]["href"]).json["features"] == answer.json["features"]
    kinds = {link["type"] for link in links["alternate"]}
    assert "text/html; charset=utf-8" in kinds
    for link in links["alternate"]:
        assert client.get(link["href"]).content_type == link["type"]


def test_req_core_fc_links_the_next_links_lead_through_all_features_once(client):
    found, address = [], f"{ITEMS}?limit=60"
    while address:
        answer = client.get(address).json
        found += [each["id"] for each in answer["features"]]
        address = next((each["href"] for each in answer["links"] if each["rel"] == "next"), None)
    assert len(found) == len(set(found)) == 250


def test_req_core_fc_rel_type_every_link_has_a_relation_and_a_type(client):
    for link in client.get(ITEMS, query_string={"limit": 10}).json["links"]:
        assert link["rel"]
        assert link["type"]


def test_req_core_fc_timestamp_is_the_time_of_the_answer(client):
    stamp = datetime.fromisoformat(client.get(ITEMS).json["timeStamp"])
    assert abs((datetime.now(stamp.tzinfo) - stamp).total_seconds()) < 60


def test_req_core_fc_numbermatched_is_what_the_conditions_select_whatever_the_page(client):
    assert client.get(ITEMS, query_string={"limit": 3, "owner": "a"}).json["numberMatched"] == 50


def test_req_core_fc_numberreturned_is_the_number_of_features_on_the_page(client):
    answer = client.get(ITEMS, query_string={"limit": 3}).json
    assert answer["numberReturned"] == len(answer["features"]) == 3


def test_req_core_f_op_every_feature_answers_get(client):
    for each in features(client)[:20]:
        assert client.get(f"{ITEMS}/{each['id']}").status_code == 200
    assert client.get(f"{ITEMS}/nothing").status_code == 404


def test_req_core_f_success_a_feature_is_what_the_page_says_of_it(client):
    for each in features(client)[:20]:
        one = client.get(f"{ITEMS}/{each['id']}").json
        assert {name: one[name] for name in each} == each


def test_req_core_f_links_a_feature_links_to_itself_its_alternates_and_its_collection(client):
    links = rels(client.get(f"{ITEMS}/T-001").json)
    assert {"self", "alternate", "collection"} <= links.keys()
    for each in [*links["self"], *links["alternate"], *links["collection"]]:
        assert client.get(each["href"]).status_code == 200


def test_req_geojson_definition_features_are_offered_as_geojson(client):
    for path in (ITEMS, f"{ITEMS}/T-001"):
        assert client.get(path, headers={"Accept": "application/geo+json"}).content_type == "application/geo+json"


def test_req_geojson_content_pages_and_features_are_geojson_objects(client):
    assert client.get(ITEMS).json["type"] == "FeatureCollection"
    one = client.get(f"{ITEMS}/T-001").json
    assert (one["type"], one["geometry"]["type"]) == ("Feature", "Polygon")
    assert shapely.geometry.shape(one["geometry"]).exterior.is_ccw


@pytest.mark.parametrize("path", ["/ogc/", "/ogc/collections", "/ogc/collections/fields", ITEMS, f"{ITEMS}/T-001"])
def test_req_html_definition_pages_are_offered_as_html(client, path):
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.content_type == "text/html; charset=utf-8"


def test_req_html_content_a_page_holds_the_properties_and_the_links_of_the_answer(client):
    page = client.get(ITEMS, query_string={"f": "html", "limit": 10}).text
    assert "T-001" in page
    assert "token=" in page


def test_req_oas30_oas_definition_1_the_definition_is_openapi_3_0_in_json(client):
    answer = client.get("/ogc/api")
    assert answer.content_type == "application/vnd.oai.openapi+json;version=3.0"
    assert answer.json["openapi"].startswith("3.0.")


def test_req_oas30_oas_impl_every_path_of_the_definition_is_served(client):
    for path, methods in client.get("/ogc/api").json["paths"].items():
        if "get" in methods and "{" not in path:
            assert client.get(f"/ogc{path}").status_code == 200, path


def test_req_oas30_completeness_every_operation_tells_its_answers(client):
    definition = client.get("/ogc/api").json
    for methods in definition["paths"].values():
        for each in methods.values():
            if isinstance(each, dict) and "responses" in each:
                assert any(status.startswith("2") for status in each["responses"])


def test_req_oas30_exceptions_codes_errors_come_with_their_status_as_defined(client):
    defined = operation(client, "/collections/fields/items")["responses"]
    assert {"400", "404"} <= defined.keys()
    answer = client.get(ITEMS, query_string={"limit": "x"})
    assert (answer.status_code, answer.json["status"]) == (400, 400)


def test_req_oas30_security_the_schemes_are_told(client):
    definition = client.get("/ogc/api").json
    told = definition["components"]["securitySchemes"]
    assert {name for each in definition["security"] for name in each} <= told.keys()
