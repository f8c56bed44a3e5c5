"""My past patrols on any phone, and files of them."""

import json
import re
import uuid
import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from playwright.sync_api import expect

from gis import cluster
from tests.web.field.conftest import VERIFIED

CHINESE = re.compile("[\u4e00-\u9fff]")
GPX = "{http://www.topografix.com/GPX/1/1}"


def open_records(phone) -> None:
    phone.turn_to("记录")
    expect(phone.page.locator(".card-button[data-elsewhere=true]").first).to_be_visible(timeout=30_000)


def test_patrols_of_another_phone_are_listed_opened_and_exported(phone, live_server):
    phone.sign_in("patroller")
    open_records(phone)
    expect(phone.page.locator(".card", has_text="不计有效").first).to_be_visible()
    card = phone.page.locator(".card-button", has_text="有效").first
    number = card.get_attribute("data-patrol")
    card.click()
    expect(phone.page.locator(".verdict").first).to_be_visible()
    expect(phone.page.locator(".track-map canvas")).to_be_visible()
    told = live_server.phone("patroller").get(f"/api/v1/patrols/{number}/record")
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="导出 GPX").click()
    points = ElementTree.parse(download.value.path()).iter(f"{GPX}trkpt")
    assert len(list(points)) == len(told["track"]["dt"])
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="导出 JSON").click()
    exported = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert exported["patrol"]["track"]["lon"] == told["track"]["lon"]


def test_what_was_opened_once_opens_without_a_network(phone, relay):
    phone.sign_in("patroller").installed()
    open_records(phone)
    cards = phone.page.locator(".card-button[data-elsewhere=true]")
    numbers = [cards.nth(at).get_attribute("data-patrol") for at in (0, 1)]
    phone.page.locator(f"[data-patrol='{numbers[0]}']").click()
    expect(phone.page.locator(".verdict").first).to_be_visible()
    relay.cut()
    phone.page.reload()
    expect(phone.page.locator(".verdict").first).to_be_visible()
    phone.page.evaluate("id => location.hash = `/records/${id}`", numbers[1])
    expect(phone.page.locator(".hint")).to_contain_text("联网后才能打开")


def hand_in(live_server, way: list[tuple[float, float]], begin: datetime) -> str:
    """A walk of six minutes that another phone of the patroller's has handed in; its number."""
    (west, south), (east, north) = [(round(lon * 1e6), round(lat * 1e6)) for lon, lat in way[:2]]
    body = {
        "kind": "river",
        "started_at": begin.isoformat(),
        "ended_at": (begin + timedelta(minutes=6)).isoformat(),
        "track": {
            "t0": int(begin.timestamp() * 1000),
            "dt": [0, 360],
            "lon": [west, east - west],
            "lat": [south, north - south],
            "acc": [5, 5],
        },
    }
    number = str(uuid.uuid4())
    answer = live_server.phone("patroller").put_patrol(number, body)
    assert answer.status_code == 201, answer.text
    return number


def test_a_patrol_whose_track_was_erased_keeps_its_figures_and_says_why_there_is_no_more(phone, river_way, live_server):
    number = hand_in(live_server, river_way, datetime.now(UTC) - timedelta(days=40))
    with psycopg.connect(cluster.status(live_server.data).conninfo) as connection:
        connection.execute("UPDATE patrol SET track = NULL, path = NULL, accuracy_m = NULL WHERE id = %s", (number,))
    phone.sign_in("patroller")
    open_records(phone)
    # Of an earlier month, which is folded.
    card = phone.page.locator(f"[data-patrol='{number}']")
    phone.page.locator("details.month", has=card).locator("summary").click()
    card.click()
    expect(phone.page.locator(".hint")).to_contain_text("轨迹已超过保存期限")
    expect(phone.page.locator(".sheet .sum")).to_contain_text("米")
    expect(phone.page.locator(".sheet .verdict")).to_contain_text("不计为有效巡查")


def test_a_walk_that_another_phone_recorded_at_the_same_time_is_told(phone, river_way, live_server):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    hand_in(live_server, river_way, datetime.now(UTC) - timedelta(minutes=5))
    phone.finish()
    open_records(phone)
    expect(phone.page.locator(".card", has_text="另一部手机也用您的账号").first).to_be_visible()


def gpx_file(path: Path, begin: datetime, way: list[tuple[float, float]]) -> Path:
    """A walk along a way as a receiver writes it, a point every twenty seconds."""
    points = "".join(
        f'<trkpt lat="{lat}" lon="{lon}"><time>{(begin + timedelta(seconds=20 * n)):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>'
        for n, (lon, lat) in enumerate(way)
    )
    head = '<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
    path.write_text(f"{head}{points}</trkseg></trk></gpx>", encoding="utf-8")
    return path


def test_a_gpx_file_that_goes_past_midnight_is_told_as_two_patrols(phone, river_way, tmp_path):
    now = datetime.now(UTC)
    # Three minutes before midnight in the county; another second in each run.
    begin = now.replace(hour=15, minute=57, second=now.second) - timedelta(days=4)
    phone.sign_in("patroller")
    open_records(phone)
    phone.page.set_input_files("input[name=gpx]", gpx_file(tmp_path / "night.gpx", begin, river_way[:30]))
    phone.page.get_by_role("group").get_by_role("button", name="巡河", exact=True).click()
    expect(phone.page.get_by_role("status").filter(has_text="文件里有 2 次巡查")).to_be_visible()
    both = phone.page.get_by_role("button", name="打开这次巡查")
    expect(both).to_have_count(2)
    expect(both.nth(1)).to_contain_text("00:00")
    both.nth(1).click()
    phone.page.wait_for_url("**/field/#/records/*")


def test_a_gpx_file_becomes_a_patrol_on_the_phone(phone, river_way, tmp_path):
    # Another minute in each run: a county that is kept between runs knows the file of the last one.
    begin = datetime.now(UTC).replace(hour=1) - timedelta(days=3)
    path = gpx_file(tmp_path / "walk.gpx", begin, river_way[:60])
    phone.sign_in("patroller")
    open_records(phone)
    phone.page.set_input_files("input[name=gpx]", path)
    phone.page.get_by_role("group").get_by_role("button", name="巡河", exact=True).click()
    phone.page.wait_for_url("**/field/#/records/*")
    expect(phone.page.locator(".verdict").first).to_be_visible(timeout=30_000)
    open_records(phone)
    # It stands above the history, however long that is.
    top = phone.page.locator("label", has_text="导入 GPX").bounding_box()["y"]
    assert top < phone.page.locator(".cards").first.bounding_box()["y"]
    phone.page.set_input_files("input[name=gpx]", path)
    phone.page.get_by_role("group").get_by_role("button", name="巡河", exact=True).click()
    expect(phone.page.locator("main")).to_contain_text("这个文件以前已经导入过")
    phone.page.get_by_role("button", name="打开这次巡查").click()
    phone.page.wait_for_url("**/field/#/records/*")


def test_the_history_is_folded_by_month(phone):
    phone.sign_in("patroller")
    open_records(phone)
    months = phone.page.locator("details.month")
    expect(months.first).to_have_attribute("open", "")
    expect(months.nth(1)).not_to_have_attribute("open", "")
    months.nth(1).locator("summary").click()
    expect(months.nth(1).locator(".card").first).to_be_visible()


def test_a_file_that_is_no_track_is_refused_with_the_servers_sentence(phone, tmp_path):
    path = tmp_path / "walk.gpx"
    path.write_text("no track", encoding="utf-8")
    phone.sign_in("patroller")
    open_records(phone)
    phone.page.set_input_files("input[name=gpx]", path)
    phone.page.get_by_role("group").get_by_role("button", name="巡林", exact=True).click()
    expect(phone.page.get_by_role("alert")).to_contain_text("GPX")
    expect(phone.page.get_by_role("alert")).not_to_contain_text("请按各字段的提示修改")


def test_a_photo_chosen_as_a_track_is_named_as_what_it_is(phone, take_picture):
    phone.sign_in("patroller")
    open_records(phone)
    phone.page.set_input_files("input[name=gpx]", take_picture(1))
    expect(phone.page.get_by_role("alert")).to_have_text(
        "photo-1.jpg 不是 GPX 轨迹，是照片或其他文件。请选择轨迹软件导出的 .gpx 文件。"
    )


def test_who_changes_the_language_reads_in_it_why_a_patrol_does_not_count(phone, river_way):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.walk(river_way[1:3])
    number = phone.finish()
    phone.state(VERIFIED)
    expect(phone.page.locator(".verdict")).to_contain_text("少于规定")
    phone.turn_to("我的")
    phone.page.get_by_role("radio", name="English").click()
    phone.turn_to("Records")
    card = phone.page.locator(f"[data-patrol='{number}']")
    expect(card).not_to_contain_text(CHINESE)
    card.click()
    expect(phone.page.locator(".verdict")).to_be_visible()
    expect(phone.page.locator(".verdict")).not_to_contain_text(CHINESE)


def test_an_address_that_somebody_mangled_names_nothing_and_asks_nobody(phone):
    asked = []
    phone.page.on("request", lambda request: asked.append(request.url) if "/patrols/" in request.url else None)
    phone.sign_in("patroller")
    go = "address => location.hash = address"
    for address in ("#/records/%3Cimg src=x%3E", "#/records/..%2F..%2Ftokens"):
        phone.page.evaluate(go, address)
        expect(phone.page.locator("main")).to_contain_text("手机上没有这条记录")
    phone.page.evaluate(go, "#/home/%E0%A4%A")
    expect(phone.page.locator(".button-start")).to_be_visible()
    assert asked == []
