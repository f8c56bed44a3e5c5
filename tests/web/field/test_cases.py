"""An issue that was assigned to the officer: what it is, what is asked, and what the phone can do about it."""

import pytest
from playwright.sync_api import expect

from tests.web.field.assigned import ASKED, DAYS, SAID, Assigned
from tests.web.field.conftest import until

ASSIGNED = "section[aria-labelledby=assigned] .card-issue"


@pytest.fixture
def assigned(live_server, take_picture) -> Assigned:
    """An issue that the office assigned to the patroller."""
    return Assigned(live_server, take_picture(7))


def opened(phone, assigned: Assigned):
    """Its page, by its card."""
    phone.sign_in("patroller")
    phone.page.locator(f"[data-issue='{assigned.number}']").click()
    expect(phone.page.locator("h1")).to_have_text(assigned.title)
    return phone.page.locator("main")


def test_an_assigned_issue_shows_what_was_seen_what_is_asked_by_whom_and_until_when(phone, assigned):
    page = opened(phone, assigned)
    expect(page).to_contain_text(assigned.number)
    expect(page).to_contain_text(f"{assigned.category} · 较大")
    expect(page).to_contain_text(SAID)
    expect(page).to_contain_text(ASKED)
    assigner = next(step["by"]["name"] for step in assigned.now()["events"] if step["action"] == "assign")
    expect(page).to_contain_text(assigner)
    expect(page).to_contain_text(f"限 {assigned.due.month}月{assigned.due.day}日 · 还剩 {DAYS} 天")
    photo = page.get_by_role("button", name="整改前照片 1")
    expect(photo.locator("img")).to_be_visible()
    photo.click()
    expect(photo).to_have_attribute("aria-expanded", "true")
    assert page.locator("a[href^='geo:']").get_attribute("href")


def test_what_is_asked_is_read_without_a_network_too_and_says_that_it_may_be_old(phone, relay, assigned):
    phone.sign_in("patroller").installed()
    expect(phone.page.locator(f"[data-issue='{assigned.number}']")).to_be_visible()
    until(lambda: phone.page.evaluate(KEPT, assigned.number))
    relay.cut()
    phone.page.locator(f"[data-issue='{assigned.number}']").click()
    expect(phone.page.locator("main")).to_contain_text("需要网络")
    expect(phone.page.locator("main")).to_contain_text(ASKED)


def test_what_waits_for_review_is_below_my_own_and_has_no_days_of_mine(phone, assigned, take_picture, live_server):
    turned_in = Assigned(live_server, take_picture(8))
    turned_in.begin()
    turned_in.submit(take_picture(9))
    phone.sign_in("patroller")
    card = phone.page.locator(f"[data-issue='{turned_in.number}']")
    expect(card).to_contain_text("等待复核")
    expect(card).not_to_contain_text("还剩")
    expect(card).not_to_contain_text("限 ")
    numbers = phone.page.locator(ASSIGNED).evaluate_all("cards => cards.map(card => card.dataset.issue)")
    assert numbers.index(assigned.number) < numbers.index(turned_in.number)


KEPT = """number => new Promise((done) => {
  const opening = indexedDB.open('patrol-field')
  opening.onsuccess = () => {
    const asked = opening.result.transaction('kept').objectStore('kept').get('cases')
    asked.onsuccess = () => { opening.result.close(); done(Boolean(asked.result?.of[number])) }
  }
})"""
