"""Every list of the boards sorts, narrows, pages and exports what the API says."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.boards.conftest import READY, downloaded, listed


@pytest.mark.parametrize("board", READY)
def test_every_board_is_complete_in_english(open_board, board):
    page = open_board(board)
    page.get_by_role("button", name="English").click()
    labels = "h3, .figure-label, .data th, .data-filters, .data-foot .button, .rail"
    # The headings come from the server in the other language; what stays Chinese is never mended by waiting.
    page.wait_for_function(
        "labels => ![...document.querySelectorAll(labels)].some(each => /[\\u4e00-\\u9fff]/.test(each.innerText))",
        arg=labels,
    )


def test_a_heading_sorts_on_the_server_and_the_workbook_holds_the_same_rows(open_board, api, tmp_path):
    page = open_board("issues&view=table")
    page.get_by_role("columnheader", name="编号").get_by_role("button").click()
    expect(page.get_by_role("columnheader", name="编号")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name=re.compile("^全部")).click()
    expect(page.locator(".data tbody tr").first).to_contain_text(
        api("issues", sort="number", limit=1)["items"][0]["number"]
    )
    whole = api("issues", sort="number", limit=1000)
    assert listed(page) == whole["total"]
    rows = downloaded(page, tmp_path)
    assert [row["编号"] for row in rows] == [item["number"] for item in whole["items"]]
    assert [row["问题"] for row in rows] == [item["title"] for item in whole["items"]]


def test_a_page_and_a_filter_are_in_the_address(open_board, api):
    page = open_board("patrols")
    total = listed(page)
    page.get_by_role("button", name="下一页").click()
    expect(page.locator(".data-foot [role=status]")).to_contain_text("51")
    assert "page=2" in page.url
    page.get_by_label("类别").select_option("forest")
    expect(page).to_have_url(re.compile("kind=forest"))
    assert "page=2" not in page.url
    expect(page.locator(".data-foot [role=status]")).not_to_contain_text(f"共 {total:,}")
    expect(page.locator(".data td.col-kind").first).to_have_text("巡林")
    assert 0 < listed(page) < total
    page.go_back()
    page.go_back()
    expect(page.locator(".data-foot [role=status]")).to_contain_text(f"共 {total:,}")


def test_words_that_nothing_matches_are_said_and_cleared(open_board):
    page = open_board("patrols")
    page.get_by_role("searchbox").fill("没有这个人")
    expect(page.locator(".state")).to_contain_text("没有符合条件的记录")
    expect(page.get_by_role("button", name="导出 Excel")).to_be_disabled()
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".data tbody tr").first).to_be_visible()


def test_a_board_without_a_server_says_so_and_tries_again(open_board):
    page = open_board("issues&view=table")
    page.route("**/api/v1/issues**", lambda route: route.abort())
    page.get_by_role("columnheader", name="状态").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("连接不上服务器")
    page.unroute("**/api/v1/issues**")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".data tbody tr").first).to_be_visible()
