"""The requirements of OGC API - Features Part 4, one test a requirement, named by its identifier."""

import pytest
from shapely.geometry import shape

from gis.references import reference
from tests.api.conftest import VILLAGE, at
from tests.editing.conftest import CREEK, GEOJSON, feature, line

NEW = feature(CREEK, code="N-1", name="新溪", division_code=VILLAGE)
ETAGS = "http://www.opengis.net/spec/ogcapi-features-4/1.0/req/optimistic-locking-etags"


@pytest.fixture
def new(gis):
    """A segment just created; the answer."""
    answer = gis.post("segments", NEW)
    assert answer.status_code == 201, answer.json
    return answer


def test_conf_the_classes_of_part_4_are_declared(gis):
    conforms = gis.client.get("/ogc/conformance").json["conformsTo"]
    for each in ("conf/create-replace-delete", "conf/update", "conf/features"):
        assert f"http://www.opengis.net/spec/ogcapi-features-4/1.0/{each}" in conforms
    assert ETAGS in conforms


def test_req_core_methods_every_method_that_options_names_works(gis):
    items = gis.ask("OPTIONS", "segments/items")
    assert items.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    item = gis.ask("OPTIONS", "segments/items/R-1")
    assert item.headers["Allow"] == "GET, HEAD, OPTIONS, PUT, PATCH, DELETE"


def test_req_create_replace_delete_options_op_at_every_resource(gis):
    for path in ("segments/items", "segments/items/R-1", "segments/items/made-up", "tracks/items"):
        assert gis.ask("OPTIONS", path).status_code == 200


def test_req_create_replace_delete_options_response_lists_what_this_caller_may(desk):
    for username, writes in (("gis", True), ("gis_town", True), ("office", True), ("admin", True), ("sup", False)):
        allowed = desk(username).ask("OPTIONS", "segments/items").headers["Allow"]
        assert ("POST" in allowed) is writes, username
    for username in ("wang", "chief", "office_town"):
        assert desk(username).ask("OPTIONS", "plots/items/P-1").headers["Allow"] == "GET, HEAD, OPTIONS"
    assert desk("gis").ask("OPTIONS", "tracks/items").headers["Allow"] == "GET, HEAD, OPTIONS"


def test_req_create_replace_delete_post_op_creates(gis, new):
    assert gis.value("SELECT name FROM river_segment WHERE code = 'N-1'") == "新溪"


def test_req_create_replace_delete_post_body_is_the_feature(gis, new):
    found = gis.get("segments", "N-1").json
    assert (found["properties"]["name"], found["properties"]["division_code"]) == ("新溪", VILLAGE)
    assert shape(found["geometry"]).equals_exact(shape(CREEK), 1e-7)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/merge-patch+json", None])
def test_req_create_replace_delete_post_content_type_tells_what_the_body_is(gis, kind):
    answer = gis.ask("POST", "segments/items", b"{}", kind)
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported_media")
    assert GEOJSON in answer.json["message"]


def test_req_create_replace_delete_post_response_rid_is_new_and_unique(gis, new):
    again = gis.post("segments", NEW)
    assert (again.status_code, list(again.json["errors"])) == (409, ["code"])
    assert gis.value("SELECT count(*) FROM river_segment WHERE code = 'N-1'") == 1


def test_req_create_replace_delete_post_response_is_201_with_location(gis, new):
    assert new.status_code == 201
    assert new.headers["Location"].endswith("/ogc/collections/segments/items/N-1")
    assert gis.client.get(new.headers["Location"], headers=gis.headers).json["id"] == "N-1"


def test_req_create_replace_delete_post_response_location_survives_a_code_of_any_letters(gis):
    answer = gis.post("segments", feature(CREEK, code="红9/a b?#%", division_code=VILLAGE))
    assert answer.status_code == 201
    assert gis.client.get(answer.headers["Location"], headers=gis.headers).json["id"] == "红9/a b?#%"


def test_req_create_replace_delete_put_op_replaces(gis, new):
    answer = gis.put("segments", "N-1", feature(CREEK, code="N-1", name="改名溪", division_code=VILLAGE))
    assert answer.status_code == 204
    assert gis.get("segments", "N-1").json["properties"]["name"] == "改名溪"


def test_req_create_replace_delete_put_body_is_the_whole_new_content(gis):
    gis.post("segments", feature(CREEK, code="N-2", name="甲", bank="左岸", division_code=VILLAGE))
    assert gis.put("segments", "N-2", feature(CREEK, code="N-2", division_code=VILLAGE)).status_code == 204
    found = gis.get("segments", "N-2").json["properties"]
    assert (found["name"], found["bank"]) == (None, None)


@pytest.mark.parametrize("kind", ["text/plain", "application/gml+xml", None])
def test_req_create_replace_delete_put_content_type_tells_what_the_body_is(gis, kind):
    assert gis.ask("PUT", "segments/items/R-1", b"{}", kind).status_code == 415


def test_req_create_replace_delete_put_response_is_200_or_204(gis, new):
    assert gis.put("segments", "N-1", NEW).status_code == 204
    preferred = gis.put("segments", "N-1", NEW, Prefer="return=representation")
    assert (preferred.status_code, preferred.json["id"]) == (200, "N-1")
    assert preferred.headers["Preference-Applied"] == "return=representation"


def test_req_create_replace_delete_put_rid_exception_is_404_and_with_if_match_412(gis):
    assert gis.put("segments", "nowhere", feature(CREEK, code="nowhere")).status_code == 404
    assert gis.put("segments", "nowhere", feature(CREEK, code="nowhere"), If_Match='"1.a"').status_code == 412
    assert gis.put("segments", "nowhere", feature(CREEK, code="nowhere"), If_Match="*").status_code == 412
    assert gis.value("SELECT count(*) FROM river_segment WHERE code = 'nowhere'") == 0


def test_req_create_replace_delete_put_rid_in_the_body_is_left_aside(gis, new):
    assert gis.put("segments", "N-1", {**NEW, "id": "another"}).status_code == 204
    assert gis.get("segments", "another").status_code == 404


def test_req_create_replace_delete_delete_op_deletes(gis, new):
    assert gis.delete("segments", "N-1").status_code == 204
    assert gis.get("segments", "N-1").status_code == 404
    assert gis.value("SELECT count(*) FROM river_segment WHERE code = 'N-1'") == 0


def test_req_create_replace_delete_delete_response_is_204_and_404_afterwards(gis, new):
    answer = gis.delete("segments", "N-1")
    assert (answer.status_code, answer.data) == (204, b"")
    assert gis.delete("segments", "N-1").status_code == 404


def test_req_update_methods_patch_is_declared_with_its_media_type(gis):
    options = gis.ask("OPTIONS", "segments/items/R-1")
    assert "PATCH" in options.headers["Allow"]
    assert options.headers["Accept-Patch"] == "application/merge-patch+json"


def test_req_update_update_patch_op_works_on_every_layer_that_declares_it(gis, session):
    for layer, code in (("segments", "R-1"), ("plots", "P-1"), ("divisions", VILLAGE)):
        assert gis.patch(layer, code, {"properties": {"name": "新名"}}).status_code == 204
        assert gis.get(layer, code).json["properties"]["name"] == "新名"


def test_req_update_update_patch_body_changes_what_it_says_and_nothing_else(gis, new):
    before = gis.get("segments", "N-1").json
    gis.patch("segments", "N-1", {"properties": {"bank": "右岸"}})
    after = gis.get("segments", "N-1").json
    assert after["properties"] == before["properties"] | {"bank": "右岸"}
    assert after["geometry"] == before["geometry"]


def test_req_update_update_patch_response_is_200_or_204(gis, new):
    assert gis.patch("segments", "N-1", {"properties": {"name": "a"}}).status_code == 204
    preferred = gis.patch("segments", "N-1", {"properties": {"name": "b"}}, Prefer="return=representation")
    assert (preferred.status_code, preferred.json["properties"]["name"]) == (200, "b")


def test_req_update_rid_that_is_the_features_own_is_left_aside(gis, new):
    assert gis.patch("segments", "N-1", {"id": "N-1", "properties": {"name": "a"}}).status_code == 204


def test_req_features_update_json_merge_patch_refuses_another_id(gis, new):
    answer = gis.patch("segments", "N-1", {"id": "N-9", "properties": {"name": "a"}})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["id"])


def test_req_features_update_json_merge_patch_takes_geometry_alone_and_properties_as_the_schema_has_them(gis, new):
    longer = line((2_000, 5_000), (4_500, 5_000))
    assert gis.patch("segments", "N-1", {"geometry": longer}).status_code == 204
    assert gis.patch("segments", "N-1", {"name": "平"}).status_code == 204
    found = gis.get("segments", "N-1").json
    assert found["properties"]["length_m"] == pytest.approx(2_500, rel=0.01)
    assert found["properties"]["name"] == "平"


def test_req_features_update_json_merge_patch_null_unsets(gis, new):
    assert gis.patch("segments", "N-1", {"properties": {"name": None}}).status_code == 204
    assert gis.get("segments", "N-1").json["properties"]["name"] is None


def test_req_features_resources_and_resource_endpoint_are_items_and_item(gis, new):
    listed = gis.ask("GET", "segments/items?limit=100").json["features"]
    for each in listed:
        assert "PUT" in gis.ask("OPTIONS", f"segments/items/{each['id']}").headers["Allow"]


def test_req_features_collection_endpoint_declares_no_creation_by_put(gis):
    assert "supportsNonAutogeneratedResourceIds" not in gis.ask("GET", "segments").json


def test_req_features_schema_says_what_is_received_and_that_is_taken(gis):
    schema = gis.ask("GET", "zoning/schema").json
    assert set(schema["required"]) == {"code", "category", "geometry"}
    properties = schema["properties"]
    received = {name for name, each in properties.items() if not each.get("readOnly")} - {"geometry"}
    assert received == {"code", "name", "category", "division_code"}
    assert properties["area_m2"]["readOnly"]
    assert properties["id"]["readOnly"]
    assert "red_line" in properties["category"]["enum"]
    assert schema["additionalProperties"] is False


def test_req_features_geojson_create_replace_maps_geometry_and_leaves_the_id_aside(gis, new):
    moved = line((2_000, 5_100), (4_000, 5_100))
    assert gis.put("segments", "N-1", {**NEW, "id": 7, "geometry": moved}).status_code == 204
    assert shape(gis.get("segments", "N-1").json["geometry"]).equals_exact(shape(moved), 1e-7)


@pytest.mark.parametrize("srid", [4490, 4326, 3857, 4548, 4527])
@pytest.mark.parametrize("form", ["<{}>", "{}"])
def test_req_features_content_crs_header_tells_the_system_and_the_order_of_axes(gis, srid, form):
    wire = reference(srid)
    gis.post("segments", NEW)
    sent = gis.get("segments", "N-1", f"?crs={wire.uri}").json["geometry"]
    gis.delete("segments", "N-1")
    answer = gis.post("segments", {**NEW, "geometry": sent}, Content_Crs=form.format(wire.uri))
    assert answer.status_code == 201, answer.json
    assert shape(gis.get("segments", "N-1").json["geometry"]).equals_exact(shape(CREEK), 2e-7)


def test_req_features_default_crs_is_crs84(gis, new):
    stored = gis.value("SELECT ST_X(ST_StartPoint(geom)) FROM river_segment WHERE code = 'N-1'")
    assert stored == pytest.approx(at(2_000, 5_000)[0], abs=1e-7)


def test_req_features_crs_other_crs_that_is_not_served_is_an_error(gis):
    answer = gis.post("segments", NEW, Content_Crs="<http://www.opengis.net/def/crs/EPSG/0/2000>")
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["Content-Crs"])


def test_req_optimistic_locking_etags_get_etag_response_is_strong(gis, new):
    tag, weak = gis.get("segments", "N-1").get_etag()
    assert tag
    assert not weak


def test_req_optimistic_locking_etags_put_etag_response_is_that_of_the_new_state(gis, new):
    answer = gis.put("segments", "N-1", {**NEW, "geometry": line((2_000, 5_100), (4_000, 5_100))})
    assert answer.headers["ETag"] == gis.get("segments", "N-1").headers["ETag"] != new.headers["ETag"]


def test_req_optimistic_locking_etags_patch_etag_response_is_that_of_the_new_state(gis, new):
    answer = gis.patch("segments", "N-1", {"properties": {"name": "b"}})
    assert answer.headers["ETag"] == gis.get("segments", "N-1").headers["ETag"] != new.headers["ETag"]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_req_optimistic_locking_etags_ifmatch_is_evaluated_so_that_two_editors_never_overwrite_each_other(
    gis, desk, new, method
):
    read = gis.get("segments", "N-1").headers["ETag"]
    other = desk("office").patch("segments", "N-1", {"properties": {"name": "他人"}}, If_Match=read)
    assert other.status_code == 204
    body = {"put": [NEW], "patch": [{"properties": {"name": "我"}}], "delete": []}[method]
    late = getattr(gis, method)("segments", "N-1", *body, If_Match=read)
    assert (late.status_code, late.json["code"]) == (412, "outdated")
    assert gis.get("segments", "N-1").json["properties"]["name"] == "他人"
    again = getattr(gis, method)("segments", "N-1", *body, If_Match=other.headers["ETag"])
    assert again.status_code == 204


def test_req_optimistic_locking_etags_ifmatch_op_is_optional_for_clients_that_know_no_etags(gis, new):
    assert gis.put("segments", "N-1", NEW).status_code == 204


def test_req_optimistic_locking_etags_ifmatch_does_not_ask_for_figures_that_follow_from_patrols(gis, new):
    in_mercator = gis.get("segments", "N-1", "?crs=http://www.opengis.net/def/crs/EPSG/0/3857").headers["ETag"]
    answer = gis.patch("segments", "N-1", {"properties": {"name": "b"}}, If_Match=in_mercator)
    assert answer.status_code == 204


def test_req_optimistic_locking_etags_a_weak_tag_matches_nothing(gis, new):
    weak = "W/" + gis.get("segments", "N-1").headers["ETag"]
    assert gis.patch("segments", "N-1", {"properties": {"name": "b"}}, If_Match=weak).status_code == 412
