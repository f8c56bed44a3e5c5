"""Recording: every fix at once on the phone, through kills, reloads and pauses."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import expect

from tests.web.field.conftest import VERIFIED, Phone

KILLS, FIXES_BETWEEN = 5, 4


def kill_9(phone: Phone, memory: Path) -> None:
    """The phone's browser ends at once, as when the battery is empty."""
    wanted = f"--user-data-dir={memory}".encode()
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if process.name.isdigit() and wanted in (process / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
    with suppress(Exception):
        phone.context.close()


def test_a_patrol_goes_on_after_every_kill_and_loses_at_most_one_fix_each_time(switch_on, river_way, tmp_path):
    phone = switch_on().sign_in("patroller").installed()
    phone.start(river_way[0])
    given = 1
    for _ in range(KILLS):
        phone.walk(river_way[given : given + FIXES_BETWEEN])
        phone.stand(river_way[given + FIXES_BETWEEN])
        given += FIXES_BETWEEN + 1
        kill_9(phone, tmp_path / "phone")
        phone = switch_on()
        phone.stand(river_way[given])
        expect(phone.page.locator(".recording")).to_be_visible()
        phone.fixes(given - KILLS + 1)
        given += 1
    fixes = phone.stored("fixes")
    assert len(fixes) >= given - KILLS
    assert [fix["n"] for fix in fixes] == list(range(len(fixes)))
    assert [fix["t"] for fix in fixes] == sorted(fix["t"] for fix in fixes)
    phone.finish()
    phone.state(VERIFIED)
    assert len(phone.stored("patrols")) == 1


def test_a_reload_in_the_middle_shows_the_same_walk(phone, river_way):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.walk(river_way[1:8])
    share = phone.page.locator(".shares strong").first.inner_text()
    phone.page.reload()
    expect(phone.page.locator(".shares strong").first).to_have_text(share)
    assert len(phone.stored("patrols")) == 1


def test_a_pause_is_kept_as_a_gap_and_the_walk_goes_on_after_it(phone, river_way):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    phone.page.get_by_role("button", name="结束").click()
    phone.page.get_by_role("button", name="继续", exact=True).click()
    phone.walk(river_way[4:6])
    kinds = ["gap" if "gap" in entry else "fix" for entry in phone.stored("fixes")]
    assert kinds.count("gap") == 1
    assert kinds[-1] == "fix"


def test_a_note_half_written_is_there_again_after_a_reload(phone, river_way, take_picture):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.page.get_by_role("button", name="记一笔").click()
    phone.page.get_by_role("radio", name="漂浮物").click()
    phone.page.set_input_files("input[name=camera]", take_picture(1))
    expect(phone.page.locator(".thumbs img")).to_have_count(1)
    phone.page.reload()
    expect(phone.page.get_by_role("radio", name="漂浮物")).to_be_checked()
    expect(phone.page.locator(".thumbs img")).to_have_count(1)


def test_a_denied_position_is_told_in_a_sentence(phone):
    phone.sign_in("patroller")
    phone.context.clear_permissions()
    phone.page.click(".button-start")
    expect(phone.page.locator(".recording .notice")).to_contain_text("没有定位权限")
