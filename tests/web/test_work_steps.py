"""A forestry work on its screen: steps taken, sample plots drawn, counted and concluded, by whoever may."""

import json
import uuid

from playwright.sync_api import Page, expect

from tests.running import Phone
from tests.web.test_accessibility import complaints

LAPTOP = {"width": 1366, "height": 768}


def planned(live_server, api) -> int:
    """The id of a work of this year that the office has just planned in a village of the demo."""
    office = live_server.phone("office").session
    works = api("works", "office", year=2026, work_type="afforestation", limit=1)["items"]
    known = api(f"works/{works[0]['id']}", "office")
    body = {
        "code": f"T-{uuid.uuid4().hex[:8]}",
        "year": 2026,
        "work_type": "afforestation",
        "division": known["division"],
        "boundary": known["boundary"],
    }
    answer = office.post(f"{live_server.url}/api/v1/works", json=body, timeout=60)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def open_step(page: Page, action: str) -> None:
    page.locator(".acting-steps").get_by_role("button", name=action, exact=True).click()


def confirm(page: Page, action: str, stage: str) -> None:
    page.get_by_role("button", name=f"确认{action}", exact=True).click()
    expect(page.locator(".issue-head .chip")).to_have_text(stage)


def test_the_office_plans_a_work_which_opens_and_a_wrong_plot_is_said_at_its_field(console, live_server, api, tmp_path):
    known = api(f"works/{api('works', 'office', year=2026, limit=1)['items'][0]['id']}", "office")
    shape, code = tmp_path / "plot.geojson", f"T-{uuid.uuid4().hex[:8]}"
    shape.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": known["boundary"]}), "utf-8")
    page = console("/?tab=works&year=2026", username="office", viewport=LAPTOP)
    page.get_by_role("button", name="列入计划").click()
    form = page.get_by_role("form", name="列入计划")
    form.get_by_label("作业编号").fill(code)
    form.get_by_label("作业类型").select_option("tending")
    form.get_by_label("计划面积").fill("12.5")
    form.get_by_label("小班编号").fill("没有这个")
    form.get_by_label("四至图形").set_input_files(shape)
    form.get_by_role("button", name="列入计划").click()
    expect(form.locator(".field[data-wrong=true]")).to_contain_text("没有编码为 没有这个 的小班")
    assert complaints(page) == []
    form.get_by_label("小班编号").fill("")
    form.get_by_label("行政区划").select_option(known["division"])
    form.get_by_role("button", name="列入计划").click()
    expect(page.locator(".issue-head h2")).to_contain_text(code)
    expect(page.locator(".issue-head .chip")).to_have_text("计划")
    expect(page.locator(".work-areas")).to_contain_text("计划12.5")
    expect(page.locator(".issue-side .sketch")).to_be_visible()


def test_who_plans_nothing_finds_no_form(console):
    page = console("/?tab=works&year=2026&do=new", viewport=LAPTOP)
    expect(page.locator(".data-filters")).to_be_visible()
    expect(page.get_by_role("button", name="列入计划")).to_have_count(0)


def test_the_office_leads_a_work_from_its_design_to_being_reported(console, live_server, api):
    number = planned(live_server, api)
    page = console(f"/?tab=works&selected={number}", username="office", viewport=LAPTOP)
    open_step(page, "批准作业设计")
    page.get_by_role("button", name="确认批准作业设计").click()
    expect(page.locator(".acting-form .field-error")).to_be_visible()
    page.get_by_label("设计文号").fill("云林设〔2026〕31号")
    confirm(page, "批准作业设计", "作业设计")
    open_step(page, "施工完成")
    page.get_by_label("施工日期").fill("2026-03-12")
    confirm(page, "施工完成", "已施工")
    measured = api(f"works/{number}", "office")["measured_mu"]
    open_step(page, "上报完成")
    page.get_by_label("面积（亩）").fill("12.345")
    page.get_by_role("button", name="确认上报完成").click()
    expect(page.locator(".acting-form .field-error")).to_contain_text("两位小数")
    page.get_by_label("面积（亩）").fill(f"{measured:.2f}")
    confirm(page, "上报完成", "上报完成")


def self_checked(live_server, number: int, measured_mu: float) -> None:
    """Supervision has checked a reported work for the county: its sample is counted, and 90 of 100 live."""
    admin = live_server.phone("admin").session
    given = admin.post(f"{live_server.url}/api/v1/officers/supervision/password", timeout=60).json()["password"]
    checks, path = (
        Phone(live_server.url).sign_in("supervision", given).session,
        f"{live_server.url}/api/v1/works/{number}",
    )
    drawn = checks.post(f"{path}/inspections", json={"tier": "county", "kind": "survival"}, timeout=60).json()
    [inspection] = drawn["inspections"]
    plots = [{"number": plot["number"], "planted": 100, "alive": 90} for plot in inspection["plots"]]
    at = f"{path}/inspections/{inspection['id']}"
    assert checks.put(f"{at}/plots", json={"plots": plots}, timeout=60).ok
    assert checks.post(f"{at}/conclusion", json={"verified_area_mu": measured_mu}, timeout=60).ok
    assert checks.post(f"{path}/events", json={"action": "self_check"}, timeout=60).ok


def test_the_supervisor_counts_sample_plots_concludes_and_has_the_work_replanted(console, live_server, api):
    number = planned(live_server, api)
    office, path = live_server.phone("office").session, f"{live_server.url}/api/v1/works/{number}/events"
    measured = int(api(f"works/{number}", "office")["measured_mu"] * 100) / 100
    for said in (
        {"action": "design", "reference": "云林设〔2026〕32号"},
        {"action": "carry_out", "done_on": "2026-03-12"},
        {"action": "report", "area_mu": measured},
    ):
        assert office.post(path, json=said, timeout=60).ok
    self_checked(live_server, number, measured)
    page = console(f"/?tab=works&selected={number}", username="supervisor", viewport=LAPTOP)
    page.get_by_role("group", name="开始检查").get_by_role("button", name="市级复查（成活率）").click()
    table = page.locator(".work-counting tbody tr")
    expect(table.first).to_be_visible()
    for at in range(table.count()):
        planted, alive = table.nth(at).get_by_role("spinbutton").all()
        planted.fill("100")
        alive.fill("60")
    page.get_by_role("button", name="保存样地数据").click()
    expect(page.locator(".work-counting .note-good")).to_have_text("样地数据已保存。")
    page.get_by_role("button", name="作出结论").click()
    expect(page.locator(".work-inspection").last).to_contain_text("待补植")
    open_step(page, "核实")
    confirm(page, "核实", "已核实")
    open_step(page, "判定合格")
    page.get_by_role("button", name="确认判定合格").click()
    expect(page.locator(".acting [role=alert]")).to_be_visible()
    open_step(page, "判定补植")
    page.get_by_label("原因").fill("牛羊啃食")
    confirm(page, "判定补植", "待补植")
    assert api(f"works/{number}")["replant_reason"] == "牛羊啃食"
