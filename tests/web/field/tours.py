"""Ways through every screen of the phone app, whatever its language: each stops where there is something to look at."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from tests.web.field.assigned import Assigned
from tests.web.field.conftest import Phone
from tests.web.field.relay import Relay


class Tour(NamedTuple):
    """A phone that nobody has signed in on, its network, places to walk to, and a camera."""

    phone: Phone
    relay: Relay
    way: list[tuple[float, float]]
    take_picture: Callable[[int], Path]
    assigned: Assigned

    @property
    def page(self) -> Page:
        """What is on its screen."""
        return self.phone.page

    def tab(self, number: int) -> None:
        """To one of the three pages."""
        self.page.locator(".tabs button").nth(number).click()

    def walk(self) -> None:
        """Starts a patrol and walks some way."""
        self.phone.start(self.way[0])
        self.phone.walk(self.way[1:5])

    def end(self) -> None:
        """From the walk to its record."""
        self.page.locator(".actions-walk .button").nth(0).click()
        self.page.locator(".finish .button-main").click()
        self.page.wait_for_selector(".sheet .state")

    def note(self) -> None:
        """Opens a note with a category and a photo."""
        self.page.locator(".actions-walk .button").nth(1).click()
        self.page.locator(".chip").nth(2).click()
        self.page.set_input_files("input[name=camera]", self.take_picture(1))
        self.page.wait_for_selector(".thumbs img")


def beginning(tour: Tour) -> Iterator[str]:
    """From the first sign-in to what is owed, the way there, and the settings."""
    page = tour.page
    yield "sign in"
    page.click("button[type=submit]")
    page.wait_for_selector("[role=alert]")
    yield "sign in without a password"
    tour.phone.sign_in("patroller")
    yield "what is owed"
    tour.phone.stand(tour.way[0])
    page.locator(".duties .card").first.click()
    page.wait_for_selector(".way-figure")
    yield "the way to a duty"
    page.go_back()
    tour.tab(2)
    page.wait_for_selector("[data-map] button")
    yield "settings with a map to fetch"


def walking(tour: Tour) -> Iterator[str]:
    """A patrol with a note, as it should be."""
    page = tour.page
    tour.phone.sign_in("patroller")
    tour.walk()
    yield "a walk"
    page.go_back()
    page.wait_for_selector(".notice")
    yield "a walk that nobody leaves by mistake"
    page.locator(".strip .button-plain").click()
    page.wait_for_selector(".dark")
    yield "the dark screen"
    page.locator(".button-dark").click()
    tour.note()
    yield "a note with a photo"
    page.locator("input[name=camera]").evaluate("input => input.dispatchEvent(new Event('cancel'))")
    page.wait_for_selector("[role=alert]")
    yield "a camera that gave no photo"
    page.locator(".actions-note .button-main").click()
    page.locator(".actions-walk .button").nth(0).click()
    page.wait_for_selector(".finish")
    yield "the end of a walk"
    page.locator(".finish .button-main").click()
    page.wait_for_selector(".sheet .state-verified")
    yield "a record that was verified"
    tour.tab(1)
    page.wait_for_selector("[data-elsewhere=true]")
    yield "all records"
    page.locator("[data-elsewhere=true]").first.click()
    page.wait_for_selector(".track-map")
    yield "a record of another phone"


def waiting(tour: Tour) -> Iterator[str]:
    """No network, and then one that lets no photo through."""
    page, relay = tour.page, tour.relay
    tour.phone.sign_in("patroller").installed()
    relay.cut()
    tour.walk()
    tour.note()
    page.locator(".actions-note .button-main").click()
    tour.end()
    yield "a record on the phone"
    tour.tab(0)
    page.wait_for_selector(".standing strong")
    yield "what is owed, without a network"
    tour.tab(1)
    page.locator(".actions .button").click()
    page.wait_for_selector(".actions [role=status]")
    yield "records that wait"
    page.locator("[data-elsewhere=false]").click()
    tour.phone.context.route("**/api/v1/photos/*", lambda route: route.abort())
    relay.mend()
    tour.phone.online()
    page.wait_for_selector(".sheet .state-uploaded")
    yield "a record that waits for its photos"


def going_wrong(tour: Tour) -> Iterator[str]:
    """No permission for positions, a record that the server refuses, a sign-in that has ended."""
    page, phone = tour.page, tour.phone
    phone.sign_in("patroller")
    phone.context.clear_permissions()
    page.click(".button-start")
    page.wait_for_selector(".notice-bad")
    yield "a walk without positions"
    page.locator(".strip .button-plain").click()
    page.wait_for_selector(".dark .notice-bad")
    yield "the dark screen without positions"
    page.locator(".button-dark").click()
    phone.context.grant_permissions(["geolocation"])
    page.locator(".actions-walk .button").nth(0).click()
    page.locator(".finish .button").first.wait_for()
    yield "the end of a walk that was none"
    page.locator(".finish .button-main").click()
    page.wait_for_selector(".refused")
    yield "a record that was refused"
    tour.tab(1)
    page.wait_for_selector(".state-refused")
    yield "records with one that was refused"
    page.route("**/api/v1/sync*", lambda route: route.fulfill(status=401, json={"message": "401", "errors": {}}))
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector(".notice-button")
    yield "records when the sign-in has ended"
    page.locator(".notice-button").click()
    page.wait_for_selector(".signin .button-quiet")
    yield "signing in again"


def handling(tour: Tour) -> Iterator[str]:
    """An issue that was assigned, read and put right."""
    page = tour.page
    tour.phone.sign_in("patroller")
    tour.phone.stand(tour.way[0])
    page.locator("section[aria-labelledby=assigned] .card-issue", has_text=tour.assigned.title).click()
    page.wait_for_selector(".chips")
    yield "an issue that was assigned"
    page.locator(".chips .chip").nth(1).click()
    page.wait_for_selector("input[name=due_on]")
    page.locator(".sheet .button-main").first.click()
    page.wait_for_selector("[role=alert]")
    yield "asking for more time without words"
    tour.assigned.begin()
    page.reload()
    page.locator(".chips .chip", has_text=re.compile("申请复核|Submit")).click()
    page.set_input_files("input[name=camera]", tour.take_picture(1))
    page.wait_for_selector(".thumbs img")
    page.locator("textarea").fill("1")
    page.wait_for_timeout(600)
    yield "turning the work in"
    tour.relay.cut()
    page.locator(".sheet .button-main").first.click()
    page.wait_for_selector(".sheet .state-saved")
    yield "work that waits for a network"


TOURS = {tour.__name__: tour for tour in (beginning, walking, waiting, going_wrong, handling)}
