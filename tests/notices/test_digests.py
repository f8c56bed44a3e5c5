"""What the clock tells: deadlines, duties, flagged patrols, and each morning what there is to do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert, select

from patrol import digests, telling
from patrol.casework import escalate
from patrol.config import NotifySettings
from patrol.models import Assignment, Issue, Leave, Notice, Officer, PatrolRule, RiverSegment
from tests.casework.conftest import COUNTY, POINT, VILLAGE

# A Wednesday, 08:00 in the county.
MORNING = datetime(2026, 5, 20, 0, 0, tzinfo=UTC)
TODAY = date(2026, 5, 20)


def told(session, kind: str | None = None) -> list[tuple]:
    found = select(Officer.username, Notice.kind, Notice.subject, Notice.params).join(Officer).order_by(Notice.id)
    return session.execute(found.where(Notice.kind == kind) if kind else found).all()


@pytest.fixture
def walker(session, officers) -> int:
    """A patroller who answers for a segment, to be walked once a week and, in person, ten times a month."""
    wang = Officer(username="wang", name="王", post="patroller", division_code=VILLAGE)
    segment = RiverSegment(code="S", division_code=VILLAGE, geom="SRID=4490;LINESTRING(116.5 27.5,116.6 27.5)")
    session.add_all([wang, segment])
    session.flush()
    begun = date(2026, 1, 1)
    session.add(Assignment(officer_id=wang.id, segment_id=segment.id, post="patroller", valid_from=begun))
    for per, times, period in (("object", 1, "week"), ("person", 10, "month")):
        session.add(
            PatrolRule(
                division_code=COUNTY,
                post="patroller",
                kind="river",
                per=per,
                times=times,
                period=period,
                min_duration_s=600,
                min_distance_m=500,
                valid_from=begun,
            )
        )
    session.flush()
    return wang.id


def test_deadlines_are_told_two_working_days_before_and_again_when_they_are_over(session, late, officers, settings):
    mine = {"assignee_id": officers["village"], "state": "rectifying"}
    # Friday: two working days from Wednesday; Monday: three.
    late("friday", date(2026, 5, 22), **mine)
    late("monday", date(2026, 5, 25), **mine)
    late("over", date(2026, 5, 19), **mine)
    late("closed", date(2026, 5, 19), assignee_id=officers["village"], state="closed", closed_at=MORNING)
    late("desk", date(2026, 5, 20), state="reported")
    for _ in range(2):
        telling.tell_deadlines(session, MORNING, settings.timezone)
    assert sorted(row[:3] for row in told(session)) == [
        ("office", "due", "desk"),
        ("village", "due", "friday"),
        ("village", "overdue", "over"),
    ]
    telling.tell_deadlines(session, MORNING + timedelta(days=3), settings.timezone)
    assert {row[:3] for row in told(session)[3:]} == {
        ("office", "overdue", "desk"),
        ("village", "due", "monday"),
        ("village", "overdue", "friday"),
    }


def test_a_new_deadline_is_told_anew(session, late, officers, settings):
    issue_id = late("1", TODAY, assignee_id=officers["village"])
    telling.tell_deadlines(session, MORNING, settings.timezone)
    session.get(Issue, issue_id).due_on = date(2026, 5, 21)
    session.flush()
    telling.tell_deadlines(session, MORNING, settings.timezone)
    assert len(told(session, "due")) == 2


def test_the_morning_lists_what_there_is_to_do_and_says_nothing_to_who_has_nothing(session, late, officers, settings):
    mine = {"assignee_id": officers["village"]}
    late("today", TODAY, **mine)
    late("friday", date(2026, 5, 22), **mine)
    late("over", date(2026, 5, 11), state="assigned", **mine)
    late("next week", date(2026, 5, 25), **mine)
    escalate(session, MORNING)
    assert digests.write_digests(session, MORNING, settings)
    assert {row.username: row.params["counts"] for row in told(session, "digest")} == {
        "village": {"due_today": 1, "due_week": 1, "overdue": 1, "assigned": 1, "area_overdue": 1},
        "town": {"escalated": 1, "area_overdue": 1},
        "county": {"escalated": 1, "area_overdue": 1},
    }


def test_the_morning_comes_once_a_day_after_its_hour_on_working_days(session, late, officers, settings):
    late("over", date(2026, 5, 11), assignee_id=officers["village"])
    first = MORNING - timedelta(hours=7, minutes=20)
    moments = [first + timedelta(hours=hours) for hours in range(7 * 24)]
    written = [moment for moment in moments if digests.write_digests(session, moment, settings)]
    # Wednesday to Friday, Monday and Tuesday, at the first look after 07:30 in the county.
    assert [moment.isoformat() for moment in written] == [
        f"2026-05-{day}T{hour}:40:00+00:00" for day, hour in ((19, 23), (20, 23), (21, 23), (24, 23), (25, 23))
    ]
    unread = select(Notice.subject).where(Notice.kind == "digest", Notice.read_at.is_(None)).distinct()
    assert session.scalars(unread).all() == ["2026-05-26"]


def test_a_county_may_want_it_daily_at_another_hour(session, late, officers, settings):
    late("over", date(2026, 5, 11), assignee_id=officers["village"])
    daily = replace(settings, notify=NotifySettings(digest_at=time(6), digest_daily=True))
    saturday = datetime(2026, 5, 22, 22, 1, tzinfo=UTC)
    assert not digests.write_digests(session, saturday - timedelta(minutes=2), daily)
    assert digests.write_digests(session, saturday, daily)


def test_who_is_behind_is_reminded_as_the_period_ends_and_once(session, walker, settings):
    for day in range(19, 32):
        digests.write_digests(session, datetime(2026, 5, day, 0, tzinfo=UTC), replace_daily(settings))
    assert [(row.subject, row.params) for row in told(session, "duty_behind")] == [
        ("river/object", {"owed": 1, "missing": 1, "to": "2026-05-24"}),
        ("river/person", {"owed": 10, "missing": 10, "to": "2026-05-31"}),
        ("river/object", {"owed": 1, "missing": 1, "to": "2026-05-31"}),
    ]


def replace_daily(settings):
    return replace(settings, notify=NotifySettings(digest_daily=True))


def test_who_is_on_leave_is_not_reminded_of_what_is_not_asked_of_them(session, walker, settings):
    month = {"first_on": date(2026, 5, 1), "last_on": date(2026, 5, 31), "reason": "病假"}
    session.add(Leave(officer_id=walker, approved_by=walker, approved_at=MORNING, **month))
    session.flush()
    digests.write_digests(session, datetime(2026, 5, 29, 0, tzinfo=UTC), settings)
    assert told(session, "duty_behind") == []


def test_chiefs_hear_how_many_of_their_people_are_behind(session, walker, settings):
    digests.write_digests(session, MORNING, settings)
    counts = {row.username: row.params["counts"] for row in told(session, "digest")}
    assert {name for name in counts if counts[name].get("people_behind") == 1} == {"village", "town", "county"}
    # Ten in person, and one in each week whose Thursday lies in May.
    assert counts["wang"]["missing"] == 14


def test_every_officer_of_a_crowd_gets_their_own_list(session, officers, settings):
    rows = [{"username": f"w{n}", "name": "w", "post": "patroller", "division_code": VILLAGE} for n in range(300)]
    ids = list(session.scalars(insert(Officer).returning(Officer.id), rows))
    due = {"kind": "river", "category": "漂浮物", "title": "漂", "division_code": VILLAGE, "reported_at": MORNING}
    issues = [
        {"number": f"N-{n}", "state": "rectifying", "assignee_id": each, "due_on": TODAY, "geom": POINT} | due
        for n, each in enumerate(ids)
    ]
    session.execute(insert(Issue), issues)
    digests.write_digests(session, MORNING, settings)
    assert [row.params["counts"] for row in told(session, "digest")] == [{"due_today": 1}] * 300
