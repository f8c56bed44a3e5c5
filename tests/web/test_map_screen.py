"""What the coverage map tells beyond shares: days, quotas, stretches, whose patrols, hours and photos."""

import re
from datetime import date, timedelta
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.web.conftest import listed, painted, period, pixels, settled

DARKEST_EFFORT = (170, 123, 196)
PIN = (15, 107, 79)


def legend(page: Page) -> list[int]:
    """How many rows the legend says have each colour."""
    return [int(each.replace(",", "")) for each in page.locator(".legend .tally").all_inner_texts()]


def shown_items(page: Page, api, path: str = "coverage/segments", **query) -> list[dict]:
    settled(page)
    return api(path, **period(page), limit=query.pop("limit", 10_000), **query)["items"]


@pytest.mark.parametrize(("tab", "path"), [("rivers", "coverage/segments"), ("forest", "coverage/plots")])
def test_the_legend_counts_days_since_the_last_effective_visit_as_the_api_does(console, api, tab, path):
    page = console(f"/?tab={tab}&colour=idle")
    painted(page)
    days = [item["idle_days"] for item in shown_items(page, api, path)]
    known = [day for day in days if day is not None]
    classes = [(-1, 7), (7, 14), (14, 30), (30, 10**6)]
    expected = [sum(low < day <= high for day in known) for low, high in classes] + [days.count(None)]
    assert legend(page) == expected


def test_quotas_are_coloured_as_the_api_calls_them_and_the_choice_is_in_the_address(console, api):
    page = console()
    painted(page)
    page.locator(".layers .pick").click()
    page.get_by_label("归责").check()
    assert "colour=quota" in page.url
    page.keyboard.press("Escape")
    painted(page)
    words = [item["quota"] for item in shown_items(page, api)]
    assert legend(page) == [words.count(word) for word in ("missed", "behind", "due", "met", "none")]


def test_a_stretch_nobody_walked_is_found_in_the_list_and_on_the_map_with_its_stakes_and_people(console, api):
    page = console("/?list=stretches")
    painted(page)
    longest = shown_items(page, api, "coverage/stretches", limit=200)[0]
    line = page.locator(".stretch-line").first
    expect(line).to_contain_text(longest["name"])
    line.click()
    facts = page.locator(".stretch-facts")
    expect(facts).to_contain_text(f"K{int(longest['from_m'] // 1000)}+{round(longest['from_m']) % 1000:03d}")
    expect(facts).to_contain_text(longest["officers"][0]["name"])
    assert f"stretch={longest['id']}" in page.url
    assert f"selected={longest['code']}" in page.url
    page.reload()
    expect(facts).to_contain_text(longest["officers"][0]["name"])


def test_one_officers_patrols_alone_are_counted_in_table_sums_and_map(console, api):
    page = console("/?officer=patroller")
    painted(page)
    items = shown_items(page, api, officer="patroller")
    assert 0 < len(items) < 299
    assert page.get_by_role("grid").get_attribute("aria-rowcount") == str(len(items) + 1)
    assert sum(legend(page)) == len(items)
    summary = api("summary", **period(page), officer="patroller")
    assert page.locator(".card-figure").nth(2).inner_text() == str(summary["patrols"])
    assert set(listed(page)) <= {item["code"] for item in items}
    page.locator(".who .pick").click()
    page.get_by_role("button", name="恢复全部").click()
    expect(page.locator(".sums span").first).to_contain_text("299")
    assert "officer" not in page.url


def test_hours_are_drawn_by_cell_and_patrols_instead_when_asked(console):
    page = console("/?layers=effort.divisions")
    painted(page)
    assert pixels(page, DARKEST_EFFORT, 12) > 10
    page.locator(".legend-effort").get_by_role("button", name="巡查次数").click()
    painted(page)
    assert "effort=patrols" in page.url
    expect(page.locator(".legend-effort")).to_contain_text("次/格")


def test_photos_are_pins_that_open(console):
    page = console("/?layers=photos.divisions")
    for _ in range(6):
        # a cluster comes apart at each click, around the middle of the map
        painted(page)
        page.mouse.click(*pin_nearest_the_middle(page))
        page.wait_for_timeout(150)
        if page.locator(".photo-card").count():
            break
    expect(page.locator(".photo-card h2")).to_contain_text(re.compile(r"\d{4}-\d{2}-\d{2}"))
    image = page.locator(".photo-card img")
    image.evaluate("image => image.decode()")
    assert image.evaluate("image => image.naturalWidth") > 100
    page.keyboard.press("Escape")
    expect(page.locator(".photo-card")).to_have_count(0)


def pin_nearest_the_middle(page: Page) -> tuple[float, float]:
    """A place on the screen in the midst of a pin."""
    canvas = page.locator(".map canvas")
    box = canvas.bounding_box()
    shot = np.asarray(Image.open(BytesIO(canvas.screenshot())).convert("RGB")).astype(int)
    pin = (np.abs(shot - PIN).max(axis=2) < 30)[:, : shot.shape[1] * 2 // 3]
    solid = pin[2:-2, 2:-2] & pin[:-4, 2:-2] & pin[4:, 2:-2] & pin[2:-2, :-4] & pin[2:-2, 4:]
    rows, columns = np.nonzero(solid)
    assert len(rows), "no pin on the map"
    nearest = np.argmin((rows - shot.shape[0] / 2) ** 2 + (columns - shot.shape[1] / 2) ** 2)
    return float(box["x"] + columns[nearest] + 2), float(box["y"] + rows[nearest] + 2)


def test_two_periods_side_by_side_look_at_the_same_place_and_tell_what_changed(console, api):
    page = console("/?from=2026-11-01&to=2026-11-26")
    painted(page)
    page.get_by_role("button", name="两期对比").click()
    page.wait_for_selector(".compare-place[data-painted=true]")
    assert "with=2026-10-01.2026-10-26" in page.url
    settled(page)
    shares = [
        {item["code"]: item["share"] for item in api("coverage/segments", **days, limit=10_000)["items"]}
        for days in ({"from": "2026-10-01", "to": "2026-10-26"}, period(page))
    ]
    page.wait_for_function("!document.querySelector('.cell-then')?.innerText.includes('–')")
    for code in listed(page)[:8]:
        then, now, change = page.locator(f'[data-code="{code}"] .figures').all_inner_texts()
        assert float(then.rstrip("%")) == pytest.approx(shares[0][code] * 100, abs=0.1)
        assert float(now.rstrip("%")) == pytest.approx(shares[1][code] * 100, abs=0.1)
        said = float(change.replace("−", "-").replace("±", ""))
        assert said == pytest.approx((shares[1][code] - shares[0][code]) * 100, abs=0.1)


def test_tracks_play_by_the_clock_and_stop_where_they_are_put(console, api):
    page = console("/?layers=divisions&from=2026-11-01&to=2026-11-26&play=2026-11-20")
    player = page.locator(".player[data-ready=true]")
    player.wait_for()
    day = {"from": "2026-11-20", "to": "2026-11-20"}
    tracks = api("tracks", **day, kind="river", limit=200)["items"]
    expect(player).to_contain_text(f"{len(tracks)} 条轨迹")
    moment = tracks[0]["clock_s"] + sum(tracks[0]["dt"]) // 2
    slider = player.get_by_role("slider")
    slider.fill(str(int(slider.get_attribute("min")) + (moment - int(slider.get_attribute("min"))) // 60 * 60))
    expect(player.locator(".player-clock")).to_have_text(f"{moment // 3600:02d}:{moment % 3600 // 60:02d}")
    expect(player).not_to_contain_text("在外 0 人")
    before = player.locator(".player-clock").inner_text()
    slider.focus()
    page.keyboard.press("Space")
    expect(player.locator(".player-clock")).not_to_have_text(before)
    page.keyboard.press("Space")
    expect(player.get_by_role("button", name="播放")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".player")).to_have_count(0)


def test_an_area_is_measured_on_the_ellipsoid_in_mu(console):
    page = console()
    painted(page)
    page.get_by_role("button", name="量算").click()
    ruler = page.locator(".ruler")
    ruler.get_by_role("button", name="面积").click()
    box = page.locator(".map canvas").bounding_box()
    for x, y in ((200, 200), (320, 220), (300, 340)):
        page.mouse.click(box["x"] + x, box["y"] + y)
    expect(ruler.locator("strong")).to_contain_text("亩")
    mu = float(ruler.locator("strong").inner_text().split()[0].replace(",", ""))
    hectares = float(re.search(r"([\d,.]+) 公顷", ruler.inner_text())[1].replace(",", ""))
    assert mu == pytest.approx(hectares * 15, rel=1e-3)
    page.keyboard.press("Backspace")
    expect(ruler).to_contain_text("三个点")
    page.keyboard.press("Escape")
    expect(ruler).to_have_count(0)


def test_a_map_sheet_has_its_title_and_approval_number_and_is_saved_at_the_resolution_of_paper(console):
    page = console()
    painted(page)
    page.get_by_role("button", name="出图").click()
    page.get_by_label("审图号").fill("赣S（2026）001号")
    page.wait_for_selector(".paper-preview[data-ready=true]", timeout=60_000)
    with page.expect_download() as saving:
        page.get_by_role("button", name="保存 PNG").click()
    sheet = Image.open(saving.value.path())
    assert saving.value.suggested_filename.startswith("云岫县")
    assert sheet.width / sheet.height == pytest.approx(297 / 210, rel=1e-3)
    assert sheet.width > 2400
    corner = sheet.convert("L").crop((sheet.width * 3 // 4, sheet.height * 92 // 100, sheet.width, sheet.height))
    assert corner.getextrema()[0] < 80, "the approval number stands in the corner"


def drawn(page: Page) -> np.ndarray:
    """The pixels of the map."""
    return np.asarray(Image.open(BytesIO(page.locator(".map canvas").screenshot())).convert("L")).astype(int)


def test_a_link_shows_the_place_the_reader_moved_to_by_hand(console):
    page = console()
    painted(page)
    assert "at=" not in page.url, "a division is fitted to every screen"
    canvas = page.locator(".map canvas").bounding_box()
    page.mouse.move(canvas["x"] + 300, canvas["y"] + 300)
    page.mouse.wheel(0, -400)
    expect(page).to_have_url(re.compile("at="))
    page.mouse.move(5, 5)
    painted(page)
    seen, before = page.url, drawn(page)
    page.reload()
    painted(page)
    page.mouse.move(5, 5)
    painted(page)
    assert page.url == seen
    assert np.abs(drawn(page) - before).mean() < 3, (
        "but for the rounding of the zoom in the address the picture is the same"
    )
    page.get_by_role("tab", name="林长制").click()
    painted(page)
    assert seen.split("at=")[1] in page.url, "the map stays when its subject changes, and says so"
    page.get_by_role("button", name="回到全图").click()
    expect(page).not_to_have_url(re.compile("at="))


def test_playback_opens_on_the_last_day_with_tracks(console, api):
    page = console("/?layers=divisions&from=2026-11-01&to=2026-11-30")
    painted(page)
    page.get_by_role("button", name="轨迹回放").click()
    page.locator(".player[data-ready=true]").wait_for()
    played = page.get_by_label("日期", exact=True).input_value()
    assert api("tracks", **{"from": played, "to": played}, kind="river", limit=1)["items"]
    after = (date.fromisoformat(played) + timedelta(days=1)).isoformat()
    assert not api("tracks", **{"from": after, "to": "2026-12-01"}, kind="river", limit=1)["items"]
