"""The signboard as somebody at the river meets it: on a phone, without scripts, with a position, by keyboard."""

import re

import pytest

from tests.web.conftest import PHONE
from tests.web.test_accessibility import complaints


@pytest.fixture(scope="module")
def board(live_server):
    """The path of a segment's board."""
    (first, *_) = live_server.phone("office").get("/api/v1/coverage/segments", limit="1")["items"]
    return f"/signboard/{first['code']}"


def test_a_report_can_be_sent_and_followed_without_scripts(open_page, board):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(board)
    page.select_option("#category", "岸边垃圾")
    page.fill("#text", "桥下堆了很多垃圾")
    page.click("button.send")
    page.wait_for_url("**/signboard/reports/*")
    number = page.inner_text(".number")
    assert "待受理" in page.inner_text(".state")
    page.goto(board)
    page.fill("#number", f"{number[:5].lower()} {number[5:]}")
    page.click(".follow button")
    page.wait_for_url(f"**/signboard/reports/{number}")


def test_a_phone_that_knows_its_place_attaches_it(open_page, board):
    page = open_page(PHONE, permissions=["geolocation"], geolocation={"longitude": 110.0, "latitude": 27.5})
    page.goto(board)
    page.click("#locate")
    page.wait_for_function("document.querySelector('input[name=lon]').value !== ''")
    assert "已附上位置" in page.inner_text("#located")
    page.select_option("#category", "漂浮物")
    page.fill("#text", "一片水葫芦")
    page.click("button.send")
    assert "超过 5 公里" in page.inner_text(".errors")
    assert page.input_value("#text") == "一片水葫芦"


@pytest.mark.parametrize("language", ["", "?lang=en"])
def test_nothing_on_a_board_bars_anybody(open_page, board, language):
    # Without this the page's own policy would keep the checker out.
    page = open_page(PHONE, bypass_csp=True)
    page.goto(board + language)
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_board_loads_in_one_page_two_small_files_and_nothing_else(open_page, board):
    page = open_page(PHONE)
    asked = []
    page.on("request", lambda request: asked.append(re.sub(r"^https?://[^/]+", "", request.url)))
    page.goto(board)
    assert sorted(asked) == sorted([board, "/signboard/assets/board.css", "/signboard/assets/locate.js"])
