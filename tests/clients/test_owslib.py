"""OWSLib, the library behind many scripts, finds its way from the landing page to the features."""

import pytest
from owslib.ogcapi.features import Features

from tests.clients.conftest import PUBLISHED


@pytest.fixture
def service(desk):
    """The service as OWSLib sees it."""
    return Features(f"{desk.url}/", headers=desk.header)


def test_it_finds_every_layer_from_the_landing_page(service):
    assert service.feature_collections() == list(PUBLISHED)
    assert any("ogcapi-features-1/1.0/conf/core" in each for each in service.conformance()["conformsTo"])
    assert "/collections/segments/items" in service.api()["paths"]


def test_it_reads_a_page_and_a_feature(service, counts):
    page = service.collection_items("segments", limit=5)
    assert (page["numberMatched"], page["numberReturned"]) == (counts["segments"], 5)
    code = page["features"][0]["id"]
    assert service.collection_item("segments", code)["properties"] == page["features"][0]["properties"]


def test_it_asks_for_days_and_places(service, stored):
    days = service.collection_items("tracks", limit=1, datetime_="2000-01-01/..")
    assert days["numberMatched"] == stored("SELECT count(*) FROM patrol WHERE path IS NOT NULL")
    extent = service.collection("plots")["extent"]["spatial"]["bbox"][0]
    inside = service.collection_items("plots", limit=1, bbox=extent)
    assert inside["numberMatched"] == stored("SELECT count(*) FROM forest_plot")
