"""What a two-hour patrol without photos costs to send, headers and all, as the phone app sends it."""

import gzip
import http.client
import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shapely

from tests.faults.bad_line import BadLine
from tests.hamlet import RIVER, deltas, new_id, walk_body

MOST_BYTES = 10_000
SECONDS = 2 * 3600
METRES_PER_S = 1.25
DEGREE_M = 105_000
BROWSER = {
    "Connection": "keep-alive",
    "Accept": "application/json",
    "Accept-Language": "zh-CN",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "User-Agent": "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile "
    "Safari/537.36",
    "sec-ch-ua": '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"',
    "sec-ch-ua-mobile": "?1",
    "sec-ch-ua-platform": '"Android"',
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Dest": "empty",
    "Origin": "https://patrol.example.org",
    "Referer": "https://patrol.example.org/field/",
}


def two_hours(every_s: int) -> dict:
    """There and back along the river with a fix every so many seconds, wandering errors of 4 m, four notes."""
    random, count = np.random.default_rng(7), SECONDS // every_s + 1
    along = np.abs((np.arange(count) * every_s * METRES_PER_S / DEGREE_M + 0.02) % 0.08 - 0.04)
    keep, errors = 0.97 ** (every_s / 5), np.zeros((count, 2))
    for at in range(1, count):
        errors[at] = keep * errors[at - 1] + random.normal(0, 4 * np.sqrt(1 - keep**2), 2)
    spots = shapely.get_coordinates(RIVER.interpolate(along)) + (errors + random.normal(0, 1, (count, 2))) / DEGREE_M
    began = datetime.now(UTC).replace(microsecond=123000) - timedelta(days=1)
    seconds = np.arange(count) * every_s + np.r_[0, np.sort(random.normal(0, 0.4, count - 1))]
    body = walk_body() | {
        "started_at": began.isoformat(timespec="milliseconds"),
        "ended_at": (began + timedelta(seconds=SECONDS)).isoformat(timespec="milliseconds"),
        "track": {
            "t0": int(began.timestamp() * 1000),
            "dt": deltas(seconds),
            "lon": deltas(spots[:, 0] * 1e6),
            "lat": deltas(spots[:, 1] * 1e6),
            "acc": [int(v) for v in np.clip(np.rint(random.normal(6, 1.5, count)), 3, 20)],
        },
    }
    place = {"lon": spots[9, 0].round(6), "lat": spots[9, 1].round(6), "accuracy_m": 6}
    note = {
        "category": "岸边垃圾",
        "text": "桥下有生活垃圾，已通知村里清理。",
        "at": body["started_at"],
        "position": place,
    }
    return body | {"observations": [{"id": new_id(), **note} for _ in range(4)]}


@pytest.mark.parametrize("every_s", [5, 10])
def test_a_two_hour_patrol_costs_at_most_10_kb_to_send(hamlet, every_s):
    line, patrol_id = BadLine(hamlet.port), new_id()
    headers = BROWSER | {"Authorization": hamlet.phone.session.headers["Authorization"]}
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    raw = json.dumps(two_hours(every_s), separators=(",", ":"), ensure_ascii=False).encode()
    connection = http.client.HTTPConnection(line.url.removeprefix("http://"), timeout=60)
    path = f"/api/v1/patrols/{patrol_id}"
    for method, content, more, status in (("PUT", gzip.compress(raw, 6), packed, 201), ("GET", None, {}, 200)):
        connection.request(method, path, content, headers | more)
        answer = connection.getresponse()
        assert answer.status == status, answer.read()
        receipt = json.loads(answer.read())
    connection.close()
    line.close()
    print(f"every {every_s} s: {len(raw)} bytes of JSON, {line.bytes_up} bytes up in all")
    assert receipt["status"] == "complete"
    assert line.bytes_up <= MOST_BYTES
