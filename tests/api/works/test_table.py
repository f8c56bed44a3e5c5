"""The table of works: sorted and cut on the server, as a workbook with the same rows; the curve of the year."""

import pytest

from patrol.api.tables.works import WORKS
from tests.api.tables.conftest import rows_of
from tests.api.works.conftest import COUNTY, TODAY, YEAR


@pytest.fixture
def sup(hand, bring):
    for code in ("A", "B", "C"):
        bring("planned", code)
    bring("reported", "D", work_type="tending")
    return hand("sup").caller


@pytest.mark.parametrize("column", WORKS.sorts)
def test_every_column_that_is_said_to_sort_is_sorted_by(sup, column):
    for sign in ("", "-"):
        answer = sup.get("/api/v1/works", sort=sign + column)
        assert answer.status_code == 200, answer.json
        assert answer.json["total"] == len(answer.json["items"]) == 4


def test_a_list_is_cut_and_its_workbook_holds_all_of_it(sup):
    part = sup.get("/api/v1/works", sort="-code", skip=1, limit=2).json
    assert ([item["code"] for item in part["items"]], part["total"]) == (["C", "B"], 4)
    headings, rows = rows_of(sup.get("/api/v1/works", sort="-code", limit=1, format="xlsx"))
    items = sup.get("/api/v1/works", sort="-code").json["items"]
    assert [row[headings.index("作业编号")] for row in rows] == ["D", "C", "B", "A"]
    assert [row[headings.index("上报面积")] for row in rows] == [item["reported_mu"] for item in items]
    assert sup.get("/api/v1/works", text="D", sort="code").json["total"] == 1
    assert {"lon", "lat"} == set(items[0]["position"])


def test_the_curve_ends_with_what_is_reported_and_what_was_asked(sup):
    curve = sup.get(f"/api/v1/targets/{YEAR}/curve", division=COUNTY, work_type="tending").json
    [line] = [
        each
        for each in sup.get(f"/api/v1/targets/{YEAR}", division=COUNTY).json["items"]
        if (each["division"], each["work_type"]) == (COUNTY, "tending")
    ]
    done = [point for point in curve["done"] if point["on"] <= TODAY.isoformat()]
    assert done[-1]["mu"] == pytest.approx(line["reported_mu"])
    assert curve["target_mu"] == line["target_mu"]
    assert sup.get(f"/api/v1/targets/{YEAR}/curve", work_type="flying").status_code == 422
