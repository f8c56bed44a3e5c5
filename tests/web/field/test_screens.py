"""Screens for a gloved thumb in the sun, and how much of them comes over the air."""

import gzip
import re

import pytest
import requests

from tests.web.field.conftest import Phone
from tests.web.test_accessibility import complaints

FIRST_LOAD_BYTES, SCRIPT_BYTES = 120_000, 80_000
TAP_PX, READABLE_PX = 48, 15
SMALL = """least => [...document.querySelectorAll('button, a, label.tick, label.button, input:not(.unseen)')]
  .filter(each => !each.closest('label.tick') || each.matches('label.tick'))
  .map(each => [each.textContent.trim() || each.ariaLabel || each.name, each.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
  .map(([name, box]) => `${name}: ${box.width}×${box.height}`)"""


@pytest.fixture
def show(phone: Phone, river_way, take_picture):
    """Brings the phone to a screen."""

    def show(screen: str) -> Phone:
        if screen == "sign-in":
            return phone
        phone.sign_in("patroller")
        if screen in ("records", "me"):
            phone.page.get_by_role("button", name={"records": "记录", "me": "我的"}[screen], exact=True).click()
            return phone
        if screen == "home":
            return phone
        phone.start(river_way[0])
        phone.walk(river_way[1:5])
        if screen == "note":
            phone.page.get_by_role("button", name="记一笔").click()
            phone.page.wait_for_selector(".note")
        if screen == "dark":
            phone.page.get_by_role("button", name="省电黑屏").click()
        if screen == "finish":
            phone.page.get_by_role("button", name="结束").click()
            phone.page.wait_for_selector(".finish")
        if screen == "record":
            phone.note("污水直排", take_picture(1))
            phone.finish()
            phone.page.wait_for_selector(".verdict")
        return phone

    return show


@pytest.mark.parametrize(
    "screen", ["sign-in", "home", "recording", "note", "dark", "finish", "record", "records", "me"]
)
@pytest.mark.parametrize("size", [(390, 844), (360, 640)], ids=["390", "360"])
def test_a_screen_is_usable_with_gloves_and_by_everybody(show, screen, size):
    page = show(screen).page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert page.evaluate(SMALL, TAP_PX) == []
    assert complaints(page) == []


def test_in_english_nothing_but_names_is_chinese(phone):
    phone.page.get_by_role("button", name="English").click()
    phone.sign_in("office")
    for tab in ("Records", "Me", "Patrol"):
        phone.page.get_by_role("button", name=tab, exact=True).click()
        words = " ".join(phone.page.locator("main, .actions, .tabs").all_inner_texts())
        assert re.findall("[\u4e00-\u9fff]+", words.replace("中文", "")) == []


def test_the_first_load_is_small_enough_for_2g(live_server):
    page = requests.get(f"{live_server.url}/field/", timeout=30).text
    paths = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    sizes = {path: len(_on_the_wire(live_server.url + path)) for path in {*paths, "/field/sw.js", "/field/"}}
    assert sum(size for path, size in sizes.items() if path.endswith(".js")) <= SCRIPT_BYTES
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES


def _on_the_wire(url: str) -> bytes:
    with requests.get(url, headers={"Accept-Encoding": "gzip"}, stream=True, timeout=30) as answer:
        answer.raise_for_status()
        content = answer.raw.read()
    return content if answer.headers.get("Content-Encoding") == "gzip" else gzip.compress(content)
