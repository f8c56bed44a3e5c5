"""Signing out: what still waits is counted before, and goes when its officer is back."""

import pytest
import requests
from playwright.sync_api import expect

from tests.web.field.assigned import Assigned
from tests.web.field.conftest import SAVED, until

LEAVE, SURE = "退出登录", "确定退出"
WAITS = "还有 {} 条未核收，退出后等您再次登录才会上传。"
OFFLINE = "现在没有网络：退出以后，要等有网络才能再登录"
WORDS = "已全部清运，河岸恢复平整。"


@pytest.fixture
def laden(phone, relay, live_server, river_way, take_picture):
    """A phone without a network on which wait: a patrol, a step that was sent off and one that is half written."""
    sent_off, half_written = (Assigned(live_server, take_picture(number)) for number in (7, 8))
    sent_off.begin()
    phone.sign_in("patroller").installed()
    for issue in (sent_off, half_written):
        shown(phone, issue.number)
    relay.cut()
    phone.turn_to("巡查")
    phone.start(river_way[0])
    phone.walk(river_way[1:3])
    phone.finish()
    phone.state(SAVED)
    page = shown(phone, sent_off.number)
    page.get_by_role("radio", name="申请复核").click()
    page.locator("textarea").fill(WORDS)
    phone.page.set_input_files("input[name=camera]", take_picture(3))
    expect(page.locator(".thumbs img")).to_have_count(1)
    page.get_by_role("button", name="提交：申请复核").click()
    expect(page).to_contain_text(SAVED)
    page = shown(phone, half_written.number)
    page.get_by_role("radio", name="申请延期").click()
    page.locator("textarea").fill("连日大雨。")
    until(lambda: len(steps(phone)) == 2 and all(each["opinion"] for each in steps(phone)))
    phone.sent_off, phone.half_written = sent_off, half_written
    return phone


def shown(phone, number: str):
    """The page of an issue, with the steps that may be taken."""
    phone.page.evaluate("number => location.hash = `/home/${number}`", number)
    expect(phone.page.get_by_role("radio").first).to_be_visible()
    return phone.page.locator("main")


def steps(phone) -> list[dict]:
    """The steps of issues that lie on the phone."""
    kept = [each for each in phone.stored("kept") if isinstance(each, dict)]
    return [step for each in kept for key, step in each.items() if key.startswith("step/")]


def leave(phone, *warnings: str) -> None:
    """Reads the warnings and leaves all the same."""
    phone.turn_to("我的")
    phone.page.get_by_role("button", name=LEAVE).click()
    for warning in warnings:
        expect(phone.page.get_by_role("alertdialog")).to_contain_text(warning)
    phone.page.get_by_role("button", name=SURE, exact=True).click()
    phone.page.wait_for_selector("input[name=username]")


def test_all_that_waits_is_counted_before_leaving_and_arrives_once_its_officer_is_back(laden, relay):
    leave(laden, WAITS.format(3), OFFLINE)
    relay.mend()
    laden.sign_in("ranger")
    laden.turn_to("我的")
    expect(laden.page.locator("main")).to_contain_text("其他人员的 3 条记录")
    leave(laden)
    laden.sign_in("patroller")
    until(lambda: laden.sent_off.now()["state"] == "reviewing")
    until(lambda: all(patrol["delivered"] == "verified" for patrol in laden.stored("patrols")))
    leave(laden, WAITS.format(1))


def test_a_step_that_was_only_looked_at_is_nothing_that_waits(phone, live_server, take_picture):
    issue = Assigned(live_server, take_picture(7))
    phone.sign_in("patroller")
    shown(phone, issue.number).get_by_role("radio", name="申请延期").click()
    until(lambda: steps(phone))
    phone.turn_to("我的")
    phone.page.get_by_role("button", name=LEAVE).click()
    expect(phone.page.get_by_role("alertdialog")).not_to_contain_text("未核收")


def test_whoever_leaves_without_a_network_may_think_again_and_is_signed_out_at_the_server_later(
    phone, relay, live_server
):
    phone.sign_in("patroller").installed()
    until(lambda: phone.stored("kept"))
    token = next(each["token"] for each in phone.stored("kept") if isinstance(each, dict) and "token" in each)
    relay.cut()
    phone.turn_to("我的")
    phone.page.get_by_role("button", name=LEAVE).click()
    phone.page.get_by_role("button", name="取消").click()
    expect(phone.page.get_by_role("button", name=SURE, exact=True)).to_have_count(0)
    phone.page.evaluate("dispatchEvent(new Event('offline'))")
    leave(phone)
    asked = {"headers": {"Authorization": f"Bearer {token}"}, "timeout": 60}
    assert requests.get(f"{live_server.url}/api/v1/sync", **asked).status_code == 200
    relay.mend()
    phone.online()
    until(lambda: requests.get(f"{live_server.url}/api/v1/sync", **asked).status_code == 401)
    until(lambda: token not in str(phone.stored("kept")))


def test_the_next_officer_on_the_phone_sees_their_own_kind_of_patrol(phone, live_server):
    phone.sign_in("patroller")
    phone.page.get_by_role("radio", name="巡河").click()
    leave(phone)
    phone.sign_in("ranger")
    expect(phone.page.get_by_role("radio", name="巡林")).to_have_attribute("aria-checked", "true")
    expect(phone.page.locator(".duties .card").first).to_be_visible()
    phone.page.get_by_role("radio", name="巡河").click()
    expect(phone.page.locator("main")).to_contain_text("本期没有安排巡河任务。")
    duties = live_server.phone("ranger").get("/api/v1/sync")["duties"]
    owed = sum(duty["kind"] == "forest" and duty["required"] > 0 for duty in duties)
    phone.page.get_by_role("button", name=f"看巡林任务（{owed} 项）").click()
    expect(phone.page.locator(".duties .card").first).to_be_visible()


def test_a_record_page_says_that_the_sign_in_has_ended_and_how_much_waits(phone, relay, live_server, river_way):
    phone.sign_in("patroller").installed()
    relay.cut()
    phone.start(river_way[0])
    phone.walk(river_way[1:3])
    phone.finish()
    expect(phone.page.locator(".standing")).to_contain_text("1 条待上传")
    token = next(each["token"] for each in phone.stored("kept") if isinstance(each, dict) and "token" in each)
    mine = {"headers": {"Authorization": f"Bearer {token}"}, "timeout": 60}
    requests.delete(f"{live_server.url}/api/v1/tokens/current", **mine).raise_for_status()
    relay.mend()
    phone.online()
    expect(phone.page.locator(".notice")).to_contain_text("登录已过期")
    phone.page.get_by_role("button", name="重新登录").click()
    expect(phone.page.locator("input[name=username]")).to_have_value("patroller")
