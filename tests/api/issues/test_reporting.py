"""What a report says of itself: one content for an id, a source one may name, a place of its kind."""

import uuid

import pytest
from sqlalchemy import update

from patrol.models import Issue
from patrol.rules.casework import FINDERS
from patrol.rules.sources import SAID_BY
from tests.api.issues.conftest import FAR


@pytest.mark.parametrize(
    "other", [{"text": "别的事"}, {"category": "漂浮物"}, {"position": FAR}, {"severity": "major"}]
)
def test_a_known_id_with_other_content_is_refused_and_the_same_again_is_not(desk, other):
    said = {"id": str(uuid.uuid4())}
    made = desk("wang").report(**said)
    refused = desk("wang").report(**said | other)
    assert (refused.status_code, refused.json["code"], list(refused.json["errors"])) == (409, "issue_differs", ["id"])
    again = desk("wang").report(**said)
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json["number"] == made.json["number"]
    assert again.json["text"] == "桥下垃圾"


def test_what_a_phone_leaves_out_or_sends_empty_is_the_same(desk):
    said = {"id": str(uuid.uuid4())}
    assert desk("wang").report(**said).status_code == 201
    assert desk("wang").report(**said, photos=[], severity=None).status_code == 200


def test_an_issue_from_before_fingerprints_is_answered_as_it_was(desk, session):

    said = {"id": str(uuid.uuid4())}
    desk("wang").report(**said)
    session.execute(update(Issue).values(content_sha256=None))
    assert desk("wang").report(**said, title="另一个题目").status_code == 200


@pytest.mark.parametrize(
    ("username", "source", "status"),
    [
        ("wang", "patrol", 201),
        ("wang", "public", 201),
        ("wang", "inspection", 422),
        ("wang", "assigned", 422),
        ("li", "office", 422),
        ("village", "assigned", 422),
        ("chief", "assigned", 201),
        ("sup", "inspection", 201),
        ("sup", "patrol", 422),
        ("office", "remote_sensing", 201),
        ("office", "patrol", 422),
    ],
)
def test_a_source_is_named_by_those_whose_it_is(desk, username, source, status):
    answer = desk(username).report(source=source)
    assert answer.status_code == status, answer.json
    if status == 422:
        assert list(answer.json["errors"]) == ["source"]
        assert "可以登记：" in answer.json["errors"]["source"]
    else:
        assert answer.json["source"] == source


def test_everybody_who_reports_has_a_source():
    assert set(SAID_BY) == FINDERS


@pytest.mark.parametrize(
    ("said", "field"),
    [({"plot": "P-1"}, "plot"), ({"kind": "forest", "category": "松材线虫病", "segment": "R-1"}, "segment")],
)
def test_a_plot_of_a_river_or_a_segment_of_a_forest_is_refused(desk, said, field):
    answer = desk("office").report(**said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


@pytest.mark.parametrize("after", ["xx", "1999-0001", "2026-99999999999999"])
def test_a_list_after_an_issue_that_is_none_is_refused(desk, after):
    desk("wang").report()
    answer = desk("office").list(after=after)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["after"])
