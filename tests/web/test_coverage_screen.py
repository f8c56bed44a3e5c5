"""The map, the table beside it, and the figures they share with the API."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import listed, painted, percentage, period, pixels, settled

RIVER_CLASSES = {
    "none": (179, 32, 44),
    "below 50": (234, 138, 51),
    "below 80": (95, 168, 211),
    "80 and more": (23, 86, 155),
}
FOREST_GOOD = (13, 107, 79)
SCAN_PX = 7


def shown_row(page: Page, code: str) -> list[str]:
    return page.locator(f'[data-code="{code}"] [role=gridcell]').all_inner_texts()


@pytest.mark.parametrize(("tab", "path"), [("rivers", "segments"), ("forest", "plots")])
def test_every_row_in_sight_says_what_the_api_says(console, api, tab, path):
    page = console(f"/?tab={tab}")
    page.wait_for_selector("[role=grid]")
    settled(page)
    items = {item["code"]: item for item in api(f"coverage/{path}", **period(page), limit=10_000)["items"]}
    assert page.get_by_role("grid").get_attribute("aria-rowcount") == str(len(items) + 1)
    codes = listed(page)
    assert len(codes) > 10
    for code in codes:
        cells = shown_row(page, code)
        assert code in cells[0]
        shown = float(re.search(r"([\d.]+)%", " ".join(cells))[1])
        assert shown == pytest.approx(percentage(items[code]["share"]), abs=0.1)
        effective, required = items[code]["effective_visits"], items[code]["required"]
        assert f"{effective}/{required or '–'}" in "".join(cells).replace("\n", "")


def test_the_headline_figures_are_those_of_the_summary(console, api):
    page = console()
    page.wait_for_selector(".card")
    settled(page)
    summary = api("summary", **period(page), kind="river")
    share, unvisited, patrols, issues = page.locator(".card-figure").all_inner_texts()
    assert float(share.rstrip("%")) == pytest.approx(percentage(summary["share"]), abs=0.1)
    assert [int(each.replace(",", "")) for each in (unvisited, patrols, issues)] == [
        summary["unvisited_segments"],
        summary["patrols"],
        summary["open_issues"],
    ]


def test_the_worst_come_first_and_a_heading_sorts(console, api):
    page = console()
    page.wait_for_selector("[role=grid]")
    settled(page)
    items = {item["code"]: item for item in api("coverage/segments", **period(page), limit=10_000)["items"]}
    ranks = [("unvisited", "behind", "partial", "covered").index(items[code]["status"]) for code in listed(page)]
    assert ranks == sorted(ranks)
    with page.expect_response(re.compile(r"sort=length_m")):
        page.get_by_role("columnheader", name="长度").get_by_role("button").click()
    settled(page)
    lengths = [items[code]["length_m"] for code in listed(page)]
    assert lengths == sorted(lengths)
    assert page.get_by_role("columnheader", name="长度").get_attribute("aria-sort") == "ascending"


def test_the_filter_narrows_rows_and_sums(console, api):
    page = console()
    page.wait_for_selector("[role=grid]")
    settled(page)
    items = api("coverage/segments", **period(page), limit=10_000)["items"]
    river = max((item["river"] for item in items if item["river"]), key=lambda name: name)
    with page.expect_response(re.compile(r"[?&]text=")):
        page.get_by_role("searchbox").fill(river)
    matching = [item for item in items if river in f"{item['name']} {item['river']}"]
    expect(page.locator(".sums span").first).to_contain_text(f"{len(matching)} / {len(items)}")
    assert set(listed(page)) <= {item["code"] for item in matching}


def test_plots_are_listed_page_after_page_and_the_one_chosen_is_found_on_its_own(console, api):
    page = console("/?tab=forest")
    page.wait_for_selector("[role=grid]")
    settled(page)
    first = listed(page)
    page.get_by_role("button", name="下一页").click()
    expect(page.locator(".data-pages")).to_contain_text("2 /")
    settled(page)
    assert not set(first) & set(listed(page))
    last = api("coverage/plots/table", **period(page), sort="worst", skip=4_990, limit=10)["items"][-1]
    page.goto(f"/?tab=forest&selected={last['code']}")
    chosen = page.locator("[role=row][aria-selected=true]")
    expect(chosen).to_be_in_viewport()
    expect(page.locator(".detail")).to_contain_text(last["code"])
    expect(page.locator(".data-pages")).to_contain_text("10 / 10")


def test_a_link_shows_the_same_table(console):
    page = console("/?status=behind&sort=-size&words=河")
    page.wait_for_selector("[role=grid]")
    settled(page)
    before = listed(page)
    assert page.locator(".status-button", has_text="滞后").get_attribute("aria-pressed") == "true"
    assert page.get_by_role("columnheader", name="长度").get_attribute("aria-sort") == "descending"
    page.reload()
    page.wait_for_selector("[role=grid]")
    settled(page)
    assert listed(page) == before


def test_the_map_draws_rivers_in_the_colours_of_its_legend(console):
    page = console()
    painted(page)
    seen = {name for name, colour in RIVER_CLASSES.items() if pixels(page, colour) > 50}
    assert len(seen) >= 3, "the demo county has walked and neglected rivers"


def test_the_forest_tab_fills_plots(console):
    page = console("/?tab=forest")
    painted(page)
    assert pixels(page, FOREST_GOOD, 40) > 200


def test_a_row_chosen_is_lit_on_the_map_and_kept_in_the_address(console):
    page = console()
    painted(page)
    code = listed(page)[2]
    before = page.locator(".map canvas").screenshot()
    page.locator(f'[data-code="{code}"]').click()
    expect(page.locator(".detail")).to_contain_text(code)
    painted(page)
    assert f"selected={code}" in page.url
    assert page.locator(".map canvas").screenshot() != before
    page.keyboard.press("Escape")
    expect(page.locator(".detail")).to_have_count(0)
    assert "selected" not in page.url


def test_the_card_says_who_answers_and_leads_to_what_is_owed(console, api):
    row = next(each for each in api("coverage/segments", limit=10_000)["items"] if each["required"])
    place = api("assignments/holders", kind="segment", code=row["code"])
    page = console(f"/?selected={row['code']}")
    expect(page.locator(".detail")).to_contain_text(place["holders"][0]["name"])
    page.locator(".detail dd a").last.click()
    expect(page.locator("[role=grid], table").first).to_contain_text(row["name"])
    assert "tab=duties" in page.url


def test_a_feature_clicked_on_the_map_is_the_row_that_is_chosen(console):
    page = console()
    painted(page)
    title = find_on_map(page)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(".detail h2")).to_have_text(title)
    chosen = page.locator("[role=row][aria-selected=true]")
    expect(chosen).to_be_in_viewport()
    assert title in chosen.inner_text()


def find_on_map(page: Page) -> str:
    """Moves the pointer over the map until it is on a segment; the name that the map gives it."""
    box = page.locator(".map canvas").bounding_box()
    x = box["x"] + box["width"] / 2
    for y in range(int(box["y"]) + 60, int(box["y"] + box["height"]) - 60, SCAN_PX):
        page.mouse.move(x, y)
        page.wait_for_timeout(30)
        tooltip = page.locator(".tooltip")
        if tooltip.count() and "覆盖率" in tooltip.inner_text():
            return tooltip.locator("strong").inner_text()
    raise AssertionError("no segment along the middle of the map")


def test_arrow_keys_walk_down_the_rows(console):
    page = console()
    page.wait_for_selector("[role=grid]")
    settled(page)
    first, second = listed(page)[:2]
    page.locator(f'[data-code="{first}"]').focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true][role=row]")).to_have_attribute("data-code", second)


def test_paper_shows_every_row_and_the_map_as_it_stands(console):
    page = console()
    painted(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rows = int(page.get_by_role("grid").get_attribute("aria-rowcount")) - 1
    expect(page.locator(".grid-rows [role=row]")).to_have_count(rows)
    assert page.locator(".map-print").evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".map-print")).to_have_count(0)
