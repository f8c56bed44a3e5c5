"""Leave 请假 and substitution 代巡 on a card: entered, approved or refused, given another substitute, taken back."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from tests.today import today
from tests.web.admin.conftest import OFFICE_PC
from tests.web.admin.test_administration import at, sure, told
from tests.web.conftest import PHONE
from tests.web.test_accessibility import complaints

YESTERDAY, TODAY, TOMORROW, LATER = (str(today() + timedelta(days=days)) for days in (-1, 0, 1, 3))


@pytest.fixture
def call(live_server):
    """`call("office", "POST", path, body)` is the answer's JSON."""

    def call(username: str, method: str, path: str, body: dict | None = None) -> dict:
        headers = {"Authorization": f"Bearer {live_server.token(username)}"}
        answer = requests.request(method, f"{live_server.url}/api/v1/{path}", json=body, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.json()

    return call


@pytest.fixture
def people(api, call) -> Iterator[list[dict]]:
    """Two new patrollers of a village, who are made inactive afterwards."""
    division = next(each["code"] for each in api("divisions", "admin")["items"] if each["level"] == "village")
    made = [{"username": f"away-{uuid4().hex[:8]}", "name": name} for name in ("卫请假", "卫代巡")]
    for each in made:
        call("admin", "POST", "officers", each | {"post": "patroller", "division": division})
    yield made
    for each in made:
        call("admin", "PATCH", f"officers/{each['username']}", {"active": False})


@pytest.fixture
def card(console, people):
    """The card of the first of them, as the office or the administrator sees it."""

    def card(username: str = "office", viewport: dict = OFFICE_PC) -> tuple[Page, Locator]:
        page = console(f"{at('people')}&selected={people[0]['username']}", username=username, viewport=viewport)
        return page, page.get_by_role("region", name="请假")

    return card


def enter(leave: Locator, first: str, last: str, substitute: str | None = None) -> None:
    leave.get_by_role("button", name="登记请假").click()
    form = leave.get_by_role("form", name="请假")
    form.get_by_label("起始日").fill(first)
    form.get_by_label("截止日").fill(last)
    form.get_by_label("事由").fill("病假")
    if substitute:
        form.get_by_role("searchbox").fill(substitute)
        form.get_by_role("button", name=substitute).click()
    form.get_by_role("button", name="保存").click()


def test_the_office_enters_leave_names_a_substitute_and_takes_it_back(card, people, api):
    page, leave = card()
    expect(leave).to_contain_text("没有请假")
    enter(leave, TOMORROW, LATER, people[1]["name"])
    expect(told(page, f"{TOMORROW} 至 {LATER} 的请假：已批准")).to_be_visible()
    row = leave.locator("[data-leave]")
    for said in (f"{TOMORROW} 至 {LATER}", "已批准", "病假", f"{people[1]['name']}代巡"):
        expect(row).to_contain_text(said)
    assert complaints(page) == []
    row.get_by_role("button", name="更换代巡人").click()
    row.get_by_role("button", name="无人代巡").click()
    row.get_by_role("button", name="保存").click()
    expect(told(page, "无人代巡")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(told(page, "已撤销")).to_be_visible()
    expect(row).to_contain_text(f"{people[1]['name']}代巡")
    row.get_by_role("button", name="撤回").click()
    expect(page.get_by_role("alertdialog")).not_to_contain_text("重新评定")
    sure(page)
    expect(row).to_contain_text("已撤回")
    expect(row.get_by_role("button")).to_have_count(0)
    [kept] = api("leaves", "office", officer=people[0]["username"])["items"]
    assert kept["withdrawn_at"]
    assert kept["substitute"] == people[1]["username"]


def test_leave_of_days_that_are_over_says_that_they_are_judged_again_and_who_is_away_is_seen_in_the_list(card, people):
    page, leave = card()
    leave.get_by_role("button", name="登记请假").click()
    form = leave.get_by_role("form", name="请假")
    expect(form).not_to_contain_text("重新评定")
    form.get_by_label("起始日").fill(YESTERDAY)
    expect(form).to_contain_text("已过去的日子会重新评定")
    assert complaints(page) == []
    form.get_by_role("button", name="取消").click()
    enter(leave, YESTERDAY, TOMORROW)
    expect(leave.locator("[data-leave]")).to_contain_text("请假中")
    expect(page.locator(".admin-head")).to_contain_text(f"请假中，至 {TOMORROW}")
    page.goto(at("people", q=people[0]["username"]))
    expect(page.locator(".data tbody .col-away_until")).to_contain_text(TOMORROW[5:])
    page.goto(f"{at('people')}&selected={people[0]['username']}")
    leave.get_by_role("button", name="撤回").click()
    expect(page.get_by_role("alertdialog")).to_contain_text("已过去的日子会重新评定")
    sure(page)
    expect(page.locator(".admin-head")).not_to_contain_text("请假中")


def test_leave_that_an_officer_asked_for_is_approved_or_refused(card, people, call, api, live_server):
    username = people[0]["username"]
    told_once = call("admin", "POST", f"officers/{username}/password")
    login = {"username": username, "password": told_once["password"], "device": "phone"}
    token = requests.post(f"{live_server.url}/api/v1/tokens", json=login, timeout=60).json()["token"]
    for first, last in ((TODAY, TODAY), (TOMORROW, LATER)):
        asked = {"from": first, "to": last, "reason": "事假"}
        headers = {"Authorization": f"Bearer {token}"}
        requests.post(f"{live_server.url}/api/v1/leaves", json=asked, headers=headers, timeout=60).raise_for_status()
    page, leave = card()
    expect(leave.locator("[data-leave]").filter(has_text="待批准")).to_have_count(2)
    later, now = leave.locator("[data-leave]").nth(0), leave.locator("[data-leave]").nth(1)
    now.get_by_role("button", name="批准", exact=True).click()
    sure(page)
    expect(now).to_contain_text("请假中")
    later.get_by_role("button", name="不批准").click()
    sure(page)
    expect(later).to_contain_text("未批准")
    assert [bool(each["approved_at"]) for each in api("leaves", "office", officer=username)["items"]] == [False, True]


def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_entered(card, people):
    page, leave = card(viewport=PHONE)
    enter(leave, LATER, TOMORROW)
    expect(leave.locator(".field[data-wrong=true]")).to_have_count(1)
    expect(leave.locator(".field-error")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert complaints(page) == []
    expect(leave).to_contain_text("没有请假")
