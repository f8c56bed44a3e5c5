"""Pages of features and single features, over HTTP, out of a real database."""

from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from tests.gis.valley import FIELDS

ITEMS = "/ogc/collections/fields/items"


def following(client, address):
    """Every page from that address on, by its next links."""
    while address:
        page = client.get(address).json
        yield page
        onward = [link["href"] for link in page["links"] if link["rel"] == "next"]
        address = None if not onward else "{0.path}?{0.query}".format(urlsplit(onward[0]))


def test_a_page_says_how_many_features_match_and_how_many_it_carries(client):
    page = client.get(ITEMS).json
    assert (page["type"], page["numberMatched"], page["numberReturned"]) == ("FeatureCollection", FIELDS, 100)
    assert len(page["features"]) == 100
    assert page["timeStamp"].endswith("Z")


def test_next_links_lead_through_every_feature_once(client):
    pages = list(following(client, f"{ITEMS}?limit=60"))
    codes = [feature["id"] for page in pages for feature in page["features"]]
    assert [page["numberReturned"] for page in pages] == [60, 60, 60, 60, 10]
    assert codes == [f"T-{n:03}" for n in range(1, FIELDS + 1)]
    assert {page["numberMatched"] for page in pages} == {FIELDS}


def test_a_last_page_that_is_exactly_full_has_no_next_link(client):
    assert [page["numberReturned"] for page in following(client, f"{ITEMS}?limit=125")] == [125, 125]


def test_next_links_keep_the_other_parameters(client):
    pages = list(following(client, f"{ITEMS}?limit=20&whose=b&bbox=116,27,116.25,27.1"))
    owners = [feature["properties"]["owner"] for page in pages for feature in page["features"]]
    assert owners == ["b"] * 50


def test_a_feature_is_geojson_with_typed_properties_in_the_layers_order(client):
    feature = client.get(ITEMS, query_string={"limit": 1}).json["features"][0]
    assert list(feature) == ["type", "id", "geometry", "properties"]
    assert list(feature["properties"].items()) == [("code", "T-001"), ("owner", "a"), ("area_mu", 1.5)]
    ring = feature["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert signed_area(ring) > 0, "RFC 7946 wants the outer ring counter-clockwise"


def signed_area(ring):
    """Positive for a counter-clockwise ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def test_a_bbox_keeps_what_it_touches(client):
    page = client.get(ITEMS, query_string={"bbox": "116.001,27.001,116.012,27.002"}).json
    assert [feature["id"] for feature in page["features"]] == ["T-001", "T-002"]
    assert page["numberMatched"] == 2


def test_a_bbox_in_the_gap_between_fields_finds_nothing_though_their_boxes_are_near(client):
    page = client.get(ITEMS, query_string={"bbox": "116.0092,27.001,116.0098,27.002"}).json
    assert (page["features"], page["numberMatched"], page["numberReturned"]) == ([], 0, 0)


def test_a_bbox_with_heights_reads_as_the_flat_one(client):
    page = client.get(ITEMS, query_string={"bbox": "116.001,27.001,0,116.012,27.002,100"}).json
    assert page["numberMatched"] == 2


def test_a_property_can_be_asked_for_by_its_value(client):
    assert client.get(ITEMS, query_string={"owner": "c"}).json["numberMatched"] == 50
    assert client.get(ITEMS, query_string={"area_mu": "3"}).json["features"][0]["id"] == "T-002"
    assert client.get(ITEMS, query_string={"owner": "' OR 1=1 --"}).json["numberMatched"] == 0


@pytest.mark.parametrize(("rank", "matched"), [("20", 1), ("21", 0), ("9223372036854775807", 0), ("-99999999999", 0)])
def test_a_whole_number_of_any_size_can_be_asked_for(client, rank, matched):
    assert client.get("/ogc/collections/wells/items", query_string={"rank": rank}).json["numberMatched"] == matched


def test_a_viewer_sees_and_counts_only_what_is_within_scope(client):
    page = client.get(ITEMS, headers={"X-Viewer": "d"}).json
    assert page["numberMatched"] == 50
    assert client.get(f"{ITEMS}/T-004", headers={"X-Viewer": "d"}).status_code == 200
    assert client.get(f"{ITEMS}/T-005", headers={"X-Viewer": "d"}).status_code == 404


def test_one_feature_is_found_by_its_id_and_links_to_itself(client):
    answer = client.get(f"{ITEMS}/T-007")
    assert answer.content_type == "application/geo+json"
    assert answer.json["properties"]["code"] == "T-007"
    links = {link["rel"]: link["href"] for link in answer.json["links"]}
    assert client.get(links["self"]).json == answer.json
    assert links["collection"].endswith("/ogc/collections/fields")


@pytest.mark.parametrize(
    ("collection", "feature_id"),
    [
        ("fields", "T-999"),
        ("fields", "T%00"),
        ("fields", "a/b"),
        ("wells", "x"),
        ("wells", "99999999999999999999"),
        ("wells", "９"),
        ("wells", "--1"),
        ("paths", "not-a-uuid"),
        ("paths", "00000000-0000-4000-8000-000000000099"),
    ],
)
def test_an_id_that_no_feature_has_is_not_found(client, collection, feature_id):
    answer = client.get(f"/ogc/collections/{collection}/items/{feature_id}")
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_a_feature_without_a_place_has_a_null_geometry(client):
    assert client.get("/ogc/collections/wells/items/3").json["geometry"] is None


@pytest.mark.parametrize(
    ("asked", "matched"),
    [
        ("2026-11-05", 1),
        ("2026-11-01/2026-11-30", 30),
        ("2026-11-21/..", 10),
        ("../2026-11-03", 3),
        ("/2026-11-03", 3),
        ("../..", 30),
        ("2026-11-04T16:00:00Z", 1),
        ("2026-11-03T16:00:00Z/2026-11-05t15:59:60z", 2),
        ("2027-01-01/..", 0),
    ],
)
def test_a_datetime_is_read_as_local_days(client, asked, matched):
    page = client.get("/ogc/collections/paths/items", query_string={"datetime": asked}).json
    assert page["numberMatched"] == matched


def test_a_feature_is_found_by_its_id_also_before_the_days_shown_by_default(client):
    first = "/ogc/collections/paths/items/00000000-0000-4000-8000-000000000001"
    assert client.get("/ogc/collections/paths/items").json["numberMatched"] == 29
    assert client.get(first).json["properties"]["walked_on"] == "2026-11-01"
    assert client.get(f"{first}?datetime=2026-11-02").status_code == 404


def test_a_moment_late_in_the_utc_evening_is_the_next_local_day(client):
    page = client.get("/ogc/collections/paths/items", query_string={"datetime": "2026-11-04T16:00:00Z"}).json
    assert page["features"][0]["properties"]["walked_on"] == "2026-11-05"


def test_a_layer_without_time_answers_any_datetime_in_full(client):
    assert client.get(ITEMS, query_string={"datetime": "1999-01-01"}).json["numberMatched"] == FIELDS


def test_a_page_unchanged_is_304_though_its_time_stamp_moves(client):
    first = client.get(ITEMS)
    again = client.get(ITEMS, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{ITEMS}?limit=3").headers["ETag"] != first.headers["ETag"]


def test_a_large_page_is_compressed_for_those_who_take_it(client):
    plain = client.get(ITEMS)
    packed = client.get(ITEMS, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 4
    assert "private" in packed.headers["Cache-Control"]


def test_a_bbox_of_the_whole_world_holds_every_feature_with_a_place(client):
    world = {"bbox": "-180,-90,180,90"}
    assert client.get(ITEMS, query_string=world).json["numberMatched"] == FIELDS
    assert client.get("/ogc/collections/wells/items", query_string=world).json["numberMatched"] == 2


def test_a_bbox_that_is_a_point_finds_what_covers_it(client):
    page = client.get(ITEMS, query_string={"bbox": "116.002,27.002,116.002,27.002"}).json
    assert [feature["id"] for feature in page["features"]] == ["T-001"]
