"""The console before anything has been imported."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.running import Server
from tests.web.conftest import sign_in


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Server:
    """A system with nobody in it but the administrator whom its first start made."""
    with Server(tmp_path_factory.mktemp("empty")) as server:
        yield server


@pytest.fixture
def page(browser, empty) -> Page:
    """The administrator's console."""
    password = re.search(r"^\s*admin\s+(\S+)", (empty.folder / "serve.log").read_text(), re.MULTILINE)[1]
    page = browser.new_page(base_url=empty.base)
    page.goto("/")
    sign_in(page, "admin", password)
    page.wait_for_selector(".console")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("tab", "said"),
    [("河长制", "还没有河段"), ("林长制", "还没有小班"), ("年度任务", "还没有下达任务")],
)
def test_every_screen_says_what_is_missing_and_who_brings_it(page, tab, said):
    page.get_by_role("tab", name=tab).click()
    expect(page.locator(".state").filter(has_text=said)).to_contain_text("数据管理员")
