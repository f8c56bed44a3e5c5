"""The offline map: downloaded through cuts, checked, drawn without a network."""

from playwright.sync_api import expect

from tests.web.field.conftest import until


def open_maps(phone) -> None:
    phone.turn_to("我的")
    phone.page.get_by_role("button", name="下载").wait_for(timeout=60_000)


def kept(phone) -> int:
    """Bytes of map files in the phone's database."""
    return phone.page.evaluate(HELD)


MAP_FILES = r"""() => fetch('/field/sw.js').then(answer => answer.text())
  .then(code => JSON.parse(code.match(/^const BUILD=(.*);\n/)[1]).map.length)"""
HELD = """() => new Promise(done => {
  const opening = indexedDB.open('patrol-field')
  opening.onsuccess = () => {
    const asked = opening.result.transaction('chunks').objectStore('chunks').getAll()
    const sum = () => asked.result.reduce((bytes, each) => bytes + each.byteLength, 0)
    asked.onsuccess = () => { opening.result.close(); done(sum()) }
  }
})"""


def test_a_pack_is_downloaded_whole_and_drawn_without_a_network(phone, relay, river_way, live_server):
    phone.sign_in("patroller").installed()
    (offer,) = live_server.phone("patroller").get("/api/v1/map-packs")["items"]
    open_maps(phone)
    assert phone.page.evaluate("caches.has('map')") is False
    phone.page.get_by_role("button", name="下载").click()
    phone.page.wait_for_selector("[data-map=ready]")
    assert kept(phone) == offer["bytes"]
    # All of the map's own program, or it draws nothing without a network.
    needed = phone.page.evaluate(MAP_FILES)
    until(
        lambda: phone.page.evaluate("caches.open('map').then(cache => cache.keys()).then(all => all.length)") == needed
    )
    relay.cut()
    phone.page.reload()
    phone.turn_to("巡查")
    phone.start(river_way[0])
    phone.page.wait_for_selector(".map-pack[data-painted=true]")
    phone.walk(river_way[1:3])
    expect(phone.page.locator(".map-pack canvas")).to_be_visible()


def test_a_download_that_was_cut_goes_on_where_it_was(phone, relay, live_server):
    phone.sign_in("supervisor").installed()
    (offer,) = live_server.phone("supervisor").get("/api/v1/map-packs")["items"]
    open_maps(phone)
    relay.delay_s = 0.01
    phone.page.get_by_role("button", name="下载").click()
    phone.page.wait_for_selector("[data-map=half]")
    until(lambda: kept(phone) > 0)
    relay.cut()
    expect(phone.page.get_by_role("alert")).to_contain_text("已下载的部分保留")
    came = kept(phone)
    assert 0 < came < offer["bytes"]
    relay.delay_s = 0.0
    relay.mend()
    before = relay.down
    phone.online()
    phone.page.wait_for_selector("[data-map=ready]")
    assert kept(phone) == offer["bytes"]
    assert relay.down - before < offer["bytes"] - came + 900_000


def test_a_pack_that_came_wrong_is_thrown_away_and_told(phone):
    def spoil(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=bytes(len(answer.body())))

    phone.sign_in("patroller").installed()
    open_maps(phone)
    phone.page.route("**/*.pmtiles", spoil)
    phone.page.get_by_role("button", name="下载").click()
    expect(phone.page.get_by_role("alert")).to_contain_text("不一致")
    expect(phone.page.locator("[data-map=none]")).to_be_visible()
    assert kept(phone) == 0
