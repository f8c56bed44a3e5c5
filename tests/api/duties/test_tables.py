"""The tables of duties: pages, workbooks, who sees what, and that parts add up."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from patrol.models import Assignment, ForestPlot, Officer, RiverSegment
from tests.api.conftest import OTHER_TOWN, walk
from tests.api.duties.conftest import ALONG, MONTH, TODAY, days_ago, hold, month_of, row_of


def test_the_workbook_holds_the_figures_of_the_table(signed_in, people, session):
    hold(session, times=3)
    session.execute(update(Officer).where(Officer.username == "wang").values(name="=1+1"))
    sup = signed_in("sup")
    row = row_of(sup, period="2026-03")
    answer = sup.get("/api/v1/duties", period="2026-03", by="officer", format="xlsx")
    sheet = load_workbook(BytesIO(answer.data)).active
    headings, values = ([cell.value for cell in line] for line in sheet.iter_rows())
    told = dict(zip(headings, values, strict=True))
    assert (told["应巡"], told["已巡"], told["欠巡"], told["完成率"]) == (3, 0, 3, 0)
    assert (told["编号"], told["人员"], told["状态"]) == (row["key"], "=1+1", "未完成")
    assert sheet.cell(2, headings.index("人员") + 1).data_type == "s"


def test_surplus_at_one_object_is_done_but_not_credited_and_the_figures_subtract(signed_in, people, session):
    hold(session, times=1, min_duration_s=0)
    wang = session.scalar(select(Officer.id).where(Officer.username == "wang"))
    other = session.scalar(select(RiverSegment.id).where(RiverSegment.code == "R-2"))
    session.add(Assignment(officer_id=wang, segment_id=other, post="patroller", valid_from=date(2020, 1, 1)))
    session.flush()
    for hour in (1, 4, 7):
        assert signed_in("wang").submit(walk(ALONG, start=days_ago(1, hour))).status_code == 201
    sup, period = signed_in("sup"), month_of(days_ago(1))
    row = row_of(sup, period=period)
    figures = [row[name] for name in ("owed", "done", "credited", "missing", "rate")]
    assert figures == [2, 3, 1, 1, 0.5]
    listed = sup.get("/api/v1/duties", period=period, by="segment", sort="-credited").json["items"]
    assert [(each["key"], each["done"], each["credited"]) for each in listed] == [("R-1", 3, 1), ("R-2", 0, 0)]
    answer = sup.get("/api/v1/duties", period=period, format="xlsx")
    headings, values = (
        [cell.value for cell in line] for line in load_workbook(BytesIO(answer.data)).active.iter_rows()
    )
    told = dict(zip(headings, values, strict=True))
    assert told["应巡"] - told["计入"] == told["欠巡"] == 1


def test_a_table_is_cut_anywhere_and_says_how_long_it_is(signed_in, people, session):
    hold(session)
    hold(session, post="ranger", kind="forest", times=5)
    sup = signed_in("sup")
    whole = sup.get("/api/v1/duties", period="2026-05", sort="-owed").json
    part = sup.get("/api/v1/duties", period="2026-05", sort="-owed", skip=1, limit=1).json
    assert whole["total"] == part["total"] == len(whole["items"]) == 2
    assert part["items"] == whole["items"][1:2]
    found = sup.get("/api/v1/duties", period="2026-05", text="王").json
    assert [row["name"] for row in found["items"]] == ["王河"]


@pytest.mark.parametrize("sort", ["key", "-key", "owed", "-owed", "rate", "-missing", "name", "status"])
def test_pages_hold_every_row_once_in_order(signed_in, people, session, sort):
    hold(session)
    hold(session, post="ranger", kind="forest", times=5)
    hold(session, post="ranger", kind="forest", per="person", times=5)
    sup = signed_in("sup")
    whole = sup.get("/api/v1/duties", period="2026-05", sort=sort).json["items"]
    assert len(whole) == 3
    found, path = [], f"/api/v1/duties?period=2026-05&limit=1&sort={sort}"
    while path:
        page = sup.get(path).json
        found, path = found + page["items"], page["next"]
    assert found == whole


def test_field_staff_see_their_own_duties_and_chiefs_those_of_their_division(signed_in, people, session):
    hold(session)
    hold(session, post="ranger", kind="forest", times=1)
    seen = {
        username: sorted(
            row["key"] for row in signed_in(username).get("/api/v1/duties", period="2026-05").json["items"]
        )
        for username in ("wang", "li", "zhao", "vc", "chief", "sup", "office")
    }
    both = ["li", "wang"]
    assert seen == {"wang": ["wang"], "li": ["li"], "zhao": [], "vc": both, "chief": both, "sup": both, "office": both}
    assert signed_in("li").get("/api/v1/duties", period="2026-05", by="segment").json["items"] == []
    assert signed_in("li").get("/api/v1/duties/officer/wang/patrols", period="2026-05").status_code == 404
    assert signed_in("chief").get("/api/v1/duties", period="2026-05", division=OTHER_TOWN).status_code == 404


@pytest.mark.parametrize(
    ("username", "row", "status"),
    [
        ("sup", "officer/nobody", 404),
        ("sup", "officer/zhao", 200),
        ("chief", "officer/zhao", 404),
        ("chief", "officer/wang", 200),
        ("wang", "officer/wang", 200),
        ("wang", "segment/R-1", 200),
        ("chief", "segment/B-1", 404),
        ("sup", "segment/R-9", 404),
        ("sup", "plot/P-1", 200),
        ("sup", "plot/R-1", 404),
        ("chief", f"township/{OTHER_TOWN}", 404),
        ("sup", f"township/{OTHER_TOWN}", 200),
        ("sup", "village/361099101999", 404),
        ("sup", "village/x", 404),
        ("sup", "river/R-1", 404),
    ],
)
def test_behind_a_row_of_nobody_or_of_elsewhere_is_nothing_to_be_found(signed_in, people, username, row, status):
    answer = signed_in(username).get(f"/api/v1/duties/{row}/patrols", period="2026-05")
    assert answer.status_code == status
    assert status == 404 or answer.json["items"] == []


@pytest.mark.parametrize(
    "query",
    [
        {"period": "2026-13"},
        {"period": "2026-W54"},
        {"period": "2026-02-30"},
        {"period": "0000"},
        {"period": "2026-Q5"},
        {"period": "2026-05", "by": "river"},
        {"period": "2026-05", "sort": "id; drop"},
        {"period": "2026-05", "after": "!!"},
        {"period": "2026-05", "by": "segment", "kind": "forest"},
        {},
    ],
)
def test_a_table_that_cannot_be_asked_for_is_refused_in_words(signed_in, people, query):
    assert signed_in("sup").get("/api/v1/duties", **query).status_code == 422


def test_parts_add_up_to_the_whole(signed_in, people, session):
    hold(session, times=1, period="ten_days")
    hold(session, post="ranger", kind="forest", times=1, period="month")
    session.add(
        Assignment(
            officer_id=session.scalar(select(Officer.id).where(Officer.username == "zhao")),
            segment_id=session.scalar(select(RiverSegment.id).where(RiverSegment.code == "B-1")),
            post="patroller",
            valid_from=date(2026, 5, 7),
        )
    )
    session.flush()
    sup = signed_in("sup")

    def total(by: str, **query) -> int:
        return sum(row["owed"] for row in sup.get("/api/v1/duties", period="2026-05", by=by, **query).json["items"])

    parts = total("segment") + total("plot")
    assert parts == 3 + 3 + 1
    assert [total(by) for by in ("village", "township", "county", "officer")] == [parts] * 4
    assert session.scalar(select(ForestPlot.code)) == "P-1"


def test_what_a_longer_period_owes_is_told_in_tables_of_that_and_named_in_shorter_ones(signed_in, people, session):
    hold(session, times=1)
    hold(session, post="ranger", kind="forest", times=2, period="quarter")
    sup = signed_in("sup")

    def told(period: str) -> tuple[int, set[str], list[str]]:
        answer = sup.get("/api/v1/duties", period=period, by="county").json
        return sum(row["owed"] for row in answer["items"]), {row["status"] for row in answer["items"]}, answer["longer"]

    assert told("2026-05-20") == told("2026-W20") == told("2026-05-2") == (0, set(), ["month", "quarter"])
    months = [told(f"2026-{month:02}") for month in (4, 5, 6)]
    assert [longer for _owed, _statuses, longer in months] == [["quarter"]] * 3
    of_a_month = months[0][0]
    assert of_a_month > 0
    assert told("2026-Q2") == (3 * of_a_month + 2, {"missed"}, [])
    assert told("2026")[0] == 12 * of_a_month + 8


def test_longer_periods_of_other_posts_kinds_and_places_are_not_named(signed_in, people, session):
    hold(session, post="ranger", kind="forest", period="year")
    hold(session, post="village_chief", division_code=OTHER_TOWN, period="half_year")
    hold(session, period="quarter", valid_from=date(2019, 1, 1), valid_to=date(2026, 4, 30))
    caller = signed_in("chief")

    def longer(**query) -> list[str]:
        return caller.get("/api/v1/duties", period="2026-05", **query).json["longer"]

    assert longer() == ["year"]
    assert longer(kind="river") == longer(by="segment") == longer(post="patroller") == []


@pytest.mark.parametrize("times", [1, 2, 60])
def test_coverage_of_a_month_to_date_owes_what_the_table_of_the_month_does_wherever_it_is_told(
    signed_in, people, session, times
):
    hold(session, times=times, min_duration_s=0)
    assert signed_in("wang").submit(walk(ALONG, start=days_ago(1))).status_code == 201
    sup = signed_in("sup")
    days = {"from": str(TODAY.replace(day=1)), "to": str(TODAY)}
    row = row_of(sup, by="segment", period=MONTH)
    places = [
        *sup.get("/api/v1/coverage/segments", **days).json["items"],
        *sup.get("/api/v1/coverage/segments/table", **days).json["items"],
        *(
            each["properties"]
            for each in sup.get("/ogc/collections/segments/items", datetime="/".join(days.values())).json["features"]
        ),
    ]
    told = [each for each in places if each["code"] == row["key"]]
    assert len(told) == 3
    words = {"fulfilled": ("met",), "due": ("due",), "behind": ("behind",), "missed": ("behind", "missed")}
    for each in told:
        assert (each["required"], each["credited"]) == (row["owed"], row["credited"])
        assert each["quota"] in words[row["status"]]
        assert (each["status"] == "behind") == (row["status"] in ("behind", "missed"))
