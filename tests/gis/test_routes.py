"""The documents that lead a client from the landing page to the data, and an API definition that is kept."""

from urllib.parse import urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks as kept

from tests.gis.valley import LAYERS

DOCUMENTS = "^/(collections|conformance|api|tileMatrixSets.*)?$"
CHECKS = [
    not_a_server_error,
    kept.status_code_conformance,
    kept.content_type_conformance,
    kept.response_schema_conformance,
    kept.response_headers_conformance,
]


def hrefs(document, rel):
    """The addresses of the links with that relation."""
    return [link["href"] for link in document["links"] if link["rel"] == rel]


def test_every_link_of_the_landing_page_leads_somewhere_of_the_type_it_names(client):
    landing = client.get("/ogc/").json
    for link in landing["links"]:
        answer = client.get(link["href"])
        assert (answer.status_code, answer.content_type) == (200, link["type"]), link


def test_the_landing_page_speaks_chinese_by_default_and_english_when_asked(client):
    assert client.get("/ogc/").json["title"] == "山谷"
    assert client.get("/ogc/", headers={"Accept-Language": "en-GB,en;q=0.9"}).json["title"] == "The valley"


def test_every_layer_is_a_collection_whose_links_work(client):
    collections = client.get("/ogc/collections").json["collections"]
    assert [each["id"] for each in collections] == list(LAYERS)
    for each in collections:
        assert client.get(f"/ogc/collections/{each['id']}").json == each
        for link in each["links"]:
            answer = client.get(link["href"])
            assert (answer.status_code, answer.content_type) == (200, link["type"]), link


def test_a_collections_extent_is_that_of_what_the_viewer_may_see(client):
    everyone = client.get("/ogc/collections/fields").json
    nobody = client.get("/ogc/collections/fields", headers={"X-Viewer": "nobody"}).json
    assert everyone["extent"]["spatial"]["bbox"] == [[116, 27, 116.249, 27.099]]
    assert "extent" not in nobody


def test_addresses_follow_the_host_the_caller_used(client):
    landing = client.get("/ogc/", headers={"Host": "patrol.example:8443"}).json
    assert urlsplit(hrefs(landing, "data")[0]).netloc == "patrol.example:8443"


def test_qgis_finds_the_page_size_in_the_definition(client):
    definition = client.get("/ogc/api").json
    assert definition["components"]["parameters"]["limit"]["schema"]["maximum"] == 10000
    assert definition["openapi"].startswith("3.0")
    assert client.get("/ogc/api").content_type == "application/vnd.oai.openapi+json;version=3.0"


@pytest.mark.parametrize(
    "part", [*(f"/{name}" for name in LAYERS), "^/(collections|conformance|api|tileMatrixSets.*)?$"]
)
def test_no_request_breaks_the_server_and_every_answer_is_as_defined(valley_app, part):
    definition = schemathesis.openapi.from_wsgi("/ogc/api", valley_app)
    operations = [found.ok() for found in definition.include(path_regex=part).get_all_operations()]
    assert operations
    for operation in operations:
        probe(operation)


def probe(operation):
    """Requests the definition allows and requests it forbids: each is answered, as the definition says."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy() | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def check(case):
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    check()
