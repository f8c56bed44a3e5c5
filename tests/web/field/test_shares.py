"""What the phone says was walked of a segment is what the server will count."""

import pytest

from tests.web.field.conftest import VERIFIED, give, until
from tests.web.field.simulated import strolled

STRIDE_M = 12.5


@pytest.mark.parametrize("strides", [1, 3, 6, 50])
def test_the_share_on_the_phone_is_the_servers(simulated, river_way, live_server, strides):
    phone, begin = simulated()
    way = strolled(river_way[10:], strides + 1, STRIDE_M)
    phone.page.click(".button-start")
    give(phone, [[begin + 1000 + n * 10_000, *place, 6] for n, place in enumerate(way)])
    assert_told_as_counted(phone, live_server)


def test_what_was_driven_is_no_share_on_the_phone_either(simulated, river_way, live_server):
    phone, begin = simulated()
    fine = strolled(river_way[10:], 400, STRIDE_M)
    # On foot, then sixteen strides at a time, 20 m/s, and on foot again.
    way = [*fine[:24], *fine[24:200:16], *fine[200:224]]
    phone.page.click(".button-start")
    give(phone, [[begin + 1000 + n * 10_000, *place, 6] for n, place in enumerate(way)])
    assert_told_as_counted(phone, live_server)


def assert_told_as_counted(phone, live_server) -> None:
    """The share that the phone tells when the patrol is ended is the server's, but for a station at either end."""
    phone.finish()
    phone.state(VERIFIED)
    until(lambda: phone.stored("patrols")[0]["receipt"])
    (patrol,) = phone.stored("patrols")
    counted = {each["code"]: each["share"] for each in patrol["receipt"]["segments"]}
    told = {each["code"]: each["share"] for each in patrol["walked"]["shares"]}
    lengths = {
        each["code"]: each["length_m"] for each in live_server.phone("patroller").get("/api/v1/sync")["segments"]
    }
    assert told.keys() <= counted.keys()
    for code in lengths.keys() & counted.keys():
        assert told.get(code, 0) <= counted[code] + 1 / lengths[code], (told, counted)
        assert told.get(code, 0) == pytest.approx(counted[code], abs=21 / lengths[code])
