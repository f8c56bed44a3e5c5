"""Bad luck: each has a plain sentence on the screen and loses nothing."""

import time
from datetime import datetime

import psycopg
from playwright.sync_api import expect

from gis import cluster
from tests.conftest import DEMO_PASSWORD
from tests.web.field.conftest import OWN, SAVED, VERIFIED, give, until
from tests.web.field.relay import Relay
from tests.web.field.simulated import FEED, clock_at, strolled

HOUR_MS, DAY_MS = 3_600_000, 24 * 3_600_000


def test_a_browser_that_promises_nothing_is_told_of_while_something_waits(phone, relay, river_way):
    phone.sign_in("patroller").installed()
    relay.cut()
    phone.start(river_way[0])
    phone.walk(river_way[1:3])
    phone.finish()
    phone.turn_to("记录")
    expect(phone.page.locator(".verdict")).to_contain_text("没有承诺长期保存")


def test_a_denied_camera_names_the_way_out(phone, river_way, take_picture):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.page.get_by_role("button", name="记一笔").click()
    denied = {"permission": {"name": "camera"}, "setting": "denied", "origin": phone.page.evaluate("location.origin")}
    phone.context.new_cdp_session(phone.page).send("Browser.setPermission", denied)
    phone.page.locator("input[name=camera]").evaluate("input => input.dispatchEvent(new Event('cancel'))")
    expect(phone.page.get_by_role("alert")).to_contain_text("没有相机权限")
    phone.page.set_input_files("input[name=album]", take_picture(1))
    expect(phone.page.locator(".thumbs img")).to_have_count(1)


def test_ten_minutes_without_a_fix_are_told_and_the_walk_goes_on_after_them(simulated, river_way):
    phone, begin = simulated()
    phone.page.click(".button-start")
    way = strolled(river_way, 20)
    give(phone, [[begin + 1000 + n * 10_000, *way[n], 6] for n in range(10)])
    phone.page.evaluate("t => feed.set(t)", begin + 12 * 60_000)
    expect(phone.page.locator(".notice-bad")).to_contain_text("10 分钟没有定位")
    give(phone, [[begin + 720_000 + n * 10_000, *way[n], 6] for n in range(10, 20)])
    expect(phone.page.locator(".notice-bad")).to_have_count(0)
    phone.finish()
    phone.state(VERIFIED)


def test_a_clock_that_jumps_back_does_not_turn_the_track_around(simulated, river_way, take_picture, live_server):
    phone, begin = simulated()
    phone.page.click(".button-start")
    way = strolled(river_way, 20)
    give(phone, [[begin + 1000 + n * 10_000, *way[n], 6] for n in range(10)])
    give(phone, [[begin - 2 * HOUR_MS + n * 10_000, *way[n], 6] for n in range(10, 20)])
    expect(phone.page.locator(".notice", has_text="往回跳了")).to_be_visible()
    phone.note("漂浮物", take_picture(1))
    number = phone.finish()
    phone.state(VERIFIED)
    times = [fix["t"] for fix in phone.stored("fixes")]
    assert times == sorted(times)
    (photo,) = phone.stored("photos")
    assert times[-3] <= photo["taken_at"] <= times[-1] + 60_000
    track = live_server.phone("patroller").get(f"/api/v1/patrols/{number}/record")["track"]
    assert track["dt"] == [0] + [10] * 19


def test_with_a_clock_two_days_off_the_satellites_time_counts(open_phone, relay, river_way, live_server):
    now = time.time() * 1000
    # An hour beyond: what a slow machine takes to open the page must not make it less than two days.
    wrong = now + 2 * DAY_MS + HOUR_MS
    phone = open_phone(relay, clock_at(wrong), FEED).sign_in("patroller")
    expect(phone.page.locator(".notice").first).to_contain_text("快 2 天")
    phone.page.click(".button-start")
    way = strolled(river_way, 10)
    give(phone, [[wrong + n * 10_000, *way[n], 6, now - 200_000 + n * 10_000] for n in range(10)])
    number = phone.finish()
    phone.state(VERIFIED)
    told = live_server.phone("patroller").get(f"/api/v1/patrols/{number}/record")
    assert abs(datetime.fromisoformat(told["started_at"]).timestamp() * 1000 - now) < 10 * 60_000


def test_a_walk_that_is_ended_before_its_first_fix_is_written_has_the_satellites_time_too(open_phone, relay, river_way):
    now = time.time() * 1000
    phone = open_phone(relay, clock_at(now + 2 * DAY_MS), FEED).sign_in("patroller")
    phone.page.click(".button-start")
    until(lambda: phone.page.evaluate("feed.watched()"))
    fixes = [
        [now + 2 * DAY_MS + n * 10_000, *place, 6, now - 200_000 + n * 10_000] for n, place in enumerate(river_way[:4])
    ]
    phone.page.evaluate("fixes => { feed.give(fixes); document.querySelector('.actions-walk .button').click() }", fixes)
    phone.page.get_by_role("button", name="保存并上传").click()
    phone.state(VERIFIED)


def test_two_phones_of_one_officer_both_arrive_and_each_shows_the_other(open_phone, relay, river_way):
    phones = [open_phone(relay).sign_in("patroller") for _ in range(2)]
    numbers = []
    for phone in phones:
        phone.start(river_way[0])
        phone.walk(river_way[1:4])
        numbers.append(phone.finish())
        phone.state(VERIFIED)
    phones[1].turn_to("记录")
    expect(phones[1].page.locator(f"[data-patrol='{numbers[0]}']")).to_contain_text("非本机")
    expect(phones[1].page.locator(f"{OWN}[data-patrol='{numbers[1]}']")).to_contain_text(VERIFIED)


def test_an_assignment_that_ended_meanwhile_is_told_and_its_patrol_arrives(open_phone, live_server, river_way):
    own = live_server.phone("patroller").get("/api/v1/sync")["segments"][:2]
    name = f"leaver{time.time_ns()}"
    officer = ("--name", "刘离", "--post", "patroller", "--division", own[0]["division"], "--password-stdin")
    live_server.patrol("officer", "add", name, *officer, stdin=f"{DEMO_PASSWORD}\n")
    live_server.patrol("assign", name, "segment", *(segment["code"] for segment in own))
    network = Relay(live_server.port)
    phone = open_phone(network).sign_in(name)
    network.cut()
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    phone.finish()
    phone.state(SAVED)
    with psycopg.connect(cluster.status(live_server.data).conninfo) as connection:
        connection.execute(
            "UPDATE assignment SET valid_from = '2026-01-01', valid_to = '2026-01-02' FROM officer"
            " WHERE officer.id = officer_id AND username = %s AND segment_id ="
            " (SELECT id FROM river_segment WHERE code = %s)",
            (name, own[0]["code"]),
        )
    network.mend()
    phone.online()
    phone.state(VERIFIED)
    phone.turn_to("巡查")
    ended = phone.page.locator(".notice", has_text="以下责任已结束")
    expect(ended).to_contain_text(own[0]["name"])
    phone.page.get_by_role("button", name="知道了").click()
    expect(ended).to_have_count(0)
    network.close()


def test_a_clock_set_wrong_without_a_network_is_known_when_the_server_refuses_and_mended(simulated, relay, river_way):
    phone, begin = simulated()
    phone.installed()
    relay.cut()
    phone.page.reload()
    wrong = begin + 5 * DAY_MS + 3 * HOUR_MS
    phone.page.evaluate("t => feed.set(t)", wrong)
    phone.page.click(".button-start")
    give(phone, [[wrong + 1000 + n * 10_000, *place, 6] for n, place in enumerate(strolled(river_way, 10))])
    phone.finish()
    phone.state(SAVED)
    relay.mend()
    phone.online()
    phone.page.get_by_role("button", name="手机时间快 5 天：按服务器时间校正后上传").click()
    phone.state(VERIFIED)


def test_a_clock_that_was_set_right_since_moves_no_times(simulated, relay, river_way):
    phone, begin = simulated(hours=-5 * 24)
    phone.installed()
    expect(phone.page.locator(".notice").first).to_contain_text("慢 5 天")
    relay.cut()
    phone.page.reload()
    phone.page.evaluate("ms => feed.set(Date.now() + ms)", 5 * DAY_MS)
    phone.page.click(".button-start")
    give(phone, [[begin + 5 * DAY_MS, *river_way[0], 6]])
    phone.finish()
    phone.state(SAVED)
    assert phone.stored("patrols")[0]["skew_ms"] is None
    relay.mend()
    phone.online()
    expect(phone.page.locator(".refused")).to_contain_text("轨迹至少需要两个定位点")
    expect(phone.page.get_by_role("button", name="校正后上传")).to_have_count(0)
