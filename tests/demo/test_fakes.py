"""The demonstration's faked patrols are found out, and honest ones are left alone."""

import uuid
from collections import Counter
from datetime import UTC, datetime

import psycopg
import pytest

from gis import cluster
from patrol.demo import fakes

COPIES = {"replayed", "copied", "together"}
OWED = {"driven", "mock_location"}
"""What the demonstration's honest outings are flagged for: some go by car, and some phones feed positions."""


@pytest.fixture(scope="module")
def reviews(live_server) -> list[dict]:
    """What was flagged of the county as it was loaded; other tests hand in more under the names of its people."""
    with psycopg.connect(cluster.status(live_server.data).conninfo) as connection:
        asked = connection.execute("SELECT created_at FROM officer WHERE username = 'supervisor'")
        (loaded_at,) = asked.fetchone()
    flagged = live_server.phone("supervisor").every_item("/api/v1/reviews", status="open")
    return [review for review in flagged if datetime.fromisoformat(review["received_at"]) < loaded_at]


def codes(review: dict) -> set[str]:
    """What a patrol was flagged for."""
    return {flag["code"] for flag in review["flags"]}


def is_fake(review: dict) -> bool:
    """Whether a patrol is one of the fakes, by its number."""
    started_at = datetime.fromisoformat(review["started_at"]).astimezone(UTC)
    return uuid.UUID(review["id"]) in {fakes.number(at, started_at) for at in range(1, len(fakes.SORTS) + 1)}


def test_every_fake_waits_for_review(reviews):
    assert sum(map(is_fake, reviews)) == len(fakes.SORTS)


def test_every_sort_of_fake_is_found_out(reviews):
    found = Counter(code for review in reviews if is_fake(review) for code in codes(review))
    for code in ("copied", "together", "overlapping", "jumped", "too_regular", "late", "outlasts_track", "clock_gps"):
        assert found[code] >= 1, code
    assert found["replayed"] == 4
    assert sum(bool(codes(review) & COPIES) for review in reviews if is_fake(review)) == 6
    assert found["photos_one_spot"] >= 1
    assert found["photo_time"] >= 1


def test_of_honest_walks_none_is_called_a_copy(reviews):
    assert [review for review in reviews if codes(review) & COPIES and not is_fake(review)] == []


def test_what_is_flagged_besides_was_driven_or_mocked(reviews):
    besides = [review for review in reviews if not is_fake(review)]
    assert len(besides) > 20
    assert [review for review in besides if not codes(review) & OWED] == []
