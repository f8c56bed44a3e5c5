"""Screens for a gloved thumb in the sun, and how much of them comes over the air."""

import gzip
import re

import pytest
import requests

from tests.web.field.conftest import Phone
from tests.web.test_accessibility import complaints

FIRST_LOAD_BYTES, SCRIPT_BYTES = 120_000, 80_000
TAP_PX, READABLE_PX = 48, 18
SMALL = """least => [...document.querySelectorAll('button, a, label.tick, label.button, input:not(.unseen)')]
  .filter(each => !each.closest('label.tick') || each.matches('label.tick'))
  .map(each => [each.textContent.trim() || each.ariaLabel || each.name, each.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
  .map(([name, box]) => `${name}: ${box.width}×${box.height}`)"""

TINY = """least => [...document.querySelectorAll('p, h1, h2, h3, a, button, dt, dd, small, strong, span, label')]
  .filter(each => each.offsetParent && each.textContent.trim() && parseFloat(getComputedStyle(each).fontSize) < least)
  .map(each => each.textContent.trim())"""

SCREENS = (
    "sign-in",
    "home",
    "goal",
    "recording",
    "note",
    "dark",
    "finish",
    "record",
    "records",
    "elsewhere",
    "me",
)
HELD = {"zh-CN": (360, 640), "en": (390, 844)}


@pytest.fixture
def show(phone: Phone, river_way, take_picture):
    """Brings the phone to a screen, whatever its language."""

    def show(screen: str) -> Phone:
        page = phone.page
        if screen == "sign-in":
            return phone
        phone.sign_in("patroller")
        if screen in ("records", "elsewhere", "me"):
            page.locator(".tabs button").nth(2 if screen == "me" else 1).click()
            page.wait_for_selector("[data-map]" if screen == "me" else "[data-elsewhere=true]")
            if screen == "elsewhere":
                page.locator("[data-elsewhere=true]").first.click()
                page.wait_for_selector(".track-map")
            return phone
        if screen == "goal":
            phone.stand(river_way[0])
            page.locator(".duties .card").first.click()
            page.wait_for_selector(".way-figure")
        if screen in ("home", "goal"):
            return phone
        phone.start(river_way[0])
        phone.walk(river_way[1:5])
        left, right = page.locator(".actions-walk .button").nth(0), page.locator(".actions-walk .button").nth(1)
        if screen in ("note", "record"):
            right.click()
            page.locator(".chip").nth(2).click()
            page.set_input_files("input[name=camera]", take_picture(1))
            page.wait_for_selector(".thumbs img")
        if screen == "record":
            page.locator(".actions-note .button-main").click()
        if screen in ("finish", "record"):
            left.click()
            page.wait_for_selector(".finish")
        if screen == "record":
            right.click()
            page.wait_for_selector(".verdict")
        if screen == "dark":
            page.locator(".strip .button-plain").click()
        return phone

    return show


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", HELD)
def test_a_screen_is_usable_with_gloves_and_by_everybody(phone, show, screen, language):
    if language == "en":
        phone.page.get_by_role("button", name="English").click()
    page = show(screen).page
    width, height = HELD[language]
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(SMALL, TAP_PX) == []
    assert page.evaluate(TINY, READABLE_PX) == []
    assert complaints(page) == []


def test_in_english_nothing_but_names_is_chinese(phone):
    phone.page.get_by_role("button", name="English").click()
    phone.sign_in("office")
    for tab in ("Records", "Me", "Patrol"):
        phone.turn_to(tab)
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
