"""Requirements of OGC Features and Geometries JSON 1.0 (21-045r1), core and its use in web APIs."""

import pytest

from tests.gis.ogc.test_crs import EPSG

CORE, TYPES, API = (
    f"http://www.opengis.net/spec/json-fg-1/1.0/conf/{each}" for each in ("core", "types-schemas", "api")
)
MEMBERS = {"conformsTo", "coordRefSys", "featureType", "featureSchema", "geometryDimension"}


def page(client, layer: str, **query):
    """A page of a layer."""
    return client.get(f"/ogc/collections/{layer}/items", query_string={"limit": 3, **query})


@pytest.fixture
def fields(client):
    """`fields(crs=…)` is a page of fields by JSON-FG."""
    return lambda **query: page(client, "fields", f="jsonfg", **query).json


def test_req_api_conformance_the_classes_are_declared(client):
    assert {CORE, TYPES, API} <= set(client.get("/ogc/conformance").json["conformsTo"])


def test_req_core_metadata_the_root_names_the_core_class_and_no_member_below_it_does(fields):
    found = fields()
    assert CORE in found["conformsTo"]
    assert not any(MEMBERS & each.keys() for each in found["features"])


def test_req_core_metadata_a_feature_alone_is_a_root_object(client):
    found = client.get(f"/ogc/collections/fields/items/T-001?f=jsonfg&crs={EPSG}4548").json
    assert CORE in found["conformsTo"]
    assert found["coordRefSys"] == f"{EPSG}4548"
    assert found["type"] == "Feature"


@pytest.mark.parametrize(("layer", "time"), [("paths", {"date": "2026-11-02"}), ("fields", None)])
def test_req_core_temporal_time_is_the_day_of_a_feature_or_null(client, layer, time):
    assert page(client, layer, f="jsonfg").json["features"][0]["time"] == time


def test_req_core_temporal_time_is_told_though_its_property_is_not_asked_for(client):
    first = page(client, "paths", f="jsonfg", properties="").json["features"][0]
    assert (first["properties"], first["time"]) == ({}, {"date": "2026-11-02"})


def test_req_core_place_degrees_of_wgs_84_stand_in_geometry_alone(fields):
    found = fields()
    assert "coordRefSys" not in found
    assert all("place" not in each and each["geometry"]["type"] == "Polygon" for each in found["features"])


@pytest.mark.parametrize("srid", [4490, 4326, 3857, 4548])
def test_req_core_place_another_system_stands_in_place_and_geometry_is_null(client, fields, srid):
    found = fields(crs=f"{EPSG}{srid}")
    plain = page(client, "fields", crs=f"{EPSG}{srid}").json
    assert found["coordRefSys"] == f"{EPSG}{srid}"
    assert [each["place"] for each in found["features"]] == [each["geometry"] for each in plain["features"]]
    assert [each["geometry"] for each in found["features"]] == [None] * 3


def test_req_profiles_jsonfg_plus_has_degrees_beside_the_place(client):
    found = page(client, "fields", profile="jsonfg-plus", crs=f"{EPSG}4548").json
    plain = page(client, "fields").json
    assert [each["geometry"] for each in found["features"]] == [each["geometry"] for each in plain["features"]]
    assert all(each["place"] for each in found["features"])


@pytest.mark.parametrize(("layer", "dimension"), [("fields", 2), ("paths", 1), ("wells", 0)])
def test_req_types_schemas_a_collection_tells_type_schema_and_dimension(client, layer, dimension):
    found = page(client, layer, f="jsonfg").json
    assert TYPES in found["conformsTo"]
    assert (found["featureType"], found["geometryDimension"]) == (layer, dimension)
    schema = client.get(found["featureSchema"])
    assert schema.status_code == 200
    assert schema.json["$id"] == found["featureSchema"]


@pytest.mark.parametrize("profile", ["rfc7946", "jsonfg", "jsonfg-plus"])
def test_req_api_profile_is_a_parameter_and_the_answer_links_to_the_one_it_follows(client, profile):
    for address in ("/ogc/collections/fields/items", "/ogc/collections/fields/items/T-001"):
        answer = client.get(address, query_string={"profile": profile})
        assert answer.mimetype == "application/geo+json"
        assert answer.headers["Link"] == f'<http://www.opengis.net/def/profile/OGC/0/{profile}>; rel="profile"'


def test_req_api_profile_plain_geojson_is_what_nobody_asks_for(client):
    found = page(client, "paths").json
    assert found == page(client, "paths", profile="rfc7946").json | {
        "timeStamp": found["timeStamp"],
        "links": found["links"],
    }
    assert not MEMBERS & found.keys()
    assert "time" not in found["features"][0]


@pytest.mark.parametrize("query", [{"profile": "gml"}, {"profile": "jsonfg", "f": "csv"}, {"profile": ""}])
def test_req_api_profile_another_one_is_400(client, query):
    answer = page(client, "fields", **query)
    assert answer.status_code == 400
    assert "profile" in answer.json["errors"]


def test_next_links_keep_the_profile(client):
    links = page(client, "fields", f="jsonfg").json["links"]
    onward = next(each["href"] for each in links if each["rel"] == "next")
    assert client.get(onward).json["conformsTo"]
