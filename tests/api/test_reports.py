"""The truth out: coverage, targets, headline figures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from patrol import coverage, forestry
from patrol.api.schemas.reports import PlotCoverageOut, SegmentCoverageOut
from patrol.models import Assignment, ForestryWork, Issue, Officer, PatrolRule, RiverSegment
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE, at, ewkt_box, walk
from tests.today import today

MAY = {"from": "2026-05-01", "to": "2026-05-31"}
MU_M2 = 2000 / 3
KINDS = {"kind": "river"}, {"kind": "forest"}


def on(day: int, hour: int = 1) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=UTC)


def segments(caller, **query) -> dict[str, dict]:
    return {item["code"]: item for item in caller.get("/api/v1/coverage/segments", **(MAY | query)).json["items"]}


def test_a_month_unites_its_walks_and_counts_each(signed_in):
    wang = signed_in("wang")
    wang.submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    wang.submit(walk([(2_500, 1_000), (4_000, 1_000)], start=on(11)))
    found = segments(signed_in("sup"))["R-1"]
    assert found["covered_m"] == pytest.approx(3_000, abs=60)
    assert found["share"] == pytest.approx(found["covered_m"] / found["length_m"])
    assert (found["visits"], found["effective_visits"], found["last_visit_on"]) == (2, 2, "2026-05-11")


def test_days_are_local_and_both_ends_are_included(signed_in):
    # 17:00 UTC on the 3rd is 1:00 on the 4th in the county.
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(3, 17)))
    sup = signed_in("sup")
    assert segments(sup, **{"from": "2026-05-04", "to": "2026-05-04"})["R-1"]["visits"] == 1
    assert segments(sup, **{"from": "2026-05-03", "to": "2026-05-03"})["R-1"]["visits"] == 0


def test_what_is_owed_follows_assignments_and_rules(signed_in):
    found = segments(signed_in("sup"))
    # One a week: May has the weeks of its four Thursdays.
    assert found["R-1"]["required"] == 4
    assert found["R-2"]["required"] == 0
    assert (found["R-1"]["status"], found["R-2"]["status"]) == ("unvisited", "unvisited")


def test_a_walk_by_somebody_else_covers_but_is_no_duty_done(signed_in):
    signed_in("zhao").submit(walk([(1_000, 1_000), (6_000, 1_000)], start=on(5)))
    found = segments(signed_in("sup"))["R-1"]
    assert found["share"] == 1
    assert (found["visits"], found["effective_visits"], found["status"]) == (1, 0, "behind")


def test_the_last_visit_is_told_even_when_it_was_before_the_period(signed_in):
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    june = segments(signed_in("sup"), **{"from": "2026-06-01", "to": "2026-06-30"})["R-1"]
    assert (june["visits"], june["last_visit_on"], june["status"]) == (0, "2026-05-04", "unvisited")


def test_everybody_sees_their_own_division_only(signed_in):
    assert set(segments(signed_in("sup"))) == {"R-1", "R-2", "B-1"}
    assert set(segments(signed_in("chief"))) == {"R-1", "R-2"}
    assert set(segments(signed_in("zhao"))) == {"B-1"}
    assert set(segments(signed_in("sup"), division=OTHER_TOWN)) == {"B-1"}
    refused = signed_in("chief").get("/api/v1/coverage/segments", division=OTHER_TOWN)
    assert (refused.status_code, refused.json["code"]) == (404, "division_outside")


def test_a_list_goes_on_page_after_page(signed_in):
    sup, codes, path = signed_in("sup"), [], "/api/v1/coverage/segments?limit=2&from=2026-05-01&to=2026-05-31"
    while path:
        page = sup.get(path).json
        codes += [item["code"] for item in page["items"]]
        path = page["next"]
    assert codes == ["B-1", "R-1", "R-2"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2026-13-01"}, "from"),
        ({"from": "2026-05-02", "to": "2026-05-01"}, "from"),
        ({"from": "1960-01-01", "to": "2026-01-01"}, "from"),
        ({"to": "9999-12-31"}, "to"),
        ({"division": "36"}, "division"),
        ({"limit": "0"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"fron": "2026-05-01"}, "fron"),
    ],
)
def test_a_bad_question_is_told_by_its_parameter(signed_in, query, field):
    refused = signed_in("sup").get("/api/v1/coverage/plots", **query)
    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {field}


def test_plots_count_cells(signed_in):
    signed_in("li").submit(walk([(2_000, 3_250), (3_000, 3_250)], start=on(6), kind="forest"))
    (plot,) = signed_in("sup").get("/api/v1/coverage/plots", **MAY).json["items"]
    assert plot["cells"] == pytest.approx(50, abs=6)
    assert plot["share"] == plot["cells_visited"] / plot["cells"]
    assert (plot["visits"], plot["last_visit_on"]) == (1, "2026-05-06")


def work(code: str, division: str, box, **areas) -> ForestryWork:
    return ForestryWork(
        code=code, year=2026, work_type="afforestation", division_code=division, geom=ewkt_box(*box), **areas
    )


def test_targets_add_up_and_an_overlap_counts_once(signed_in, session):
    session.add_all(
        [
            work(
                "W-1",
                VILLAGE,
                (0, 0, 400, 100),
                reported_area_m2=40_000,
                verified_area_m2=30_000,
                qualified_area_m2=20_000,
            ),
            work("W-2", OTHER_TOWN, (200, 0, 600, 100), reported_area_m2=40_000),
        ]
    )
    session.flush()
    forestry.recount(session, 2026, "afforestation")
    forestry.set_target(session, 2026, TOWN, "afforestation", 90)
    forestry.set_target(session, 2026, OTHER_TOWN, "afforestation", 30)
    rows = {item["division"]: item for item in signed_in("sup").get("/api/v1/targets/2026").json["items"]}
    assert rows[COUNTY]["target_mu"] == pytest.approx(120)
    assert rows[COUNTY]["reported_mu"] == pytest.approx(80_000 / MU_M2)
    assert rows[COUNTY]["credited_mu"] == pytest.approx(60_000 / MU_M2, rel=2e-3)
    assert rows[COUNTY]["measured_mu"] == pytest.approx(60_000 / MU_M2, rel=2e-3)
    assert rows[COUNTY]["qualified_mu"] == pytest.approx(20_000 / MU_M2)
    for figure in ("target_mu", "reported_mu", "credited_mu", "measured_mu", "verified_mu", "qualified_mu"):
        assert rows[TOWN][figure] + rows[OTHER_TOWN][figure] == pytest.approx(rows[COUNTY][figure], rel=1e-12)
    assert rows[TOWN]["progress"] == pytest.approx(60 / 90)
    assert rows[OTHER_TOWN]["progress"] == pytest.approx(30 / 30, rel=2e-3)


def test_a_year_outside_the_calendar_is_refused(signed_in):
    assert "year" in signed_in("sup").get("/api/v1/targets/20260").json["errors"]


def test_the_headline_figures_are_the_sums_of_the_tables(signed_in, session):
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    lon, lat = at(2_000, 1_000)
    session.add(
        Issue(
            number="2026-1",
            kind="river",
            category="乱堆",
            title="垃圾",
            division_code=VILLAGE,
            reported_at=on(4),
            due_on=today() - timedelta(days=3),
            geom=f"SRID=4490;POINT({lon} {lat})",
        )
    )
    session.flush()
    sup = signed_in("sup")
    rows, figures = segments(sup).values(), sup.get("/api/v1/summary", **MAY).json
    assert figures["segments"] == 3
    assert figures["unvisited_segments"] == 2
    assert figures["length_m"] == pytest.approx(sum(row["length_m"] for row in rows))
    assert figures["covered_m"] == pytest.approx(sum(row["covered_m"] for row in rows))
    assert figures["share"] == pytest.approx(figures["covered_m"] / figures["length_m"])
    assert (figures["patrols"], figures["effective_patrols"]) == (1, 1)
    assert (figures["open_issues"], figures["overdue_issues"]) == (1, 1)


def test_patrols_and_issues_of_one_kind_alone_are_summed_where_it_is_named(signed_in, session):
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    lon, lat = at(2_000, 1_000)
    place = {"division_code": VILLAGE, "geom": f"SRID=4490;POINT({lon} {lat})"}
    late = today() - timedelta(days=3)
    for number, kind, due_on in (("1", "river", late), ("2", "forest", late), ("3", "forest", today())):
        words = {"number": f"2026-{number}", "kind": kind, "category": "其他", "title": "问题"}
        session.add(Issue(**words, **place, reported_at=on(4), due_on=due_on))
    session.flush()
    sup = signed_in("sup")
    both, river, forest = (sup.get("/api/v1/summary", **MAY, **kind).json for kind in ({}, *KINDS))
    assert (river["patrols"], river["open_issues"], river["overdue_issues"]) == (1, 1, 1)
    assert (forest["patrols"], forest["open_issues"], forest["overdue_issues"]) == (0, 2, 1)
    summed = ("patrols", "effective_patrols", "patrol_distance_m", "open_issues", "overdue_issues")
    assert all(both[each] == river[each] + forest[each] for each in summed)
    assert all(both[each] == river[each] == forest[each] for each in both if each not in summed)


def test_past_visits_follow_a_segment_into_another_division(signed_in, session):
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    session.execute(update(RiverSegment).where(RiverSegment.code == "R-1").values(division_code=OTHER_TOWN))
    moved = session.scalar(select(RiverSegment.id).where(RiverSegment.code == "R-1"))
    coverage.follow_division(session, "river_segment", [moved])
    assert segments(signed_in("zhao"))["R-1"]["visits"] == 1


@pytest.mark.parametrize(("path", "schema"), [("segments", SegmentCoverageOut), ("plots", PlotCoverageOut)])
def test_rows_of_coverage_have_the_fields_of_their_schema_in_its_forms(signed_in, path, schema):
    [row, *_] = signed_in("sup").get(f"/api/v1/coverage/{path}").get_json()["items"]
    assert row == schema().dump(_read(row))


def _read(row: dict) -> dict:
    """A row with its days as days."""
    days = {name: date.fromisoformat(row[name]) for name in ("last_visit_on", "last_effective_on") if row[name]}
    return row | days


def test_days_that_are_a_quarter_are_owed_what_a_month_of_it_is_not(signed_in, session, county):
    chief = session.scalar(select(Officer).where(Officer.username == "chief"))
    since = {"valid_from": date(2026, 1, 1)}
    session.add(Assignment(officer_id=chief.id, segment_id=county["R-2"].id, post="township_chief", **since))
    rule = {"division_code": COUNTY, "post": "township_chief", "kind": "river", "times": 1, "period": "quarter"}
    session.add(PatrolRule(**rule, **since))
    session.flush()
    sup = signed_in("sup")
    assert segments(sup)["R-2"]["required"] == 0
    assert segments(sup, **{"from": "2026-04-01", "to": "2026-06-30"})["R-2"]["required"] == 1
    assert segments(sup, **{"from": "2026-05-01", "to": "2026-05-20"})["R-2"]["required"] == 1


def test_the_ends_of_two_months_are_owed_no_more_than_a_month(signed_in, session):
    rule = {"division_code": COUNTY, "post": "ranger", "kind": "forest", "times": 1, "period": "month"}
    session.add(PatrolRule(**rule, valid_from=date(2026, 1, 1)))
    session.flush()
    answer = signed_in("sup").get("/api/v1/coverage/plots", **{"from": "2026-04-20", "to": "2026-05-19"})
    assert [(plot["required"], plot["credited"]) for plot in answer.json["items"]] == [(1, 0)]
