"""Moving among the boards: the rail at the left, the bar below on a phone, and the address that names the board."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PHONE, painted, settled
from tests.web.test_accessibility import complaints

LAPTOP = {"width": 1366, "height": 768}


def test_every_board_opens_by_the_keyboard_alone(console):
    page = console(viewport=LAPTOP)
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    for at in range(1, tabs.count()):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(tabs.nth(at)).to_have_attribute("aria-selected", "true")
        name = tabs.nth(at).inner_text()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
        expect(page).to_have_title(f"{name} · 山河巡护")


@pytest.mark.parametrize("height", [620, 768, 900])
def test_every_board_is_in_sight_on_an_office_pc(console, height):
    page = console(username="admin", viewport={"width": 1366, "height": height})
    tabs, rail = page.get_by_role("tab"), page.locator(".rail .tabs")
    assert tabs.count() >= 15
    for at in range(tabs.count()):
        expect(tabs.nth(at)).to_be_in_viewport(ratio=1)
    assert rail.evaluate("each => each.scrollHeight <= each.clientHeight")


def test_a_board_can_be_opened_in_a_window_of_its_own(console):
    page = console(viewport=LAPTOP)
    address = page.get_by_role("tab", name="巡查复核").get_attribute("href")
    page.goto(address)
    expect(page.get_by_role("tab", name="巡查复核")).to_have_attribute("aria-selected", "true")


def test_the_rail_folds_to_its_icons_and_stays_so(console):
    page = console(viewport=LAPTOP)
    painted(page)
    before = page.locator(".map-place").bounding_box()["width"]
    page.get_by_role("button", name="收起").click()
    assert page.locator(".map-place").bounding_box()["width"] > before
    page.reload()
    tab = page.get_by_role("tab", name="林长制")
    assert tab.bounding_box()["width"] < 50
    expect(tab).to_have_attribute("title", "林长制")


def test_an_address_of_no_board_shows_the_first(console):
    page = console("/?tab=nothing", viewport=LAPTOP)
    expect(page.get_by_role("tab").first).to_have_attribute("aria-selected", "true")


def test_the_address_of_a_board_that_somebody_has_not_is_mended(console):
    page = console("/?tab=admin&part=log", username="ranger", viewport=LAPTOP)
    expect(page.get_by_role("tab").first).to_have_attribute("aria-selected", "true")
    page.wait_for_url(re.compile(r"/$"))


def test_what_no_board_knows_leaves_the_address_with_the_next_filter(console):
    page = console("/?tab=duties&kind=river&utm_source=mail", viewport=LAPTOP)
    page.get_by_role("button", name="乡镇", exact=True).click()
    page.wait_for_url("**/?tab=duties&kind=river&by=township")


def test_a_screen_that_does_not_come_is_said_and_asked_for_again(console):
    page = console(viewport=LAPTOP)
    settled(page)
    page.route("**/assets/**", lambda route: route.abort())
    page.get_by_role("tab", name="年度任务").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/assets/**")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".target-card").first).to_be_visible()


@pytest.fixture
def phone(console):
    return console(viewport=PHONE, has_touch=True, is_mobile=True)


def test_on_a_phone_all_boards_are_behind_one_button(phone):
    phone.get_by_role("button", name="更多").tap()
    boards = phone.get_by_role("dialog", name="全部专题")
    assert complaints(phone) == []
    boards.get_by_role("link", name="年度任务").tap()
    expect(boards).to_have_count(0)
    expect(phone.locator(".target-card").first).to_be_visible()
    phone.get_by_role("button", name="更多").tap()
    expect(boards).to_be_visible()
    phone.keyboard.press("Escape")
    expect(boards).to_have_count(0)


@pytest.mark.parametrize(
    ("username", "title"), [("supervisor", "监督员手册"), ("gis", "GIS 手册"), ("ranger", "巡护员手册")]
)
def test_the_handbook_of_ones_own_post_is_a_click_away(console, username, title):
    page = console("/?tab=issues", username, viewport=LAPTOP)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="手册").click()
    book = opened.value
    expect(book.get_by_role("heading", level=1)).to_have_text(title)
    book.wait_for_load_state()
    assert book.locator("img").evaluate_all("every => every.filter(each => !each.naturalWidth).length") == 0
    book.get_by_role("navigation", name="目录").get_by_role("link").last.click()
    expect(book.locator("h2").last).to_be_in_viewport()
    assert complaints(book) == []
    book.emulate_media(media="print")
    expect(book.get_by_role("navigation")).to_have_count(0)


def test_on_a_phone_the_handbook_is_among_all_boards(console):
    page = console("/?tab=issues", viewport=PHONE)
    page.get_by_role("button", name="更多").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="手册").click()
    book = opened.value
    expect(book.get_by_role("heading", level=1)).to_be_visible()
    assert book.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
