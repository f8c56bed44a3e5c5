"""Tables of coverage: what they tell is what /coverage tells, sorted, narrowed and cut on the server."""

import pytest

from patrol.api.tables.coverage import PLOTS, SEGMENTS
from tests.api.conftest import OTHER_TOWN, walk
from tests.api.tables.conftest import rows_of
from tests.api.test_reports import MAY, on, segments

PATHS = {"segments": "/api/v1/coverage/segments/table", "plots": "/api/v1/coverage/plots/table"}
THEN = {"then_from": "2026-04-01", "then_to": "2026-04-30"}


@pytest.fixture
def sup(signed_in):
    """A supervisor; 王河 walked half of R-1 in May and all of it in April, 李林 through the plot."""
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    signed_in("wang").submit(walk([(1_000, 1_000), (6_000, 1_000)], start=on(4).replace(month=4)))
    signed_in("li").submit(walk([(2_000, 3_250), (3_000, 3_250)], start=on(6), kind="forest"))
    return signed_in("sup")


def told(caller, layer: str = "segments", **query) -> dict:
    answer = caller.get(PATHS[layer], **(MAY | query))
    assert answer.status_code == 200, answer.json
    return answer.json


def codes(answer: dict) -> list[str]:
    return [item["code"] for item in answer["items"]]


@pytest.mark.parametrize("layer", PATHS)
def test_a_row_says_what_coverage_says(sup, layer):
    plain = {item["code"]: item for item in sup.get(f"/api/v1/coverage/{layer}", **MAY).json["items"]}
    table = told(sup, layer)
    assert {item["code"]: {name: item[name] for name in plain[item["code"]]} for item in table["items"]} == plain
    assert table["total"] == table["whole"] == len(plain)


def test_the_worst_come_first(sup):
    answer = told(sup)
    assert [item["status"] for item in answer["items"]] == ["unvisited", "unvisited", "behind"]
    assert codes(answer)[-1] == "R-1"
    long, short = answer["items"][:2]
    assert long["length_m"] >= short["length_m"]


@pytest.mark.parametrize(
    ("layer", "column"),
    [("segments", each) for each in (*SEGMENTS.sorts, "balance")] + [("plots", each) for each in PLOTS.sorts],
)
def test_every_column_that_is_said_to_sort_sorts(sup, layer, column):
    up, down = (told(sup, layer, sort=sign + column) for sign in ("", "-"))
    assert sorted(codes(up)) == sorted(codes(down))
    field = {"area_mu": "area_m2"}.get(column, column)
    figures = [item.get(field) for item in up["items"]]
    if all(isinstance(figure, int | float) for figure in figures):
        assert figures == sorted(figures)
        assert [item[field] for item in down["items"]] == sorted(figures, reverse=True)


def test_words_a_status_and_a_division_narrow_the_rows_and_their_sums(sup):
    whole = told(sup)
    found = told(sup, text="r-1")
    assert (codes(found), found["total"], found["whole"]) == (["R-1"], 1, 3)
    assert found["size"] == pytest.approx(found["items"][0]["length_m"])
    assert found["walked_m"] == pytest.approx(found["items"][0]["covered_m"])
    assert found["statuses"] == {"unvisited": 0, "behind": 1, "partial": 0, "covered": 0}
    late = told(sup, status="unvisited")
    assert (late["total"], late["statuses"]) == (2, whole["statuses"])
    assert codes(told(sup, division=OTHER_TOWN)) == ["B-1"]
    assert told(sup, text="%")["items"] == []


def test_a_part_without_rows_has_the_sums_still(sup):
    nothing = told(sup, text="nowhere")
    assert (nothing["items"], nothing["total"], nothing["whole"], nothing["next"]) == ([], 0, 3, None)
    beyond = told(sup, skip=50)
    assert (beyond["items"], beyond["total"]) == ([], 3)


def test_the_table_goes_on_page_after_page(sup):
    first = told(sup, limit=2)
    assert first["next"]
    second = sup.get(first["next"]).json
    assert (codes(first) + codes(second), second["next"]) == (codes(told(sup)), None)


@pytest.mark.parametrize(("at", "skip"), [("R-1", 2), ("B-1", None), ("gone", 0)])
def test_the_part_that_holds_a_code_is_found(sup, at, skip):
    found = told(sup, limit=1, at=at)
    if skip is not None:
        assert found["skip"] == skip
    assert codes(found) == [at if at != "gone" else codes(told(sup))[0]]


def test_the_classes_of_the_maps_colours_count_the_rows(sup):
    answer = told(sup)
    shares = [item["share"] for item in answer["items"]]
    assert answer["shares"] == [
        sum(share <= 0 for share in shares),
        sum(0 < share < 0.5 for share in shares),
        sum(0.5 <= share < 0.8 for share in shares),
        sum(share >= 0.8 for share in shares),
    ]
    idle = [item["idle_days"] for item in answer["items"]]
    assert answer["idle"] == [0, 0, sum(days is not None for days in idle), 0, sum(days is None for days in idle)]
    quotas = [item["quota"] for item in answer["items"]]
    assert answer["quotas"] == [quotas.count(each) for each in ("missed", "behind", "due", "met", "none")]


def test_two_periods_are_compared_row_by_row(sup):
    earlier = segments(sup, **{"from": THEN["then_from"], "to": THEN["then_to"]})
    compared = told(sup, **THEN, sort="change")
    assert {item["code"]: item["share_then"] for item in compared["items"]} == {
        code: pytest.approx(item["share"]) for code, item in earlier.items()
    }
    assert codes(compared)[0] == "R-1"
    assert told(sup)["items"][0]["share_then"] is None


@pytest.mark.parametrize("layer", PATHS)
def test_the_workbook_holds_the_rows_of_the_screen_in_its_order(sup, layer):
    asked = {"sort": "-share", "limit": 1}
    shown = told(sup, layer, **asked | {"limit": 100})
    headings, rows = rows_of(sup.get(PATHS[layer], **MAY, **asked, format="xlsx"))
    written = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [row["编码"] for row in written] == codes(shown)
    for row, item in zip(written, shown["items"], strict=True):
        assert row["覆盖率"] == pytest.approx(item["share"])
        visits = (row["巡查次数"], row["有效次数"], row["应巡次数"])
        assert visits == (item["visits"], item["effective_visits"], item["required"])
        size = row["面积（亩）"] * 2000 / 3 if layer == "plots" else row["长度 km"] * 1000
        assert size == pytest.approx(item["area_m2" if layer == "plots" else "length_m"])


def test_the_workbook_of_two_periods_tells_both(sup):
    headings, rows = rows_of(sup.get(PATHS["segments"], **MAY, **THEN, sort="name", format="xlsx"))
    written = {row[headings.index("编码")]: dict(zip(headings, row, strict=True)) for row in rows}
    assert written["R-1"]["增减"] == pytest.approx(written["R-1"]["覆盖率"] - written["R-1"]["对比时段覆盖率"])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"sort": "colour"}, "sort"),
        ({"sort": "change"}, "then_from"),
        ({"then_from": "2026-04-01"}, "then_to"),
        ({"then_from": "2026-04-02", "then_to": "2026-04-01"}, "then_from"),
        ({"status": "green"}, "status"),
        ({"text": ""}, "text"),
        ({"limit": 0}, "limit"),
        ({"from": "2026-05-02", "to": "2026-05-01"}, "from"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_its_field(sup, query, field):
    answer = sup.get(PATHS["segments"], **(MAY | query))
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {field}
