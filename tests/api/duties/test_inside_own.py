"""Rangers 护林员 whose metres and minutes count inside their own plots alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from patrol.models import Patrol
from tests.api.conftest import COUNTY, walk
from tests.api.duties.conftest import TODAY, days_ago, hold

# The plot is 1,000 m by 500 m: from 2,000 to 3,000 m east, from 3,000 to 3,500 m north.
THERE_AND_BACK = [(2_000, 3_250), (3_000, 3_250), (2_000, 3_250)]
PAST_IT = [(2_000, 3_250), (2_400, 3_250), (2_400, 5_600)]


@pytest.fixture
def asked(people, session):
    """A kilometre and ten minutes a patrol, inside."""
    return hold(
        session, post="ranger", kind="forest", per="person", min_distance_m=1_500, min_duration_s=600, inside_own=True
    )


def test_a_walk_within_the_own_plot_does_what_the_rule_asks(signed_in, asked, session):
    told = signed_in("li").submit(walk(THERE_AND_BACK, start=days_ago(1), kind="forest")).json
    assert (told["effective"], told["reasons"]) == (True, [])
    inside, whole = session.execute(select(Patrol.own_distance_m, Patrol.distance_m)).one()
    assert inside == whole


def test_metres_and_minutes_outside_the_own_plot_count_for_nothing(signed_in, asked, session):
    told = signed_in("li").submit(walk(PAST_IT, start=days_ago(1), kind="forest")).json
    assert told["distance_m"] > 2_500
    assert {each["code"] for each in told["reasons"]} == {"too_brief_inside", "too_short_inside"}
    # 400 m along the plot, 250 m to its edge, and 50 m that a phone may err.
    assert session.execute(select(Patrol.own_distance_m, Patrol.own_duration_s)).one() == (
        pytest.approx(700, abs=40),
        pytest.approx(700 / 1.25, abs=40),
    )
    assert all("责任区内" in each["message"] for each in told["reasons"])


def test_who_answers_for_nothing_there_was_nowhere_inside(signed_in, asked, people, session):
    session.execute(text("DELETE FROM assignment"))
    signed_in("li").submit(walk(THERE_AND_BACK, start=days_ago(1), kind="forest"))
    assert session.execute(select(Patrol.own_distance_m, Patrol.effective)).one() == (0, False)


def test_an_erased_track_is_judged_again_by_what_was_measured_when_it_came(signed_in, asked, session, post):
    signed_in("li").submit(walk(PAST_IT, start=days_ago(1), kind="forest"))
    measured = session.scalar(select(Patrol.own_distance_m))
    session.execute(update(Patrol).values(track=None, path=None, accuracy_m=None))
    asked.min_distance_m = asked.min_duration_s = 500
    session.flush()
    day = str(TODAY - timedelta(days=1))
    act = {"division": COUNTY, "from": str(TODAY - timedelta(days=2)), "to": day, "reason": "制度更正"}
    assert post("office", "/rescorings", act).json["changed"] == 2, "the patrol and its visit"
    assert session.execute(select(Patrol.own_distance_m, Patrol.effective)).one() == (measured, True)
