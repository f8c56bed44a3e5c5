"""OGC API - Features Part 1 (17-069r4): GeoJSON, HTML and OpenAPI 3.0, one test a requirement."""

import pytest
import shapely

from tests.gis.ogc.core import ITEMS, operation


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
