"""What a flat battery leaves of the phone's database: Chromium drops one whole whose journal it takes for corrupt."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.field.battery import held, kill_9, ledger_written, spoil_journal, tear_journal
from tests.web.field.conftest import Phone, until


@pytest.fixture
def memory(tmp_path) -> Path:
    """The folder that `switch_on` keeps between two starts."""
    return tmp_path / "phone"


@pytest.fixture
def walking(switch_on, river_way, memory) -> Phone:
    """A patrol with three fixes whose phone has just gone dead."""
    phone = switch_on().sign_in("patroller").installed()
    phone.start(river_way[0])
    phone.walk(river_way[1:3])
    until(lambda: ledger_written(memory))
    kill_9(phone, memory)
    return phone


def test_an_entry_that_was_half_written_costs_no_record_at_the_starts_after_it(walking, switch_on, river_way, memory):
    for start in range(2):
        tear_journal(memory)
        phone = switch_on()
        phone.stand(river_way[3 + start])
        expect(phone.page.locator(".recording")).to_be_visible()
        phone.fixes(4 + start)
        kill_9(phone, memory)
    phone = switch_on()
    expect(phone.page.locator(".recording")).to_be_visible()
    assert [fix["n"] for fix in phone.stored("fixes")][:5] == list(range(5))


def test_a_database_that_the_browser_dropped_is_told_in_words_and_its_officer_is_still_signed_in(
    walking, switch_on, river_way, memory
):
    spoil_journal(memory)
    phone = switch_on()
    told = phone.page.locator(".notice-bad", has_text="清空了")
    expect(told).to_contain_text("正在记录的那次巡查")
    phone.page.reload()
    told.get_by_role("button", name="知道了").click()
    expect(told).to_have_count(0)
    phone.start(river_way[0])
    phone.page.reload()
    expect(phone.page.locator(".recording")).to_be_visible()
    expect(told).to_have_count(0)


def test_a_database_that_is_still_held_is_opened_as_soon_as_it_is_free(walking, switch_on, memory):
    with held(memory):
        phone = switch_on()
        expect(phone.page.locator(".hint")).to_contain_text("正在再试")
    expect(phone.page.locator(".recording")).to_be_visible()
    assert len(phone.stored("fixes")) >= 3
