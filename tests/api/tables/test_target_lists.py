"""The table of targets: the lines that /targets tells of the divisions below, sorted and narrowed on the server."""

import pytest

from patrol import forestry
from patrol.api.tables.coverage import PROGRESS
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE
from tests.api.tables.conftest import rows_of
from tests.api.test_reports import work

PATH = "/api/v1/targets/2026/table"


@pytest.fixture
def sup(signed_in, session):
    for division, work_type, area in (
        (TOWN, "afforestation", 90),
        (OTHER_TOWN, "afforestation", 30),
        (OTHER_TOWN, "tending", 60),
    ):
        forestry.set_target(session, 2026, division, work_type, area)
    return signed_in("sup")


def lines(answer) -> list[tuple[str, str]]:
    assert answer.status_code == 200, answer.json
    return [(item["division"], item["work_type"]) for item in answer.json["items"]]


def test_the_table_holds_the_lines_below_with_the_figures_of_the_targets(sup):
    every = sup.get("/api/v1/targets/2026").json["items"]
    below = [line for line in every if line["division"] != COUNTY]
    shown = sup.get(PATH).json
    assert sorted(map(str, shown["items"])) == sorted(map(str, below))
    assert shown["total"] == len(below) == 3


@pytest.mark.parametrize("column", PROGRESS.sorts)
def test_every_column_that_is_said_to_sort_is_sorted_by(sup, column):
    up, down = (sup.get(PATH, sort=sign + column) for sign in ("", "-"))
    assert sorted(lines(up)) == sorted(lines(down))
    figures = [item[column] for item in up.json["items"]]
    if column.endswith("_mu"):
        assert figures == sorted(figures)
        assert [item[column] for item in down.json["items"]] == figures[::-1]


def test_a_type_of_work_and_a_part_narrow_it(sup):
    assert lines(sup.get(PATH, work_type="tending")) == [(OTHER_TOWN, "tending")]
    first = sup.get(PATH, sort="target_mu", limit=2)
    assert lines(first)[0] == (OTHER_TOWN, "afforestation")
    rest = sup.get(first.json["next"])
    assert lines(rest) == [(TOWN, "afforestation")]
    assert rest.json["next"] is None


def test_its_workbook_holds_the_same_lines_in_the_same_order(sup):
    asked = {"sort": "-target_mu", "work_type": "afforestation"}
    items = sup.get(PATH, **asked).json["items"]
    headings, rows = rows_of(sup.get(PATH, **asked, format="xlsx"))
    assert headings == [column.heading[0] for column in PROGRESS.columns]
    assert [row[headings.index("任务（亩）")] for row in rows] == [item["target_mu"] for item in items]


@pytest.mark.parametrize("query", [{"sort": "colour"}, {"work_type": "fishing"}, {"limit": 0}, {"year": 2026}])
def test_a_question_that_makes_no_sense_is_refused_by_its_field(sup, query):
    answer = sup.get(PATH, **query)
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == set(query)


@pytest.mark.parametrize(
    ("area", "told"),
    [
        ("reported", "reported_mu"),
        ("measured", "counted_mu"),
        ("verified", "verified_mu"),
        ("qualified", "qualified_mu"),
    ],
)
def test_the_works_behind_an_area_add_up_to_it(sup, session, area, told):
    areas = {"reported_area_m2": 40_000, "verified_area_m2": 30_000, "qualified_area_m2": 20_000}
    session.add_all([work("W-1", VILLAGE, (0, 0, 400, 100), **areas), work("W-2", VILLAGE, (500, 0, 900, 100))])
    session.flush()
    forestry.recount(session, 2026, "afforestation")
    (line,) = (each for each in sup.get(PATH).json["items"] if each["division"] == TOWN)
    asked = {"year": 2026, "division": TOWN, "work_type": "afforestation", "area": area, "sort": "code"}
    works = sup.get("/api/v1/works", **asked).json["items"]
    assert sum(each[told] for each in works) == pytest.approx(line[f"{area}_mu"])
    assert all(each[told] > 0 for each in works)
    assert {each["code"] for each in works} == ({"W-1", "W-2"} if area == "measured" else {"W-1"})
