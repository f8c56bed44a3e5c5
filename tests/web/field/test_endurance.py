"""A long day and a bad network: twenty kills, two hundred photos, a photo cut ten times."""

import time

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from tests.web.field.battery import kill_9
from tests.web.field.conftest import VERIFIED, Phone, until
from tests.web.field.simulated import FEED, clock_at, strolled

FIXES, EVERY_MS, LEGS, PHOTOS = 2880, 10_000, 20, 40
PIECE_BYTES, HEADERS_BYTES = 256 * 1024, 2_000


def give(phone: Phone, fixes: list) -> None:
    until(lambda: phone.page.evaluate("feed.watched()"))
    phone.page.evaluate("fixes => feed.give(fixes)", fixes)


def test_eight_hours_with_twenty_kills_and_reloads_lose_at_most_a_fix_each_and_no_photo(
    switch_on, river_way, take_picture, tmp_path, live_server
):
    begin = (time.time() - 9 * 3600) * 1000
    places = strolled(river_way, FIXES)
    fixes = [[begin + n * EVERY_MS, lon, lat, 6] for n, (lon, lat) in enumerate(places)]
    phone = switch_on(clock_at(begin), FEED).sign_in("patroller").installed()
    phone.page.click(".button-start")
    given, each = 0, FIXES // LEGS
    for leg in range(LEGS):
        part = fixes[leg * each : (leg + 1) * each]
        known = len(phone.stored("fixes"))
        give(phone, part[:-1])
        phone.fixes(known + each - 1)
        if leg % 2:
            pictures = [take_picture(leg * 4 + n, (320, 240)) for n in range(2 * PHOTOS // LEGS)]
            phone.album("岸边垃圾", pictures)
        give(phone, part[-1:])
        given += each
        if leg % 2:
            kill_9(phone, tmp_path / "phone")
            phone = switch_on(clock_at(part[-1][0] + 1000), FEED)
        else:
            phone.page.reload()
        expect(phone.page.locator(".recording")).to_be_visible()
        assert len(phone.stored("fixes")) >= given - leg - 1
    number = phone.finish()
    phone.state(VERIFIED)
    kept, photos = phone.stored("fixes"), phone.stored("photos")
    told = live_server.phone("patroller").get(f"/api/v1/patrols/{number}/record")
    assert FIXES - LEGS <= len([fix for fix in kept if "lon" in fix]) == len(told["track"]["dt"])
    assert {photo["sha256"] for photo in told["photos"]} == {photo["sha256"] for photo in photos}
    assert len(photos) == PHOTOS
    assert live_server.phone("patroller").ask_patrol(number).json()["status"] == "complete"


def test_two_hundred_photos_arrive_each_once_through_a_network_that_cuts_delays_and_repeats(
    phone, relay, river_way, take_picture, live_server
):
    phone.sign_in("patroller").installed()
    relay.cut()
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    for album in range(4):
        phone.album("岸边垃圾", [take_picture(album * 50 + n, (320, 240)) for n in range(50)])
    number = phone.finish()
    sizes = [photo["bytes"] for photo in phone.stored("photos")]
    assert len(sizes) == 200
    relay.delay_s, relay.repeats = 0.002, True
    for _ in range(6):
        relay.mend(for_bytes=sum(sizes) // 8)
        phone.online()
        until(lambda: not relay.whole or phone.page.locator(".sheet .state-verified").count())
    relay.mend()
    phone.online()
    phone.state(VERIFIED)
    told = live_server.phone("patroller").get(f"/api/v1/patrols/{number}/record")
    assert len({photo["sha256"] for photo in told["photos"]}) == 200
    assert live_server.phone("patroller").ask_patrol(number).json()["missing_photos"] == []
    assert relay.repeated > 100


def test_a_photo_of_three_megabytes_that_is_cut_ten_times_sends_at_most_a_piece_again_each_time(
    phone, relay, river_way, tmp_path
):
    noise = np.random.default_rng().integers(0, 255, (1500, 2000, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "large.jpg", quality=93)
    phone.sign_in("patroller").installed()
    relay.cut()
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    phone.page.get_by_role("button", name="记一笔").click()
    phone.page.get_by_role("radio", name="漂浮物").click()
    phone.page.get_by_text("作为证据").click()
    phone.page.set_input_files("input[name=camera]", tmp_path / "large.jpg")
    expect(phone.page.locator(".thumbs img")).to_have_count(1)
    phone.page.get_by_role("button", name="保存", exact=True).click()
    phone.finish()
    (photo,) = phone.stored("photos")
    assert photo["bytes"] > 2_500_000
    assert photo["evidence"] is True
    before = relay.up
    for _ in range(10):
        relay.mend(for_bytes=200_000)
        phone.online()
        until(lambda: not relay.whole)
    relay.mend()
    phone.online()
    phone.state(VERIFIED)
    assert relay.up - before <= photo["bytes"] + 10 * PIECE_BYTES + 60 * HEADERS_BYTES
