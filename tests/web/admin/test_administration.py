"""The administration of the demo county: people and sign-ins, duties drawn on a map, templates, the log."""

from datetime import timedelta

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.today import today
from tests.web.admin.conftest import OFFICE_PC
from tests.web.conftest import PATIENCE_MS, PHONE, sign_in
from tests.web.test_accessibility import complaints

PARTS = [
    "setup",
    "people",
    "duties",
    "rules",
    "targets",
    "catalogue",
    "schemes",
    "templates",
    "divisions",
    "devices",
    "log",
]
DRAWN = ".duties-place[data-painted=true]"


def at(part: str, **own: str) -> str:
    return "&".join([f"/?tab=admin&part={part}", *(f"{name}={value}" for name, value in own.items())])


@pytest.fixture
def somebody(console, api) -> dict:
    """A patroller of the demo with duties."""
    found = api("officers", "admin", post="patroller", active="true", limit=50, sort="username")["items"]
    return next(each for each in found if each["segments"] > 1)


def told(page: Page, text: str):
    return page.get_by_role("status").filter(has_text=text)


def sure(page: Page) -> None:
    page.get_by_role("alertdialog").get_by_role("button", name="确定").click()


@pytest.mark.parametrize("viewport", [OFFICE_PC, PHONE], ids=["desktop", "phone"])
def test_every_part_is_in_order_for_everybody(console, viewport):
    page = console(at("setup"), username="admin", viewport=viewport)
    for part in PARTS:
        page.goto(at(part))
        expect(page.locator(".admin-parts [aria-current=page]")).to_be_visible()
        expect(page.locator(".admin-body > *").first).to_be_visible()
        expect(page.locator(".admin-body .spinner")).to_have_count(0)
        assert complaints(page) == [], part
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], part


@pytest.mark.parametrize("username", ["supervisor", "ranger", "chief"])
def test_who_administers_nothing_does_not_find_it(console, username):
    page = console(at("people"), username=username, viewport=OFFICE_PC)
    expect(page.get_by_role("tab").first).to_be_visible()
    expect(page.get_by_role("tab", name="系统管理")).to_have_count(0)
    expect(page.locator(".admin")).to_have_count(0)


def test_gis_staff_find_the_first_run_and_the_divisions(console):
    page = console(at("people"), username="gis", viewport=OFFICE_PC)
    expect(page.locator(".admin-parts a")).to_have_text(["首次设置", "行政区划"])


def test_an_officer_is_changed_and_the_change_undone(console, somebody):
    page = console(f"{at('people')}&selected={somebody['username']}", username="admin", viewport=OFFICE_PC)
    title = page.get_by_label("公示职务")
    before = title.input_value()
    title.fill("巡河员（试）")
    page.get_by_role("button", name="保存").click()
    expect(told(page, "已保存")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(told(page, "已撤销")).to_be_visible()
    expect(title).to_have_value(before)


def test_who_gets_another_post_is_said_to_keep_their_duties_and_the_office_ends_or_keeps_them(
    console, somebody, api, live_server
):
    held = f"officers/{somebody['username']}"
    plan(live_server, held, api(held, "admin")["assignments"])
    before = api(held, "admin")["assignments"]
    amount = len(running(before))
    page = console(f"{at('people')}&selected={somebody['username']}", username="admin", viewport=OFFICE_PC)

    def become(post: str) -> None:
        form = page.get_by_role("form", name="基本情况")
        form.get_by_label("职务").first.select_option(post)
        form.get_by_role("button", name="保存").click()

    become("village_chief")
    kept = page.get_by_role("region", name="责任").filter(has_text=f"现有的 {amount} 项责任没有变")
    kept.get_by_role("button", name="结束").click()
    assert complaints(page) == []
    sure(page)
    told(page, f"{amount} 项").get_by_role("button", name="撤销").click()
    expect(told(page, "已撤销")).to_be_visible()
    assert api(held, "admin")["assignments"] == before
    become("patroller")
    kept.get_by_role("button", name="保留").click()
    expect(kept).to_have_count(0)
    assert api(held, "admin")["post"] == "patroller"


def test_a_duty_is_ended_and_goes_on(console, somebody, api):
    duty = running(api(f"officers/{somebody['username']}", "admin")["assignments"])[0]
    page = console(f"{at('people')}&selected={somebody['username']}", username="admin", viewport=OFFICE_PC)
    page.locator(".admin-duties li").filter(has_text=duty["code"]).get_by_role("checkbox", disabled=False).first.check()
    page.get_by_role("button", name="结束所选 1 项").click()
    expect(page.get_by_role("alertdialog")).to_contain_text("以前应巡的次数和完成情况不变")
    sure(page)
    expect(told(page, "已结束 1 项责任")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(told(page, "已撤销")).to_be_visible()


def test_who_leaves_is_said_to_owe_until_today_and_the_undo_gives_all_back(console, somebody, api, live_server):
    held = f"officers/{somebody['username']}"
    plan(live_server, held, api(held, "admin")["assignments"])
    told_before = api(held, "admin")
    before = [(each["code"], each["valid_from"], each["valid_to"]) for each in told_before["assignments"]]
    day = today().isoformat()
    running = sum(first <= day and (last is None or last > day) for _, first, last in before)
    to_come = sum(first > day for _, first, _ in before)
    page = console(f"{at('people')}&selected={somebody['username']}", username="admin", viewport=OFFICE_PC)
    page.get_by_role("button", name="停用账号").click()
    for said in (f"{running} 项责任到今天为止", f"还没开始的 {to_come} 项撤回"):
        expect(page.get_by_role("alertdialog")).to_contain_text(said)
    if told_before["open_issues"]:
        staying = f"名下还有 {told_before['open_issues']} 个未办结的问题"
        expect(page.get_by_role("alertdialog")).to_contain_text(staying)
    sure(page)
    expect(told(page, f"账号已停用，{running} 项责任到今天为止，还没开始的 {to_come} 项已撤回")).to_be_visible()
    assert all(each["valid_to"] for each in api(held, "admin")["assignments"])
    page.get_by_role("button", name="撤销").click()
    expect(told(page, "已撤销")).to_be_visible()
    after = [(each["code"], each["valid_from"], each["valid_to"]) for each in api(held, "admin")["assignments"]]
    assert sorted(after, key=str) == sorted(before, key=str)


def running(duties: list[dict]) -> list[dict]:
    """Of these duties, what has begun and has no end."""
    return [each for each in duties if each["valid_to"] is None and each["valid_from"] <= str(today())]


def plan(live_server, held: str, duties: list[dict]) -> None:
    """One of these duties ends in a month, and is theirs again from the month after."""
    ends, again = ((today() + timedelta(days=days)).isoformat() for days in (30, 60))
    duty = running(duties)[0]
    given = {"kind": duty["kind"], "codes": [duty["code"]], "from": again}
    for path, body in (("assignments/end", {"ids": [duty["id"]], "to": ends}), ("assignments", given)):
        headers = {"Authorization": f"Bearer {live_server.token('admin')}"}
        address = f"{live_server.url}/api/v1/{held}/{path}"
        requests.post(address, json=body, headers=headers, timeout=60).raise_for_status()


def test_segments_are_drawn_around_given_and_taken_back(console, somebody, api):
    page = console(at("duties", who=somebody["username"]), username="admin", viewport=OFFICE_PC)
    page.wait_for_selector(DRAWN, timeout=PATIENCE_MS)
    place = page.locator(".duties-place").bounding_box()
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.get_by_role("button", name="套索").click()
    page.mouse.move(x - 60, y - 60)
    page.mouse.down()
    for dx, dy in ((60, -60), (60, 60), (-60, 60), (-60, -50)):
        page.mouse.move(x + dx, y + dy, steps=6)
    page.mouse.up()
    expect(page.locator(".duties-rows li").first).to_be_visible()
    drawn = page.locator(".duties-rows li").count()
    page.get_by_role("button", name="画多边形").click()
    expect(page.locator(".duties-hint")).to_contain_text("双击或回车结束")
    for dx, dy in ((-150, -150), (150, -150), (150, 150), (-150, 150)):
        page.mouse.click(x + dx, y + dy)
    page.keyboard.press("Enter")
    expect(page.locator(".duties-rows li").nth(drawn)).to_be_visible()
    page.get_by_role("button", name="交给此人").click()
    expect(page.get_by_role("alertdialog")).to_contain_text(f"交给{somebody['name']}")
    sure(page)
    expect(told(page, f"交给{somebody['name']}")).to_be_visible()
    assert api(f"officers/{somebody['username']}", "admin")["segments"] > somebody["segments"]
    page.get_by_role("button", name="撤销").click()
    expect(told(page, "已撤销")).to_be_visible()
    assert api(f"officers/{somebody['username']}", "admin")["segments"] == somebody["segments"]


def test_a_rule_that_was_ended_goes_on_and_one_entered_by_mistake_is_taken_out_with_its_reason(console, api):
    page = console(at("rules"), username="admin", viewport=OFFICE_PC)
    village = next(each for each in api("divisions", "admin")["items"] if each["level"] == "village")
    page.get_by_role("button", name="新增制度").click()
    form = page.get_by_role("form", name="新增制度")
    form.get_by_label("行政区划").select_option(village["code"])
    form.get_by_label("从哪天起").fill(str(today()))
    form.get_by_role("button", name="新增制度").click()
    sure(page)
    row = page.locator("[data-rule]").filter(has_text=village["name"]).last
    row.get_by_role("button", name="结束").click()
    sure(page)
    expect(told(page, "制度到")).to_be_visible()
    row.get_by_role("button", name="恢复").click()
    sure(page)
    expect(told(page, "制度已恢复")).to_be_visible()
    row.get_by_role("button", name="撤销").click()
    page.get_by_role("alertdialog").get_by_label("事由").fill("录错村")
    assert complaints(page) == []
    sure(page)
    expect(told(page, "制度已整条撤销")).to_be_visible()
    page.goto(at("log", action="rule_revoked"))
    expect(page.locator(".data tbody tr").first).to_contain_text("录错村")


def test_past_days_are_judged_again_on_record(console, api):
    page = console(at("rules", do="rescore"), username="admin", viewport=OFFICE_PC)
    form = page.get_by_role("form", name="重新评定")
    village = next(each for each in api("divisions", "admin")["items"] if each["level"] == "village")
    form.get_by_label("行政区划").select_option(village["code"])
    expect(form.get_by_role("button", name="重新评定")).to_be_disabled()
    form.get_by_label("事由").fill("补录制度")
    form.get_by_role("button", name="重新评定").click()
    expect(page.get_by_role("alertdialog")).to_contain_text("评定前的结论仍保留")
    assert complaints(page) == []
    sure(page)
    expect(told(page, "已重新评定")).to_be_visible()
    act = api("rescorings", "admin", limit=1)["items"][0]
    row = page.locator(f"[data-rescoring='{act['id']}']")
    expect(row).to_contain_text("补录制度")
    expect(row).to_contain_text(f"{act['changed']} 个结论有变化")


def test_days_to_come_are_judged_by_nobody_and_the_form_says_so(console):
    page = console(at("rules", do="rescore"), username="admin", viewport=OFFICE_PC)
    form = page.get_by_role("form", name="重新评定")
    form.get_by_label("截止日").fill("2199-01-01")
    form.get_by_label("事由").fill("试")
    form.get_by_role("button", name="重新评定").click()
    sure(page)
    expect(form.locator(".field[data-wrong=true]")).to_have_count(1)


def test_a_template_is_changed_and_set_back(console, tmp_path):
    page = console(at("templates"), username="admin", viewport=OFFICE_PC)
    row = page.locator("[data-template=closing_form]")
    with page.expect_download() as downloading:
        row.get_by_role("button", name="下载模板").click()
    downloading.value.save_as(tmp_path / "closing.docx")
    row.locator("input[type=file]").set_input_files(tmp_path / "closing.docx")
    expect(told(page, "已更换“销号申请表”")).to_be_visible()
    row.get_by_role("button", name="恢复默认").click()
    sure(page)
    expect(told(page, "已恢复默认模板")).to_be_visible()
    expect(row).to_contain_text("系统自带")
    page.goto(at("log", action="template_reset"))
    expect(page.locator(".data tbody tr").first).to_contain_text("恢复默认模板")
    with page.expect_download() as exporting:
        page.get_by_role("button", name="导出 Excel").click()
    assert exporting.value.suggested_filename == "audit.xlsx"


def test_a_category_says_what_a_change_would_do(console):
    page = console(at("catalogue"), username="admin", viewport=OFFICE_PC)
    page.locator("[data-category=岸边垃圾]").get_by_role("button", name="修改").click()
    page.get_by_role("button", name="停用").click()
    expect(page.get_by_role("alertdialog")).to_contain_text("未结问题照常办理")
    assert complaints(page) == []


def test_a_lost_phone_is_signed_out_and_a_password_changed_by_its_owner(console, open_page):
    username, first, second = "lost-phone", "first password 1", "second password 2"
    page = console(at("people"), username="admin", viewport=OFFICE_PC)
    entered = {"username": username, "name": "丢机", "post": "patroller", "password": first}
    division = page.request.get("/api/v1/divisions").json()["items"][-1]["code"]
    made = page.request.post("/api/v1/officers", data=entered | {"division": division}, headers={"X-Patrol": "web"})
    assert made.status in (201, 409)
    if made.status == 409:
        told_once = page.request.post(f"/api/v1/officers/{username}/password", headers={"X-Patrol": "web"}).json()
        first = told_once["password"]
    theirs = open_page(OFFICE_PC)
    theirs.goto("/")
    sign_in(theirs, username, first)
    theirs.get_by_role("button", name="账户").click()
    theirs.get_by_role("button", name="修改密码").click()
    for label, value in (("原密码", first), ("再输一次新密码", second)):
        theirs.get_by_label(label, exact=True).fill(value)
    theirs.locator(".own-password input").nth(1).fill(second)
    assert complaints(theirs) == []
    theirs.locator(".own-password button").click()
    expect(theirs.get_by_text("密码已修改")).to_be_visible()
    page.goto(f"{at('people')}&selected={username}")
    page.get_by_role("button", name="退出这台设备").first.click()
    sure(page)
    expect(told(page, "已退出登录")).to_be_visible()
    theirs.goto("/?tab=today")
    expect(theirs.locator("input[name=username]")).to_be_visible()
