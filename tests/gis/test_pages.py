"""The documents as pages for people: found by a browser, with the same figures, without scripts."""

import re

import pytest

from tests.gis.valley import LAYERS

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ITEMS = "/ogc/collections/fields/items"
PAGES = [
    "/ogc/",
    "/ogc/conformance",
    "/ogc/collections",
    *(f"/ogc/collections/{name}" for name in LAYERS),
    ITEMS,
    f"{ITEMS}/T-001",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_browser_gets_a_page_in_its_language(client, address, language):
    answer = client.get(address, headers=BROWSER | {"Accept-Language": language})
    assert answer.content_type == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in answer.text
    assert "script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", PAGES)
def test_a_program_gets_json_and_f_overrules_both(client, address):
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}, {"Accept": "application/geo+json"}):
        assert client.get(address, headers=headers).is_json
    assert client.get(address, headers=BROWSER, query_string={"f": "json"}).is_json
    assert client.get(address, query_string={"f": "html"}).content_type.startswith("text/html")


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(client, address):
    page = client.get(address, headers=BROWSER).text
    for link in set(re.findall(r'href="([^"]+)"', page)):
        assert client.get(link.replace("&amp;", "&"), headers=BROWSER).status_code == 200, link


def test_the_page_of_a_layer_tells_its_coordinate_systems_by_name(client):
    page = client.get("/ogc/collections/fields", headers=BROWSER).text
    assert "EPSG:4490 China Geodetic Coordinate System 2000" in page
    assert "<td>CRS84</td>" in page


def test_the_page_of_features_draws_each_and_leads_on(client):
    page = client.get(ITEMS, headers=BROWSER, query_string={"limit": 20, "sortby": "-area_mu"}).text
    assert page.count("<path") == 20
    assert "共 250 个要素，本页 20 个" in page
    onward = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "T-230" in client.get(onward, headers=BROWSER).text


def test_lines_points_and_features_without_a_place_are_drawn_as_what_they_are(client):
    assert client.get("/ogc/collections/paths/items", headers=BROWSER).text.count("<path") == 29
    assert client.get("/ogc/collections/wells/items", headers=BROWSER).text.count("<path") == 2
    assert "<svg" not in client.get("/ogc/collections/wells/items/3", headers=BROWSER).text


def test_what_people_wrote_stays_text(valley_engine, client):
    with valley_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE field SET owner = '<b>x</b>' WHERE id = 250")
    try:
        page = client.get(ITEMS, headers=BROWSER, query_string={"area_mu": "375"}).text
        assert "&lt;b&gt;x&lt;/b&gt;" in page
    finally:
        with valley_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE field SET owner = 'e' WHERE id = 250")


def test_the_page_of_a_layer_without_rows_tells_no_extent(client):
    answer = client.get("/ogc/collections/fields?f=html", headers={"X-Viewer": "nobody"})
    assert answer.status_code == 200
    assert "范围" not in answer.text
