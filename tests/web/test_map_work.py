"""What the coverage map asks of the page's own thread: no task holds it up for longer than a click may take.

Counted is the processor's time of that thread, so that other work on the machine does not matter. Waiting for the
graphics, which a processor draws in this browser, is none of it.
"""

import json

import pytest
from playwright.sync_api import Page

from tests.web.conftest import listed, painted, settled

LONGEST_MS = 200
CATEGORIES = ["-*", "toplevel", "__metadata"]
MAIN = "CrRendererMain"


@pytest.fixture
def longest_ms(browser, tmp_path):
    """The most of the processor that one task of the page's own thread took while something was done, in ms."""

    def longest_ms(page: Page, do) -> float:
        trace = tmp_path / "trace.json"
        browser.start_tracing(page=page, path=str(trace), categories=CATEGORIES)
        try:
            do()
            painted(page)
        finally:
            browser.stop_tracing()
        events = json.loads(trace.read_text())["traceEvents"]
        mains = {(e["pid"], e["tid"]) for e in events if e["name"] == "thread_name" and e["args"]["name"] == MAIN}
        tasks = [e for e in events if e["name"] == "ThreadControllerImpl::RunTask" and (e["pid"], e["tid"]) in mains]
        assert tasks, "the trace has the page's tasks"
        return max(task.get("tdur", 0) for task in tasks) / 1000

    return longest_ms


def test_no_task_of_the_map_holds_the_page_up(console, longest_ms):
    page = console("/?tab=inbox")
    took = {"opened": longest_ms(page, lambda: page.goto("/"))}
    settled(page)
    box = page.locator(".map canvas").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def pan():
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] - 150, middle[1] + 60, steps=6)
        page.mouse.up()

    took["panned"] = longest_ms(page, pan)
    took["zoomed"] = longest_ms(page, lambda: page.mouse.wheel(0, -240))
    page.locator(".layers .pick").click()
    took["coloured by quota"] = longest_ms(page, lambda: page.locator("input[name=colouring]").last.check())
    page.keyboard.press("Escape")
    took["chosen"] = longest_ms(page, lambda: page.locator(f'[data-code="{listed(page)[2]}"]').click())
    took["sorted"] = longest_ms(
        page, lambda: page.get_by_role("columnheader", name="长度").get_by_role("button").click()
    )
    took["another period"] = longest_ms(page, lambda: page.goto("/?from=2026-10-01&to=2026-10-31"))
    assert {what: ms for what, ms in took.items() if ms > LONGEST_MS} == {}
