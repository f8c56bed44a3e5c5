"""What a reader of the coverage map waits for on the demo county: its first paint, its frames, its tiles, what answers
a click. Times by the clock are this machine's, with all else that runs on it; the processor's time and the counts are
the page's own. The processor draws the map here: a long task is mostly waiting for it.
"""

import os
from importlib.resources import files

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.bench.measuring import cpu_ms, postmaster
from tests.conftest import DEMO_PASSWORD
from tests.web.conftest import CHROMIUM, DESKTOP, PATIENCE_MS, SWITCHES, listed, painted, settled

pytestmark = pytest.mark.bench
OPENINGS = 5
WATCHING = files("tests.bench").joinpath("watching.js").read_text("utf8")


@pytest.fixture(scope="module")
def browser():
    """A browser of its own, below this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def watched(browser, live_server):
    """A page of a supervisor who is signed in, that notes what makes them wait; nothing is cached yet."""
    context = browser.new_context(viewport=DESKTOP, base_url=live_server.url)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    login = {"username": "supervisor", "password": DEMO_PASSWORD, "device": "bench"}
    assert page.request.post("/api/v1/tokens", data=login, headers={"X-Patrol": "web"}).ok
    page.add_init_script(WATCHING)
    yield page
    context.close()


@pytest.mark.parametrize("tab", ["rivers", "forest"])
def test_opening(watched, live_server, say, tab):
    sizes: list[int] = []
    watched.on("response", lambda answer: "/tiles/" in answer.url and sizes.append(len(answer.body())))
    server = [live_server.process.pid, postmaster(live_server)]
    for at in range(OPENINGS):
        spent = {"browser": cpu_ms([os.getpid()]), "server": cpu_ms(server)}
        watched.goto(f"/?tab={tab}")
        painted(watched)
        settled(watched)
        spent = {"browser": cpu_ms([os.getpid()]) - spent["browser"], "server": cpu_ms(server) - spent["server"]}
        told = noted(watched)
        first = told["paint"].get("first-contentful-paint", 0)
        say(
            f"{tab} {'anew' if at == 0 else 'again'}: first {first:.0f}, largest {told['lcp']:.0f}, all of the map"
            f" {told['painted']:.0f} ms; {told['frames']} frames; longest task {max(told['long'], default=0):.0f},"
            f" script {max(told['scripts'], default=0):.0f} ms;"
            f" processor {spent['browser']:.0f} + {spent['server']:.0f} ms"
        )
    say(f"{tab}: largest of {len(sizes)} tiles {max(sizes) / 1000:.0f} kB")


def test_answering(watched, say):
    watched.goto("/")
    painted(watched)
    settled(watched)
    watched.locator(".layers .pick").click()
    doings = {
        "coloured by quota": lambda: watched.locator("input[name=colouring]").last.check(),
        "put away": lambda: watched.keyboard.press("Escape"),
        "chosen in the table": lambda: watched.locator(f'[data-code="{listed(watched)[2]}"]').click(),
        "let go": lambda: watched.keyboard.press("Escape"),
        "clicked on the map": lambda: watched.locator(".map canvas").click(),
        "sorted": lambda: watched.get_by_role("columnheader", name="长度").get_by_role("button").click(),
        "narrowed": lambda: watched.locator(".card").nth(1).click(),
        "another board": lambda: watched.locator('.rail a[href*="issues"]').first.click(),
    }
    for what, do in doings.items():
        noted(watched)
        do()
        watched.wait_for_timeout(1000)
        told = noted(watched)
        shown = max((duration for _, duration, _ in told["events"]), default=0)
        answered = max((ended for _, _, ended in told["events"]), default=0)
        script = max(told["scripts"], default=0)
        say(f"{what}: answered after {answered:.0f}, on screen after {shown:.0f} ms; longest script {script:.0f} ms")


def noted(page: Page) -> dict:
    """What was noted since this was asked last."""
    told = page.evaluate("({ ...noted, frames: noted.frames.size })")
    page.evaluate(
        "noted.frames.clear(), [noted.long, noted.scripts, noted.events].forEach((each) => (each.length = 0))"
    )
    return told
