"""OGC API - Features Part 1 (17-069r4), Core: the features of a collection, one test a requirement."""

from datetime import datetime

import pytest
import shapely

from tests.gis.ogc.core import ITEMS, PATHS, features, parameter, rels
from tests.gis.valley import LAYERS


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
