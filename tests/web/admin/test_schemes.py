"""Schemes and deadlines of the county's own: indicators and weights, cuts of acceptance, a clock that was not there."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.web.admin.conftest import OFFICE_PC
from tests.web.admin.test_administration import at, sure
from tests.web.conftest import PHONE
from tests.web.test_accessibility import complaints


@pytest.fixture
def scheme(live_server, api) -> dict:
    """A scheme that townships are assessed by today; the demonstration has none of its own."""
    county = api("me", "office")["officer"]["division"]["code"]
    if not api("assessment-schemes", "office")["items"]:
        office = live_server.phone("office").session
        body = {"division": county, "from": "2025-01-01"}
        answer = office.post(f"{live_server.url}/api/v1/assessment-schemes/preset", json=body, timeout=60)
        assert answer.status_code == 201
    return next(each for each in api("assessment-schemes", "office")["items"] if each["subject"] == "township")


@pytest.fixture
def written(console, scheme) -> Page:
    """A scheme being written from the one that holds."""
    page = console(at("schemes"), username="admin", viewport=OFFICE_PC)
    page.locator(f"[data-scheme='{scheme['id']}']").get_by_role("button", name="照此另立新的").click()
    expect(page.get_by_role("table", name="指标、分值和计分方式")).to_be_visible()
    return page


def taken_back(live_server, api, name: str) -> None:
    """The demonstration keeps the scheme that it had."""
    mine = next(each for each in api("assessment-schemes", "office")["items"] if each["name"] == name)
    office = live_server.phone("office").session
    path = f"{live_server.url}/api/v1/assessment-schemes/{mine['id']}/end"
    assert office.post(path, json={}, timeout=60).status_code == 204


def test_a_scheme_of_ones_own_takes_over_and_changes_indicators_and_weights(written, live_server, api, scheme):
    whole = scheme["full_score"]
    expect(written.locator(".scoring-sum")).to_have_text(f"{whole:g}")
    row = written.locator("[data-indicator=completion]")
    row.get_by_label("巡查完成率: 分值").fill("30")
    row.get_by_label("巡查完成率: 起点 %").fill("60")
    written.get_by_role("button", name="去掉: 小班覆盖率").click()
    written.locator("[data-indicator=closing]").get_by_label("达到 %:得分 %").fill("98:100 90:70")
    written.get_by_label("名称").fill("测试：本县办法")
    written.get_by_label("依据文件").fill("云河办〔2026〕3号")
    assert complaints(written) == []
    written.get_by_role("button", name="新增考核办法").click()
    sure(written)
    expect(written.locator(".done")).to_contain_text("测试：本县办法")
    mine = next(each for each in api("assessment-schemes", "office")["items"] if each["name"] == "测试：本县办法")
    known = {each["indicator"]: each for each in mine["indicators"]}
    old = {each["indicator"]: each for each in scheme["indicators"]}
    assert known["completion"] == old["completion"] | {"weight": 30, "floor": 0.6}
    assert known["closing"]["steps"] == [[0.98, 1], [0.9, 0.7]]
    assert set(old) - set(known) == {"forest_coverage"}
    assert mine["full_score"] == whole + 30 - old["completion"]["weight"] - old["forest_coverage"]["weight"]
    taken_back(live_server, api, "测试：本县办法")


def test_what_the_server_refuses_stands_at_its_indicator_and_nothing_is_lost(written):
    row = written.locator("[data-indicator=completion]")
    row.get_by_label("巡查完成率: 满分线 %").fill("40")
    written.get_by_label("名称").fill("测试：起点高于满分线")
    written.get_by_label("依据文件").fill("无")
    written.get_by_role("button", name="新增考核办法").click()
    sure(written)
    expect(row).to_have_attribute("data-wrong", "true")
    expect(row.locator(".field-error")).not_to_be_empty()
    expect(written.get_by_label("名称")).to_have_value("测试：起点高于满分线")


def test_an_indicator_is_added_with_a_form_that_fits_it_on_a_phone(console, scheme):
    page = console(at("schemes"), username="admin", viewport=PHONE)
    page.get_by_role("button", name="新增考核办法").click()
    page.get_by_label("考核对象").select_option("ranger")
    expect(page.get_by_label("增加指标").locator("option", has_text="营造林任务进度")).to_have_count(0)
    page.get_by_label("增加指标").select_option(label="审核不通过巡查")
    page.get_by_label("增加指标").select_option(label="有效巡查率")
    expect(page.get_by_label("审核不通过巡查: 每次扣")).to_have_value("1")
    expect(page.locator(".scoring-sum")).to_have_text("10")
    page.get_by_label("有效巡查率: 计分方式").select_option("steps")
    expect(page.get_by_label("有效巡查率: 达到 %:得分 %")).to_have_value("95:100 90:80 80:60")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert complaints(page) == []


def test_acceptance_is_judged_by_cuts_of_ones_own(console, api):
    page = console(f"{at('schemes')}&view=acceptance", username="office", viewport=OFFICE_PC)
    page.get_by_label("判定线").select_option("own")
    page.get_by_label("合格从（%）").fill("88")
    page.get_by_label("待补植从（%）").fill("90")
    expect(page.get_by_role("button", name="启用方案")).to_be_disabled()
    page.get_by_label("待补植从（%）").fill("45.5")
    taken = {each["valid_from"] for each in api("schemes", "office")["items"]}
    day = next(str(day) for day in (date(2031, 1, 1) + timedelta(n) for n in range(999)) if str(day) not in taken)
    page.get_by_label("从哪天起").fill(day)
    page.get_by_role("button", name="启用方案").click()
    sure(page)
    expect(page.locator(".done")).to_contain_text(day)
    mine = next(each for each in api("schemes", "office")["items"] if each["valid_from"] == day)
    assert (mine["qualified_from"], mine["replant_from"]) == (0.88, 0.455)


def test_a_clock_is_set_for_a_state_that_had_none_of_its_severity(console, api):
    page = console(f"{at('catalogue')}&view=clocks", username="admin", viewport=OFFICE_PC)
    page.get_by_role("button", name="新增期限").click()
    page.get_by_label("环节").select_option("case_filed")
    page.get_by_label("程度").select_option("critical")
    page.get_by_label("数量").fill("45")
    page.get_by_label("单位").select_option("days")
    assert complaints(page) == []
    page.get_by_role("button", name="保存").click()
    sure(page)
    expect(page.locator(".done")).to_contain_text("已立案")
    clocks = {(each["state"], each["severity"]): each for each in api("deadlines", "admin")["items"]}
    assert (clocks["case_filed", "critical"]["amount"], clocks["case_filed", "critical"]["unit"]) == (45, "days")
