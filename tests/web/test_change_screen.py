"""The board of changes 变更记录: who changed which boundary, what it was before, an undo, the boundaries of a day."""

import pytest
import requests
from playwright.sync_api import expect

from tests.web.conftest import settled

MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}


@pytest.fixture
def renamed(live_server):
    """A segment that the GIS staff renamed and moved a little: its code and the names before and after."""
    session = live_server.phone("gis").session
    items = f"{live_server.url}/ogc/collections/segments/items"
    segment = session.get(f"{items}?limit=1&sortby=-code", timeout=60).json()["features"][0]
    code, before = segment["id"], segment["properties"]["name"]
    line = segment["geometry"]["coordinates"]
    line[len(line) // 2][0] += 0.001
    body = {"properties": {"name": f"{before}（改）"}, "geometry": {"type": "LineString", "coordinates": line}}
    answer = session.patch(f"{items}/{code}", json=body, headers=MERGE_PATCH, timeout=60)
    assert answer.status_code == 204, answer.text
    yield code, before, f"{before}（改）"
    requests.patch(
        f"{items}/{code}", json={"properties": {"name": before}}, headers={**session.headers, **MERGE_PATCH}, timeout=60
    )


def newest(page):
    """The newest change set, opened."""
    settled(page)
    page.locator(".row-link").first.click()
    page.wait_for_selector(".change-features tbody tr")


def test_a_change_is_opened_with_what_was_and_what_is_and_undone_once_it_was_said_again(console, renamed):
    code, before, after = renamed
    page = console("/?tab=changes", "gis")
    newest(page)
    row = page.locator(".change-features tbody tr").first
    expect(row).to_contain_text(code)
    expect(row.locator("del")).to_have_text(before)
    expect(row.locator("ins")).to_have_text(after)
    page.wait_for_selector(".change-map .import-canvas[data-painted=true]")
    page.get_by_role("button", name="撤销这次变更").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 个要素会回到变更之前")
    page.get_by_role("button", name="不撤销").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="撤销这次变更").click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_role("status")).to_contain_text("已撤销")
    expect(page.get_by_text("已被撤销，见")).to_be_visible()


def test_the_boundaries_of_a_day_are_shown_and_can_be_taken_away(console, api):
    page = console("/?tab=changes&view=day&of=divisions", "gis")
    expect(page.get_by_role("status").first).to_contain_text("当日")
    page.wait_for_selector(".change-map .import-canvas[data-painted=true]")
    page.get_by_label("日期").fill("2020-01-01")
    page.get_by_label("日期").blur()
    expect(page.get_by_role("status").first).to_contain_text("当日 0 个要素")
    assert "valid-on=2020-01-01" in page.get_by_role("link", name="下载当日图层").get_attribute("href")


def test_field_staff_and_chiefs_find_no_board_of_changes(console):
    page = console("/?tab=changes", "chief")
    expect(page.locator(".console")).to_be_visible()
    assert page.get_by_role("link", name="变更记录").count() == 0
