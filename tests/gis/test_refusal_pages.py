"""A person who is refused is told so on a page in words; a program gets JSON as ever."""

import pytest

from tests.gis.test_pages import BROWSER, ITEMS

REFUSED = [
    (f"{ITEMS}?bbox=1,2,3", 400, ("这个地址读不懂", "This address cannot be read"), "bbox"),
    (f"{ITEMS}?f=gpkg&limit=none", 400, ("这个地址读不懂", "This address cannot be read"), "limit"),
    (f"{ITEMS}/T-999", 404, ("没有这一页", "There is no such page"), "T-999"),
    ("/ogc/collections/nothing", 404, ("没有这一页", "There is no such page"), "nothing"),
    ("/ogc/nowhere/at/all", 404, ("没有这一页", "There is no such page"), "nowhere/at/all"),
]


@pytest.mark.parametrize(("address", "status", "titles", "named"), REFUSED)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_browser_is_told_on_a_page_in_its_language(client, address, status, titles, named, language):
    answer = client.get(address, headers=BROWSER | {"Accept-Language": language})
    assert (answer.status_code, answer.content_type) == (status, "text/html; charset=utf-8")
    assert f"<h1>{titles[language == 'en']}</h1>" in answer.text
    assert named in answer.text
    assert 'href="http://localhost/ogc/collections"' in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert client.head(address, headers=BROWSER).status_code == status


@pytest.mark.parametrize(("address", "status", "_titles", "_named"), REFUSED)
def test_a_program_and_who_asks_for_json_get_the_one_shape_of_errors(client, address, status, _titles, _named):
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/geo+json, application/json"}):
        answer = client.get(address, headers=headers)
        assert answer.status_code == status
        assert answer.json.keys() == {"code", "status", "message", "reason", "errors"}
    if "f=" not in address:
        joined = f"{address}{'&' if '?' in address else '?'}f=json"
        assert client.get(joined, headers=BROWSER).is_json
        assert client.get(joined.replace("f=json", "f=html")).content_type.startswith("text/html")


def test_what_was_written_in_the_address_stays_text(client):
    page = client.get(f"{ITEMS}/<script>", headers=BROWSER).text
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_an_edit_that_a_browser_sends_is_refused_in_json(client):
    assert client.post(ITEMS, headers=BROWSER).is_json
