"""A supervisor has a bulletin made, opens it, throws a draft away; field staff see no more than is theirs."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE
from tests.web.test_accessibility import complaints

MADE_MS = 120_000


@pytest.fixture
def board(console):
    """The board of bulletins."""
    page = console("/?tab=bulletins", viewport={"width": 1366, "height": 768})
    page.get_by_role("heading", name="通报与报表").wait_for()
    return page


def test_a_bulletin_is_made_downloaded_and_thrown_away(board):
    board.get_by_label("材料").first.select_option("rectification_list")
    board.get_by_role("button", name="编制", exact=True).click()
    newest = board.locator(".bulletin").first
    expect(newest).to_have_attribute("data-state", "ready", timeout=MADE_MS)
    number, named = newest.get_attribute("data-id"), newest.get_by_role("heading").inner_text()
    with board.expect_download() as downloading:
        newest.get_by_role("button", name="Excel").click()
    book = load_workbook(BytesIO(downloading.value.path().read_bytes()))
    assert book.worksheets[0]["B1"].value == named
    assert downloading.value.suggested_filename.startswith(named)
    newest.get_by_role("button", name="删除草稿").click()
    newest.get_by_role("button", name="取消").click()
    newest.get_by_role("button", name="删除草稿").click()
    newest.get_by_role("button", name="确定").click()
    expect(board.locator(f".bulletin[data-id='{number}']")).to_have_count(0)


def test_what_cannot_be_made_is_said_in_words(board):
    board.get_by_label("材料").first.select_option("chief_record")
    board.get_by_label("人员账号").fill("nobody-here")
    board.get_by_role("button", name="编制", exact=True).click()
    expect(board.get_by_role("alert")).to_contain_text("没有这个人员")


def test_field_staff_make_nothing(console):
    page = console("/", username="ranger")
    refused = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    page.goto("/?tab=bulletins")
    page.get_by_role("heading", name="通报与报表").wait_for()
    expect(page.get_by_role("button", name="编制", exact=True)).to_have_count(0)
    expect(page.get_by_text("还没有编制过材料")).to_be_visible()
    expect(page.get_by_text("由办公室编制，编好后可在这里下载。")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert refused == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everybody_can_read_it(console, viewport):
    page = console("/?tab=bulletins", viewport=viewport)
    page.get_by_role("heading", name="模板").wait_for()
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
