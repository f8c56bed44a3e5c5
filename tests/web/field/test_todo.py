"""What is owed and the way there; issues with their deadlines; a patrol that is not left by mistake."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.web.field.conftest import METRES_PER_DEGREE


def test_what_is_owed_this_period_comes_with_its_last_visit_and_the_days_that_are_left(phone, live_server):
    sync = live_server.phone("patroller").get("/api/v1/sync")
    owed = {duty["code"]: duty for duty in sync["duties"] if duty["kind"] == "river" and duty["required"]}
    names = {segment["code"]: segment["name"] for segment in sync["segments"]}
    phone.sign_in("patroller")
    cards = phone.page.locator(".duties .card")
    urgent = [duty for duty in owed.values() if duty["done"] < duty["required"]] or owed
    expect(cards).to_have_count(min(8, len(urgent)))
    more = phone.page.locator(".duties .button-quiet")
    if more.count():
        more.click()
    expect(cards).to_have_count(len(owed))
    for code, duty in owed.items():
        card = cards.filter(has=phone.page.get_by_role("heading", name=names[code], exact=True))
        done = duty["done"] >= duty["required"]
        expect(card.first).to_contain_text("已完成" if done else f"{duty['done']}/{duty['required']} 次")
        last = duty["last_visit_on"] and date.fromisoformat(duty["last_visit_on"])
        expect(card.first).to_contain_text(f"上次 {last.month}月{last.day}日" if last else "一年内未巡")
    ends = date.fromisoformat(next(iter(owed.values()))["to"])
    left = (ends - date.fromisoformat(sync["today"])).days + 1
    expect(phone.page.locator(".duties-head")).to_contain_text(f"还剩 {left} 天" if left > 1 else "今天截止")


def test_the_days_that_are_left_are_those_of_the_list_of_duties(phone, live_server):
    office = live_server.phone("office")
    duties = live_server.phone("patroller").get("/api/v1/sync")["duties"]
    period = next(duty for duty in duties if duty["kind"] == "river" and duty["required"])
    told = office.get("/api/v1/duties", by="segment", period=period["from"][:7], limit="1")
    left = told["items"][0]["days_left"]
    phone.sign_in("patroller")
    expect(phone.page.locator(".duties-head")).to_contain_text(f"还剩 {left} 天" if left > 1 else "今天截止")


def test_what_a_ranger_owes_in_person_is_told_with_what_is_done_and_the_days_left_also_without_a_network(
    phone, relay, live_server
):
    sync = live_server.phone("ranger").get("/api/v1/sync")
    (own,) = sync["personal"]
    left = (date.fromisoformat(own["to"]) - date.fromisoformat(sync["today"])).days + 1
    phone.sign_in("ranger").installed()
    for _ in range(2):
        card = phone.page.get_by_role("region", name="本人应巡")
        expect(card).to_contain_text(f"已巡 {own['done']} 次，应巡 {own['required']} 次")
        expect(card).to_contain_text(f"还剩 {left} 天" if left > 1 else "今天截止")
        relay.cut()
        phone.page.reload()


def test_who_does_not_patrol_finds_the_console(phone):
    phone.sign_in("office")
    phone.page.get_by_role("link", name="打开管理端").click()
    phone.page.wait_for_url(lambda address: not address.endswith("/field/") and "/field/" not in address)


def test_a_duty_shows_where_it_lies_from_here_also_without_a_network(phone, relay, river_way):
    phone.sign_in("patroller").installed()
    relay.cut()
    lon, lat = river_way[0]
    phone.stand((lon, lat - 2_000 / METRES_PER_DEGREE))
    name = phone.page.locator(".duties .card h3").first.inner_text()
    phone.page.locator(".duties .card").first.click()
    expect(phone.page.locator("h1")).to_have_text(name)
    figure = phone.page.locator(".way-figure")
    expect(figure).to_contain_text(re.compile("向(北|东|南|西)"))
    assert phone.page.locator("a[href^='geo:']").get_attribute("href")
    phone.page.go_back()
    expect(phone.page.locator(".button-start")).to_be_visible()


def test_direction_and_distance_follow_the_officer(phone, river_way, live_server):
    phone.sign_in("patroller")
    code = live_server.phone("patroller").get("/api/v1/sync")["segments"][0]["code"]
    lon, lat = river_way[0]
    phone.stand((lon, lat - 5_000 / METRES_PER_DEGREE))
    phone.page.evaluate("code => location.hash = `/home/${encodeURIComponent(code)}`", code)
    far = int(phone.page.locator(".way-figure").get_attribute("data-metres"))
    assert 3_000 < far < 5_100
    phone.stand((lon, lat - 20 / METRES_PER_DEGREE))
    expect(phone.page.locator(".way-figure")).to_contain_text("就在附近")


def test_an_assigned_issue_comes_first_with_its_category_and_its_deadline(phone, live_server):
    phone.sign_in("patroller")
    mine = [issue for issue in live_server.phone("patroller").get("/api/v1/sync")["issues"] if issue["mine"]]
    if not mine:
        pytest.skip("the demonstration assigned nothing to this officer")
    cards = phone.page.locator("section[aria-labelledby=assigned] .card-issue")
    expect(cards).to_have_count(len(mine))
    expect(cards.first).to_contain_text(mine[0]["category"])
    expect(cards.first).to_contain_text(re.compile("还剩|超期|今天截止"))
    phone.page.locator("section[aria-labelledby=assigned] .card-issue").first.click()
    expect(phone.page.locator("h1")).to_have_text(mine[0]["title"])


def test_before_the_first_sync_notes_have_the_standard_catalogue(phone, river_way, live_server):
    phone.page.route("**/api/v1/sync*", lambda route: route.abort())
    phone.page.fill("input[name=username]", "patroller")
    phone.page.fill("input[name=password]", "shanhe-demo")
    phone.page.click("button[type=submit]")
    phone.page.wait_for_selector(".button-start")
    phone.page.get_by_role("radio", name="巡河").click()
    phone.start(river_way[0])
    phone.page.get_by_role("button", name="记一笔").click()
    phone.page.get_by_role("button", name=re.compile("更多类别")).click()
    words = phone.page.locator(".chips [role=radio]").all_inner_texts()
    known = live_server.phone("patroller").get("/api/v1/sync")["categories"]
    assert words == [category["code"] for category in known if category["kind"] == "river"]


def test_the_back_button_does_not_leave_a_patrol(phone, river_way):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    for _ in range(3):
        phone.page.go_back()
        expect(phone.page.locator(".recording .notice").first).to_contain_text("没有退出")
    assert phone.page.url.startswith(phone.page.evaluate("location.origin"))
    phone.walk(river_way[1:3])
    phone.page.get_by_role("button", name="结束").click()
    phone.page.go_back()
    expect(phone.page.locator(".notice").first).to_contain_text("请点“继续”或“保存并上传”")
    phone.page.get_by_role("button", name="保存并上传").click()
    phone.page.wait_for_url("**/field/#/records/*")


def test_the_post_is_told_in_words(phone):
    phone.sign_in("patroller")
    phone.turn_to("我的")
    expect(phone.page.locator(".head p")).to_contain_text("巡河员")


def test_days_are_written_as_english_readers_write_them(phone, live_server):
    sync = live_server.phone("patroller").get("/api/v1/sync")
    period = next(duty for duty in sync["duties"] if duty["kind"] == "river" and duty["required"])
    begin, end = (date.fromisoformat(period[edge]) for edge in ("from", "to"))
    phone.sign_in("patroller")
    phone.turn_to("我的")
    phone.page.get_by_role("radio", name="English").click()
    phone.turn_to("Patrol")
    told = phone.page.locator(".duties-sum")
    expect(told).to_contain_text(f"{begin:%b} {begin.day} to {end:%b} {end.day}")
