"""Signing out: what still waits is counted before, and goes when its officer is back."""

import pytest
from playwright.sync_api import expect

from tests.web.field.assigned import Assigned
from tests.web.field.conftest import SAVED, until

LEAVE, SURE = "退出登录", "确定退出？"
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


def leave(phone, warning: str) -> None:
    """Reads the warning and leaves all the same."""
    phone.turn_to("我的")
    phone.page.get_by_role("button", name=LEAVE).click()
    phone.page.get_by_role("button", name=warning).click()
    phone.page.wait_for_selector("input[name=username]")


def test_all_that_waits_is_counted_before_leaving_and_arrives_once_its_officer_is_back(laden, relay):
    leave(laden, f"还有 3 条未核收，退出后等您再次登录才会上传。{SURE}")
    relay.mend()
    laden.sign_in("ranger")
    laden.turn_to("我的")
    expect(laden.page.locator("main")).to_contain_text("其他人员的 3 条记录")
    leave(laden, SURE)
    laden.sign_in("patroller")
    until(lambda: laden.sent_off.now()["state"] == "reviewing")
    until(lambda: all(patrol["delivered"] == "verified" for patrol in laden.stored("patrols")))
    leave(laden, f"还有 1 条未核收，退出后等您再次登录才会上传。{SURE}")


def test_a_step_that_was_only_looked_at_is_nothing_that_waits(phone, live_server, take_picture):
    issue = Assigned(live_server, take_picture(7))
    phone.sign_in("patroller")
    shown(phone, issue.number).get_by_role("radio", name="申请延期").click()
    until(lambda: steps(phone))
    leave(phone, SURE)
