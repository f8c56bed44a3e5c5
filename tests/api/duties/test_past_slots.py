"""What a segment, plot or officer is for the rules may change today; the days before keep what it was."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from patrol.models import ForestPlot, Officer, PastSlot, Patrol, RiverSegment
from tests.api.conftest import COUNTY, OTHER_TOWN, VILLAGE, walk
from tests.api.duties.conftest import ALONG, LAST_MONTH, NEXT_MONTH, TODAY, days_ago, hold, month_of, row_of


@pytest.fixture
def classes(people, session):
    """Black water is walked nine times a month, other water twice."""
    hold(session, times=2)
    hold(session, times=9, object_class="黑臭水体")


@pytest.mark.parametrize("by", ["officer", "segment", "township"])
def test_a_class_given_today_moves_nothing_of_last_month(signed_in, classes, session, by):
    sup = signed_in("sup")
    before = row_of(sup, by, LAST_MONTH)
    session.execute(update(RiverSegment).values(object_class="黑臭水体"))
    assert row_of(sup, by, LAST_MONTH) == before
    assert row_of(sup, by, NEXT_MONTH)["owed"] == 9


def test_a_month_in_which_the_class_changed_asks_each_for_its_days(signed_in, classes, session):
    session.execute(update(RiverSegment).values(object_class="黑臭水体"))
    session.execute(update(PastSlot).values(valid_to=date(2026, 4, 10)))
    sup = signed_in("sup")
    owed = [row_of(sup, period=f"2026-0{month}")["owed"] for month in (3, 4, 5)]
    assert owed == [2, 7, 9]  # 2 × 10/30 + 9 × 20/30 = 6.7


def test_classes_that_changed_twice_hold_each_for_its_days(signed_in, classes, session):
    session.execute(update(RiverSegment).values(object_class="黑臭水体"))
    session.execute(update(PastSlot).values(valid_to=date(2026, 3, 31)))
    session.execute(update(RiverSegment).values(object_class=None))
    kept = select(PastSlot.valid_from, PastSlot.object_class).where(PastSlot.segment_id.is_not(None))
    assert session.execute(kept.where(PastSlot.valid_from.is_not(None))).all() == [(date(2026, 4, 1), "黑臭水体")] * 3
    session.execute(update(PastSlot).where(PastSlot.valid_from.is_not(None)).values(valid_to=date(2026, 4, 30)))
    sup = signed_in("sup")
    assert [row_of(sup, period=f"2026-0{month}")["owed"] for month in (3, 4, 5)] == [2, 9, 2]


def test_what_changes_and_changes_back_on_one_day_was_never_another(signed_in, classes, session):
    sup = signed_in("sup")
    before = row_of(sup, period=LAST_MONTH), row_of(sup, period=NEXT_MONTH)
    for word in ("黑臭水体", "一级", None):
        session.execute(update(RiverSegment).values(object_class=word))
    assert (row_of(sup, period=LAST_MONTH), row_of(sup, period=NEXT_MONTH)) == before


def test_a_segment_that_goes_to_another_township_was_owed_what_its_own_asked_until_then(signed_in, people, session):
    hold(session, times=2)
    hold(session, times=5, division_code=OTHER_TOWN)
    session.execute(update(RiverSegment).where(RiverSegment.code == "R-1").values(division_code=OTHER_TOWN))
    sup = signed_in("sup")
    assert row_of(sup, "segment", LAST_MONTH)["owed"] == 2
    assert row_of(sup, "segment", NEXT_MONTH)["owed"] == 5


def test_a_ranger_who_moves_owes_in_person_what_each_place_asks_for_its_days(signed_in, people, session):
    person = {"post": "ranger", "kind": "forest", "per": "person"}
    hold(session, **person, times=20)
    hold(session, **person, times=10, division_code=OTHER_TOWN)
    session.execute(update(Officer).where(Officer.username == "li").values(division_code=OTHER_TOWN))
    li = signed_in("li")
    assert row_of(li, period=LAST_MONTH)["owed"] == 20
    assert row_of(li, period=NEXT_MONTH)["owed"] == 10
    session.execute(update(PastSlot).values(valid_to=date(2026, 4, 15)))
    assert [row_of(li, period=f"2026-0{month}")["owed"] for month in (3, 4, 5)] == [20, 15, 10]


def test_a_late_patrol_is_judged_by_what_its_segment_and_walker_were_that_day(signed_in, people, session, post):
    hold(session, min_distance_m=500)
    hold(session, min_distance_m=9_000, object_class="黑臭水体")
    hold(session, min_distance_m=9_000, division_code=OTHER_TOWN)
    wang = signed_in("wang")
    session.execute(update(RiverSegment).values(object_class="黑臭水体"))
    session.execute(update(Officer).where(Officer.username == "wang").values(division_code=OTHER_TOWN))
    assert wang.submit(walk(ALONG, start=days_ago(3))).json["effective"] is True
    days = {"from": str(TODAY - timedelta(days=5)), "to": str(TODAY - timedelta(days=1))}
    act = post("office", "/rescorings", days | {"division": COUNTY, "reason": "再算一遍"}).json
    assert (act["patrols"], act["changed"]) == (1, 0)
    session.execute(update(PastSlot).values(valid_to=TODAY - timedelta(days=30)))
    assert post("office", "/rescorings", days | {"division": COUNTY, "reason": "早已变更"}).json["changed"] == 2
    assert session.scalar(select(Patrol.effective)) is False
    assert row_of(signed_in("sup"), "segment", month_of(days_ago(3)))["done"] == 0


def test_plots_keep_their_classes_of_then_too(signed_in, people, session):
    hold(session, post="ranger", kind="forest", times=1)
    hold(session, post="ranger", kind="forest", times=4, object_class="公益林")
    session.execute(update(ForestPlot).values(object_class="公益林", division_code=VILLAGE))
    sup = signed_in("sup")
    assert row_of(sup, "plot", LAST_MONTH)["owed"] == 1
    assert row_of(sup, "plot", NEXT_MONTH)["owed"] == 4
