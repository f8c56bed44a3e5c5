"""What the tests of boards share: a board with something on it, and what is read from it."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.web.conftest import PATIENCE_MS

LAPTOP = {"width": 1366, "height": 768}
READY = {
    "today": ".today-list li",
    "targets": ".target-card",
    "issues": ".issue-card",
    "issues&view=table": ".data tbody tr",
    "duties": ".data tbody tr",
    "patrols": ".data tbody tr",
    "quality": ".figures-row .figure",
    "works": ".data tbody tr",
    "league": ".league-table tbody tr",
}


@pytest.fixture(scope="module", autouse=True)
def scheme(live_server):
    """The county assesses by the preset: the demonstration has no scheme of its own."""
    office = live_server.phone("office").session
    url = f"{live_server.url}/api/v1"
    county = office.get(f"{url}/me", timeout=60).json()["officer"]["division"]["code"]
    if not office.get(f"{url}/assessment-schemes", timeout=60).json()["items"]:
        body = {"division": county, "from": "2025-01-01"}
        assert office.post(f"{url}/assessment-schemes/preset", json=body, timeout=60).status_code == 201


@pytest.fixture
def open_board(console):
    """A board at its address, with something on it."""

    def open_board(board: str, username: str = "supervisor", viewport=LAPTOP, **options) -> Page:
        page = console(f"/?tab={board}", username=username, viewport=viewport, **options)
        page.wait_for_selector(READY[board.split("#")[0]], timeout=PATIENCE_MS)
        return page

    return open_board


def number(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text))


def figure(page: Page, label: str) -> int:
    """The number on a figure."""
    return number(page.locator(".figure", has_text=label).locator(".figure-number").inner_text())


def listed(page: Page) -> int:
    """How many rows the table's foot says there are."""
    foot = page.locator(".data-foot [role=status]")
    expect(foot).not_to_be_empty()
    return number(foot.inner_text().split("共")[1])


def downloaded(page: Page, folder: Path) -> list[dict]:
    """The rows of the workbook behind the export button, by their headings."""
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出 Excel").click()
    path = folder / taken.value.suggested_filename
    taken.value.save_as(path)
    assert path.suffix == ".xlsx"
    headings, *rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]
