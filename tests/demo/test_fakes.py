"""The demonstration's faked patrols are found out, and honest ones are left alone."""

from collections import Counter

import pytest


@pytest.fixture(scope="module")
def reviews(live_server) -> list[dict]:
    """Everything that was flagged."""
    return live_server.phone("supervisor").every_item("/api/v1/reviews", status="open")


def test_every_sort_of_fake_waits_for_review(reviews):
    found = Counter(flag["code"] for review in reviews for flag in review["flags"])
    for code in ("copied", "together", "overlapping", "jumped", "too_regular", "late", "outlasts_track", "clock_gps"):
        assert found[code] >= 1, code
    assert found["replayed"] >= 4
    assert found["photos_one_spot"] >= 1
    assert found["photo_time"] >= 1


def test_of_honest_walks_none_is_called_a_copy(reviews):
    copies = [r for r in reviews for f in r["flags"] if f["code"] in ("replayed", "copied", "together")]
    assert len(copies) == 6


def test_what_is_flagged_besides_was_driven_or_mocked(reviews):
    besides = Counter(
        flag["code"] for review in reviews for flag in review["flags"] if flag["code"] in ("driven", "mock_location")
    )
    assert besides["driven"] + besides["mock_location"] >= len(reviews) - 14
