"""Lists of issues: filtered, and page after page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from patrol.models import Issue
from tests.api.conftest import OTHER_TOWN, TOWN
from tests.today import today as local_today

TODAY = local_today()


def numbers(answer) -> list[str]:
    return [issue["number"] for issue in answer.json["items"]]


def test_the_newest_come_first_page_after_page(desk, three):
    found, path = [], "/api/v1/issues?limit=2"
    while path:
        page = desk("sup").caller.get(path)
        found += numbers(page)
        path = page.json["next"]
    assert found == three


def test_filters_narrow_the_list(desk, three):
    closed, assigned, reported = three
    sup = desk("sup")
    assert numbers(sup.list(state="closed")) == [closed]
    assert numbers(sup.list(state="reported,assigned")) == [assigned, reported]
    assert numbers(sup.list(kind="forest")) == []
    assert numbers(sup.list(category="漂浮物")) == [assigned]
    assert numbers(sup.list(division=TOWN)) == three
    assert numbers(sup.list(division=OTHER_TOWN)) == []
    assert numbers(sup.list(assignee="wang")) == [closed, assigned]
    assert numbers(desk("wang").list(assignee="me")) == [closed, assigned]
    today, before = TODAY + timedelta(days=1), TODAY - timedelta(days=2)
    assert numbers(sup.list(**{"from": before.isoformat(), "to": today.isoformat()})) == three
    assert numbers(sup.list(to=before.isoformat())) == []


def test_what_is_overdue_is_told_and_found(desk, three, session):
    closed, assigned, reported = three
    for number in three:
        session.scalar(select(Issue).where(Issue.number == number)).due_on = TODAY - timedelta(days=3)
    session.flush()
    sup = desk("sup")
    assert numbers(sup.list(overdue="true")) == [assigned, reported]
    assert numbers(sup.list(overdue="false")) == [closed]
    assert sup.see(reported).json["overdue"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"state": "lost"}, "state"),
        ({"kind": "sea"}, "kind"),
        ({"overdue": "maybe"}, "overdue"),
        ({"from": "2026-05-02", "to": "2026-05-01"}, "from"),
        ({"limit": "0"}, "limit"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_question_is_told_by_its_parameter(desk, query, field):
    refused = desk("sup").list(**query)
    assert (refused.status_code, set(refused.json["errors"])) == (422, {field})
