"""How long a phone waits for its receipt, and how many phones a machine can take in."""

import json
import threading
import time

import numpy as np
import pytest
import shapely

from tests.bench.conftest import times_ms
from tests.faults.crowd import Caller, Crowd
from tests.hamlet import deltas, new_id, walk_body

pytestmark = pytest.mark.bench
POINTS, REPEATS, CALLERS, SECONDS = 720, 200, 4, 10.0
STEP_M = 5.0


@pytest.fixture(scope="module")
def body(office) -> bytes:
    """A walk of an hour, a fix every 5 s, up and down the longest segment of the demo county."""
    segment = max(office.every_feature("segments"), key=lambda feature: feature["properties"]["length_m"])
    line, length_m = shapely.geometry.shape(segment["geometry"]), segment["properties"]["length_m"]
    gone = np.arange(POINTS) * STEP_M / length_m
    shares = 1 - np.abs(1 - gone % 2)
    spots = shapely.get_coordinates(shapely.line_interpolate_point(line, shares, normalized=True))
    micro = (spots + np.random.default_rng(7).normal(0, 3e-5, spots.shape)) * 1e6
    body = walk_body(POINTS)
    body["track"] |= {"lon": deltas(micro[:, 0]), "lat": deltas(micro[:, 1])}
    return json.dumps(body).encode()


@pytest.fixture(scope="module")
def phone(live_server):
    """A patroller of the demo county."""
    return live_server.phone("patroller")


def test_a_submission_of_720_points(live_server, phone, body, say):
    caller = Caller(live_server, phone)
    statuses = []
    spent = times_ms(lambda: statuses.append(caller.put_patrol(new_id(), body).status), REPEATS)
    floor = times_ms(lambda: phone.session.get(f"{live_server.base}/healthz", timeout=10), REPEATS)
    assert set(statuses) == {201}
    p50, p95 = spent[REPEATS // 2], spent[int(REPEATS * 0.95)]
    ratio = p50 / floor[REPEATS // 2]
    say(f"submission of {POINTS} points, one at a time: p50 {p50:.1f} ms, p95 {p95:.1f} ms, {ratio:.1f} x /healthz")


def test_submissions_a_second_on_two_processes(live_server, phone, body, say):
    crowd, stop = Crowd(live_server, phone, CALLERS), threading.Event()
    began = time.perf_counter()
    threading.Timer(SECONDS, stop.set).start()
    statuses = crowd.work_until(stop, lambda caller: [caller.put_patrol(new_id(), body).status])
    spent = time.perf_counter() - began
    crowd.close()
    assert set(statuses) == {201}
    say(f"submissions of {POINTS} points from {CALLERS} phones at once: {len(statuses) / spent:.0f} a second")
