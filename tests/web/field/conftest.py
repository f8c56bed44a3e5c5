"""The phone app in Chromium: its database, its receiver, and the network that a test can cut."""

import time
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from math import ceil, cos, hypot, radians
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import DEMO_PASSWORD
from tests.web.conftest import CHROMIUM, PATIENCE_MS, PHONE, SWITCHES
from tests.web.field.relay import Relay
from tests.web.field.simulated import FEED, clock_at

METRES_PER_DEGREE = 111_195
SAVED, UPLOADED, VERIFIED = "已保存在手机", "已上传", "已核收"
OWN = ".card[data-elsewhere=false]"
ASKED = """([store, what]) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error(`${what} of ${store}: no answer of the phone's database`)), 60_000)
  const opening = indexedDB.open('patrol-field')
  opening.onblocked = opening.onerror = () => fail(opening.error ?? new Error('blocked'))
  opening.onsuccess = () => {
    const reading = opening.result.transaction(store)
    const asked = reading.objectStore(store)[what]()
    reading.onabort = reading.onerror = () => fail(asked.error ?? reading.error)
    asked.onsuccess = () => { opening.result.close(); done(asked.result) }
  }
})"""
RECEIVER = {"accuracy": 6}


def until(done: Callable[[], object], seconds: float = 90) -> None:
    """Waits until something has happened; a page's own waiting takes a promise for an answer."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


class Phone:
    """A phone with the app, in somebody's hand."""

    def __init__(self, context: BrowserContext, page: Page):
        self.context, self.page = context, page

    def sign_in(self, username: str, password: str = DEMO_PASSWORD) -> "Phone":
        """On the app's first page."""
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".duties, [data-owed=none], .actions .hint")
        return self

    def installed(self) -> "Phone":
        """Waits until everything that the app needs lies on the phone."""
        until(lambda: self.page.evaluate("navigator.serviceWorker.getRegistration().then((its) => !!its?.active)"))
        until(lambda: self.page.evaluate("caches.keys()"))
        return self

    def turn_to(self, page: str) -> None:
        """To one of the three pages, by its word in the app's language; ends when it is there."""
        tab = self.page.locator(".tabs").get_by_role("button", name=page, exact=True)
        tab.click()
        expect(tab).to_have_attribute("aria-current", "page")

    def stand(self, place: tuple[float, float]) -> None:
        """The receiver tells this place, in degrees."""
        self.context.set_geolocation({"longitude": place[0], "latitude": place[1], **RECEIVER})

    def start(self, place: tuple[float, float]) -> None:
        """One tap from home to recording."""
        self.stand(place)
        self.page.click(".button-start")
        self.fixes(1)

    def walk(self, way: list[tuple[float, float]]) -> None:
        """From place to place, each seen by the app."""
        known = len(self.stored("fixes"))
        for number, place in enumerate(way, start=1):
            self.stand(place)
            self.fixes(known + number)

    def fixes(self, least: int) -> None:
        """Waits until so many fixes lie in the phone's database."""
        until(lambda: self.page.evaluate(ASKED, ["fixes", "count"]) >= least)

    def album(self, category: str, photos: list[Path]) -> None:
        """Notes something with photos that were taken before."""
        self.page.get_by_role("button", name="记一笔").click()
        self.page.get_by_role("radio", name=category).click()
        self.page.set_input_files("input[name=album]", photos)
        expect(self.page.locator(".thumbs img")).to_have_count(len(photos))
        self.page.get_by_role("button", name="保存", exact=True).click()
        self.page.wait_for_selector(".recording")

    def online(self) -> None:
        """The phone tells the app that there is a network again."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def stored(self, store: str) -> list[dict]:
        """All that the phone's database holds under a name."""
        return self.page.evaluate(ASKED, [store, "getAll"])

    def note(self, category: str, *photos: Path, words: str = "") -> None:
        """Notes something with photos."""
        self.page.get_by_role("button", name="记一笔").click()
        self.page.get_by_role("radio", name=category).click()
        self.page.fill("textarea", words)
        for number, photo in enumerate(photos, start=1):
            self.page.set_input_files("input[name=camera]", photo)
            expect(self.page.locator(".thumbs img")).to_have_count(number)
        self.page.get_by_role("button", name="保存", exact=True).click()
        self.page.wait_for_selector(".recording")

    def finish(self) -> str:
        """Ends the patrol; its number."""
        self.page.get_by_role("button", name="结束").click()
        self.page.get_by_role("button", name="保存并上传").click()
        self.page.wait_for_url("**/field/#/records/*")
        return self.page.url.rsplit("/", 1)[1]

    def state(self, label: str, *, within: str = ".sheet") -> None:
        """Waits until the record on screen shows this state."""
        try:
            expect(self.page.locator(f"{within} .state").first).to_have_text(label)
        except AssertionError as error:
            raise AssertionError(f"not {label}: {self.page.locator('main').inner_text()}") from error

    def send_now(self) -> None:
        """Looks at the records, and sends what the queue has not sent by itself meanwhile."""
        self.turn_to("记录")
        button = self.page.get_by_role("button", name="立即上传")
        expect(button.or_(self.page.locator(f"{OWN} .state-verified")).first).to_be_visible()
        if button.is_visible():
            button.click()


@pytest.fixture
def relay(live_server) -> Iterator[Relay]:
    """The network."""
    relay = Relay(live_server.port)
    yield relay
    relay.close()


@pytest.fixture
def open_phone(browser) -> Iterator[Callable[..., Phone]]:
    """Opens a new phone on a network, with the app's first page; a script error in it fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_phone(relay: Relay, *scripts: str, **options) -> Phone:
        context = browser.new_context(**hardware(relay) | options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto("/field/")
        return Phone(context, page)

    yield open_phone
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def phone(open_phone, relay) -> Phone:
    """A new phone with the app's first page open."""
    return open_phone(relay)


@pytest.fixture
def switch_on(browser, relay, tmp_path) -> Iterator[Callable[..., Phone]]:
    """Opens the app on one and the same phone, whose memory outlasts its browser."""
    contexts: list[BrowserContext] = []

    def switch_on(*scripts: str) -> Phone:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone", executable_path=CHROMIUM, args=SWITCHES, **hardware(relay)
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        for script in scripts:
            context.add_init_script(script)
        page = context.pages[0] if context.pages else context.new_page()
        page.goto("/field/")
        return Phone(context, page)

    yield switch_on
    for context in contexts:
        context.close()


def hardware(relay: Relay) -> dict:
    """What a cheap phone has."""
    return {
        "viewport": PHONE,
        "base_url": relay.url,
        "has_touch": True,
        "is_mobile": True,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "permissions": ["geolocation"],
    }


@pytest.fixture
def river_way(live_server) -> list[tuple[float, float]]:
    """Places 20 to 30 m apart along the patroller's first segment, in degrees: each is far enough to be a fix."""
    line = live_server.phone("patroller").get("/api/v1/sync")["segments"][0]["line"]
    corners = [(x / 1e6, y / 1e6) for x, y in zip(accumulate(line["lon"]), accumulate(line["lat"]), strict=True)]
    way = corners[:1]
    for (west, south), (east, north) in pairwise(corners):
        count = max(1, ceil(metres((west, south), (east, north)) / 10))
        for k in range(1, count + 1):
            place = (west + (east - west) * k / count, south + (north - south) * k / count)
            if metres(way[-1], place) >= 20:
                way.append(place)
    return way


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """How far two places lie apart."""
    return hypot((b[0] - a[0]) * cos(radians(a[1])), b[1] - a[1]) * METRES_PER_DEGREE


@pytest.fixture
def take_picture(tmp_path) -> Callable[[int], Path]:
    """A photo file that no server has seen before."""

    def take_picture(number: int, size: tuple[int, int] = (800, 600)) -> Path:
        noise = np.random.default_rng().integers(0, 255, (size[1] // 8, size[0] // 8, 3), dtype=np.uint8)
        path = tmp_path / f"photo-{number}.jpg"
        Image.fromarray(noise).resize(size).save(path, quality=90)
        return path

    return take_picture


@pytest.fixture
def simulated(open_phone, relay):
    """`simulated(hours=-2)` is a phone with a clock and a receiver that the test moves, so many hours from now."""

    def simulated(hours: float = -3) -> tuple[Phone, float]:
        begin = (time.time() + hours * 3600) * 1000
        return open_phone(relay, clock_at(begin), FEED).sign_in("patroller"), begin

    return simulated


def give(phone: Phone, fixes: list) -> None:
    """Tells a phone fixes at once, each with its own time, and waits until they are kept."""
    known = len(phone.stored("fixes"))
    until(lambda: phone.page.evaluate("feed.watched()"))
    phone.page.evaluate("fixes => feed.give(fixes)", fixes)
    phone.fixes(known + len(fixes))
