"""The console held in one hand, 390 pixels wide."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import PHONE, listed, painted, settled

SMALLEST_TARGET_PX = 34


@pytest.fixture
def phone(console) -> Page:
    page = console(viewport=PHONE, has_touch=True, is_mobile=True)
    page.wait_for_selector("[role=grid]")
    settled(page)
    return page


@pytest.mark.parametrize("tab", ["河长制", "林长制", "问题"])
def test_nothing_runs_out_of_the_screen(phone, tab):
    phone.get_by_role("tab", name=tab).tap()
    settled(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_map_is_above_and_the_rows_in_a_sheet_below(phone):
    painted(phone)
    sheet = phone.locator(".sheet").bounding_box()
    assert phone.locator(".map-place").bounding_box()["y"] < 100
    assert 250 < sheet["y"] < 600
    assert phone.locator(".grid-rows [role=row]").first.is_visible()


def test_the_sheet_opens_by_tap_and_by_drag(phone):
    handle = phone.locator(".handle")
    half = phone.locator(".sheet").bounding_box()["height"]
    handle.tap()
    phone.wait_for_timeout(400)
    high = phone.locator(".sheet").bounding_box()["height"]
    assert high > half + 100
    box = handle.bounding_box()
    phone.mouse.move(box["x"] + 100, box["y"] + 10)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 100, box["y"] + 560, steps=12)
    phone.mouse.up()
    phone.wait_for_timeout(400)
    assert phone.locator(".sheet").bounding_box()["height"] < half


def test_a_row_tapped_is_shown_on_the_map(phone):
    code = listed(phone)[0]
    phone.locator(f'[data-code="{code}"]').tap()
    expect(phone.locator(".detail")).to_be_in_viewport()
    assert f"selected={code}" in phone.url


def test_the_buttons_are_large_enough_for_a_thumb(phone):
    sizes = phone.locator("button:visible:not(.grid-head button)").evaluate_all(
        "every => every.map(each => [each.getBoundingClientRect().height, each.className || each.textContent])"
    )
    small = [(height, name) for height, name in sizes if height < SMALLEST_TARGET_PX and name != "handle"]
    assert small == []


def test_language_and_signing_out_are_in_the_menu(phone):
    phone.get_by_role("button", name="账户").tap()
    phone.get_by_role("dialog").get_by_role("button", name="English").tap()
    expect(phone.get_by_role("button", name="Sign out")).to_be_visible()
