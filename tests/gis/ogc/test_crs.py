"""OGC API - Features Part 2 (18-058r1): coordinate reference systems by reference, one test a requirement."""

import pytest
from pyproj import CRS, Transformer

from gis.references import CRS84_URI

ITEMS = "/ogc/collections/fields/items"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
SERVED = [4490, 4326, 3857, 4548, 4526]


def described(client) -> dict:
    return client.get("/ogc/collections/fields").json


def from_degrees(srid: int, lon: float, lat: float) -> tuple[float, float]:
    """A place in a system, in the order of the system's own axes."""
    return (
        Transformer.from_crs(4490, srid).transform(lat, lon)
        if srid != 3857
        else Transformer.from_crs(4326, 3857).transform(lat, lon)
    )


def test_req_crs_crs_uri_systems_are_named_by_uri(client):
    assert all(each.startswith("http://www.opengis.net/def/crs/") for each in described(client)["crs"])


def test_req_crs_fc_md_crs_list_the_default_system_is_in_the_list(client):
    for each in client.get("/ogc/collections").json["collections"]:
        assert each["crs"][0] == CRS84_URI
        assert set(each["crs"]) == {CRS84_URI, *(f"{EPSG}{srid}" for srid in SERVED)}


def test_req_crs_fc_md_storagecrs_the_stored_system_is_told(client):
    assert described(client)["storageCrs"] == f"{EPSG}4490"


def test_req_crs_fc_md_storagecrs_valid_value_the_stored_system_is_one_of_the_list(client):
    assert described(client)["storageCrs"] in described(client)["crs"]


@pytest.mark.parametrize("name", ["crs", "bbox-crs"])
def test_req_crs_fc_crs_definition_and_fc_bbox_crs_definition_the_parameters_are_uris(client, name):
    definition = client.get("/ogc/api").json
    listed = definition["paths"]["/collections/fields/items"]["get"]["parameters"]
    assert {"$ref": f"#/components/parameters/{name}"} in listed
    defined = definition["components"]["parameters"][name]
    assert (defined["in"], defined["required"]) == ("query", False)
    assert defined["schema"] == {"type": "string", "format": "uri"}


@pytest.mark.parametrize("value", [f"{EPSG}4214", f"{EPSG}999999", "EPSG", "", "http://www.opengis.net/def/crs/EPSG/0"])
def test_req_crs_fc_bbox_crs_valid_value_a_system_that_is_not_listed_is_400(client, value):
    answer = client.get(ITEMS, query_string={"bbox": "116,27,117,28", "bbox-crs": value})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["bbox-crs"])


@pytest.mark.parametrize("value", [f"{EPSG}4214", "EPSG:nothing", ""])
def test_req_crs_fc_crs_valid_value_a_system_that_is_not_listed_is_400(client, value):
    for path in (ITEMS, f"{ITEMS}/T-001"):
        answer = client.get(path, query_string={"crs": value})
        assert (answer.status_code, list(answer.json["errors"])) == (400, ["crs"])


def test_req_crs_fc_bbox_crs_valid_defaultvalue_a_box_is_in_crs84_unless_told(client):
    plain = client.get(ITEMS, query_string={"bbox": "116.05,27.02,116.1,27.05"}).json
    told = client.get(ITEMS, query_string={"bbox": "116.05,27.02,116.1,27.05", "bbox-crs": CRS84_URI}).json
    assert plain["features"] == told["features"] != []


@pytest.mark.parametrize("srid", SERVED)
def test_req_crs_fc_bbox_crs_action_a_box_is_read_in_its_system_and_its_order_of_axes(client, srid):
    corners = [(116.0545, 27.0245), (116.1045, 27.0445)]
    expected = client.get(ITEMS, query_string={"bbox": ",".join(f"{x},{y}" for x, y in corners), "limit": 500}).json
    numbers = [f"{value:.9f}" for corner in corners for value in from_degrees(srid, *corner)]
    answer = client.get(ITEMS, query_string={"bbox": ",".join(numbers), "bbox-crs": f"{EPSG}{srid}", "limit": 500}).json
    assert [each["id"] for each in answer["features"]] == [each["id"] for each in expected["features"]] != []


def test_req_crs_fc_crs_default_value_features_are_in_crs84_unless_told(client):
    assert client.get(ITEMS).headers["Content-Crs"] == f"<{CRS84_URI}>"


@pytest.mark.parametrize("srid", SERVED)
def test_req_crs_fc_crs_action_features_come_in_the_system_and_its_order_of_axes(client, srid):
    plain = client.get(f"{ITEMS}/T-033").json["geometry"]["coordinates"][0]
    turned = client.get(f"{ITEMS}/T-033", query_string={"crs": f"{EPSG}{srid}"}).json["geometry"]["coordinates"][0]
    slack = 2e-7 if CRS.from_epsg(srid).is_geographic else 0.02
    for (lon, lat), position in zip(plain, turned, strict=True):
        assert position == pytest.approx(from_degrees(srid, lon, lat), abs=slack)


@pytest.mark.parametrize("srid", SERVED)
@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}/T-001"])
def test_req_crs_ogc_crs_header_every_answer_with_features_tells_its_system(client, path, srid):
    answer = client.get(path, query_string={"crs": f"{EPSG}{srid}"})
    assert "Content-Crs" in answer.headers


@pytest.mark.parametrize("srid", SERVED)
def test_req_crs_ogc_crs_header_value_is_the_uri_in_angle_brackets(client, srid):
    assert client.get(ITEMS, query_string={"crs": f"{EPSG}{srid}"}).headers["Content-Crs"] == f"<{EPSG}{srid}>"


def test_req_crs_geojson_coordinates_follow_the_system_asked_for(client):
    lat, lon = client.get(f"{ITEMS}/T-001", query_string={"crs": f"{EPSG}4490"}).json["geometry"]["coordinates"][0][0]
    assert (27 <= lat <= 28, 116 <= lon <= 117) == (True, True)


def test_next_links_keep_the_system(client):
    first = client.get(ITEMS, query_string={"crs": f"{EPSG}4548", "limit": 10})
    onward = next(each["href"] for each in first.json["links"] if each["rel"] == "next")
    assert client.get(onward).headers["Content-Crs"] == f"<{EPSG}4548>"
