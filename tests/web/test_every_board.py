"""What holds for every board: it fits a phone, bars nobody, and on paper stands what it shows, alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import DESKTOP, PATIENCE_MS, PHONE
from tests.web.test_accessibility import complaints

ROW = ".data tbody tr"
PART = "/?tab=admin&part="
BOARDS = {
    "rivers": ("/?tab=rivers", "supervisor", ".grid-rows [role=row]"),
    "forest": ("/?tab=forest", "supervisor", ".grid-rows [role=row]"),
    "stretches": ("/?list=stretches", "supervisor", ".stretch-line"),
    "two periods": ("/?with=2026-10-01.2026-10-26", "supervisor", ".compare-place[data-painted=true]"),
    "today": ("/?tab=today", "supervisor", ".today-list li"),
    "issues": ("/?tab=issues", "supervisor", ".issue-card"),
    "issues as a table": ("/?tab=issues&view=table", "supervisor", ROW),
    "duties": ("/?tab=duties", "supervisor", ROW),
    "patrols": ("/?tab=patrols", "supervisor", ROW),
    "reviews": ("/?tab=reviews", "supervisor", ".dossier h2"),
    "targets": ("/?tab=targets", "supervisor", ".target-card"),
    "works": ("/?tab=works", "supervisor", ROW),
    "league": ("/?tab=league", "supervisor", ".data-foot"),
    "quality": ("/?tab=quality", "supervisor", ROW),
    "bulletins": ("/?tab=bulletins", "office", ".bulletin-form"),
    "imports": ("/?tab=imports", "gis", ".import-hint"),
    "changes": ("/?tab=changes", "gis", ROW),
    "first run": (f"{PART}setup", "admin", ".setup-steps li"),
    "people": (f"{PART}people", "admin", ROW),
    "assignments": (f"{PART}duties", "admin", ".duties-person li button"),
    "divisions": (f"{PART}divisions", "admin", ROW),
    "rules": (f"{PART}rules", "admin", ".admin-table tbody tr"),
    "catalogue": (f"{PART}catalogue", "admin", ".admin-table tbody tr"),
    "entering targets": (f"{PART}targets", "admin", ".targets-entered tbody tr"),
    "schemes": (f"{PART}schemes", "admin", ".admin-form"),
    "templates": (f"{PART}templates", "admin", ".template-rows li"),
    "devices": (f"{PART}devices", "admin", ".data-foot"),
    "log": (f"{PART}log", "admin", ".data-foot"),
}
WITH_A_MAP = ["rivers", "two periods", "today", "reviews", "assignments"]
MAPS = ":is(.map-place, .sketch-place, .review-canvas, .duties-place)"
WORKED_WITH = (
    ".rail, .phone-bar, .bar-picks, .button, .icon-button, .map-controls, .data-pages, .data-export, form, "
    ".segments [aria-pressed=false], input[type=search]:placeholder-shown, .review-queue, "
    ".admin-parts a:not([aria-current])"
)
"""Rails, buttons, forms and what is not chosen: nothing that paper could answer."""

CUT_OFF = """() => [...document.querySelectorAll('main, main *:not(:is(.map, .sketch, .review-map) *)')]
  .filter(each => each.scrollHeight > each.clientHeight + 1)
  .filter(each => ['auto', 'scroll'].includes(getComputedStyle(each).overflowY))
  .map(each => each.className)"""
"""What still scrolls, and so would hide rows on paper."""

STOPS = 30
STOP = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect()
  if (here === document.body) return null
  const around = here.closest('.search, .file-button') ?? here
  const marks = [[here], [here, '::after'], [around]].map(each => getComputedStyle(...each))
  const day = here.type === 'date' // the browser marks its parts, one by one
  const bar = getComputedStyle(here, '::before').backgroundColor
  const splitter = here.matches('.splitter') && bar !== 'rgba(0, 0, 0, 0)'
  return {
    what: here.outerHTML.slice(0, 120),
    in_board: here.closest('main') !== null,
    marked: splitter || day || marks.some(each => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0),
    in_sight: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""
"""Where the keyboard is: marked as such, and in sight."""


@pytest.fixture
def opened(console):
    """A board by its name, with something on it."""

    def opened(name: str, viewport: dict) -> Page:
        address, username, ready = BOARDS[name]
        page = console(address, username, viewport=viewport)
        page.wait_for_selector(ready, timeout=PATIENCE_MS)
        return page

    return opened


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_fits_a_phone_and_bars_nobody(opened, name):
    page = opened(name, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert complaints(page) == []


@pytest.mark.parametrize("name", BOARDS)
def test_on_an_office_pc_a_board_bars_nobody_and_is_walked_by_the_keyboard(opened, name):
    page = opened(name, DESKTOP)
    assert complaints(page) == []
    stops = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
    assert [stop for stop in stops if stop and not (stop["marked"] and stop["in_sight"])] == []
    assert any(stop and stop["in_board"] for stop in stops)


@pytest.mark.parametrize("name", BOARDS)
def test_on_paper_a_board_stands_alone_and_whole(opened, name):
    page = opened(name, DESKTOP)
    title = page.title().split(" · ")[0]
    page.emulate_media(media="print")
    expect(page.locator(".console > .print-only")).to_contain_text(title)
    expect(page.locator(WORKED_WITH).filter(visible=True)).to_have_count(0)
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("name", WITH_A_MAP)
def test_on_paper_a_map_is_a_picture_of_itself(opened, name):
    page = opened(name, DESKTOP)
    page.wait_for_selector(f"{MAPS}[data-painted=true]", timeout=PATIENCE_MS)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    copies = page.locator("img.map-print")
    expect(copies).to_have_count(2 if name == "two periods" else 1)
    colours = page.evaluate(
        """async () => {
          const image = document.querySelector('img.map-print'); await image.decode()
          const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight), pen = canvas.getContext('2d')
          pen.drawImage(image, 0, 0)
          return new Set(new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size
        }"""
    )
    assert colours > 20
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(copies).to_have_count(0)
