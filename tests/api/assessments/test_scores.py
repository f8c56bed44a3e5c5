"""Every figure of a score, what it is worth, and the rows behind it."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from patrol.forestry import recount
from patrol.models import (
    AnnualTarget,
    AssessmentScheme,
    ForestryWork,
    Issue,
    IssueEvent,
    Officer,
    Patrol,
    PublicReport,
    RiverSegment,
)
from patrol.rules.assessment.indicators import INDICATORS
from tests.api.assessments.conftest import (
    COMPLETION,
    EFFECTIVE,
    PATROLLERS,
    PERIOD,
    lines_of,
    rows_of,
)
from tests.api.conftest import OTHER_TOWN, TOWN, VILLAGE, at, ewkt_box
from tests.today import today


def test_a_score_says_what_it_counted_and_what_that_was_worth(signed_in, scheme):
    row = rows_of(signed_in("sup"))["wang"]
    done, effective, rejected, _ = row["indicators"]
    assert (done["numerator"], done["denominator"], done["points"]) == (3, 6, 30)
    assert (effective["numerator"], effective["denominator"], effective["points"]) == (3, 3, 40)
    assert (rejected["numerator"], rejected["points"]) == (0, 0)
    assert (row["score"], row["rank"], row["days"]) == (70, 1, 91)


def test_who_came_late_owes_for_their_days_and_is_not_ranked_before_the_least_days(signed_in, scheme):
    row = rows_of(signed_in("sup"))["vice"]
    assert (row["days"], row["rank"], row["note"], row["score"]) == (15, None, "few_days", 0)
    done, effective, *_ = row["indicators"]
    assert (done["denominator"], done["applied_weight"]) == (1, 100)
    assert (effective["rate"], effective["weight"], effective["applied_weight"]) == (None, 40, 0)


def test_figures_are_those_of_the_duties_and_the_lists_behind_them_add_up(signed_in, scheme):
    sup = signed_in("sup")
    for query in (PATROLLERS, {"period": PERIOD, "by": "township", "post": None}):
        by = query["by"]
        query = {name: value for name, value in query.items() if value}
        answer = sup.get("/api/v1/assessments", **query).json
        duties = sup.get("/api/v1/duties", period=PERIOD, by=by).json["items"]
        for row in answer["items"]:
            told = [duty for duty in duties if duty["key"] == row["key"]]
            line = lines_of(row)["completion"]
            assert line["denominator"] == sum(duty["owed"] for duty in told)
            assert line["numerator"] == sum(duty["owed"] - duty["missing"] for duty in told)
            for line in row["indicators"]:
                behind = sup.get(line["rows"]).json
                for part in ("numerator", "denominator"):
                    listed = sum(each[part] for each in behind["items"])
                    assert round(listed, 3) == behind[part] == line[part], (row["key"], line["indicator"])


def test_what_is_done_of_a_duty_leads_to_the_patrols_that_did_it(signed_in, scheme):
    sup, seen = signed_in("sup"), 0
    for query in (PATROLLERS, {"period": PERIOD, "by": "township"}):
        for row in sup.get("/api/v1/assessments", **query).json["items"]:
            for duty in sup.get(lines_of(row)["completion"]["rows"]).json["items"]:
                behind = sup.get(duty["address"])
                assert behind.status_code == 200, duty["address"]
                done = sum(each["counted"] for each in behind.json["items"])
                assert min(done, duty["denominator"]) == duty["numerator"], duty["address"]
                assert {each["object"] for each in behind.json["items"]} <= {duty["ref"]}
                seen += done
    assert seen > 0


def test_what_was_covered_leads_to_that_segment_alone(signed_in, scheme):
    sup = signed_in("sup")
    for row in sup.get("/api/v1/assessments", period=PERIOD, by="township").json["items"]:
        for part in sup.get(lines_of(row)["river_coverage"]["rows"]).json["items"]:
            [segment] = sup.get(part["address"]).json["items"]
            assert (segment["code"], round(segment["covered_m"], 3)) == (part["ref"], part["numerator"])


def test_a_township_is_assessed_by_what_lies_in_it(signed_in, scheme, session):
    sup = signed_in("sup")
    rows = {row["key"]: row for row in sup.get("/api/v1/assessments", period=PERIOD, by="township").json["items"]}
    assert set(rows) == {TOWN, OTHER_TOWN}
    line = lines_of(rows[TOWN])["river_coverage"]
    days = {"from": "2026-04-01", "to": "2026-06-30", "division": TOWN}
    segments = sup.get("/api/v1/coverage/segments", **days).json["items"]
    assert line["numerator"] == round(sum(round(each["covered_m"], 3) for each in segments), 3)
    assert line["denominator"] == round(sum(round(each["length_m"], 3) for each in segments), 3)
    assert lines_of(rows[OTHER_TOWN])["completion"]["denominator"] == 0
    assert rows[OTHER_TOWN]["score"] == 0


def test_an_officer_is_assessed_by_what_they_covered_of_their_own(signed_in, scheme, session):
    indicators = [COMPLETION | {"indicator": name} for name in ("river_coverage", "forest_coverage")]
    session.execute(update(AssessmentScheme).values(indicators=indicators))
    rows = rows_of(signed_in("sup"))
    length = session.scalar(select(RiverSegment.length_m).where(RiverSegment.code == "R-1"))
    stations = session.scalar(select(RiverSegment.stations).where(RiverSegment.code == "R-1"))
    river, forest = rows["wang"]["indicators"]
    assert (river["numerator"], river["denominator"]) == (round(40 / stations * length, 3), round(length, 3))
    assert (forest["denominator"], rows["vice"]["indicators"][0]["rate"]) == (0, 0)


def test_a_rejected_patrol_is_taken_off(signed_in, scheme, session):
    first = session.scalar(select(Patrol.id).where(Patrol.patrolled_on == date(2026, 4, 3)))
    gone = {"review": "rejected", "counts": False, "effective": False}
    session.execute(update(Patrol).where(Patrol.id == first).values(**gone))
    row = rows_of(signed_in("sup"))["wang"]
    line = lines_of(row)["rejected"]
    assert (line["numerator"], line["points"]) == (1, -2)
    [behind] = signed_in("sup").get(line["rows"]).json["items"]
    assert (behind["kind"], behind["ref"], behind["day"]) == ("patrol", str(first), "2026-04-03")
    assert lines_of(row)["effective"]["denominator"] == 2


def issue_on(session, number: str, day: date, **columns) -> Issue:
    reported = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    spot = "SRID=4490;POINT({} {})".format(*at(2_000, 1_000))
    usual = {"kind": "river", "category": "岸边垃圾", "title": number, "division_code": VILLAGE, "geom": spot}
    found = Issue(number=number, reported_at=reported, **(usual | columns))
    session.add(found)
    session.flush()
    return found


def test_issues_count_by_their_day_and_state(signed_in, scheme, session, county):
    wang = session.scalar(select(Officer).where(Officer.username == "wang"))
    april, due = date(2026, 4, 5), {"rectify_by": date(2026, 4, 20), "assignee_id": wang.id}
    closed = {"state": "closed", "closed_at": datetime(2026, 4, 20, 15, tzinfo=UTC)}
    issue_on(session, "W1", april, source="patrol", reported_by=wang.id, **due, **closed)
    late = {"state": "closed", "closed_at": datetime(2026, 4, 20, 17, tzinfo=UTC)}  # the 21st by local time
    issue_on(session, "W2", april, source="office", **due, **late)
    issue_on(session, "W3", april, source="patrol", reported_by=wang.id, **due, state="rectifying")
    issue_on(session, "W4", april, source="patrol", reported_by=wang.id, **due, state="invalid")
    report = issue_on(session, "W5", date(2026, 3, 31), source="public", state="accepted")
    received = datetime(2026, 3, 31, 17, tzinfo=UTC)  # the first of April
    session.add(PublicReport(issue_id=report.id, token="A" * 12, positioned=False, received_at=received))
    rates = {"form": "linear", "floor": 0, "target": 1, "weight": 10}
    indicators = [{"indicator": name, **rates} for name in ("closing", "in_time", "reporting")]
    indicators.append({"indicator": "satisfaction", "days": 3, **rates})
    session.execute(update(AssessmentScheme).values(indicators=indicators))
    mine = lines_of(rows_of(signed_in("sup"))["wang"])
    figures = {name: (line["numerator"], line["denominator"]) for name, line in mine.items()}
    assert figures == {"closing": (2, 3), "in_time": (1, 3), "reporting": (2, 3), "satisfaction": (0, 0)}
    town = lines_of(rows_of(signed_in("sup"), by="township", post=None)[TOWN])
    assert (town["closing"]["numerator"], town["closing"]["denominator"]) == (2, 3)
    assert (town["satisfaction"]["numerator"], town["satisfaction"]["denominator"]) == (0, 1)
    answered = datetime(2026, 4, 4, 15, tzinfo=UTC)
    session.add(IssueEvent(issue_id=report.id, action="accept", state="accepted", officer_id=wang.id, at=answered))
    session.flush()
    town = lines_of(rows_of(signed_in("sup"), by="township", post=None)[TOWN])
    assert town["satisfaction"]["numerator"] == 1, "answered on the third day after"


@pytest.mark.parametrize(("days", "counted"), [(3, (0, 0)), (2, (0, 1))])
def test_a_report_of_the_public_counts_once_it_is_answered_or_its_days_are_over(
    signed_in, scheme, session, county, days, counted
):
    """It was received three days ago."""
    day = today() - timedelta(days=3)
    report = issue_on(session, "W5", day, source="public", state="accepted")
    received = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    session.add(PublicReport(issue_id=report.id, token="A" * 12, positioned=False, received_at=received))
    rates = {"form": "linear", "floor": 0, "target": 1, "weight": 10}
    terms = [EFFECTIVE | {"indicator": "satisfaction", "days": days, **rates}]
    session.execute(update(AssessmentScheme).values(indicators=terms))
    asked = {"by": "township", "post": None, "period": f"{day:%Y-%m}"}
    line = lines_of(rows_of(signed_in("sup"), **asked)[TOWN])["satisfaction"]
    assert (line["numerator"], line["denominator"]) == counted


def test_areas_are_those_of_the_table_of_targets(signed_in, scheme, session):
    session.add(AnnualTarget(year=2026, division_code=TOWN, work_type="afforestation", area_m2=200_000))
    work = {"year": 2026, "work_type": "afforestation", "division_code": VILLAGE, "stage": "verified"}
    areas = {"reported_area_m2": 100_000, "verified_area_m2": 90_000, "qualified_area_m2": 60_000}
    session.add(ForestryWork(code="Z1", geom=ewkt_box(0, 0, 300, 300), **work, **areas))
    session.flush()
    recount(session, 2026, "afforestation")
    rates = {"form": "linear", "floor": 0, "target": 1, "weight": 10}
    indicators = [{"indicator": name, **rates} for name in ("area", "acceptance")]
    session.execute(
        update(AssessmentScheme).where(AssessmentScheme.subject == "township").values(indicators=indicators)
    )
    sup = signed_in("sup")
    lines = lines_of(rows_of(sup, by="township", post=None)[TOWN])
    assert (lines["area"]["numerator"], lines["acceptance"]["rate"]) == (150, pytest.approx(2 / 3, abs=1e-6))
    [line] = [line for line in sup.get("/api/v1/targets/2026").json["items"] if line["division"] == TOWN]
    assert line["target_mu"] == 300
    assert 0 < lines["area"]["denominator"] <= 300
    [behind] = sup.get(lines["area"]["rows"]).json["items"]
    [work] = sup.get(behind["address"]).json["items"]
    assert work["code"] == "Z1"


def test_entries_by_hand_and_surveys_count_with_their_reasons(signed_in, scheme, session, post):
    body = {"period": PERIOD, "subject": "officer", "key": "wang", "kind": "points", "reason": "防汛表现突出"}
    assert post("office", "/assessments/entries", body | {"numerator": 8}).status_code == 201
    assert post("office", "/assessments/entries", body | {"numerator": -1.5}).status_code == 201
    row = rows_of(signed_in("sup"))["wang"]
    line = lines_of(row)["adjustment"]
    assert (line["numerator"], line["points"], row["score"]) == (6.5, 5, 75)
    assert {each["name"] for each in signed_in("sup").get(line["rows"]).json["items"]} == {"防汛表现突出"}
    indicators = [EFFECTIVE | {"indicator": "satisfaction", "days": 3}]
    session.execute(
        update(AssessmentScheme).where(AssessmentScheme.subject == "township").values(indicators=indicators)
    )
    survey = body | {"subject": "township", "key": TOWN, "kind": "survey", "numerator": 90, "denominator": 100}
    assert post("office", "/assessments/entries", survey).status_code == 201
    assert rows_of(signed_in("sup"), by="township", post=None)[TOWN]["score"] == 36


def test_rows_are_those_one_may_see_and_ranks_those_of_the_county(signed_in, scheme, session):
    seen = {who: sorted(rows_of(signed_in(who))) for who in ("wang", "vice", "zhao", "chief", "sup", "admin")}
    both = ["vice", "wang"]
    assert seen == {"wang": ["wang"], "vice": ["vice"], "zhao": [], "chief": both, "sup": both, "admin": both}
    for who, whose in (("zhao", "wang"), ("vice", "wang")):
        for path in (f"/{PERIOD}/{whose}", f"/{PERIOD}/{whose}/effective?post=patroller"):
            assert signed_in(who).get(f"/api/v1/assessments{path}").status_code == 404
    assert set(rows_of(signed_in("chief"), by="township", post=None)) == {TOWN}
    assert rows_of(signed_in("chief"), by="township", post=None)[TOWN]["rank"] == 1
    assert set(rows_of(signed_in("sup"), by="township", post=None, division=OTHER_TOWN)) == {OTHER_TOWN}


def test_the_workbook_holds_the_figures_of_the_table(signed_in, scheme, session):
    session.execute(update(Officer).where(Officer.username == "wang").values(name="=1+1"))
    sup = signed_in("sup")
    items = sup.get("/api/v1/assessments", **PATROLLERS).json["items"]
    answer = sup.get("/api/v1/assessments", format="xlsx", **PATROLLERS)
    headings, *lines = (
        [cell.value for cell in line] for line in load_workbook(BytesIO(answer.data)).active.iter_rows()
    )
    for line, row in zip(lines, items, strict=True):
        told = dict(zip(headings, line, strict=True))
        assert (told["名次"], told["编号"], told["得分"]) == (row["rank"], row["key"], row["score"])
        done = lines_of(row)["completion"]
        assert (told["巡查完成率 分子"], told["巡查完成率 分母"]) == (done["numerator"], done["denominator"])
        assert (told["巡查完成率 比率"], told["巡查完成率 得分"]) == (done["rate"], done["points"])
    assert lines[0][headings.index("考核对象")] == "=1+1"


def test_a_period_that_has_not_begun_has_no_scores_and_no_ranks(signed_in, scheme):
    coming = f"{today().year + 1}-Q1"
    rows = rows_of(signed_in("sup"), period=coming)
    assert rows
    assert {(row["score"], row["rank"], row["note"]) for row in rows.values()} == {(None, None, "not_begun")}
    answer = signed_in("sup").get("/api/v1/assessments", format="xlsx", **(PATROLLERS | {"period": coming}))
    headings, first, *_ = load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True)
    told = dict(zip(headings, first, strict=True))
    name = INDICATORS["effective"][0]
    assert (told[f"{name} 分母"], told[f"{name} 比率"], told[f"{name} 得分"]) == (0, None, None), "not 0.00"
