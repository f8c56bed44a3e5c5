"""A case that the police declined, at the console: what the desk does about it, and the papers it issues."""

from playwright.sync_api import Page, expect

from tests.running import Phone

LAPTOP = {"width": 1366, "height": 768}
FILE = {
    "papers": ["transfer_letter", "investigation_report", "item_list"],
    "paper_numbers": {"investigation_report": "云执调〔2026〕7号", "item_list": "云执清〔2026〕7号"},
}


def declined(live_server, api) -> str:
    """The number of an issue that the police have declined just now."""
    office, admin = (live_server.phone(username).session for username in ("office", "admin"))
    given = admin.post(f"{live_server.url}/api/v1/officers/county-chief/password", timeout=60).json()["password"]
    chief = Phone(live_server.url).sign_in("county-chief", given).session
    place = api("issues", sort="-number", limit=1)["items"][0]["position"]
    body = {"kind": "forest", "category": "盗伐滥伐", "title": "测试：盗伐杉木", "position": place}
    path = f"{live_server.url}/api/v1/issues"
    number = office.post(path, json=body, timeout=60).json()["number"]
    proposal = {"opinion": "涉嫌犯罪", "authority": "police", "partner": "supervision"}

    def step(who, **said):
        answer = who.post(f"{path}/{number}/events", json=said, timeout=60)
        assert answer.ok, answer.text

    step(office, action="accept")
    step(office, action="propose_handover", **proposal)
    step(chief, action="approve_handover")
    assert office.post(f"{path}/{number}/papers", json={"kind": "transfer_letter"}, timeout=60).ok
    step(office, action="hand_over", **FILE)
    step(office, action="decline_case", opinion="情节显著轻微，不予立案。")
    return number


def take(page: Page, action: str, words: str, state: str) -> None:
    page.locator(".acting-steps").get_by_role("button", name=action, exact=True).click()
    page.get_by_label("意见").fill(words)
    page.get_by_role("button", name=f"确认{action}").click()
    expect(page.locator(".issue-head .chip")).to_have_text(state)


def issue(page: Page, paper: str, word: str) -> None:
    page.get_by_role("button", name=f"出具{paper}", exact=True).click()
    expect(page.get_by_role("button", name=f"出具{paper}", exact=True)).to_have_count(0)
    expect(page.locator(".issue-links", has_text=f"{word}〔")).to_be_visible()


def test_the_desk_asks_the_police_again_and_then_the_procuratorate_with_a_paper_for_each(console, live_server, api):
    number = declined(live_server, api)
    page = console(f"/?tab=issues&selected={number}", username="office", viewport=LAPTOP)
    expect(page.locator(".issue-head .chip")).to_have_text("不予立案")
    take(page, "提请复议", "事实清楚，依法应当立案。", "复议中")
    issue(page, "提请复议书", "复")
    take(page, "维持不予立案", "维持原决定。", "维持不予立案")
    expect(page.locator(".acting-steps").get_by_role("button", name="提请复议", exact=True)).to_have_count(0)
    take(page, "建议立案监督", "证据补强，建议监督。", "立案监督中")
    issue(page, "立案监督建议书", "监")
    steps = [event["action"] for event in api(f"issues/{number}")["events"]]
    assert steps[-3:] == ["ask_reconsideration", "uphold_decline", "suggest_filing_supervision"]
