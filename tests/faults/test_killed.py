"""kill -9 while phones are sending: what was acknowledged is there afterwards, the rest is refused cleanly."""

import json
import threading
import time

import pytest

from tests.faults.crowd import Caller, Crowd
from tests.faults.pictures import photo
from tests.hamlet import declared, new_id, walk_body

STRUCK_AFTER = 24
LONGEST_WAIT_S = 120.0
PATIENCE_S = 0.3


class Acknowledged:
    """Counts the patrols that were answered with 201 and opens a gate when enough were, however slow the machine."""

    def __init__(self, enough: int):
        self.left, self.lock, self.enough = enough, threading.Lock(), threading.Event()

    def note(self, status: int) -> None:
        """One answer."""
        with self.lock:
            self.left -= status == 201
            if self.left <= 0:
                self.enough.set()


def hand_in(caller: Caller, acknowledged: Acknowledged):
    """A patrol with a photo of its own, as (patrol id, answer, photo's hash, its bytes, answer)."""
    patrol_id, data = new_id(), photo()
    body = declared(data, walk_body(points=20))
    digest = body["photos"][0]["sha256"]
    first = caller.put_patrol(patrol_id, json.dumps(body).encode())
    acknowledged.note(first.status)
    second = caller.put(f"/api/v1/photos/{digest}", data, "image/jpeg")
    if first.status != 201:
        time.sleep(PATIENCE_S)
    yield patrol_id, first, digest, data, second


def sent_while(hamlet, fault, after_s: float = 0.0) -> list:
    """What a dozen phones sent and were told while the fault happened, in the midst of their sending."""
    crowd, stop = Crowd(hamlet, hamlet.phone, size=12), threading.Event()
    acknowledged = Acknowledged(STRUCK_AFTER)

    def strike():
        acknowledged.enough.wait(LONGEST_WAIT_S)
        fault()
        time.sleep(after_s)
        stop.set()

    striker = threading.Thread(target=strike)
    striker.start()
    sent = crowd.work_until(stop, lambda caller: hand_in(caller, acknowledged))
    striker.join()
    crowd.close()
    return sent


def assert_kept(hamlet, sent: list) -> None:
    """Every patrol and photo that was acknowledged can be had back."""
    acknowledged = [entry for entry in sent if entry[1].status == 201]
    assert len(acknowledged) >= STRUCK_AFTER
    for patrol_id, first, digest, data, second in acknowledged:
        answer = hamlet.phone.ask_patrol(patrol_id)
        assert answer.status_code == 200, (patrol_id, answer.text)
        assert answer.json()["received_at"] == first.json()["received_at"]
        if second.status in (200, 201):
            assert answer.json()["missing_photos"] == []
            kept = hamlet.phone.session.get(f"{hamlet.base}/api/v1/photos/{digest}", timeout=30)
            assert kept.status_code == 200, (digest, len(data), kept.text[:300])


def assert_retries_succeed(hamlet, sent: list) -> None:
    """What was not acknowledged can be sent again under the same id."""
    for patrol_id, first, _, data, second in sent:
        if first.status != 201 or second.status not in (200, 201):
            again = hamlet.phone.put_patrol(patrol_id, declared(data, walk_body(points=20)))
            assert again.status_code in (200, 201), again.text
            for digest in again.json()["missing_photos"]:
                assert hamlet.phone.put_photo(digest, data).status_code in (200, 201)
            assert hamlet.phone.ask_patrol(patrol_id).json()["status"] == "complete"


@pytest.mark.parametrize("time_", ["once", "and once more"])
def test_what_was_acknowledged_survives_a_kill_of_the_server(hamlet, time_):
    sent = sent_while(hamlet, hamlet.kill)
    hamlet.start()
    assert {entry[1].status for entry in sent} <= {201, 0}
    assert_kept(hamlet, sent)
    assert_retries_succeed(hamlet, sent)


def test_a_killed_database_gives_clean_503s_and_comes_back(hamlet):
    sent = sent_while(hamlet, hamlet.kill_database, after_s=10.0)
    answers = [answer for entry in sent for answer in (entry[1], entry[4])]
    odd = [a for a in answers if a.status not in (200, 201, 503) and not _orphan(a)]
    assert not odd, (len(odd), odd[0])
    for answer in answers:
        if answer.status == 503:
            assert {"code", "status", "message", "reason", "errors"} <= set(answer.json())
    hamlet.wait_until_ready(60)
    assert hamlet.phone.put_patrol(new_id(), walk_body(points=20)).status_code == 201
    assert_kept(hamlet, sent)
    assert_retries_succeed(hamlet, sent)


def _orphan(answer) -> bool:
    """A photo whose patrol had been refused a moment before: nobody had announced it."""
    return answer.status in (403, 404, 409, 422) and bool(answer.json()["reason"])
