"""The public screen: put up from the console, read from across a room, still there when network or key are gone."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import painted, percentage

WALL = {"width": 1920, "height": 1080}
PICTURES = 5
STAND_MS = 20_000


@pytest.fixture
def address(console) -> str:
    """The address of a screen that a supervisor puts up in the console."""
    page = console()
    page.locator(".officer .pick").click()
    page.get_by_label("放在哪里").fill("三楼会议室")
    page.get_by_role("button", name="生成大屏地址").click()
    made = page.locator(".screens-address input").input_value()
    expect(page.locator(".screens li").first).to_contain_text("三楼会议室")
    return made


@pytest.fixture
def wall(open_page, address) -> Page:
    """The screen in a browser where nobody is signed in."""
    page = open_page(viewport=WALL)
    page.clock.install()
    page.goto(address)
    page.locator(".wall main").wait_for()
    return page


def turn(page: Page) -> None:
    """The next picture."""
    was = page.locator(".wall").get_attribute("data-picture")
    page.clock.fast_forward(STAND_MS)
    expect(page.locator(".wall")).not_to_have_attribute("data-picture", was)


def test_it_goes_round_its_pictures_and_says_what_the_console_says(wall, api):
    wall.locator(".wall-ground[data-painted=true]").wait_for()
    summary = api("summary")
    share = wall.locator(".wall-big strong").first.inner_text()
    assert float(share.rstrip("%")) == pytest.approx(percentage(summary["share"]), abs=0.1)
    seen = [wall.locator("h1").inner_text()]
    for _ in range(PICTURES - 1):
        turn(wall)
        seen.append(wall.locator("h1").inner_text())
    assert len(set(seen)) == PICTURES
    turn(wall)
    expect(wall.locator("h1")).to_have_text(seen[0])


def test_its_clock_and_its_figures_are_told_in_the_county_s_time_wherever_the_screen_thinks_it_is(browser, address):
    context = browser.new_context(viewport=WALL, timezone_id="America/New_York")
    page = context.new_page()
    page.goto(address)
    page.locator(".wall main").wait_for()
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    near = [f"{now + timedelta(minutes=late):%Y-%m-%d %H:%M}" for late in (-1, 0, 1)]
    assert page.locator(".wall header time").inner_text() in near
    assert re.search(r"\d\d:\d\d", page.locator(".wall footer").inner_text())[0] in [each[-5:] for each in near]
    context.close()


def test_it_names_nobody_and_has_nothing_to_press(wall, api):
    people = {each["name"] for each in api("officers", "admin", limit=500)["items"]}
    assert len(people) > 20
    for _ in range(PICTURES):
        text = wall.locator(".wall").inner_text()
        assert not [name for name in people if name in text]
        assert wall.locator("button, a, input, select, [tabindex='0']").count() == 0
        turn(wall)


def test_nothing_runs_over_its_edges(wall):
    for _ in range(PICTURES):
        assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
        over = wall.locator(".wall main").evaluate("main => main.scrollHeight - main.clientHeight")
        assert over <= 1, wall.locator("h1").inner_text()
        turn(wall)


def test_it_keeps_its_figures_without_a_network_and_catches_up_after(wall):
    share = wall.locator(".wall-big strong").first.inner_text()
    wall.context.set_offline(True)
    wall.clock.fast_forward(65_000)
    expect(wall.locator(".wall footer")).to_contain_text("网络中断")
    for _ in range(PICTURES):
        turn(wall)
        if wall.locator(".wall").get_attribute("data-picture") == "0":
            expect(wall.locator(".wall-big strong").first).to_have_text(share)
    wall.context.set_offline(False)
    wall.clock.fast_forward(15_000)
    expect(wall.locator(".wall footer")).not_to_contain_text("网络中断")


def test_a_picture_that_goes_before_its_map_came_leaves_no_error(open_page, address):
    page = open_page(viewport=WALL)
    held = []
    page.route("**/assets/ground-*.js", lambda route: held.append(route))
    page.clock.install()
    with page.expect_request("**/assets/ground-*.js"):
        page.goto(address)
    page.locator(".wall main").wait_for()
    # The clock stands still after the turn, so that the map's code comes before the next frame tidies up.
    page.clock.pause_at(datetime.now() + timedelta(milliseconds=STAND_MS + 2_000))
    expect(page.locator(".wall")).not_to_have_attribute("data-picture", "0")
    with page.expect_response("**/assets/ground-*.js"):
        held[0].continue_()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("code => import(code).then(Object.keys)", held[0].request.url)


def test_a_screen_that_is_taken_down_says_how_to_get_another(wall, console):
    page = console()
    page.locator(".officer .pick").click()
    row = page.locator(".screens li", has_text="三楼会议室")
    row.first.wait_for()
    for _ in range(row.count()):
        left = row.count() - 1
        row.first.get_by_role("button", name="停用").click()
        expect(row).to_have_count(left)
    wall.clock.fast_forward(65_000)
    expect(wall.locator(".wall footer")).to_contain_text("授权已失效")
    wall.reload()
    expect(wall.locator("h1")).to_have_text("这块大屏的授权已失效")
    expect(wall.locator(".wall")).to_contain_text("督查或办公室")


def test_without_a_key_it_shows_no_figures(open_page):
    page = open_page(viewport=WALL)
    page.goto("/?wall=1")
    expect(page.locator("h1")).to_have_text("这块大屏还没有授权")


def test_field_staff_are_offered_no_screens(console):
    page = console(username="patroller")
    painted(page)
    page.locator(".officer .pick").click()
    expect(page.get_by_role("button", name=re.compile("退出"))).to_be_visible()
    expect(page.locator(".screens")).to_have_count(0)
