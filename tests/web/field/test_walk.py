"""Recording: every fix at once on the phone, through kills, reloads and pauses."""

from playwright.sync_api import expect

from tests.web.field.battery import kill_9
from tests.web.field.conftest import VERIFIED, give, until
from tests.web.field.simulated import strolled

KILLS, FIXES_BETWEEN = 5, 4


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


def test_a_reload_in_the_middle_shows_the_same_walk(simulated, river_way):
    phone, begin = simulated()
    phone.page.click(".button-start")
    give(phone, [[begin + 1000 + n * 10_000, *place, 6] for n, place in enumerate(strolled(river_way, 20))])
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


LOCKS = """
window.locks = []
const request = WakeLock.prototype.request
WakeLock.prototype.request = async function (...asked) {
  const lock = await request.apply(this, asked)
  window.locks.push(lock)
  return lock
}
"""
PIXELS = """() => new Promise(done => {
  const opening = indexedDB.open('patrol-field')
  opening.onsuccess = () => {
    const asked = opening.result.transaction('photos').objectStore('photos').getAll()
    asked.onsuccess = async () => {
      opening.result.close()
      const pictures = await Promise.all(asked.result.map(photo => createImageBitmap(photo.content)))
      done(asked.result.map((photo, at) => [photo.evidence, pictures[at].width, pictures[at].height]))
    }
  }
})"""


def test_whoever_has_signed_in_once_opens_the_app_and_records_with_one_more_tap(phone, river_way):
    phone.sign_in("patroller").installed()
    again = phone.context.new_page()
    phone.page.close()
    phone.stand(river_way[0])
    again.goto("/field/")
    again.locator(".button-start").tap()
    expect(again.locator(".recording")).to_be_visible()


def test_the_screen_stays_on_as_long_as_the_patrol_is_recorded(open_phone, relay, river_way):
    phone = open_phone(relay, LOCKS, permissions=["geolocation", "screen-wake-lock"]).sign_in("patroller")
    phone.start(river_way[0])
    until(lambda: phone.page.evaluate("locks.length === 1 && !locks[0].released"))
    phone.page.get_by_role("button", name="省电黑屏").click()
    phone.walk(river_way[1:3])
    expect(phone.page.locator(".dark")).to_have_css("background-color", "rgb(0, 0, 0)")
    expect(phone.page.locator(".dark")).to_contain_text("个定位点")
    assert phone.page.evaluate("locks.length === 1 && !locks[0].released")
    phone.page.get_by_role("button", name="点亮屏幕").click()
    phone.finish()
    until(lambda: phone.page.evaluate("locks.every(lock => lock.released)"))


def test_photos_go_with_1600_pixels_and_evidence_as_it_was_taken(phone, river_way, take_picture):
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.page.get_by_role("button", name="记一笔").click()
    expect(phone.page.locator("input[name=camera]")).to_have_attribute("capture", "environment")
    phone.page.set_input_files("input[name=camera]", take_picture(1, (3200, 2400)))
    expect(phone.page.locator(".thumbs img")).to_have_count(1)
    phone.page.get_by_text("作为证据").click()
    phone.page.set_input_files("input[name=camera]", take_picture(2, (3200, 2400)))
    expect(phone.page.locator(".thumbs img")).to_have_count(2)
    assert sorted(phone.page.evaluate(PIXELS)) == [[False, 1600, 1200], [True, 3200, 2400]]


def test_a_denied_position_is_told_in_a_sentence(phone):
    phone.sign_in("patroller")
    phone.context.clear_permissions()
    phone.page.click(".button-start")
    expect(phone.page.locator(".recording .notice")).to_contain_text("没有定位权限")
