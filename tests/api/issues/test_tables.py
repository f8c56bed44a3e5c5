"""The table of issues: sorted by any of its columns, cut on the server, and as a workbook with the same rows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from patrol.api.tables.columns import value_at
from patrol.api.tables.issues import ISSUES
from patrol.models import Issue
from tests.api.tables.conftest import rows_of
from tests.today import today

TODAY = today()


@pytest.fixture
def three(desk, bring) -> list[str]:
    """The numbers of a reported, an assigned and a closed issue."""
    return [bring("reported"), bring("assigned", category="漂浮物"), bring("closed", category="污水直排")]


@pytest.mark.parametrize("column", ISSUES.sorts)
def test_every_column_that_is_said_to_sort_sorts_both_ways_with_the_empty_last(desk, three, column):
    sup = desk("sup")
    up, down = (sup.list(sort=sign + column).json["items"] for sign in ("", "-"))
    assert {item["number"] for item in up} == {item["number"] for item in down} == set(three)
    for items in (up, down):
        empty = [value_at(item, column) is None for item in items]
        assert empty == sorted(empty)
    filled = [[each["number"] for each in items if value_at(each, column) is not None] for items in (up, down)]
    values = [value_at(item, column) for item in up if value_at(item, column) is not None]
    if len(set(values)) == len(values):
        assert filled[0] == filled[1][::-1]


def test_days_sort_as_days(desk, three, session):
    for apart, number in zip((5, -3, 1), three, strict=True):
        session.scalar(select(Issue).where(Issue.number == number)).due_on = TODAY + timedelta(days=apart)
    session.flush()
    answer = desk("sup").list(sort="due_on").json
    assert [item["number"] for item in answer["items"]] == [three[1], three[2], three[0]]


def test_a_list_is_cut_anywhere_and_says_how_long_it_is(desk, three):
    sup = desk("sup")
    whole = [item["number"] for item in sup.list(sort="-reported_at").json["items"]]
    second = sup.list(sort="-reported_at", skip=1, limit=1).json
    assert ([item["number"] for item in second["items"]], second["total"]) == ([whole[1]], 3)
    last = sup.caller.get(second["next"]).json
    assert ([item["number"] for item in last["items"]], last["next"]) == ([whole[2]], None)
    beyond = sup.list(sort="-reported_at", skip=50).json
    assert (beyond["items"], beyond["total"], beyond["next"]) == ([], 3, None)


def test_the_workbook_holds_the_rows_that_are_on_the_screen(desk, three):
    sup = desk("sup")
    asked = {"state": "reported,closed", "sort": "-number"}
    items = sup.list(**asked).json["items"]
    headings, rows = rows_of(sup.list(**asked, limit=1, format="xlsx"))
    assert headings == [column.heading[0] for column in ISSUES.columns]
    at = {column.field: place for place, column in enumerate(ISSUES.columns)}
    assert [row[at["number"]] for row in rows] == [item["number"] for item in items]
    assert [row[at["state"]] for row in rows] == ["销号", "上报"]
    assert [row[at["overdue"]] for row in rows] == ["否", "否"]
    for row, item in zip(rows, items, strict=True):
        due = row[at["due_on"]]
        assert (due.date().isoformat() if due else None) == item["due_on"]


def test_a_formula_in_a_title_stays_text(desk, bring, session):
    number = bring("reported")
    session.scalar(select(Issue).where(Issue.number == number)).title = "=1+1"
    session.flush()
    _, [row] = rows_of(desk("sup").list(format="xlsx"))
    assert row[1] == "=1+1"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"sort": "overdue"}, "sort"),
        ({"sort": "id;drop"}, "sort"),
        ({"skip": -1}, "skip"),
        ({"format": "pdf"}, "format"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_field(desk, staff, asked, field):
    answer = desk("sup").list(**asked)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_words_are_looked_for_in_number_title_and_assignee(desk, three):
    sup = desk("sup")
    assert [item["number"] for item in sup.list(text=three[1][-4:], sort="number").json["items"]] == [three[1]]
    assert sup.list(text="100%_", sort="number").json["total"] == 0


def test_what_is_due_by_a_day_is_still_open(desk, three, session):
    for number in three:
        session.scalar(select(Issue).where(Issue.number == number)).due_on = TODAY
    session.flush()
    assert {item["number"] for item in desk("sup").list(due_by=str(TODAY)).json["items"]} == set(three[:2])


def test_a_screen_is_told_the_columns_in_its_language(desk, staff, signed_in):
    caller = signed_in("sup")
    for locale, at in (("zh-CN", 0), ("en", 1)):
        answer = caller.client.get("/api/v1/tables", headers=caller.headers | {"Accept-Language": locale})
        [table] = [each for each in answer.json["items"] if each["name"] == "issues"]
        assert [column["heading"] for column in table["columns"]] == [each.heading[at] for each in ISSUES.columns]
        assert table["columns"][2]["words"]["closed"] == ("销号", "Closed")[at]
