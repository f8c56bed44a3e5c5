"""One flagged patrol on one screen, judged without the mouse, and the next one there at once."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PATIENCE_MS, PHONE

OFFICE_PC = {"width": 1366, "height": 768}
DRAWN = ".review-canvas[data-painted=true]"


@pytest.fixture
def page(console):
    """The queue, on an office's screen."""
    page = console("/?tab=reviews", viewport=OFFICE_PC)
    page.wait_for_selector(DRAWN, timeout=PATIENCE_MS)
    return page


def test_the_queue_begins_with_the_gravest_and_says_why(page, api):
    first = api("reviews", status="open")["items"][0]
    assert first["severity"] == "grave"
    expect(page.locator(".review-item").first).to_contain_text(first["officer"]["name"])
    worst = next(flag for flag in first["flags"] if flag["severity"] == "grave")
    expect(page.locator(".dossier-flags li").first).to_contain_text(worst["message"])


def test_keys_go_down_the_queue_and_the_address_names_the_patrol(page, console, api):
    second = api("reviews", status="open")["items"][1]
    page.keyboard.press("j")
    expect(page.locator(".dossier h2")).to_have_text(second["officer"]["name"])
    assert page.url.endswith(f"selected={second['id']}")
    linked = console(f"/?tab=reviews&selected={second['id']}")
    expect(linked.locator(".dossier h2")).to_have_text(second["officer"]["name"])


def test_a_rejection_asks_for_words_and_an_acceptance_brings_the_next(page, api):
    first, second = api("reviews", status="open", limit=500)["items"][-2:]
    page.locator(".review-item").nth(-2).click()
    page.wait_for_url(f"**selected={first['id']}*")
    expect(page.locator(".dossier h2")).to_have_text(first["officer"]["name"])
    page.keyboard.press("r")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator(".dossier h2").click()
    page.keyboard.press("a")
    expect(page.locator(".dossier h2")).to_have_text(second["officer"]["name"])
    page.get_by_role("button", name="已通过").click()
    page.locator(".review-item", has_text=first["officer"]["name"]).first.click()
    page.get_by_role("button", name="重新复核").click()
    expect(page.get_by_role("button", name="已通过 0")).to_be_visible()


def test_on_a_phone_nothing_runs_out_of_the_screen(console):
    page = console("/?tab=reviews", viewport=PHONE)
    page.wait_for_selector(".dossier")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_which_reviews_are_listed_is_in_the_address(page, console):
    page.get_by_role("button", name="已通过").click()
    page.wait_for_url("**/?tab=reviews&status=accepted")
    linked = console("/?tab=reviews&status=accepted")
    expect(linked.get_by_role("button", name="已通过")).to_have_attribute("aria-pressed", "true")
