"""Coming in, being refused, being sent out."""

from playwright.sync_api import expect

from tests.web.conftest import sign_in


def test_a_supervisor_signs_in_by_keyboard_and_sees_their_county(open_page, api):
    page = open_page()
    page.goto("/")
    expect(page.get_by_role("heading", name="山河巡护")).to_be_visible()
    sign_in(page, "supervisor")
    expect(page.locator(".brand-place")).to_have_text(api("me")["officer"]["division"]["name"])


def test_a_wrong_password_is_answered_in_the_words_of_the_server(open_page, live_server):
    page = open_page()
    page.goto("/")
    with page.expect_response("**/api/v1/tokens") as refused:
        sign_in(page, "supervisor", "wrong")
    assert refused.value.status == 401
    expect(page.get_by_role("alert")).to_have_text(refused.value.json()["message"])


def test_the_refusal_is_in_english_for_an_english_reader(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="English").click()
    page.locator("input[name=username]").focus()
    sign_in(page, "supervisor", "wrong")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    assert alert.inner_text().isascii()


def test_empty_fields_are_refused_without_asking_the_server(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("请填写用户名和密码。")


def test_the_token_is_out_of_reach_of_scripts(console):
    page = console()
    assert page.evaluate("document.cookie") == ""
    [cookie] = page.context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"


def test_signing_out_ends_the_token(console, live_server):
    page = console()
    [cookie] = page.context.cookies()
    page.get_by_role("button", name="账户").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.locator("input[name=username]")).to_be_visible()
    page.context.add_cookies([cookie])
    assert page.request.get("/api/v1/me").status == 401


def test_a_session_that_ends_midway_asks_to_sign_in_and_returns_to_the_same_picture(console):
    page = console("/?tab=targets&from=2026-01-01&to=2026-01-31&year=2020")
    page.context.clear_cookies()
    page.get_by_role("button", name="上一年").click()
    expect(page.get_by_text("登录已失效")).to_be_visible()
    sign_in(page, "supervisor")
    expect(page.locator(".year output")).to_have_text("2019")
    assert "from=2026-01-01&to=2026-01-31" in page.url


def test_without_a_server_the_page_says_so_and_tries_again(console):
    page = console()
    page.route("**/api/v1/**", lambda route: route.abort())
    page.get_by_role("tab", name="林长制").click()
    expect(page.get_by_role("alert")).to_contain_text("连接不上服务器")
    page.unroute("**/api/v1/**")
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("grid")).to_be_visible()
