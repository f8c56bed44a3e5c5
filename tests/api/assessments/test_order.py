"""A table of scores is sorted and cut by the server."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text

from patrol.models import Assignment, Officer, RiverSegment
from tests.api.assessments.conftest import PATROLLERS
from tests.api.conftest import TOWN
from tests.two_rivers import walk as walked

NAMES = {"zhou": "周安", "an": "安平", "bai": "白云"}


@pytest.fixture
def many(signed_in, scheme, session):
    """Three more patrollers of one segment, of whom one walked."""
    segment = session.scalar(select(RiverSegment).where(RiverSegment.code == "R-1"))
    for username, name in NAMES.items():
        officer = Officer(username=username, name=name, post="patroller", division_code=TOWN)
        session.add(officer)
        session.flush()
        days = {"valid_from": date(2026, 4, 1), "valid_to": date(2026, 6, 30)}
        session.add(Assignment(officer_id=officer.id, segment_id=segment.id, post="patroller", **days))
    session.flush()
    zhou = session.scalar(select(Officer).where(Officer.username == "zhou"))
    plot = session.execute(text("SELECT id FROM forest_plot")).one()
    walked(session, date(2026, 5, 4), zhou, segment, plot, [(0, 40)])
    return signed_in("sup")


def told(caller, **query):
    answer = caller.get("/api/v1/assessments", **(PATROLLERS | query))
    assert answer.status_code == 200, answer.json
    return answer.json


def test_a_table_is_sorted_by_any_column_and_who_has_nothing_there_comes_last(many):
    names = [row["name"] for row in told(many, sort="name")["items"]]
    assert [name for name in names if name in NAMES.values()] == ["安平", "白云", "周安"]
    assert [row["name"] for row in told(many, sort="-name")["items"]] == names[::-1]
    ranks = [row["rank"] for row in told(many)["items"]]
    assert ranks == sorted(ranks, key=lambda rank: (rank is None, rank))
    for sort, down in (("effective", False), ("-effective", True), ("completion", False), ("-score", True)):
        rows = told(many, sort=sort)["items"]
        code = sort.removeprefix("-")
        lines = [next((line for line in row["indicators"] if line["indicator"] == code), row) for row in rows]
        values = [line.get("points", line.get("score")) if line.get("applied_weight", 1) else None for line in lines]
        known = [value for value in values if value is not None]
        assert known == sorted(known, reverse=down)
        assert values[len(known) :] == [None] * (len(values) - len(known))


def test_a_table_is_cut_into_parts_that_make_up_the_whole_and_goes_whole_into_a_workbook(many):
    whole = told(many, sort="-name")
    assert whole["total"] == len(whole["items"]) > 3
    assert whole["next"] is None
    part = told(many, sort="-name", limit=2)
    rows = part["items"]
    while part["next"]:
        part = many.get(part["next"]).json
        rows += part["items"]
    assert rows == whole["items"]
    workbook = many.get("/api/v1/assessments", **PATROLLERS, sort="-name", limit=2, format="xlsx")
    sheet = load_workbook(BytesIO(workbook.data)).active
    assert [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [row["name"] for row in rows]


def test_an_unknown_column_is_refused_in_words(many):
    answer = many.get("/api/v1/assessments", **PATROLLERS, sort="height")
    assert answer.status_code == 422
    assert answer.json["errors"].keys() == {"sort"}
