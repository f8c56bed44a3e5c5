"""A server that is out of order is told as that, and not as a missing network."""

from playwright.sync_api import expect

from tests.conftest import DEMO_PASSWORD
from tests.web.field.conftest import SAVED, VERIFIED

PROXYS_PAGE = {"status": 503, "content_type": "text/html", "body": "<h1>503 Service Unavailable</h1>"}
TOLD = "服务器暂时不可用（503）"


def test_signing_in_at_a_server_that_is_out_of_order_says_so(phone):
    phone.context.route("**/api/v1/**", lambda route: route.fulfill(**PROXYS_PAGE))
    phone.page.fill("input[name=username]", "patroller")
    phone.page.fill("input[name=password]", DEMO_PASSWORD)
    phone.page.click("button[type=submit]")
    expect(phone.page.get_by_role("alert")).to_contain_text(TOLD)
    expect(phone.page.get_by_role("alert")).not_to_contain_text("连不上服务器")


def test_a_record_waits_for_a_server_that_is_out_of_order_and_says_what_it_waits_for(open_phone, relay, river_way):
    # Without the worker, whose requests a test cannot answer.
    phone = open_phone(relay, service_workers="block").sign_in("patroller")
    phone.start(river_way[0])
    phone.walk(river_way[1:4])
    phone.context.route("**/api/v1/**", lambda route: route.fulfill(**PROXYS_PAGE))
    phone.finish()
    phone.state(SAVED)
    phone.send_now()
    expect(phone.page.locator(".actions .problem")).to_contain_text(TOLD)
    phone.context.unroute("**/api/v1/**")
    phone.page.get_by_role("button", name="立即上传").click()
    phone.state(VERIFIED, within=".card")
