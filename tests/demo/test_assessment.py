"""The demonstration shows an issued quarter with an appeal that was upheld."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from patrol.assessment import tables
from patrol.assessment.asking import Clock, Wanted
from patrol.demo.assessment import assess, quarter_before
from patrol.models import AppealDecision, AssessmentScheme, Assignment, Officer, PatrolRule
from tests import two_rivers

NOW = datetime(2026, 8, 22, 4, tzinfo=UTC)


@pytest.fixture
def land(session):
    """Two rivers, the county's office, and a patroller for one of them."""
    segment = two_rivers.settle(session)
    places = {"office": ("office", two_rivers.COUNTY), "p1": ("patroller", two_rivers.VILLAGE)}
    officers = [Officer(username=name, name=name, post=post, division_code=at) for name, (post, at) in places.items()]
    session.add_all(officers)
    session.flush()
    duty = {"segment_id": segment.id, "post": "patroller", "valid_from": date(2026, 1, 1)}
    session.add(Assignment(officer_id=officers[1].id, **duty))
    session.flush()


@pytest.mark.parametrize(
    ("day", "period"),
    [(date(2026, 1, 1), "2025-Q4"), (date(2026, 11, 22), "2026-Q3"), (date(2026, 4, 1), "2026-Q1")],
)
def test_the_quarter_before_is_the_one_that_is_over(day, period):
    assert quarter_before(day) == period


def test_the_last_quarter_is_issued_with_points_by_hand(land, session, settings):
    rule = {"post": "patroller", "kind": "river", "times": 4, "period": "month", "valid_from": date(2020, 1, 1)}
    session.add(PatrolRule(division_code=two_rivers.COUNTY, **rule))
    session.flush()
    assess(session, two_rivers.COUNTY, NOW, settings)
    clock = Clock(NOW, settings.timezone)
    assert len(session.scalars(select(AssessmentScheme.id)).all()) == 5
    towns = tables.table(session, None, Wanted(two_rivers.COUNTY, "2026-Q2", "township"), clock)
    [praised] = [line for line in towns["items"][0]["lines"] if line["indicator"] == "adjustment"]
    assert (towns["status"], praised["points"]) == ("issued", 2)
    people = tables.table(session, None, Wanted(two_rivers.COUNTY, "2026-Q2", "officer", "patroller"), clock)
    [row] = people["items"]
    assert (row["score"], row["corrected"]["score"]) == (0, 50)
    assert session.scalar(select(AppealDecision.decision)) == "upheld"
