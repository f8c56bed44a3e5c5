"""A rectification list on its screen: taken, filled in, tried, and carried out; what it does not change is named."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.web.conftest import PHONE
from tests.web.test_accessibility import complaints

OFFICE_PC = {"width": 1366, "height": 768}


@pytest.fixture
def list_of(live_server, tmp_path):
    """`list_of({2: {"办理": "批注"}})` is the list of assigned issues with these cells of these rows filled in."""

    def filled(cells: dict[int, dict[str, str]]) -> tuple[str, str]:
        office = live_server.phone("office")
        answer = office.session.get(f"{office.base}/api/v1/issues.xlsx", params={"state": "assigned"}, timeout=60)
        book = load_workbook(BytesIO(answer.content))
        column = {cell.value: cell.column for cell in book.active[1]}
        for row, said in cells.items():
            for heading, text in said.items():
                book.active.cell(row, column[heading]).value = text
        path = tmp_path / "整改清单.xlsx"
        book.save(path)
        return str(path), book.active.cell(2, column["编号"]).value

    return filled


def choose(page, path: str) -> None:
    page.locator("input[type=file]").set_input_files(path)


def test_a_filled_in_list_is_tried_then_carried_out_and_names_the_cells_it_does_not_take_over(console, list_of, api):
    path, number = list_of({2: {"办理": "备注", "意见": "清单批注", "问题": "另一个名称"}})
    page = console("/?tab=issues", username="office", viewport=OFFICE_PC)
    page.get_by_role("button", name="整改清单").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载待填清单").click()
    assert download.value.suggested_filename.startswith("issues-")
    choose(page, path)
    expect(page.get_by_role("note")).to_contain_text(number)
    expect(page.get_by_role("note")).to_contain_text("问题")
    expect(page.get_by_role("status").last).to_contain_text("1 行检查通过")
    assert complaints(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="办理这 1 行").click()
    expect(page.get_by_role("status").last).to_contain_text("已办理 1 行")
    issue = api(f"issues/{number}")
    assert (issue["events"][-1]["opinion"], issue["title"] == "另一个名称") == ("清单批注", False)


def test_a_row_that_cannot_be_carried_out_says_why_and_nothing_is(console, list_of, api):
    path, number = list_of({2: {"办理": "销号", "意见": "已完成"}})
    before = api(f"issues/{number}")["version"]
    page = console("/?tab=issues&doing=list", username="office", viewport=OFFICE_PC)
    choose(page, path)
    expect(page.get_by_role("alert")).to_contain_text("1 行中有 1 行不能办理")
    expect(page.locator("[data-wrong=true]")).to_contain_text(number)
    expect(page.get_by_role("button", name="办理这")).to_have_count(0)
    assert api(f"issues/{number}")["version"] == before
