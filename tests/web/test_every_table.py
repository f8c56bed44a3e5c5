"""Every table: each heading sorts on the server, pages and filters cut there, and the workbook holds what is seen."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.web.conftest import DESKTOP, PATIENCE_MS, settled

PART = "/?tab=admin&part="
QUALITY = "/?tab=quality&lacks="
LISTS = {
    "issues": ("/?tab=issues&view=table&which=all", "supervisor"),
    "duties of officers": ("/?tab=duties", "supervisor"),
    "duties of segments": ("/?tab=duties&by=segment", "supervisor"),
    "duties of plots": ("/?tab=duties&by=plot", "supervisor"),
    "duties of townships": ("/?tab=duties&by=township", "supervisor"),
    "patrols": ("/?tab=patrols", "supervisor"),
    "works": ("/?tab=works", "supervisor"),
    "what data lack": ("/?tab=quality", "supervisor"),
    "changes": ("/?tab=changes", "gis"),
    "people": (f"{PART}people", "admin"),
    "divisions": (f"{PART}divisions", "admin"),
    "devices": (f"{PART}devices", "admin"),
    "log": (f"{PART}log", "admin"),
}
SEEN = """table => [...table.tBodies[0].rows].map(row => [...row.cells]
  .filter(cell => /kind-(text|word)/.test(cell.className) && cell.offsetParent && cell.childElementCount === 0)
  .map(cell => [cell.dataset.heading, cell.innerText.trim()]))"""
"""The words of each row by their headings; figures are told in another form in a workbook."""


def downloaded(page: Page, folder: Path) -> list[dict]:
    """The rows of the workbook behind the export button, by their headings."""
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出 Excel").click()
    path = folder / taken.value.suggested_filename
    taken.value.save_as(path)
    headings, *rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def foot(page: Page) -> int:
    """How many rows there are, as the foot says."""
    return int(re.sub(r"\D", "", page.locator(".data-foot [role=status]").inner_text().split("共")[1]))


@pytest.mark.parametrize("name", LISTS)
def test_a_table_sorts_on_the_server_and_its_workbook_is_what_is_seen(console, tmp_path, name):
    address, username = LISTS[name]
    page = console(address, username, viewport=DESKTOP)
    table = page.locator(".data table")
    expect(table.locator("tbody tr").first).to_be_visible(timeout=PATIENCE_MS)
    headings = table.locator("th:has(button):visible")
    assert headings.count() > 0
    for at in range(headings.count()):
        with page.expect_response(re.compile(r"[?&]sort=")) as answer:
            headings.nth(at).get_by_role("button").click()
        assert answer.value.ok
        expect(headings.nth(at)).to_have_attribute("aria-sort", re.compile("ascending|descending"))
    expect(page.locator(".progress[data-busy=true]")).to_have_count(0)
    seen, rows = table.evaluate(SEEN), downloaded(page, tmp_path)
    assert len(rows) == foot(page)
    for shown, written in zip(seen, rows, strict=False):
        assert {heading: str(written[heading] or "–") for heading, _ in shown} == dict(shown)


@pytest.mark.parametrize(("tab", "key"), [("rivers", "河段"), ("forest", "小班")])
def test_the_coverage_on_screen_goes_into_a_workbook_as_it_is_listed(console, tmp_path, tab, key):
    page = console(f"/?tab={tab}", viewport=DESKTOP)
    rows = page.locator(".grid-rows [role=row]")
    rows.first.wait_for()
    for button in (
        page.get_by_role("columnheader", name=key).get_by_role("button"),
        page.locator(".status-button", has_text="未巡").first,
    ):
        with page.expect_response(re.compile(r"/table\?")):
            button.click()
    settled(page)
    shown = rows.evaluate_all(
        "rows => rows.sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map(row => row.dataset.code)"
    )
    written = downloaded(page, tmp_path)
    assert [row["编码"] for row in written[: len(shown)]] == shown
    assert {row["状态"] for row in written} == {"未巡"}
    assert len(written) == int(page.locator("[role=grid]").get_attribute("aria-rowcount")) - 1


def test_the_targets_on_screen_go_into_a_workbook_as_they_are_listed(console, api, tmp_path):
    page = console("/?tab=targets", viewport=DESKTOP)
    table = page.locator(".target-table")
    table.locator("tbody tr").first.wait_for()
    for button in (
        table.get_by_role("button", name="森林抚育").first,
        table.get_by_role("columnheader", name="区划").get_by_role("button"),
    ):
        with page.expect_response(re.compile(r"/table\?")):
            button.click()
    expect(table).to_have_attribute("aria-busy", "false")
    names = table.locator("tbody th .link").all_inner_texts()
    written = downloaded(page, tmp_path)
    assert [row["区划"] for row in written] == names
    assert {row["作业类型"] for row in written} == {"森林抚育"}
    year = api("me")["today"][:4]
    told = {item["name"]: item for item in api(f"targets/{year}")["items"] if item["work_type"] == "tending"}
    assert [row["上报（亩）"] for row in written] == [pytest.approx(told[name]["reported_mu"]) for name in names]


def test_the_league_on_screen_goes_into_a_workbook(console, live_server, tmp_path):
    page = console("/?tab=league", viewport=DESKTOP)
    page.locator(".data-foot").wait_for()
    names = page.locator(".league-table .row-link").all_inner_texts()
    written = downloaded(page, tmp_path)
    assert [row["考核对象"] for row in written][: len(names)] == names


def test_times_are_the_county_s_wherever_the_browser_thinks_it_is(console):
    def told(zone: str) -> list[str]:
        page = console("/?tab=patrols", timezone_id=zone)
        page.locator("tbody tr").first.wait_for()
        return page.locator("tbody tr").all_inner_texts()

    at_home = told("Asia/Shanghai")
    assert re.search(r"\d\d:\d\d", at_home[0])
    assert told("America/New_York") == at_home
