"""Coverage and targets as workbooks: the rows of the screen in its order, with the figures that the API tells."""

import pytest

from tests.api.conftest import OTHER_TOWN, walk
from tests.api.tables.conftest import rows_of
from tests.api.test_reports import MAY, on, segments


def workbook(caller, what: str, body: dict, **query):
    path = f"/api/v1/{what}/workbook"
    return caller.client.post(path, headers=caller.headers, json=body, query_string=query or None)


def by_heading(answer) -> list[dict]:
    headings, rows = rows_of(answer)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_segments_stand_in_the_order_of_the_screen_with_the_figures_of_the_api(signed_in):
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    sup = signed_in("sup")
    told = segments(sup)
    order = sorted(told, reverse=True)
    rows = by_heading(workbook(sup, "coverage/segments", {"rows": order}, **MAY))
    assert [row["编码"] for row in rows] == order
    for row in rows:
        item = told[row["编码"]]
        assert row["覆盖率"] == pytest.approx(item["share"])
        assert row["已巡 km"] == pytest.approx(item["covered_m"] / 1000)
        assert (row["巡查次数"], row["有效次数"], row["应巡次数"]) == (
            item["visits"],
            item["effective_visits"],
            item["required"],
        )


def test_only_what_the_screen_shows_is_in_the_workbook(signed_in):
    sup = signed_in("sup")
    one = by_heading(workbook(sup, "coverage/segments", {"rows": ["R-2", "gone"]}, **MAY))
    assert [row["编码"] for row in one] == ["R-2"]
    assert by_heading(workbook(sup, "coverage/segments", {"rows": []}, **MAY)) == []


def test_the_division_on_screen_bounds_the_workbook(signed_in):
    sup = signed_in("sup")
    rows = by_heading(workbook(sup, "coverage/segments", {"rows": ["R-1", "R-2", "B-1"]}, **MAY, division=OTHER_TOWN))
    assert [row["编码"] for row in rows] == ["B-1"]


def test_plots_are_told_in_mu(signed_in):
    sup = signed_in("sup")
    plots = sup.get("/api/v1/coverage/plots", **MAY).json["items"]
    codes = [plot["code"] for plot in plots]
    rows = by_heading(workbook(sup, "coverage/plots", {"rows": codes}, **MAY))
    assert [row["面积（亩）"] for row in rows] == [pytest.approx(plot["area_m2"] * 3 / 2000) for plot in plots]
    assert [row["已巡网格"] for row in rows] == [plot["cells_visited"] for plot in plots]


@pytest.mark.parametrize("body", [{}, {"rows": "R-1"}, {"rows": [7]}, {"rows": [""]}, {"lines": []}])
@pytest.mark.parametrize("path", ["coverage/segments", "coverage/plots", "targets/2026"])
def test_what_is_no_list_of_rows_is_refused_by_its_field(signed_in, path, body):
    answer = workbook(signed_in("sup"), path, body)
    assert answer.status_code == 422
    assert answer.json["errors"]
