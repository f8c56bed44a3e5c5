"""Which visits and outings do a duty, and which of them count."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from patrol.models import Patrol, SegmentVisit
from tests.api.conftest import TOWN, VILLAGE, walk
from tests.api.duties.conftest import ALONG, days_ago, hold, month_of, row_of


def test_an_effective_patrol_is_done_and_the_rest_is_missing_by_officer_segment_and_place(signed_in, people, session):
    rule = hold(session)
    wang = signed_in("wang")
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    receipt = wang.submit(walk(ALONG, start=start)).json
    assert receipt["effective"] is True
    sup = signed_in("sup")
    for by, key in (("officer", "wang"), ("segment", "R-1"), ("village", VILLAGE), ("township", TOWN)):
        row = row_of(sup, by, month_of(start), kind="river")
        assert (row["key"], row["owed"], row["done"], row["missing"]) == (key, 2, 1, 1)
        behind = sup.get(row["patrols"]).json["items"]
        assert [(each["id"], each["counted"], each["rule"]) for each in behind if each["object"]] == [
            (receipt["id"], True, rule.id)
        ]


def test_one_counts_of_two_on_a_day_where_days_must_differ(signed_in, people, session):
    hold(session, distinct_days=True)
    wang = signed_in("wang")
    start = days_ago(1)
    for hours in (4, 0, 2):  # not in the order of time
        assert wang.submit(walk(ALONG, start=start + timedelta(hours=hours))).status_code == 201
    row = row_of(wang, period=month_of(start))
    assert (row["done"], row["effective"]) == (1, 3)
    counted = select(Patrol.started_at).join(SegmentVisit, SegmentVisit.patrol_id == Patrol.id)
    assert session.scalars(counted.where(SegmentVisit.counted)).all() == [start]


def test_a_cool_down_is_counted_from_the_last_that_counted(signed_in, people, session):
    hold(session, cool_down_s=36 * 3600)
    wang = signed_in("wang")
    for hours in (0, 24, 48, 72):
        assert wang.submit(walk(ALONG, start=days_ago(5) + timedelta(hours=hours))).status_code == 201
    counted = session.scalars(
        select(Patrol.started_at).join(SegmentVisit, SegmentVisit.patrol_id == Patrol.id).where(SegmentVisit.counted)
    )
    assert sorted(counted) == [days_ago(5), days_ago(5) + timedelta(hours=48)]


def test_a_drone_does_not_do_the_duty_where_the_rule_says_so(signed_in, people, session):
    hold(session, drones_allowed=False)
    told = signed_in("wang").submit(walk(ALONG, means="drone")).json
    assert [reason["code"] for reason in told["reasons"]] == ["by_drone"]
