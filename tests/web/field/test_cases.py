"""An issue that was assigned to the officer: what it is, what is asked, and what the phone can do about it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.web.field.assigned import ASKED, DAYS, SAID, Assigned, stored
from tests.web.field.conftest import SAVED, until

DONE, NEAR_M = "已全部清运，河岸恢复平整。", 50
WHY = "连日大雨，车辆无法进场。"
ASSIGNED = "section[aria-labelledby=assigned] .card-issue"


@pytest.fixture
def assigned(live_server, take_picture) -> Assigned:
    """An issue that the office assigned to the patroller."""
    return Assigned(live_server, take_picture(7))


def opened(phone, assigned: Assigned):
    """Its page, by its card."""
    phone.sign_in("patroller")
    phone.page.locator(f"[data-issue='{assigned.number}']").click()
    expect(phone.page.locator("h1")).to_have_text(assigned.title)
    return phone.page.locator("main")


def test_an_assigned_issue_shows_what_was_seen_what_is_asked_by_whom_and_until_when(phone, assigned):
    page = opened(phone, assigned)
    expect(page).to_contain_text(assigned.number)
    expect(page).to_contain_text(f"{assigned.category} · 较大")
    expect(page).to_contain_text(SAID)
    expect(page).to_contain_text(ASKED)
    assigner = next(step["by"]["name"] for step in assigned.now()["events"] if step["action"] == "assign")
    expect(page).to_contain_text(assigner)
    expect(page).to_contain_text(f"限 {assigned.due.month}月{assigned.due.day}日 · 还剩 {DAYS + 1} 天")
    photo = page.get_by_role("button", name="整改前照片 1")
    expect(photo.locator("img")).to_be_visible()
    photo.click()
    expect(photo).to_have_attribute("aria-expanded", "true")
    assert page.locator("a[href^='geo:']").get_attribute("href")


def test_what_is_asked_is_read_without_a_network_too_and_says_that_it_may_be_old(phone, relay, assigned):
    phone.sign_in("patroller").installed()
    expect(phone.page.locator(f"[data-issue='{assigned.number}']")).to_be_visible()
    until(lambda: phone.page.evaluate(KEPT, assigned.number))
    relay.cut()
    phone.page.locator(f"[data-issue='{assigned.number}']").click()
    expect(phone.page.locator("main")).to_contain_text("需要网络")
    expect(phone.page.locator("main")).to_contain_text(ASKED)


def test_what_waits_goes_first_and_then_all_that_was_assigned_comes_in_one_answer(
    phone, relay, live_server, river_way, take_picture
):
    phone.sign_in("patroller").installed()
    until(lambda: phone.page.evaluate("navigator.onLine"))
    relay.cut()
    phone.start(river_way[0])
    phone.walk(river_way[1:3])
    phone.note("岸边垃圾", *(take_picture(number) for number in range(3)))
    phone.finish()
    new = [Assigned(live_server, take_picture(number)) for number in (7, 8, 9)]
    relay.requests.clear()
    relay.mend()
    phone.online()
    until(lambda: all(phone.page.evaluate(KEPT, each.number) for each in new))
    asked = [(method, path.partition("?")[0]) for method, path in relay.requests]
    assert asked.count(("GET", "/api/v1/sync/issues")) == 1
    assert not any(path.startswith("/api/v1/issues") for _, path in asked)
    along = asked.index(("GET", "/api/v1/sync/issues"))
    sent = [
        at for at, (method, path) in enumerate(asked) if method == "PUT" and ("patrols" in path or "photos" in path)
    ]
    assert (len(sent), max(sent) < along) == (4, True)


def test_what_waits_for_review_is_below_my_own_and_has_no_days_of_mine(phone, assigned, take_picture, live_server):
    turned_in = Assigned(live_server, take_picture(8))
    turned_in.begin()
    turned_in.submit(take_picture(9))
    phone.sign_in("patroller")
    card = phone.page.locator(f"[data-issue='{turned_in.number}']")
    expect(card).to_contain_text("等待复核")
    expect(card).not_to_contain_text("还剩")
    expect(card).not_to_contain_text("限 ")
    numbers = phone.page.locator(ASSIGNED).evaluate_all("cards => cards.map(card => card.dataset.issue)")
    assert numbers.index(assigned.number) < numbers.index(turned_in.number)


def test_work_is_begun_and_turned_in_with_words_and_a_photo_taken_there(phone, assigned, take_picture):
    page = opened(phone, assigned)
    page.get_by_role("radio", name="开始整改").click()
    page.get_by_role("button", name="提交：开始整改").click()
    page.get_by_role("radio", name="申请复核").click()
    page.get_by_role("button", name="提交：申请复核").click()
    expect(page.get_by_role("alert")).to_have_text("请写几句说明。")
    page.locator("textarea").fill(DONE)
    page.get_by_role("button", name="提交：申请复核").click()
    expect(page.get_by_role("alert")).to_have_text("请拍整改后的照片。")
    photographed(phone, take_picture)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="提交：申请复核").click()
    expect(page).to_contain_text("等待复核")
    done = page.locator("section").filter(has_text="整改情况")
    expect(done).to_contain_text(DONE)
    expect(done.get_by_role("button", name="整改后照片 1").locator("img")).to_be_visible()
    turned_in = assigned.now()["events"][-1]
    assert (turned_in["action"], turned_in["opinion"]) == ("submit", DONE)
    assert [photo["stage"] for photo in turned_in["photos"]] == ["after"]
    assert phone.stored("photos") == []


def test_a_step_written_without_a_network_stays_and_goes_by_itself(phone, relay, assigned, take_picture):
    assigned.begin()
    page = opened(phone, assigned)
    expect(page.get_by_role("radio", name="申请复核")).to_be_visible()
    phone.installed()
    relay.cut()
    page.get_by_role("radio", name="申请复核").click()
    page.locator("textarea").fill(DONE)
    photographed(phone, take_picture)
    page.get_by_role("button", name="提交：申请复核").click()
    expect(page).to_contain_text("需要网络：文字和照片都在手机里")
    phone.page.reload()
    expect(page).to_contain_text(DONE)
    expect(page.locator(".thumbs img")).to_have_count(1)
    phone.turn_to("巡查")
    card = phone.page.locator(f"[data-issue='{assigned.number}']")
    expect(card.locator(".state")).to_have_text(SAVED)
    card.click()
    relay.mend()
    phone.online()
    expect(page).to_contain_text("等待复核")
    assert [step["opinion"] for step in assigned.now()["events"] if step["action"] == "submit"] == [DONE]
    assert phone.stored("photos") == []


def test_a_step_whose_answer_was_lost_is_taken_once(open_phone, relay, assigned):
    phone = open_phone(relay, service_workers="block")
    lost = []
    phone.page.route(f"**/{assigned.number}/events", lambda route: lose(route, lost))
    page = opened(phone, assigned)
    page.get_by_role("radio", name="开始整改").click()
    with phone.page.expect_event("requestfailed"):
        page.get_by_role("button", name="提交：开始整改").click()
    assert lost == [201]
    page.get_by_role("button", name="立即上传").click()
    expect(page.get_by_role("radio", name="申请复核")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert [step["action"] for step in assigned.now()["events"]].count("rectify") == 1


def test_a_step_carries_only_what_its_own_form_shows_and_the_words_of_another_stay(phone, assigned):
    page = opened(phone, assigned)
    page.get_by_role("radio", name="申请延期").click()
    page.locator("textarea").fill(WHY)
    page.locator("input[name=due_on]").fill((assigned.due - timedelta(days=9)).isoformat())
    page.get_by_role("radio", name="开始整改").click()
    expect(page.locator("textarea")).to_have_count(0)
    page.get_by_role("button", name="提交：开始整改").click()
    page.get_by_role("radio", name="申请复核").click()
    expect(page.locator("textarea")).to_have_value("")
    page.get_by_role("radio", name="申请延期").click()
    expect(page.locator("textarea")).to_have_value(WHY)
    begun = assigned.now()["events"][-1]
    assert (begun["action"], begun["opinion"], begun["due_on"]) == ("rectify", "", None)


def test_a_step_that_waits_goes_although_somebody_noted_something_meanwhile(phone, relay, assigned):
    page = begun_without_a_network(phone, relay, assigned)
    assigned.step("note", opinion="已通知保洁公司。")
    relay.mend()
    phone.online()
    expect(page.get_by_role("radio", name="申请复核")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert [step["action"] for step in assigned.now()["events"]][-2:] == ["note", "rectify"]


def test_a_step_that_is_no_longer_open_comes_back_with_what_changed(phone, relay, assigned):
    page = begun_without_a_network(phone, relay, assigned)
    assigned.reassign()
    relay.mend()
    phone.online()
    name = assigned.now()["assignee"]["name"]
    expect(page.get_by_role("alert")).to_contain_text(f"问题现在是“交办”，由{name}办理，这一步已不能提交。")
    expect(page.get_by_role("alert")).to_contain_text("问题已被他人办理")
    expect(page.get_by_role("alert")).not_to_contain_text("版本")


def test_more_time_is_asked_for_with_a_reason_and_a_day(phone, assigned):
    page = opened(phone, assigned)
    page.get_by_role("radio", name="申请延期").click()
    page.locator("textarea").fill(WHY)
    day = (assigned.due + timedelta(days=5)).isoformat()
    page.locator("input[name=due_on]").fill(day)
    page.get_by_role("button", name="提交：申请延期").click()
    until(lambda: assigned.now()["extension_to"] == day)
    asked = f"已申请延期到 {int(day[5:7])}月{int(day[8:])}日（待批准）"
    expect(page.locator("section").filter(has_text=asked)).to_contain_text(WHY)
    phone.turn_to("巡查")
    expect(phone.page.locator(f"[data-issue='{assigned.number}']")).to_contain_text(asked)


def test_another_officers_work_is_checked_on_the_spot_with_the_phones_position(phone, live_server, take_picture):
    theirs = Assigned(live_server, take_picture(1), to_another=True)
    theirs.step("rectify")
    theirs.step("submit", opinion=DONE, photos=[stored(theirs.office, take_picture(2))])
    phone.sign_in("patroller")
    phone.page.evaluate("number => location.hash = `/home/${number}`", theirs.number)
    page = phone.page.locator("main")
    phone.stand(theirs.place)
    page.get_by_role("radio", name="现场复核").click()
    expect(page).to_contain_text("位置精度 6 米")
    page.get_by_role("button", name="提交：现场复核").click()
    until(lambda: theirs.now()["events"][-1]["action"] == "recheck")
    assert theirs.now()["events"][-1]["distance_m"] < NEAR_M


def test_a_day_that_is_no_extension_is_told_before_anything_is_sent(phone, assigned):
    page = opened(phone, assigned)
    page.get_by_role("radio", name="申请延期").click()
    page.locator("textarea").fill(WHY)
    page.locator("input[name=due_on]").fill((assigned.due - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="提交：申请延期").click()
    first = assigned.due + timedelta(days=1)
    expect(page.get_by_role("alert")).to_have_text(f"延期要到 {first.month}月{first.day}日 或以后，请重新选择日期。")


def test_what_the_server_refuses_stays_on_the_phone_with_its_reason(phone, assigned):
    page = opened(phone, assigned)
    page.get_by_role("radio", name="申请延期").click()
    page.locator("textarea").fill(WHY)
    page.locator("input[name=due_on]").fill((assigned.due + timedelta(days=1)).isoformat())
    later = (assigned.due + timedelta(days=9)).isoformat()
    assigned.step("reassign", assignee="patroller", due_on=later, opinion="宽限几天。")
    page.get_by_role("button", name="提交：申请延期").click()
    expect(page.get_by_role("alert")).to_contain_text("服务器没有接收")
    expect(page.locator("textarea")).to_have_value(WHY)
    phone.turn_to("巡查")
    expect(phone.page.locator(f"[data-issue='{assigned.number}'] .state")).to_have_text("未被接收")


def begun_without_a_network(phone, relay, assigned):
    """The issue's page, on which the work was begun while nothing could be sent."""
    page = opened(phone, assigned)
    expect(page.get_by_role("radio", name="开始整改")).to_be_visible()
    phone.installed()
    relay.cut()
    page.get_by_role("radio", name="开始整改").click()
    page.get_by_role("button", name="提交：开始整改").click()
    expect(page).to_contain_text("需要网络：文字和照片都在手机里")
    return page


def photographed(phone, take_picture) -> None:
    """A photo with the camera."""
    phone.page.set_input_files("input[name=camera]", take_picture(3))
    expect(phone.page.locator(".thumbs img")).to_have_count(1)


def lose(route, lost: list) -> None:
    """Brings a request to the server and loses the first answer."""
    answer = route.fetch()
    if lost:
        route.fulfill(response=answer)
    else:
        lost.append(answer.status)
        route.abort()


KEPT = """number => new Promise((done) => {
  const opening = indexedDB.open('patrol-field')
  opening.onsuccess = () => {
    const asked = opening.result.transaction('kept').objectStore('kept').get('cases')
    asked.onsuccess = () => { opening.result.close(); done(Boolean(asked.result?.of[number])) }
  }
})"""
