"""Screens for a gloved thumb in the sun, and how much of them comes over the air."""

import gzip
import re

import pytest
import requests

from tests.web.field.assigned import Assigned
from tests.web.field.contrast import faint, strokes
from tests.web.field.tours import TOURS, Tour
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

CONTRAST, GROUND, STROKES = 7, 1.6, 3
HELD = ((360, 640), (390, 844))
THUMB = """() => [...document.querySelectorAll('.actions .button-main, .actions .button-start, .button-dark')]
  .map(each => each.getBoundingClientRect()).filter(box => box.top < innerHeight / 2 || box.bottom > innerHeight + 0.5)
  .length"""


@pytest.fixture
def tour(phone, relay, river_way, take_picture, live_server) -> Tour:
    """A way through the app."""
    return Tour(phone, relay, river_way, take_picture, Assigned(live_server, take_picture(9)))


@pytest.mark.parametrize("name", TOURS)
@pytest.mark.parametrize(("language", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_every_screen_is_usable_with_gloves_in_the_sun_and_by_everybody(tour, name, language, scheme):
    page = tour.page
    page.emulate_media(color_scheme=scheme)
    if language == "en":
        page.get_by_role("button", name="English").click()
    for screen in TOURS[name](tour):
        for width, height in HELD:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(200)
            assert page.evaluate("document.documentElement.scrollWidth") == width, screen
            assert page.evaluate(SMALL, TAP_PX) == [], screen
            assert page.evaluate(TINY, READABLE_PX) == [], screen
            assert page.evaluate(THUMB) == 0, screen
            assert faint(page, CONTRAST) == [], screen
        assert complaints(page) == [], screen


def test_every_line_on_the_map_stands_out_from_the_ground(phone, river_way):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.walk(river_way[1:9])
    drawn = strokes(phone.page.locator(".map canvas"))
    # What is fainter is ground: the net, paper of casings, the ring of the accuracy, the light heart of a dark line.
    lines = {colour: contrast for colour, contrast in drawn.items() if contrast > GROUND}
    assert {colour: contrast for colour, contrast in lines.items() if contrast < CONTRAST} == {}
    assert len(lines) >= STROKES


def test_in_english_nothing_but_names_is_chinese(phone, live_server):
    titles = [issue["title"] for issue in live_server.phone("office").get("/api/v1/sync")["issues"]]
    phone.page.get_by_role("button", name="English").click()
    phone.sign_in("office")
    for tab in ("Records", "Me", "Patrol"):
        phone.turn_to(tab)
        words = " ".join(phone.page.locator("main, .actions, .tabs").all_inner_texts())
        for written in ("中文", *titles):
            words = words.replace(written, "")
        assert re.findall("[\u4e00-\u9fff]+", words) == []


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
