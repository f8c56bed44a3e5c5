"""A server that is killed while a phone sends, and one that was put back to yesterday's backup."""

import pytest
from playwright.sync_api import expect

from gis import cluster
from tests.hamlet import PASSWORD, RIVER, settle
from tests.running import Server
from tests.web.field.conftest import VERIFIED, Phone, until
from tests.web.field.relay import Relay
from tests.web.field.simulated import CLOCK

WAY = [(lon, lat) for lon, lat in RIVER.segmentize(0.0003).coords]
DAY_MS = 24 * 3_600_000
RESTORED = "服务器恢复过旧备份"


@pytest.fixture
def hamlet(tmp_path):
    """A small running system that may be killed or put back."""
    folder = tmp_path / "hamlet"
    folder.mkdir()
    with Server(folder) as server:
        server.ranger = settle(server)
        yield server


@pytest.fixture
def network(hamlet):
    """The network before it."""
    relay = Relay(hamlet.port)
    yield relay
    relay.close()


@pytest.fixture
def walked(take_picture):
    """`walked(phone, 2)` is the number of a finished patrol with so many photos."""

    def walked(phone: Phone, photos: int) -> str:
        phone.turn_to("巡查")
        phone.start(WAY[0])
        phone.walk(WAY[1:5])
        phone.album("野外用火", [take_picture(number) for number in range(photos)])
        return phone.finish()

    return walked


def put_back(server: Server, backup) -> None:
    """The server dies with its disk; the backup is restored into a new place at the same address."""
    server.stop()
    cluster.remove(server.data)
    server.data = server.folder / "restored"
    server.environment["PATROL_DATA"] = str(server.data)
    server.patrol("db", "restore", backup)
    server.start()


def test_a_server_killed_in_the_middle_of_sending_gets_everything_after_it_is_back(hamlet, network, open_phone, walked):
    phone = open_phone(network).sign_in("ranger", PASSWORD).installed()
    network.cut()
    number = walked(phone, 12)
    network.delay_s = 0.01
    network.mend()
    phone.online()
    until(lambda: any("/photos/" in path for _, path in network.requests))
    hamlet.kill()
    assert phone.stored("patrols")[0]["delivered"] == "uploaded"
    hamlet.start()
    network.delay_s = 0.0
    phone.online()
    phone.state(VERIFIED)
    receipt = hamlet.ranger.ask_patrol(number).json()
    assert (receipt["status"], receipt["missing_photos"]) == ("complete", [])


def test_a_server_put_back_to_a_backup_gets_again_what_it_lost_and_says_which_photos_are_gone(
    hamlet, network, open_phone, walked
):
    phone = open_phone(network, CLOCK).sign_in("ranger", PASSWORD).installed()
    kept = walked(phone, 1)
    phone.state(VERIFIED)
    backup = hamlet.folder / "backup.tar"
    hamlet.patrol("db", "backup", backup)
    cleared = walked(phone, 1)
    phone.state(VERIFIED)
    phone.page.evaluate("ms => feed.set(Date.now() + ms)", 3 * DAY_MS)
    phone.online()
    until(lambda: all(photo["content"] is None for photo in phone.stored("photos")))
    phone.page.evaluate("ms => feed.set(Date.now() - ms)", 3 * DAY_MS)
    held = walked(phone, 2)
    phone.state(VERIFIED)
    network.cut()
    put_back(hamlet, backup)
    assert hamlet.ranger.ask_patrol(kept).status_code == 200
    assert [hamlet.ranger.ask_patrol(number).status_code for number in (cleared, held)] == [404, 404]
    network.mend()
    phone.page.goto("/field/")
    phone.page.reload()
    notice = phone.page.locator(".notice", has_text=RESTORED)
    expect(notice).to_contain_text("2 条记录已从手机重新排队上传")
    expect(notice).to_contain_text("1 张照片手机上已经清理")
    until(lambda: all(patrol["delivered"] == "verified" for patrol in phone.stored("patrols")))
    assert hamlet.ranger.ask_patrol(held).json()["status"] == "complete"
    assert len(hamlet.ranger.ask_patrol(cleared).json()["missing_photos"]) == 1
    phone.page.get_by_role("button", name="知道了").click()
    expect(notice).to_have_count(0)


def test_a_restored_server_that_is_cut_off_while_it_is_asked_is_asked_again(hamlet, network, open_phone, walked):
    backup = hamlet.folder / "backup.tar"
    phone = open_phone(network, service_workers="block").sign_in("ranger", PASSWORD)
    hamlet.patrol("db", "backup", backup)
    numbers = []
    for _ in range(2):
        numbers.append(walked(phone, 0))
        phone.state(VERIFIED)
    network.cut()
    put_back(hamlet, backup)
    phone.context.route(f"**/patrols/{numbers[0]}", lambda route: route.abort())
    network.mend()
    phone.online()
    until(lambda: hamlet.ranger.ask_patrol(numbers[1]).status_code == 200)
    phone.context.unroute_all(behavior="wait")
    phone.online()
    until(lambda: hamlet.ranger.ask_patrol(numbers[0]).status_code == 200)
    phone.turn_to("巡查")
    expect(phone.page.locator(".notice", has_text=RESTORED)).to_contain_text("2 条记录")
