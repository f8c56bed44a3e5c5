"""A phone whose storage is full: it says so, goes on recording, and loses nothing."""

from playwright.sync_api import expect

from tests.web.field.conftest import VERIFIED, Phone, until

REFUSED = """() => new Promise(done => {
  const opening = indexedDB.open('patrol-field')
  opening.onsuccess = () => {
    const write = opening.result.transaction('kept', 'readwrite')
    write.objectStore('kept').put('x', 'test')
    const end = () => { opening.result.close(); done(write.error?.name === 'QuotaExceededError') }
    write.oncomplete = write.onabort = end
  }
})"""


def allow(phone: Phone, size: int | None) -> None:
    """How many bytes the browser lets the app keep; None: as many as it likes."""
    asked = {"origin": phone.page.evaluate("location.origin")} | ({} if size is None else {"quotaSize": size})
    phone.context.new_cdp_session(phone.page).send("Storage.overrideQuotaForOrigin", asked)


def fill(phone: Phone) -> None:
    """No more room. The browser goes by what it knew of the room for half a minute."""
    allow(phone, 1)
    until(lambda: phone.page.evaluate(REFUSED), 60)


def test_a_full_phone_says_so_and_keeps_the_fixes_until_there_is_room(phone, river_way, live_server):
    phone.sign_in("patroller").installed()
    phone.start(river_way[0])
    phone.walk(river_way[1:3])
    fill(phone)
    kept = len(phone.stored("fixes"))
    cannot = phone.page.get_by_text("现在不能新建记录，也不能结束")
    phone.page.get_by_role("button", name="记一笔").click()
    expect(cannot).to_be_visible()
    full = phone.page.get_by_text("最近的定位暂存在内存里")
    phone.stand(river_way[3])
    expect(full).to_be_visible()
    phone.page.get_by_role("button", name="结束").click()
    expect(phone.page.locator(".recording")).to_be_visible()
    assert len(phone.stored("fixes")) == kept
    allow(phone, None)
    phone.stand(river_way[4])
    phone.fixes(kept + 3)
    expect(full).to_be_hidden()
    number = phone.finish()
    phone.state(VERIFIED)
    fixes = [fix for fix in phone.stored("fixes") if "lon" in fix]
    told = live_server.phone("patroller").get(f"/api/v1/patrols/{number}/record")
    assert len(told["track"]["dt"]) == len(fixes) >= kept + 2


def test_a_patrol_that_does_not_fit_any_more_ends_once_there_is_room(phone, river_way):
    phone.sign_in("patroller").installed()
    phone.start(river_way[0])
    phone.walk(river_way[1:3])
    phone.page.get_by_role("button", name="结束").click()
    phone.page.wait_for_selector(".finish")
    fill(phone)
    end = phone.page.get_by_role("button", name="保存并上传")
    end.click()
    expect(phone.page.get_by_role("alert")).to_contain_text("还没有存完")
    allow(phone, None)
    end.click()
    phone.state(VERIFIED)


def test_a_photo_that_finds_no_room_is_told_and_the_note_stays(phone, river_way, take_picture):
    phone.sign_in("patroller").installed()
    phone.start(river_way[0])
    phone.page.get_by_role("button", name="记一笔").click()
    phone.page.get_by_role("radio", name="漂浮物").click()
    fill(phone)
    phone.page.set_input_files("input[name=camera]", take_picture(1))
    expect(phone.page.get_by_role("alert").first).to_contain_text("手机存储已满")
    allow(phone, None)
    phone.page.set_input_files("input[name=camera]", take_picture(2))
    expect(phone.page.locator(".thumbs img")).to_have_count(1)
    expect(phone.page.get_by_role("radio", name="漂浮物")).to_be_checked()
