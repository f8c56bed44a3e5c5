"""Which days, which division, which language: what the bar on top changes, and the address that keeps it."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import listed, painted, percentage, period, settled


def test_another_period_asks_for_other_figures_and_tiles(console, api):
    page = console()
    painted(page)
    with page.expect_request(re.compile("/segments/tiles/.*datetime=")) as tile:
        page.locator(".period .pick").click()
        page.get_by_role("button", name="上月").click()
    settled(page)
    days = period(page)
    assert f"from={days['from']}&to={days['to']}" in page.url
    assert f"datetime={days['from']}/{days['to']}" in tile.value.url.replace("%2F", "/")
    share = page.locator(".card-figure").first.inner_text()
    assert float(share.rstrip("%")) == pytest.approx(percentage(api("summary", **days)["share"]), abs=0.1)


def test_chosen_days_are_both_included_and_the_last_may_not_come_first(console):
    page = console()
    page.locator(".period .pick").click()
    page.get_by_label("起始日").fill("2026-03-05")
    page.get_by_label("截止日").fill("2026-03-04")
    expect(page.get_by_role("button", name="应用")).to_be_disabled()
    page.get_by_label("截止日").fill("2026-03-05")
    expect(page.locator(".chosen .hint")).to_contain_text("1 天")
    page.get_by_role("button", name="应用").click()
    assert "from=2026-03-05&to=2026-03-05" in page.url


def test_a_township_chosen_narrows_table_and_address(console, api):
    page = console()
    page.wait_for_selector("[role=grid]")
    township = next(each for each in api("divisions")["items"] if each["level"] == "township")
    page.locator(".division .pick").click()
    page.get_by_role("searchbox", name="查找乡镇或村").fill(township["name"])
    page.locator(".division-body .choice").first.click()
    settled(page)
    expect(page.locator(".division .pick-main")).to_have_text(township["name"])
    assert f"division={township['code']}" in page.url
    items = api("coverage/segments", **period(page), division=township["code"], limit=10_000)["items"]
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(len(items) + 1))


def test_a_township_chief_sees_their_township_and_nothing_beside_it(console, api):
    page = console(username="chief")
    page.wait_for_selector("[role=grid]")
    settled(page)
    mine = api("coverage/segments", username="chief", **period(page), limit=10_000)["items"]
    assert page.get_by_role("grid").get_attribute("aria-rowcount") == str(len(mine) + 1)
    assert len(mine) < len(api("coverage/segments", **period(page), limit=10_000)["items"])


def test_a_link_shows_the_same_picture(console):
    page = console()
    page.wait_for_selector("[role=grid]")
    settled(page)
    code = listed(page)[1]
    page.locator(".period .pick").click()
    page.get_by_role("button", name="本季度").click()
    settled(page)
    page.locator(f'[data-code="{code}"]').click()
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.locator(".detail")).to_contain_text(code)
    expect(again.locator(".period .pick")).to_have_attribute(
        "title", page.locator(".period .pick").get_attribute("title")
    )
    page.go_back()
    expect(page.locator(".period .pick-main")).to_have_text("本月")


def test_english_is_complete_and_remembered(console):
    page = console()
    page.wait_for_selector("[role=grid]")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("tab", name="Rivers")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_role("columnheader", name="Coverage")).to_be_visible()
    labels = page.locator(
        ".card-label, .tabs, .legend, .grid-head, .status-button, .period .pick-main"
    ).all_inner_texts()
    assert not re.search(r"[\u4e00-\u9fff]", " ".join(labels))
