"""The console in Debian's Chromium, on the whole running system with the demo county."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import requests
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import DEMO_PASSWORD

CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--headless",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PAINTED = ".map-place[data-painted=true]"
PATIENCE_MS = 60_000
"""How long a loaded machine may take for what takes a blink."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server) -> Iterator[Callable[..., Page]]:
    """Opens a window of its own, nobody signed in; a script error in it fails the test."""
    contexts, errors = [], []

    def open_page(viewport: dict = DESKTOP, **options) -> Page:
        context = browser.new_context(viewport=viewport, base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def console(open_page) -> Callable[..., Page]:
    """The console at an address, for somebody of the demo who is signed in already."""

    def console(address: str = "/", username: str = "supervisor", **options) -> Page:
        page = open_page(**options)
        login = {"username": username, "password": DEMO_PASSWORD, "device": "test"}
        assert page.request.post("/api/v1/tokens", data=login, headers={"X-Patrol": "web"}).ok
        page.goto(address)
        page.wait_for_selector(".console")
        return page

    return console


@pytest.fixture
def api(live_server) -> Callable[..., dict]:
    """Asks the API as somebody of the demo."""

    def api(path: str, username: str = "supervisor", **query) -> dict:
        headers = {"Authorization": f"Bearer {live_server.token(username)}"}
        answer = requests.get(f"{live_server.url}/api/v1/{path}", params=query, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.json()

    return api


def sign_in(page: Page, username: str, password: str = DEMO_PASSWORD) -> None:
    """By keyboard alone: the name is focused already."""
    page.wait_for_selector("input[name=username]:focus")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def painted(page: Page) -> None:
    """Waits until the map has drawn every tile it wants and stands still."""
    page.wait_for_timeout(150)
    page.wait_for_selector(PAINTED, timeout=PATIENCE_MS)


def pixels(page: Page, colour: tuple[int, int, int], tolerance: int = 24) -> int:
    """How many pixels of the map have nearly this colour."""
    shot = Image.open(BytesIO(page.locator(".map canvas").screenshot())).convert("RGB")
    return sum(
        amount
        for amount, seen in shot.getcolors(shot.width * shot.height)
        if all(abs(a - b) <= tolerance for a, b in zip(seen, colour, strict=True))
    )


def settled(page: Page) -> None:
    """Waits until the figures on screen belong to what was asked last."""
    page.wait_for_selector(".progress[data-busy=false]", state="attached", timeout=PATIENCE_MS)


def listed(page: Page) -> list[str]:
    """The codes of the rows in sight, from the top."""
    return page.locator(".grid-rows [role=row]").evaluate_all(
        "rows => rows.sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map(row => row.dataset.code)"
    )


def period(page: Page) -> dict:
    """The days on screen."""
    first, last = re.findall(r"\d{4}-\d{2}-\d{2}", page.locator(".period .pick").get_attribute("title"))
    return {"from": first, "to": last}


def percentage(share: float) -> float:
    """A share as the console writes it, without the sign."""
    return round(share * 100, 1)
