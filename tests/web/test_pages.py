"""How the built pages are served."""

import re

import pytest
import requests


@pytest.fixture(scope="module")
def page(live_server) -> requests.Response:
    return requests.get(live_server.url, timeout=30)


@pytest.fixture(scope="module")
def script(live_server, page) -> str:
    return live_server.url + re.search(r'src="(/assets/console-[^"]+\.js)"', page.text)[1]


def test_the_page_allows_no_script_but_files_of_this_server(page):
    policy = dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["worker-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "<script>" not in page.text


def test_the_page_names_nothing_on_another_host(page):
    assert re.findall(r'(?:src|href)="(?!/assets/)[^"]*"', page.text) == []


def test_the_page_itself_is_asked_for_again_each_time(page):
    assert page.headers["Cache-Control"] == "no-cache"


def test_a_hashed_asset_is_kept_for_ever_and_comes_packed(script):
    answer = requests.get(script, timeout=30)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_a_caller_that_takes_no_gzip_gets_the_same_script_unpacked(script):
    plain = requests.get(script, headers={"Accept-Encoding": "identity"}, timeout=30)
    assert "Content-Encoding" not in plain.headers
    assert plain.content == requests.get(script, timeout=30).content


@pytest.mark.parametrize(
    "path", ["/assets/", "/assets/none.js", "/assets/..%2fconsole%2findex.html", "/assets/../../setup.cfg"]
)
def test_what_is_not_a_built_file_is_not_found(live_server, path):
    request = requests.Request("GET", live_server.url).prepare()
    request.url = live_server.url + path
    assert requests.Session().send(request, timeout=30).status_code == 404


def test_the_console_without_the_map_library_weighs_under_60_kb(live_server, page):
    files = set(re.findall(r'"(/assets/[^"]+\.(?:js|css))"', page.text))
    packed = [requests.get(live_server.url + each, stream=True, timeout=30) for each in files]
    assert 0 < sum(len(each.raw.read(decode_content=False)) for each in packed) < 60_000
