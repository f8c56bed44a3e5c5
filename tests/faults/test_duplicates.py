"""A phone with poor signal sends the same patrol again and again, all at once: it arrives once."""

import json
import os
from collections import Counter

import pytest

from tests.faults.crowd import Crowd
from tests.hamlet import new_id, walk_body

ROUNDS = int(os.environ.get("PATROL_TEST_ROUNDS", "200"))
DAYS_AGO = 3


@pytest.fixture(scope="module")
def rounds(hamlet):
    """The answers to each round of fifty identical first submissions, by patrol."""
    crowd = Crowd(hamlet, hamlet.phone)
    data = json.dumps(walk_body(points=20, days_ago=DAYS_AGO)).encode()
    answers = {patrol_id: crowd.all_put(patrol_id, data) for patrol_id in [new_id() for _ in range(ROUNDS)]}
    crowd.close()
    return answers


def test_fifty_identical_first_submissions_get_one_201_and_else_200(rounds):
    for patrol_id, answers in rounds.items():
        counts = Counter(answer.status for answer in answers)
        assert counts == {201: 1, 200: len(answers) - 1}, (patrol_id, counts, answers[0].body[:300])


def test_every_one_of_the_fifty_gets_the_same_receipt(rounds):
    for answers in rounds.values():
        receipts = {json.dumps(answer.json(), sort_keys=True) for answer in answers}
        assert len(receipts) == 1, receipts


def test_each_patrol_is_one_row_and_one_visit(hamlet, rounds):
    tracks = [feature["properties"]["patrol"] for feature in hamlet.phone.every_feature("tracks")]
    assert Counter(tracks) == dict.fromkeys(rounds, 1)
    day = walk_body(days_ago=DAYS_AGO)["started_at"][:10]
    (river,) = hamlet.phone.every_item("/api/v1/coverage/segments", **{"from": day, "to": day})
    assert river["visits"] == len(rounds)


@pytest.mark.parametrize("days_ago", [800, 840, 880])
def test_fifty_phones_may_open_a_month_that_nobody_patrolled_before(hamlet, days_ago):
    crowd = Crowd(hamlet, hamlet.phone)
    data = json.dumps(walk_body(points=20, days_ago=days_ago)).encode()
    answers = crowd.each_put(data)
    crowd.close()
    assert {answer.status for answer in answers} == {201}, Counter(answer.status for answer in answers)
