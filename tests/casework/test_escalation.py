"""What is late goes up: each level once for a deadline, to the next chief, whenever and however often it is asked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from patrol.casework import escalate
from patrol.models import (
    Assignment,
    EscalationRule,
    Holiday,
    Issue,
    IssueEscalation,
    IssueEvent,
    Notice,
    Officer,
    RiverSegment,
)
from tests.casework.conftest import COUNTY, TOWN

MONDAY = datetime(2026, 5, 25, 4, tzinfo=UTC)
FRIDAY_BEFORE = date(2026, 5, 22)


def levels(session, now) -> list[tuple]:
    return [(row.number, row.level) for row in escalate(session, now)]


def test_an_issue_is_not_late_on_its_last_day(session, late):
    late("1", MONDAY.date())
    assert levels(session, MONDAY) == []
    # 16:00 UTC is midnight in the county.
    assert levels(session, datetime(2026, 5, 25, 16, 1, tzinfo=UTC)) == [("1", "yellow")]


def test_levels_follow_on_working_days_and_each_comes_once(session, late):
    issue_id = late("1", FRIDAY_BEFORE)
    seen = {}
    for day in range(30):
        for number, level in levels(session, MONDAY + timedelta(days=day)):
            assert number == "1"
            assert level not in seen
            seen[level] = (MONDAY + timedelta(days=day)).date()
        assert levels(session, MONDAY + timedelta(days=day)) == []
    assert seen == {"yellow": date(2026, 5, 25), "orange": date(2026, 5, 27), "red": date(2026, 6, 2)}
    assert session.scalar(select(Issue.alert).where(Issue.id == issue_id)) == "red"


def test_holidays_are_not_counted_as_late(session, late):
    session.add_all(Holiday(day=date(2026, 5, 25) + timedelta(days=n)) for n in range(5))
    late("1", FRIDAY_BEFORE)
    assert levels(session, MONDAY + timedelta(days=6)) == [("1", "yellow")]
    assert levels(session, MONDAY + timedelta(days=9)) == [("1", "orange")]


def test_who_looks_late_finds_all_levels_at_once_and_the_highest_colour(session, late, officers):
    issue_id = late("1", date(2026, 1, 5))
    rows = escalate(session, MONDAY)
    assert [(row.level, row.officer_id) for row in rows] == [
        ("yellow", officers["village"]),
        ("orange", officers["town"]),
        ("red", officers["county"]),
    ]
    assert session.scalar(select(Issue.alert).where(Issue.id == issue_id)) == "red"


def test_nobody_is_told_of_their_own_lateness(session, late, officers):
    late("1", FRIDAY_BEFORE, assignee_id=officers["village"])
    (row,) = escalate(session, MONDAY)
    assert row.officer_id == officers["town"]


def test_of_two_village_chiefs_the_one_who_answers_for_the_segment_is_told(session, late, officers):
    segment = RiverSegment(code="S", division_code=TOWN, geom="SRID=4490;LINESTRING(116.5 27.5,116.6 27.5)")
    neighbour = Officer(username="elder", name="elder", post="village_chief", division_code="361099101202")
    session.add_all([segment, neighbour])
    session.flush()
    session.add(
        Assignment(officer_id=neighbour.id, segment_id=segment.id, post="village_chief", valid_from=date(2026, 1, 1))
    )
    late("1", FRIDAY_BEFORE, segment_id=segment.id)
    late("2", FRIDAY_BEFORE)
    told = {row.number: row.officer_id for row in escalate(session, MONDAY)}
    assert told == {"1": neighbour.id, "2": officers["village"]}


def test_every_level_stands_in_the_history(session, late):
    issue_id = late("1", FRIDAY_BEFORE)
    escalate(session, MONDAY + timedelta(days=2))
    events = session.scalars(select(IssueEvent).where(IssueEvent.issue_id == issue_id).order_by(IssueEvent.id)).all()
    assert [(event.action, event.state, event.detail) for event in events] == [
        ("escalate", "rectifying", {"level": "yellow", "to": "village"}),
        ("escalate", "rectifying", {"level": "orange", "to": "town"}),
    ]


@pytest.mark.parametrize("state", ["closed", "invalid"])
def test_what_is_ended_is_not_late(session, late, state):
    late("1", FRIDAY_BEFORE, state=state, closed_at=MONDAY if state == "closed" else None)
    assert levels(session, MONDAY) == []


def test_what_has_no_deadline_is_not_late(session, late):
    late("1", None)
    assert levels(session, MONDAY) == []


def test_a_clock_of_hours_runs_out_at_its_minute(session, late):
    late("1", MONDAY.date(), due_at=MONDAY, state="handover_approved")
    assert levels(session, MONDAY - timedelta(minutes=1)) == []
    assert levels(session, MONDAY + timedelta(minutes=1)) == [("1", "yellow")]


def test_a_new_deadline_begins_anew(session, late):
    issue_id = late("1", FRIDAY_BEFORE)
    escalate(session, MONDAY)
    session.get(Issue, issue_id).due_on = date(2026, 6, 5)
    session.flush()
    assert levels(session, MONDAY) == []
    assert levels(session, datetime(2026, 6, 6, 4, tzinfo=UTC)) == [("1", "yellow")]
    held = session.scalars(select(IssueEscalation.due_on).where(IssueEscalation.issue_id == issue_id))
    assert sorted(held) == [FRIDAY_BEFORE, date(2026, 6, 5)]


def test_a_county_s_own_rule_holds_before_the_general_one(session, late):
    session.add(EscalationRule(division_code=COUNTY, level="yellow", late_days=2, post="county_chief"))
    late("1", FRIDAY_BEFORE)
    assert levels(session, MONDAY) == []
    assert levels(session, MONDAY + timedelta(days=1)) == [("1", "yellow")]


def test_each_chief_finds_their_level_in_the_inbox_once(session, late, officers):
    late("1", date(2026, 1, 5))
    escalate(session, MONDAY)
    escalate(session, MONDAY + timedelta(days=1))
    told = session.execute(select(Notice.officer_id, Notice.kind, Notice.sentence, Notice.subject).order_by(Notice.id))
    assert told.all() == [
        (officers[chief], "escalated", f"notice_escalated_{level}", "1")
        for chief, level in (("village", "yellow"), ("town", "orange"), ("county", "red"))
    ]
