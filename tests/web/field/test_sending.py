"""When the queue sends: on opening, with the network, on being looked at, by the clock; and when it must wait."""

import time

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PATIENCE_MS
from tests.web.field.assigned import TITLE
from tests.web.field.conftest import SAVED, VERIFIED, Phone, until
from tests.web.field.simulated import FEED, clock_at, strolled

FIRST_LOAD_BYTES, TWO_HOURS_BYTES, NOTHING_NEW_BYTES = 120_000, 10_000, 1_000
FIRST_SYNC_BYTES = 12_000
ISSUE_BYTES = 200  # for each issue beyond those of the demo county, which other tests have left behind
FIRST_WAIT_S, LONGEST_WAIT_S = 5, 15 * 60
LOOKED_AT = "document.dispatchEvent(new Event('visibilitychange'))"


def busy(retry_after_s: int | None = None) -> bytes:
    """A server's answer that it has no time."""
    wait = f"Retry-After: {retry_after_s}\r\n" if retry_after_s else ""
    body = '{"code":"unavailable","status":503,"message":"busy","errors":{}}'
    head = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\n"
    return f"{head}{wait}Content-Length: {len(body)}\r\n\r\n{body}".encode()


@pytest.fixture
def waiting(open_phone, relay, river_way):
    """A phone with a patrol that waits, its clock in the test's hand; `waiting.number` is the patrol's."""
    begin = (time.time() - 3600) * 1000
    phone = open_phone(relay, clock_at(begin), FEED).sign_in("patroller").installed()
    relay.cut()
    phone.page.click(".button-start")
    until(lambda: phone.page.evaluate("feed.watched()"))
    phone.page.evaluate(
        "fixes => feed.give(fixes)",
        [[begin + 1000 + n * 10_000, *place, 6] for n, place in enumerate(strolled(river_way, 6))],
    )
    phone.fixes(6)
    phone.number = phone.finish()
    phone.state(SAVED)
    until(lambda: phone.stored("patrols")[0]["tries"] > 0)
    return phone


def pass_time(phone: Phone, seconds: float) -> None:
    phone.page.evaluate("seconds => feed.set(Date.now() + seconds * 1000)", seconds)


def test_it_sends_when_the_app_is_opened(waiting, relay):
    waiting.page.close()
    relay.mend()
    page = waiting.context.new_page()
    page.goto(f"/field/#/records/{waiting.number}")
    expect(page.locator(".sheet .state").first).to_have_text(VERIFIED)


def test_it_sends_when_the_network_is_back(waiting, relay):
    relay.mend()
    waiting.online()
    waiting.state(VERIFIED)


def test_it_sends_by_itself_after_a_while(waiting, relay):
    relay.mend()
    expect(waiting.page.locator(".sheet .state").first).to_have_text(VERIFIED, timeout=90_000)


def try_in_vain(phone: Phone) -> dict:
    """Once more without a network; the patrol after it."""
    tries = phone.stored("patrols")[0]["tries"]
    phone.online()
    until(lambda: phone.stored("patrols")[0]["tries"] > tries)
    return phone.stored("patrols")[0]


def test_it_sends_when_the_browser_wakes_it_for_a_network(waiting, relay):
    browser = waiting.context.new_cdp_session(waiting.page)
    known: list[dict] = []
    browser.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"]))
    browser.send("ServiceWorker.enable")
    # Asking the page for something lets the browser's news through.
    until(lambda: waiting.page.evaluate("true") and known)
    while try_in_vain(waiting)["next_at"] - waiting.page.evaluate("Date.now()") < 2 * PATIENCE_MS:
        pass
    relay.mend()
    wake = {"origin": relay.url, "registrationId": known[-1]["registrationId"], "tag": "queue", "lastChance": False}
    browser.send("ServiceWorker.dispatchSyncEvent", wake)
    waiting.state(VERIFIED)


def test_waits_between_tries_double_up_to_a_quarter_of_an_hour_and_are_never_in_step(waiting):
    jitters = []
    for _ in range(12):
        patrol = try_in_vain(waiting)
        wait_s = (patrol["next_at"] - waiting.page.evaluate("Date.now()")) / 1000
        jitters.append(wait_s / min(FIRST_WAIT_S * 2 ** (patrol["tries"] - 1), LONGEST_WAIT_S))
    assert max(jitters) <= 1.5
    # Later waits are long enough for the test's own seconds not to count.
    assert min(jitters[4:]) > 0.4
    assert max(jitters[4:]) - min(jitters[4:]) > 0.1


def test_it_waits_as_long_as_the_server_asks_and_sends_then_when_it_is_looked_at(waiting, relay):
    relay.refusal = busy(600)
    relay.mend()
    waiting.online()
    until(lambda: waiting.stored("patrols")[0].get("retry_after"))
    relay.refusal = b""
    path = f"/api/v1/patrols/{waiting.number}"
    before = relay.count("PUT", path)
    for _ in range(3):
        waiting.online()
        waiting.page.evaluate(LOOKED_AT)
        waiting.page.wait_for_timeout(300)
    assert relay.count("PUT", path) == before
    pass_time(waiting, 601)
    waiting.page.evaluate(LOOKED_AT)
    waiting.state(VERIFIED)


def test_the_first_load_is_small_and_a_repeated_visit_costs_nothing(open_phone, relay):
    phone = open_phone(relay).installed()
    phone.page.wait_for_timeout(500)
    assert relay.down <= FIRST_LOAD_BYTES
    relay.requests.clear()
    before = relay.down
    phone.page.reload()
    phone.page.wait_for_selector("form")
    phone.page.wait_for_timeout(1000)
    assert {path for _, path in relay.requests} <= {"/field/sw.js"}
    assert relay.down - before <= NOTHING_NEW_BYTES


def left_along(phone) -> int | None:
    """How many issues that tests left to the officer came along; None until the sync and all that are assigned have."""
    kept = [each for each in phone.stored("kept") if isinstance(each, dict)]
    listed = [each["sync"]["issues"] for each in kept if "cursor" in each.get("sync", {})]
    brought = {number for each in kept for number in each.get("of", {})}
    mine = {issue["number"]: issue["title"] for issues in listed for issue in issues if issue["mine"]}
    return sum(title.startswith(TITLE) for title in mine.values()) if listed and mine.keys() <= brought else None


def test_what_an_officer_carries_comes_small_enough_for_2g_and_only_once(open_phone, relay):
    phone = open_phone(relay).installed()
    before = relay.down
    phone.sign_in("patroller")
    until(lambda: left_along(phone) is not None)
    phone.turn_to("我的")
    phone.page.wait_for_timeout(500)
    assert relay.down - before <= FIRST_SYNC_BYTES + ISSUE_BYTES * left_along(phone)
    before, asked = relay.down, len(relay.requests)
    phone.page.get_by_role("button", name="立即同步").click()
    until(lambda: len(relay.requests) > asked)
    phone.page.wait_for_timeout(500)
    assert relay.down - before <= NOTHING_NEW_BYTES


def test_a_patrol_of_two_hours_sends_no_more_than_ten_kilobytes(open_phone, relay, river_way):
    begin = (time.time() - 3 * 3600) * 1000
    phone = open_phone(relay, clock_at(begin), FEED).sign_in("patroller").installed()
    phone.page.click(".button-start")
    until(lambda: phone.page.evaluate("feed.watched()"))
    fixes = [[begin + 1000 + n * 10_000, *place, 4 + n % 9] for n, place in enumerate(strolled(river_way, 720))]
    phone.page.evaluate("fixes => feed.give(fixes)", fixes)
    phone.fixes(720)
    before = relay.up
    phone.finish()
    phone.state(VERIFIED)
    assert relay.up - before <= TWO_HOURS_BYTES


def test_a_browser_of_some_years_ago_sends_just_as_well(open_phone, relay, river_way):
    lacking = "delete AbortSignal.timeout; delete window.CompressionStream; delete Navigator.prototype.locks"
    phone = open_phone(relay, lacking).sign_in("patroller")
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    phone.finish()
    phone.state(VERIFIED)
