"""How long a phone waits for its receipt, and how many phones a machine can take in."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from queue import SimpleQueue

import numpy as np
import pytest
import shapely

from tests.bench.conftest import times_ms
from tests.faults.crowd import Caller, Crowd
from tests.hamlet import deltas, new_id, walk_body

pytestmark = pytest.mark.bench
POINTS, REPEATS, CALLERS, SECONDS, MOST = 720, 200, 4, 10.0, 1500
STEP_M = 5.0


@pytest.fixture(scope="module")
def bodies(office) -> Iterator[bytes]:
    """Walks of an hour, a fix every 5 s, up and down the longest segment of the demo county: honest ones.

    Each has an hour, a pace and a noise of its own. The same recording again and again would be held against ever more
    patrols that it copies and overlaps.
    """
    segment = max(office.every_feature("segments"), key=lambda feature: feature["properties"]["length_m"])
    line, length_m = shapely.geometry.shape(segment["geometry"]), segment["properties"]["length_m"]
    return (walked(line, length_m, number) for number in count())


def walked(line, length_m: float, number: int) -> bytes:
    """The body of one walk; its pace changes every minute."""
    random = np.random.default_rng(number)
    gone = random.uniform(0, length_m) + np.cumsum(np.repeat(random.uniform(0.6, 1.4, POINTS // 12), 12)) * STEP_M
    spots = shapely.get_coordinates(
        shapely.line_interpolate_point(line, 1 - np.abs(1 - gone / length_m % 2), normalized=True)
    )
    micro = (spots + random.normal(0, 3e-5, spots.shape)) * 1e6
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    begins = midnight - timedelta(days=2 + number // 12 % 300) + timedelta(hours=2 * (number % 12))
    body = walk_body(POINTS, started=begins)
    body["track"] |= {"lon": deltas(micro[:, 0]), "lat": deltas(micro[:, 1])}
    return json.dumps(body).encode()


@pytest.fixture(scope="module")
def phone(live_server):
    """A patroller of the demo county."""
    return live_server.phone("patroller")


def test_a_submission_of_720_points(live_server, phone, bodies, say):
    caller = Caller(live_server, phone)
    statuses, ready = [], iter(list(islice(bodies, REPEATS + 1)))
    spent = times_ms(lambda: statuses.append(caller.put_patrol(new_id(), next(ready)).status), REPEATS)
    floor = times_ms(lambda: phone.session.get(f"{live_server.base}/healthz", timeout=10), REPEATS)
    assert set(statuses) == {201}
    p50, p95 = spent[REPEATS // 2], spent[int(REPEATS * 0.95)]
    ratio = p50 / floor[REPEATS // 2]
    say(f"submission of {POINTS} points, one at a time: p50 {p50:.1f} ms, p95 {p95:.1f} ms, {ratio:.1f} x /healthz")


def test_submissions_a_second_on_two_processes(live_server, phone, bodies, say):
    crowd, stop = Crowd(live_server, phone, CALLERS), threading.Event()
    ready = SimpleQueue()
    for body in islice(bodies, MOST):
        ready.put(body)
    began = time.perf_counter()
    threading.Timer(SECONDS, stop.set).start()
    statuses = crowd.work_until(stop, lambda caller: [caller.put_patrol(new_id(), ready.get_nowait()).status])
    spent = time.perf_counter() - began
    crowd.close()
    assert set(statuses) == {201}
    say(f"submissions of {POINTS} points from {CALLERS} phones at once: {len(statuses) / spent:.0f} a second")
