"""The boards as a supervisor walks them: every figure leads to the rows it stands on."""

import time
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.web.boards.conftest import LAPTOP, figure, listed, number
from tests.web.conftest import PATIENCE_MS


def test_figures_of_this_day_open_the_rows_behind_them(open_board, api):
    page = open_board("today")
    today = api("today")
    assert figure(page, "逾期问题") == today["issues_overdue"]
    received = figure(page, "今日收到巡查")
    assert received == today["patrols"]
    page.locator(".figure", has_text="逾期问题").click()
    page.wait_for_selector(".data tbody tr")
    assert listed(page) == today["issues_overdue"]
    page.go_back()
    page.locator(".figure", has_text="今日收到巡查").click()
    page.wait_for_selector(".data-foot")
    assert listed(page) == received


@pytest.fixture
def just_came_in(live_server, api) -> str:
    """Who has been out a moment ago: early in the morning nobody else has."""
    place = api("issues", sort="-number", limit=1)["items"][0]["position"]
    ended = int(time.time()) - 60
    track = {
        "t0": (ended - 600) * 1000,
        "dt": [0] + [10] * 59,
        "lon": [round(place["lon"] * 1e6)] + [100] * 59,
        "lat": [round(place["lat"] * 1e6)] + [0] * 59,
        "acc": [8] * 60,
    }
    at = [datetime.fromtimestamp(each, UTC).isoformat() for each in (ended - 600, ended - 10)]
    device = {"model": "test", "os": "test", "app": "test", "mock_location": False}
    body = {"kind": "river", "started_at": at[0], "ended_at": at[1], "device": device, "track": track}
    body |= {"observations": [], "photos": []}
    assert live_server.phone("patroller").put_patrol(str(uuid4()), body).status_code == 201
    return api("me", "patroller")["officer"]["name"]


def test_what_came_in_today_is_listed_with_the_latest_first(just_came_in, open_board, api):
    page = open_board("today")
    latest = page.locator(".today-list", has_text="刚收到的巡查").locator("li")
    expect(latest.first).to_contain_text(just_came_in)
    day = api("today")["day"]
    items = api("patrols/table", received_on=day, sort="-received_at", limit=8)["items"]
    expect(latest.locator("strong")).to_have_text([item["officer"]["name"] for item in items])


def test_today_says_what_nobody_walked_and_opens_it_on_the_map(open_board, api):
    page = open_board("today")
    month = {"from": f"{api('me')['today'][:8]}01", "to": api("me")["today"]}
    told = api("coverage/segments/table", **month, status="unvisited", limit=5)
    rows = page.locator(".today-unwalked li strong")
    expect(rows).to_have_text([item["name"] for item in told["items"]])
    page.locator(".today-unwalked h3 a").first.click()
    expect(page.locator(".status-button", has_text="未巡").first).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(told["total"] + 1))


def test_who_is_behind_and_what_is_overdue_stand_on_one_screen_with_what_nobody_walked(open_board):
    page = open_board("today")
    for name in ("late", "unwalked", "behind"):
        expect(page.locator(f".today-{name} li").nth(2)).to_be_in_viewport(ratio=1)


def test_an_area_of_a_target_opens_its_works(open_board, api):
    page = open_board("targets")
    page.wait_for_selector(".target-card dd a")
    page.locator(".target-card").first.locator("dd a").nth(2).click()
    page.wait_for_selector(".data tbody tr")
    asked = {"year": api("me")["today"][:4], "work_type": "afforestation", "area": "verified", "sort": "code"}
    assert listed(page) == api("works", **asked, limit=1)["total"]
    page.locator(".narrowed button").click()
    expect(page.locator(".data-foot [role=status]")).to_contain_text(
        str(api("works", year=asked["year"], work_type="afforestation", sort="code", limit=1)["total"])
    )


def test_figures_of_data_quality_open_the_rows_behind_them(open_board, api):
    page = open_board("quality")
    quality = api("quality")
    for label, name in (("无责任人的小班", "unassigned_plots"), ("从未登录的人员", "never_signed_in")):
        page.locator(".figure", has_text=label).click()
        expect(page.locator(".figure", has_text=label)).to_have_attribute("aria-current", "true")
        expect(page.locator(".data-foot [role=status]")).to_contain_text(f"{quality[name]:,} 条")
    page.locator(".figure", has_text="有疑点的巡查").click()
    page.wait_for_selector(".data td.col-severity")
    assert listed(page) == quality["flagged"]


def test_from_a_duty_to_its_patrols_to_the_track(open_board, api):
    page = open_board("duties")
    period = api("me")["today"][:7]
    whole = api("duties", period=period, by="officer", sort="-missing", limit=50)
    assert listed(page) == whole["total"]
    first = page.locator(".data tbody tr").first
    expect(first).to_contain_text(whole["items"][0]["name"])
    assert number(first.locator(".col-missing").inner_text()) == whole["items"][0]["missing"]
    page.get_by_role("columnheader", name="已巡").get_by_role("button").click()
    page.get_by_role("columnheader", name="已巡").get_by_role("button").click()
    expect(page.get_by_role("columnheader", name="已巡")).to_have_attribute("aria-sort", "descending")
    most = api("duties", period=period, by="officer", sort="-done", limit=1)["items"][0]
    expect(page.locator(".data tbody tr").first).to_contain_text(most["name"])
    page.locator(".data tbody tr").first.locator(".row-link").click()
    page.locator(".data tbody tr .row-link").first.click()
    expect(page.locator(".dossier h2")).to_be_visible(timeout=PATIENCE_MS)


def test_duties_are_asked_for_by_every_calendar_that_rules_count_in(open_board, api):
    page = open_board("duties")
    today = date.fromisoformat(api("me")["today"])
    week, third = today.isocalendar(), min((today.day - 1) // 10, 2) + 1
    choose, name = page.get_by_label("按哪种时段"), page.locator(".span output")
    periods = {
        "day": (f"{today}", f"{today.month} 月 {today.day} 日"),
        "week": (f"{week.year}-W{week.week:02d}", f"{week.year} 年第 {week.week} 周"),
        "ten_days": (f"{today:%Y-%m}-{third}", f"{today.month} 月{'上中下'[third - 1]}旬"),
        "half_year": (f"{today:%Y}-H{(today.month + 5) // 6}", "半年"),
        "year": (f"{today:%Y}", f"{today.year} 年"),
        "month": (f"{today:%Y-%m}", f"{today.month} 月"),
    }
    for unit, (period, words) in periods.items():
        choose.select_option(unit)
        expect(name).to_contain_text(words)
        total = api("duties", period=period, by="officer", limit=1)["total"]
        expect(page.locator(".data-foot [role=status]")).to_contain_text(f"{total:,} 条")
    choose.select_option("week")
    days = set()
    for _ in range(60):
        page.get_by_role("button", name="上一期").click()
        days.add(name.inner_text())
    earlier = (today - timedelta(weeks=60)).isocalendar()
    expect(name).to_have_text(f"{earlier.year} 年第 {earlier.week} 周")
    assert len(days) == 60


def test_a_score_is_traced_to_the_rows_that_it_adds_up_from(open_board, api, tmp_path):
    page = open_board("league")
    today = api("me")["today"]
    table = api("assessments", period=f"{today[:4]}-Q{(int(today[5:7]) + 2) // 3}", by="township")
    shown = page.locator(".league-table tbody .league-score").all_inner_texts()
    assert [float(each) for each in shown] == [round(item["score"], 2) for item in table["items"]]
    expect(page.locator(".data-foot")).to_contain_text("实时试算 · 应巡按整期计")
    page.locator(".league-table tbody .row-link").first.click()
    lines = table["items"][0]["indicators"]
    spread = any(each["weight"] and not each["applied_weight"] for each in lines)
    expect(page.get_by_text("其权重按比例分给其余指标")).to_have_count(int(spread))
    page.locator(".standing-lines button", has_text="问题销号率").click()
    line = next(each for each in table["items"][0]["indicators"] if each["indicator"] == "closing")
    rows = page.locator(".standing-parts tbody tr")
    expect(rows.first).to_be_in_viewport(ratio=1)
    owed = [float(each) for each in page.locator(".standing-parts td:last-child").all_inner_texts()]
    assert sum(owed) == line["denominator"]
    rows.first.locator("a").click()
    expect(page.locator(".issue-head h2")).to_be_visible()


def test_a_work_opens_with_its_areas_and_history(open_board, api):
    page = open_board("works")
    year = api("me")["today"][:4]
    whole = api("works", year=year, sort="code", limit=1)
    assert listed(page) == whole["total"]
    page.locator(".data tbody .row-link").first.click()
    expect(page.locator(".issue-head h2")).to_contain_text(whole["items"][0]["code"])
    events = api(f"works/{whole['items'][0]['id']}")["events"]
    expect(page.locator(".issue-history li")).to_have_count(len(events))


def test_a_score_s_table_is_sorted_by_any_of_its_columns(open_board, api):
    page = open_board("league")
    heading = page.locator(".league-table th").nth(3)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".data")).to_have_attribute("aria-busy", "false")
    shown = [each for each in page.locator(".league-table tbody td:nth-child(4)").all_inner_texts() if each != "–"]
    assert len(shown) > 1
    assert [float(each) for each in shown] == sorted((float(each) for each in shown), reverse=True)
    page.get_by_role("columnheader", name="名次").get_by_role("button").click()
    expect(page.locator(".data")).to_have_attribute("aria-busy", "false")
    ranks = page.locator(".league-table tbody .league-rank").all_inner_texts()
    assert [int(each) for each in ranks if each != "–"] == sorted(int(each) for each in ranks if each != "–")
    assert "sort=" not in page.url


@pytest.mark.parametrize(("board", "kind"), [("rivers", "river"), ("forest", "forest")])
def test_figures_above_the_map_open_the_rows_behind_them(console, api, board, kind):
    page = console(f"/?tab={board}", viewport=LAPTOP)
    summary = api("summary", kind=kind)
    for card, place, figure_of in (
        ("巡查次数", ".card-link", "patrols"),
        ("巡查次数", ".card-more", "effective_patrols"),
        ("未结问题", ".card-link", "open_issues"),
        ("未结问题", ".card-more", "overdue_issues"),
    ):
        page.goto(f"/?tab={board}")
        page.locator(".card", has_text=card).locator(place).click()
        assert listed(page) == summary[figure_of], figure_of
