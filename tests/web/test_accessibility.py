"""axe-core on every screen: nothing serious, nothing critical."""

import pytest
from playwright.sync_api import Page

from patrol.config import ROOT
from tests.web.conftest import DESKTOP, PHONE, listed, painted, settled

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def complaints(page: Page) -> list[str]:
    """The serious and critical findings: rule, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{each['impact']} {each['id']}: {[node['target'] for node in each['nodes']][:4]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def test_the_sign_in_page(open_page):
    page = open_page()
    page.goto("/")
    page.wait_for_selector("form")
    assert complaints(page) == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("tab", ["rivers", "forest"])
def test_the_coverage_screens_with_something_selected(console, tab, viewport):
    page = console(f"/?tab={tab}", viewport=viewport)
    page.wait_for_selector("[role=grid]")
    painted(page)
    page.locator(f'[data-code="{listed(page)[0]}"]').click()
    painted(page)
    assert complaints(page) == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_targets_screen(console, viewport):
    page = console("/?tab=targets", viewport=viewport)
    page.wait_for_selector(".target-card")
    assert complaints(page) == []


@pytest.mark.parametrize("picker", [".period .pick", ".division .pick", ".officer .pick", ".layers .pick"])
def test_the_dialogs(console, picker):
    page = console()
    painted(page)
    settled(page)
    page.locator(picker).click()
    page.wait_for_selector("[role=dialog]")
    assert complaints(page) == []
    page.keyboard.press("Escape")
    assert page.locator(picker).evaluate("button => button === document.activeElement")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_changes_and_one_of_them_with_its_undo(console, viewport):
    page = console("/?tab=changes", "gis", viewport=viewport)
    settled(page)
    assert complaints(page) == []
    page.locator(".row-link").last.click()
    page.wait_for_selector(".change-features tbody tr")
    assert complaints(page) == []
    page.get_by_role("button", name="撤销这次变更").click()
    page.wait_for_selector("dialog[open]")
    assert complaints(page) == []


MAP_STATES = {
    "whose patrols": ("/", ".who .pick", ".who [role=dialog]"),
    "stretches": ("/?list=stretches", None, ".stretch-line"),
    "days since a visit": ("/?tab=forest&colour=idle", None, ".legend"),
    "effort": ("/?layers=effort.divisions", None, ".legend-effort"),
    "playback": ("/?layers=divisions&play=2026-11-20", None, ".player[data-ready=true]"),
    "two periods": ("/?with=2026-10-01.2026-10-26", None, ".compare-place[data-painted=true]"),
    "the ruler": ("/", "button[aria-label=量算]", ".ruler"),
    "a sheet": ("/", "button[aria-label=出图]", ".paper-preview[data-ready=true]"),
}


NOT_ON_PHONES = ("the ruler", "a sheet")
HELD = [(state, DESKTOP) for state in MAP_STATES] + [
    (state, PHONE) for state in MAP_STATES if state not in NOT_ON_PHONES
]


@pytest.mark.parametrize(("state", "viewport"), HELD)
def test_the_map_with_its_tools_in_hand(console, state, viewport):
    address, opens, shown = MAP_STATES[state]
    page = console(address, viewport=viewport)
    painted(page)
    if opens:
        page.locator(opens).click()
    page.wait_for_selector(shown)
    assert complaints(page) == []
