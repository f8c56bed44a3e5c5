"""An empty county is led from nothing to patrol rules and targets in the browser alone."""

import re

from playwright.sync_api import Page, expect

from tests.web.admin.conftest import COUNTY
from tests.web.test_accessibility import complaints

LONG_MS = 120_000


def standing(page: Page, step: str):
    return page.locator(f"[data-step={step}]")


def brings_in(page: Page, step: str, file, kind: str, said: str) -> None:
    """A step that imports: its link opens the screen with the right kind; the guide is taken up again afterwards."""
    standing(page, step).get_by_role("link").click()
    expect(page.get_by_role("radio", name=kind)).to_be_checked()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name=re.compile("确认入库")).click(timeout=LONG_MS)
    expect(page.locator(".import-in")).to_contain_text(said, timeout=LONG_MS)
    page.get_by_role("tab", name="系统管理").click()
    expect(standing(page, step)).to_have_attribute("data-standing", "done")


def test_an_empty_county_is_set_up_step_by_step(administrator, files):
    page = administrator
    page.goto("/")
    expect(page.locator(".setup-progress")).to_have_text("已完成 0 / 7")
    expect(page.locator("[data-next=true]")).to_have_attribute("data-step", "boundary")
    assert complaints(page) == []
    brings_in(page, "boundary", files["boundary"], "行政区划", "新增 3")
    brings_in(page, "rivers", files["rivers"], "河段", "新增 2")
    brings_in(page, "plots", files["plots"], "小班", "新增 1")
    expect(standing(page, "boundary")).to_contain_text("1 个县、1 个乡镇、1 个村")
    people_come_from_excel(page, files)
    the_rivers_are_given_on_the_map(page)
    a_preset_is_applied(page)
    targets_are_filled_in(page)
    expect(standing(page, "duties")).to_contain_text("1 个小班没有责任人")
    expect(page.locator(".setup-progress")).to_have_text("已完成 6 / 7")


def people_come_from_excel(page: Page, files) -> None:
    standing(page, "people").get_by_role("link").click()
    page.get_by_role("button", name="从 Excel 导入").click()
    page.set_input_files("input[type=file]", files["wrong"])
    expect(page.get_by_role("alert")).to_contain_text("3 行中有 1 行有问题")
    expect(page.locator("tr[data-wrong=true]")).to_contain_text("职务")
    assert complaints(page) == []
    page.set_input_files("input[type=file]", files["people"])
    page.get_by_role("button", name="写入 2 人").click()
    expect(page.locator(".admin-table code")).to_have_count(2)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载账号密码表").click()
    content = downloading.value.path().read_text(encoding="utf-8-sig")
    assert page.locator(".admin-table code").first.inner_text() in content


def the_rivers_are_given_on_the_map(page: Page) -> None:
    page.get_by_role("link", name="责任分工").click()
    page.get_by_role("button", name="王伟").click()
    page.get_by_role("button", name="全部选中").click()
    expect(page.locator(".duties-rows li")).to_have_count(2)
    page.get_by_role("button", name="交给此人（2）").click()
    asked = page.get_by_role("alertdialog")
    expect(asked).to_contain_text("把 2 个交给王伟")
    asked.get_by_role("button", name="确定").click()
    expect(page.get_by_role("status").filter(has_text="已把 2 个交给王伟")).to_be_visible()


def a_preset_is_applied(page: Page) -> None:
    page.get_by_role("link", name="巡查制度").click()
    page.get_by_role("button", name="套用范本").click()
    page.get_by_label("从哪天起").fill(page.evaluate("new Date().toLocaleDateString('sv')"))
    preset = page.locator("[data-preset=shicheng]")
    preset.get_by_role("button", name="套用").click()
    asked = preset.get_by_role("alertdialog")
    expect(asked).to_contain_text("涉及 1 人、他们负责的 2 个河段或小班")
    expect(asked).to_contain_text("以前的统计不变")
    asked.get_by_role("button", name="确定").click()
    expect(page.get_by_role("status").filter(has_text="新增 3 条制度")).to_be_visible()
    row = page.locator("tr[data-rule]", has_text="巡河员")
    row.get_by_role("button", name="结束").click()
    expect(row.get_by_role("alertdialog")).to_contain_text("涉及 1 人、2 个河段或小班")
    row.get_by_role("button", name="取消").click()
    assert complaints(page) == []


def targets_are_filled_in(page: Page) -> None:
    page.get_by_role("link", name="年度任务").click()
    cell = page.get_by_label("云岫县人工造林，亩")
    cell.fill("many")
    expect(cell).to_have_attribute("aria-invalid", "true")
    cell.fill("12000")
    page.get_by_label("上乡人工造林，亩").fill("5000")
    expect(page.locator("tfoot")).to_contain_text("与下达的相差 7,000")
    page.get_by_role("button", name="保存 2 处更改").click()
    page.get_by_role("alertdialog").get_by_role("button", name="确定").click()
    expect(page.get_by_role("status").filter(has_text="已保存 2 项任务")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(cell).to_have_value("")
    cell.fill("9000")
    page.get_by_role("button", name="保存 1 处更改").click()
    page.get_by_role("alertdialog").get_by_role("button", name="确定").click()
    expect(cell).to_have_value("9000")
    expect(page.get_by_role("status").filter(has_text="已保存 1 项任务")).to_be_visible()
    kept = page.request.get(f"/api/v1/targets/{page.evaluate('new Date().getFullYear()')}/entered").json()["items"]
    assert [(each["division"], round(each["mu"])) for each in kept] == [(COUNTY, 9000)]
    page.get_by_role("link", name="首次设置").click()
