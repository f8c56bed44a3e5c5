"""The app without a network."""

import re

from playwright.sync_api import expect

from tests.web.field.conftest import SAVED, give
from tests.web.field.simulated import strolled


def test_after_one_visit_it_starts_with_no_network_and_shows_what_is_owed(phone, relay):
    phone.sign_in("patroller").installed()
    duties = phone.page.locator(".duties .card").count()
    relay.cut()
    again = phone.context.new_page()
    again.goto("/field/")
    expect(again.locator(".button-start")).to_be_visible()
    expect(again.locator(".standing")).to_contain_text("离线")
    assert again.locator(".duties .card").count() == duties > 0


def test_a_whole_patrol_needs_no_network(simulated, relay, river_way, take_picture):
    phone, begin = simulated()
    phone.installed()
    relay.cut()
    phone.page.reload()
    phone.page.click(".button-start")
    give(phone, [[begin + 1000 + n * 10_000, *place, 6] for n, place in enumerate(strolled(river_way, 20))])
    expect(phone.page.locator(".recording .shares strong").first).to_have_text(re.compile("^[1-9][0-9]*%$"))
    expect(phone.page.locator(".recording canvas")).to_be_visible()
    begun = phone.page.evaluate("Date.now()")
    phone.note("岸边垃圾", take_picture(1), words="桥下")
    phone.finish()
    phone.state(SAVED)
    (photo,) = phone.stored("photos")
    assert photo["delivered"] == "saved"
    lon, lat = (round(degrees, 6) for degrees in strolled(river_way, 20)[-1])
    assert photo["position"] == {"lon": lon, "lat": lat, "accuracy_m": 6}
    assert begun <= photo["taken_at"] <= phone.page.evaluate("Date.now()")


def test_nothing_of_the_api_is_kept_by_the_service_worker(phone):
    phone.sign_in("patroller").installed()
    kept = phone.page.evaluate(
        """async () => {
          const paths = []
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname)
          return paths
        }"""
    )
    assert "/field/" in kept
    assert [path for path in kept if path.startswith("/api")] == []


def test_the_first_sign_in_without_a_network_says_what_to_do(phone, relay):
    relay.cut()
    phone.page.fill("input[name=username]", "patroller")
    phone.page.fill("input[name=password]", "x")
    phone.page.click("button[type=submit]")
    expect(phone.page.get_by_role("alert")).to_contain_text("连不上服务器。登录需要网络")
