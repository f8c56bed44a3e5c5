"""The queue: what was recorded arrives once, with every photo, and what the server refuses is told and kept."""

import json
from collections import Counter

import pytest
import requests
from playwright.sync_api import expect

from tests.web.field.conftest import OWN, SAVED, UPLOADED, VERIFIED, until

TWO_DAYS_AHEAD = """
const ahead = 2 * 24 * 3600 * 1000, Real = Date
window.Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Real.now() + ahead) }
  static now() { return Real.now() + ahead }
}
const watch = navigator.geolocation.watchPosition.bind(navigator.geolocation)
Object.defineProperty(Geolocation.prototype, 'watchPosition', { value: (tell, fail, how) =>
  watch(({ coords, timestamp }) => tell({ coords, timestamp: timestamp + ahead }), fail, how) })
"""


@pytest.fixture
def recorded(phone, relay, river_way, take_picture):
    """`recorded(6)` is a patrol with six photos that waits on the phone without a network; its number."""

    def recorded(photos: int) -> str:
        phone.sign_in("patroller").installed()
        relay.cut()
        phone.start(river_way[0])
        phone.walk(river_way[1:5])
        phone.note("岸边垃圾", *(take_picture(number) for number in range(photos)))
        number = phone.finish()
        phone.state(SAVED)
        return number

    return recorded


def photo_requests(relay) -> Counter:
    return Counter(path for method, path in relay.requests if method == "PUT" and "/photos/" in path)


def test_photos_queued_offline_all_arrive_each_once(phone, relay, recorded, live_server):
    number = recorded(8)
    relay.mend()
    phone.send_now()
    phone.page.locator(f"[data-patrol='{number}']").click()
    phone.state(VERIFIED)
    expect(phone.page.locator(".items .state-verified")).to_have_count(8)
    assert set(photo_requests(relay).values()) == {1}
    receipt = live_server.phone("patroller").ask_patrol(number).json()
    assert (receipt["status"], receipt["missing_photos"]) == ("complete", [])


def test_who_asks_for_sending_at_once_is_told_what_came_of_it(phone, relay, recorded):
    recorded(1)
    phone.send_now()
    expect(phone.page.locator(".actions [role=status]")).to_contain_text("连不上服务器")
    relay.mend()
    phone.send_now()
    expect(phone.page.locator(f"{OWN} .state")).to_have_text(VERIFIED)
    expect(phone.page.locator(".actions [role=status]")).to_have_count(0)


def test_a_connection_cut_in_the_middle_loses_no_photo_and_repeats_only_the_one_it_cut(phone, relay, recorded):
    number = recorded(5)
    sizes = [photo["bytes"] for photo in phone.stored("photos")]
    relay.mend(for_bytes=sum(sizes) // 2)
    phone.send_now()
    phone.page.locator(f"{OWN} .state-uploaded").wait_for()
    expect(phone.page.get_by_role("button", name="立即上传")).to_be_enabled(timeout=30_000)
    relay.mend()
    phone.send_now()
    phone.page.locator(f"[data-patrol='{number}']").click()
    phone.state(VERIFIED)
    requests_made = photo_requests(relay)
    assert len(requests_made) == 5
    # The phone may try the one that was cut once more by itself before the signal is back.
    assert sorted(requests_made.values())[:4] == [1, 1, 1, 1]
    assert max(requests_made.values()) > 1
    assert relay.count("PUT", f"/api/v1/patrols/{number}") == 1


def test_each_item_shows_how_far_it_came_and_its_bytes_stay_until_a_receipt_names_them(phone, relay, recorded):
    recorded(2)
    items = phone.page.locator(".items .state")
    expect(items).to_have_text([SAVED, SAVED])
    phone.context.route("**/api/v1/photos/*", lambda route: route.abort())
    relay.mend()
    phone.online()
    phone.state(UPLOADED)
    expect(items).to_have_text([SAVED, SAVED])
    assert all(photo["content"] is not None for photo in phone.stored("photos"))
    phone.context.unroute_all(behavior="wait")
    phone.online()
    phone.state(VERIFIED)
    expect(items).to_have_text([VERIFIED, VERIFIED])


def test_whatever_a_receipt_says_bytes_stay_on_the_phone_until_it_names_their_hash(phone, relay, recorded):
    number = recorded(1)

    def unnamed(route):
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"missing_photos": [], "received_photos": []})

    phone.context.route(f"**/api/v1/patrols/{number}", unnamed)
    relay.mend()
    phone.online()
    phone.state(UPLOADED)
    until(lambda: phone.stored("patrols")[0]["tries"] > 0)
    phone.state(UPLOADED)
    (photo,) = phone.stored("photos")
    assert photo["content"] is not None
    phone.context.unroute_all(behavior="wait")  # it may be asking again just now
    phone.online()
    phone.state(VERIFIED)
    expect(phone.page.locator(".items .state")).to_have_text([VERIFIED])


def test_a_refused_patrol_shows_the_servers_reason_and_can_be_exported_whole(phone, river_way):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.finish()
    refused = phone.page.locator(".refused")
    expect(refused).to_contain_text("轨迹至少需要两个定位点")
    expect(refused).to_contain_text("不会丢失")
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="导出 JSON").click()
    exported = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert exported["patrol"]["track"]["lon"] == [round(river_way[0][0] * 1e6)]
    assert len(phone.stored("patrols")) == 1


def test_what_was_noted_on_a_patrol_without_a_track_is_reported_as_an_issue(
    phone, relay, river_way, take_picture, live_server
):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.note("岸边垃圾", take_picture(1), words="岸边有两袋垃圾。")
    phone.finish()
    refused = phone.page.locator(".refused")
    expect(refused).to_contain_text("服务器不会接收，再次上传也一样")
    expect(refused.get_by_role("button", name="重新上传")).to_have_count(0)
    report = refused.get_by_role("button", name="把 1 条记录作为问题上报")
    relay.cut()
    report.click()
    expect(refused.locator(".problem")).to_contain_text("连不上服务器")
    relay.mend()
    report.click()
    expect(refused).to_contain_text("已作为问题上报")
    expect(report).to_have_count(0)
    (number,) = phone.stored("patrols")[0]["reported"].values()
    issue = live_server.phone("office").get(f"/api/v1/issues/{number}")
    assert (issue["category"], issue["text"]) == ("岸边垃圾", "岸边有两袋垃圾。")
    assert (issue["position"]["lon"], issue["position"]["lat"]) == pytest.approx(river_way[0], abs=1e-5)
    (photo,) = phone.stored("photos")
    assert [each["sha256"] for each in issue["events"][0]["photos"]] == [photo["sha256"]]
    phone.turn_to("我的")
    phone.page.get_by_role("button", name="退出登录").click()
    expect(phone.page.get_by_role("alertdialog")).not_to_contain_text("未核收")


def test_a_token_that_ended_costs_nothing_and_the_queue_goes_on_after_signing_in(phone, relay, river_way, live_server):
    phone.sign_in("patroller")
    token = phone.page.evaluate(
        """() => new Promise(done => {
          const opening = indexedDB.open('patrol-field')
          opening.onsuccess = () => {
            const asked = opening.result.transaction('kept').objectStore('kept').get('session')
            asked.onsuccess = () => { opening.result.close(); done(asked.result.token) }
          }
        })"""
    )
    headers = {"Authorization": f"Bearer {token}"}
    assert requests.delete(f"{live_server.url}/api/v1/tokens/current", headers=headers, timeout=30).status_code == 204
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    phone.finish()
    expect(phone.page.locator("body")).to_contain_text(SAVED)
    phone.turn_to("巡查")
    expect(phone.page.locator(".notice")).to_contain_text("登录已过期")
    phone.page.get_by_role("button", name="重新登录").click()
    phone.sign_in("patroller")
    phone.turn_to("记录")
    expect(phone.page.locator(f"{OWN} .state")).to_have_text(VERIFIED)


def test_a_clock_two_days_ahead_is_told_and_the_patrol_can_be_mended(phone, river_way):
    phone.context.add_init_script(TWO_DAYS_AHEAD)
    phone.page.reload()
    phone.sign_in("patroller")
    expect(phone.page.locator(".notice")).to_contain_text("手机时间比服务器快 2 天")
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    phone.finish()
    expect(phone.page.locator(".refused")).to_contain_text("时间在将来")
    phone.page.get_by_role("button", name="手机时间快 2 天：按服务器时间校正后上传").click()
    phone.state(VERIFIED)
