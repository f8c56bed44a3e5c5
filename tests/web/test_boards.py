"""The boards as a supervisor walks them: every figure leads to its rows, every list says what the API says."""

import re
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import requests
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect

from tests.running import Phone
from tests.web.conftest import PATIENCE_MS

LAPTOP = {"width": 1366, "height": 768}
READY = {
    "today": ".today-list li",
    "targets": ".target-card",
    "issues": ".issue-card",
    "issues&view=table": ".data tbody tr",
    "duties": ".data tbody tr",
    "patrols": ".data tbody tr",
    "quality": ".figures-row .figure",
    "works": ".data tbody tr",
    "league": ".league-table tbody tr",
}


@pytest.fixture(scope="module", autouse=True)
def scheme(live_server):
    """The county assesses by the preset: the demonstration has no scheme of its own."""
    office = live_server.phone("office").session
    url = f"{live_server.url}/api/v1"
    county = office.get(f"{url}/me", timeout=60).json()["officer"]["division"]["code"]
    if not office.get(f"{url}/assessment-schemes", timeout=60).json()["items"]:
        body = {"division": county, "from": "2025-01-01"}
        assert office.post(f"{url}/assessment-schemes/preset", json=body, timeout=60).status_code == 201


@pytest.fixture
def open_board(console):
    """A board at its address, with something on it."""

    def open_board(board: str, username: str = "supervisor", viewport=LAPTOP, **options) -> Page:
        page = console(f"/?tab={board}", username=username, viewport=viewport, **options)
        page.wait_for_selector(READY[board.split("#")[0]], timeout=PATIENCE_MS)
        return page

    return open_board


def number(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text))


def figure(page: Page, label: str) -> int:
    """The number on a figure."""
    return number(page.locator(".figure", has_text=label).locator(".figure-number").inner_text())


def listed(page: Page) -> int:
    """How many rows the table's foot says there are."""
    foot = page.locator(".data-foot [role=status]")
    expect(foot).not_to_be_empty()
    return number(foot.inner_text().split("共")[1])


def downloaded(page: Page, folder: Path) -> list[dict]:
    """The rows of the workbook behind the export button, by their headings."""
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出 Excel").click()
    path = folder / taken.value.suggested_filename
    taken.value.save_as(path)
    assert path.suffix == ".xlsx"
    headings, *rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


@pytest.mark.parametrize("board", READY)
def test_every_board_is_complete_in_english(open_board, board):
    page = open_board(board)
    page.get_by_role("button", name="English").click()
    labels = "h3, .figure-label, .data th, .data-filters, .data-foot .button, .rail"
    # The headings come from the server in the other language; what stays Chinese is never mended by waiting.
    page.wait_for_function(
        "labels => ![...document.querySelectorAll(labels)].some(each => /[\\u4e00-\\u9fff]/.test(each.innerText))",
        arg=labels,
    )


def test_a_heading_sorts_on_the_server_and_the_workbook_holds_the_same_rows(open_board, api, tmp_path):
    page = open_board("issues&view=table")
    page.get_by_role("columnheader", name="编号").get_by_role("button").click()
    expect(page.get_by_role("columnheader", name="编号")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name=re.compile("^全部")).click()
    expect(page.locator(".data tbody tr").first).to_contain_text(
        api("issues", sort="number", limit=1)["items"][0]["number"]
    )
    whole = api("issues", sort="number", limit=1000)
    assert listed(page) == whole["total"]
    rows = downloaded(page, tmp_path)
    assert [row["编号"] for row in rows] == [item["number"] for item in whole["items"]]
    assert [row["问题"] for row in rows] == [item["title"] for item in whole["items"]]


def test_a_page_and_a_filter_are_in_the_address(open_board, api):
    page = open_board("patrols")
    total = listed(page)
    page.get_by_role("button", name="下一页").click()
    expect(page.locator(".data-foot [role=status]")).to_contain_text("51")
    assert "page=2" in page.url
    page.get_by_label("类别").select_option("forest")
    expect(page).to_have_url(re.compile("kind=forest"))
    assert "page=2" not in page.url
    expect(page.locator(".data td.col-kind").first).to_have_text("巡林")
    assert 0 < listed(page) < total
    page.go_back()
    page.go_back()
    expect(page.locator(".data-foot [role=status]")).to_contain_text(f"共 {total:,}")


def test_words_that_nothing_matches_are_said_and_cleared(open_board):
    page = open_board("patrols")
    page.get_by_role("searchbox").fill("没有这个人")
    expect(page.locator(".state")).to_contain_text("没有符合条件的记录")
    expect(page.get_by_role("button", name="导出 Excel")).to_be_disabled()
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".data tbody tr").first).to_be_visible()


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


def test_what_came_in_today_is_listed_with_the_latest_first(open_board, api):
    page = open_board("today")
    latest = page.locator(".today-list", has_text="刚收到的巡查").locator("li")
    expect(latest.first).to_be_visible()
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
    page.locator(".league-table tbody .row-link").first.click()
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


def picture() -> bytes:
    """A photo that no test has sent before."""
    content = BytesIO()
    Image.effect_noise((64, 48), 90).convert("RGB").save(content, "JPEG")
    return content.getvalue()


def test_an_issue_goes_from_reported_to_closed_on_its_screen(open_board, live_server, api):
    office = live_server.phone("office").session
    place = api("issues", sort="-number", limit=1)["items"][0]["position"]
    photo = picture()
    digest = sha256(photo).hexdigest()
    assert office.put(f"{live_server.url}/api/v1/photos/{digest}", data=photo, timeout=60).ok
    body = {"kind": "river", "category": "岸边垃圾", "title": "测试：桥下垃圾", "position": place, "photos": [digest]}
    number_ = office.post(f"{live_server.url}/api/v1/issues", json=body, timeout=60).json()["number"]
    page = open_board("issues", username="office")
    page.goto(f"/?tab=issues&selected={number_}")
    step(page, "受理")
    # wrong: nobody is named; the server says so at the field, and nothing is lost
    open_step(page, "交办")
    page.get_by_label("意见").fill("请尽快清理")
    page.get_by_role("button", name="确认交办").click()
    expect(page.locator(".acting-form [role=alert]")).to_be_visible()
    assert page.get_by_label("意见").input_value() == "请尽快清理"
    page.locator(".person-found button").first.click()
    page.get_by_role("button", name="确认交办").click()
    expect(page.locator(".issue-head .chip")).to_have_text("交办")
    step(page, "开始整改")
    put_right(page, "已清理")
    page.wait_for_selector(".issue-place .sketch-place[data-painted=true]", timeout=PATIENCE_MS)
    open_step(page, "退回")
    page.get_by_label("意见").fill("还有残留")
    page.get_by_role("button", name="确认退回").click()
    expect(page.locator(".issue-head .chip")).to_have_text("整改")
    history = page.locator(".issue-history li strong").all_inner_texts()
    assert history[:5] == ["退回", "申请复核", "开始整改", "交办", "受理"]
    page.get_by_role("button", name="返回问题列表").click()
    expect(page.locator(".lane", has=page.get_by_role("heading", name="整改中"))).to_contain_text("测试：桥下垃圾")
    page.goto(f"/?tab=issues&selected={number_}")
    put_right(page, "残留已清")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": place["lon"], "latitude": place["lat"], "accuracy": 8})
    open_step(page, "现场复核")
    page.get_by_role("button", name="用本机定位").click()
    page.get_by_role("button", name="确认现场复核").click()
    expect(page.locator(".issue-history li strong").first).to_have_text("现场复核")
    open_step(page, "销号")
    page.get_by_label("意见").fill("现场干净，同意销号")
    page.get_by_role("button", name="确认销号").click()
    expect(page.locator(".issue-head .chip")).to_have_text("销号")
    closed = api(f"issues/{number_}")
    assert closed["state"] == "closed"
    stages = [photo["stage"] for event in closed["events"] for photo in event["photos"]]
    assert sorted(stages) == ["after", "after", "before"]
    expect(page.locator(".issue-photos img")).to_have_count(3)
    page.get_by_role("button", name="返回问题列表").click()
    expect(page.locator(".lane", has=page.get_by_role("heading", name="整改中"))).not_to_contain_text("测试：桥下垃圾")


def test_a_case_is_handed_over_with_its_letter_and_the_numbers_of_its_papers(open_board, live_server, api):
    office, admin = (live_server.phone(username).session for username in ("office", "admin"))
    given = admin.post(f"{live_server.url}/api/v1/officers/county-chief/password", timeout=60).json()["password"]
    chief = Phone(live_server.url).sign_in("county-chief", given).session
    place = api("issues", sort="-number", limit=1)["items"][0]["position"]
    body = {"kind": "river", "category": "非法采砂", "title": "测试：夜间采砂", "position": place}
    path = f"{live_server.url}/api/v1/issues"
    number_ = office.post(path, json=body, timeout=60).json()["number"]
    words = {"opinion": "涉嫌犯罪", "authority": "police", "partner": "supervision"}
    for who, said in (
        (office, {"action": "accept"}),
        (office, {"action": "propose_handover", **words}),
        (chief, {"action": "approve_handover"}),
    ):
        assert who.post(f"{path}/{number_}/events", json=said, timeout=60).ok
    page = open_board("issues", username="office")
    page.goto(f"/?tab=issues&selected={number_}")
    open_step(page, "移送")
    for paper in ("移送书", "调查报告", "涉案物品清单"):
        page.get_by_label(paper, exact=True).check()
    page.get_by_label("调查报告的文号").fill("云执调〔2026〕9号")
    page.get_by_role("button", name="出具案件移送书").click()
    expect(page.get_by_role("button", name="出具案件移送书")).to_have_count(0)
    page.get_by_role("button", name="确认移送").click()
    expect(page.locator(".acting-form .field-error")).to_contain_text("文号")
    page.get_by_label("涉案物品清单的文号").fill("云执清〔2026〕9号")
    page.get_by_role("button", name="确认移送").click()
    expect(page.locator(".issue-head .chip")).to_have_text("已移送")
    expect(page.locator(".issue-history li").first).to_contain_text("调查报告（云执调〔2026〕9号）")


def put_right(page: Page, words: str) -> None:
    """Asks for the check of what was put right, with a photo of how it looks now."""
    open_step(page, "申请复核")
    page.get_by_label("意见").fill(words)
    photo = {"name": "after.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.locator(".acting-form input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="确认申请复核").click()
    expect(page.locator(".issue-head .chip")).to_have_text("复核")


def open_step(page: Page, action: str) -> None:
    page.locator(".acting-steps").get_by_role("button", name=action, exact=True).click()


def step(page: Page, action: str) -> None:
    """A step that needs nothing more."""
    open_step(page, action)
    page.get_by_role("button", name=f"确认{action}").click()
    expect(page.locator(".note-good")).to_contain_text(action)


def test_an_issue_that_is_not_there_is_said(console):
    page = console("/?tab=issues&selected=2020-9999", viewport=LAPTOP)
    expect(page.locator(".state").first).to_contain_text("没有这个问题")
    page.get_by_role("button", name="返回问题列表").click()
    expect(page.locator(".issue-card").first).to_be_visible()


def test_a_board_without_a_server_says_so_and_tries_again(open_board):
    page = open_board("issues&view=table")
    page.route("**/api/v1/issues**", lambda route: route.abort())
    page.get_by_role("columnheader", name="状态").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("连接不上服务器")
    page.unroute("**/api/v1/issues**")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".data tbody tr").first).to_be_visible()


def test_first_load_and_all_boards_are_small(live_server):
    page = requests.get(live_server.url, timeout=30).text
    first = set(re.findall(r'"(/assets/[^"]+\.(?:js|css))"', page))
    assets = Path(__file__).parents[2] / "web" / "dist" / "assets"
    console = {each.name for each in assets.glob("*.gz") if not re.match(r"(maplibre|field|docs|mark|sw)", each.name)}
    weight = {name: (assets / name).stat().st_size for name in console}
    assert 0 < sum(weight[f"{each.rsplit('/', 1)[1]}.gz"] for each in first) < 60_000
    assert sum(weight.values()) < 200_000
