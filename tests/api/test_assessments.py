"""Schemes, tables, what is behind them, issuing and appeals, as each post meets them."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from patrol.models import (
    AnnualTarget,
    AssessmentScheme,
    Assignment,
    ForestryWork,
    Issue,
    IssuedScore,
    IssueEvent,
    Officer,
    Patrol,
    PatrolRule,
    PublicReport,
    RiverSegment,
)
from tests.api.conftest import COUNTY, HASH, OTHER_TOWN, TOWN, VILLAGE, at, ewkt_box
from tests.two_rivers import walk as walked

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = datetime.now(ZONE).date()
PERIOD = "2026-Q2"
BEGIN = date(2020, 1, 1)
COMPLETION = {"indicator": "completion", "weight": 60.0, "form": "linear", "floor": 0.0, "target": 1.0}
EFFECTIVE = {"indicator": "effective", "weight": 40.0, "form": "linear", "floor": 0.0, "target": 1.0}
REJECTED = {"indicator": "rejected", "weight": 0.0, "form": "deduction", "each": 2.0, "cap": 5.0}
ADJUSTMENT = {"indicator": "adjustment", "weight": 0.0, "form": "entries", "cap": 5.0}
SCHEME = {
    "division": COUNTY,
    "subject": "officer",
    "post": "patroller",
    "name": "巡河员考核办法",
    "source": "县河长办〔2026〕3号",
    "from": str(TODAY),
    "indicators": [COMPLETION, EFFECTIVE, REJECTED, ADJUSTMENT],
}
PATROLLERS = {"period": PERIOD, "by": "officer", "post": "patroller"}


@pytest.fixture
def people(county, session):
    """An office, a second patroller on the same river, and duties since January; three patrols in the quarter."""
    home = {"division_code": VILLAGE, "password_hash": HASH}
    officers = [
        Officer(username="office", name="办公室", post="office", division_code=COUNTY, password_hash=HASH),
        Officer(username="townoffice", name="乡办", post="office", division_code=TOWN, password_hash=HASH),
        Officer(username="admin", name="管理员", post="admin", division_code="0" * 12, password_hash=HASH),
        Officer(username="vice", name="吴副", post="patroller", **home),
    ]
    session.add_all(officers)
    session.execute(update(PatrolRule).values(times=2, period="month", valid_from=BEGIN))
    session.flush()
    segment = county["R-2"]
    since = {"segment_id": segment.id, "post": "patroller"}
    session.add(Assignment(officer_id=officers[3].id, valid_from=date(2026, 6, 16), **since))
    wang = session.scalar(select(Officer).where(Officer.username == "wang"))
    plot = session.execute(text("SELECT id FROM forest_plot")).one()
    for day in (date(2026, 4, 3), date(2026, 4, 9), date(2026, 5, 9)):
        walked(session, day, wang, county["R-1"], plot, [(0, 40)])
    session.execute(text("UPDATE segment_visit SET counted = true, bearer_id = officer_id"))
    return officers


@pytest.fixture
def scheme(people, session):
    """What patrollers and townships have been assessed by since 2020."""
    since = {"division_code": COUNTY, "full_score": 100, "valid_from": BEGIN, "source": "县"}
    mine = {"indicators": SCHEME["indicators"], "name": "巡河员"}
    whole = {"name": "乡镇", "indicators": [COMPLETION, EFFECTIVE | {"indicator": "river_coverage"}]}
    session.add(AssessmentScheme(subject="officer", post="patroller", least_days=20, **mine, **since))
    session.add(AssessmentScheme(subject="township", post=None, **whole, **since))
    session.flush()


@pytest.fixture
def post(signed_in, people):
    """`post("office", path, body)` is the answer."""

    def send(username: str, path: str, body: dict | None = None):
        caller = signed_in(username)
        return caller.client.post(f"/api/v1{path}", json=body, headers=caller.headers)

    return send


@pytest.fixture
def issued(post, scheme):
    """The quarter's table of patrollers, issued today."""
    answer = post("office", f"/assessments/{PERIOD}/issue", {"by": "officer", "post": "patroller"})
    assert answer.status_code == 201, answer.json
    return answer.json


def rows_of(caller, **query) -> dict[str, dict]:
    """The rows of a table by their keys."""
    answer = caller.get("/api/v1/assessments", **(PATROLLERS | query))
    assert answer.status_code == 200, answer.json
    return {row["key"]: row for row in answer.json["items"]}


def lines_of(row: dict) -> dict[str, dict]:
    return {line["indicator"]: line for line in row["indicators"]}


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


def test_areas_are_those_of_the_table_of_targets(signed_in, scheme, session):
    session.add(AnnualTarget(year=2026, division_code=TOWN, work_type="afforestation", area_m2=200_000))
    work = {"year": 2026, "work_type": "afforestation", "division_code": VILLAGE, "stage": "verified"}
    areas = {"reported_area_m2": 100_000, "verified_area_m2": 90_000, "qualified_area_m2": 60_000}
    session.add(ForestryWork(code="Z1", geom=ewkt_box(0, 0, 300, 300), **work, **areas))
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


def test_an_issued_table_never_moves_and_says_what_it_would_be_now(signed_in, issued, session, post):
    sup = signed_in("sup")
    before = rows_of(sup)
    wang = session.scalar(select(Officer).where(Officer.username == "wang"))
    segment = session.scalar(select(RiverSegment).where(RiverSegment.code == "R-1"))
    plot = session.execute(text("SELECT id FROM forest_plot")).one()
    walked(session, date(2026, 6, 1), wang, segment, plot, [(0, 40)])
    assert rows_of(sup) == before
    behind = sup.get(lines_of(before["wang"])["effective"]["rows"]).json
    assert (behind["issued_denominator"], behind["denominator"], len(behind["items"])) == (3, 4, 4)
    answer = post("office", f"/assessments/{PERIOD}/issue", {"by": "officer", "post": "patroller"})
    assert (answer.status_code, answer.json["code"]) == (409, "assessment_issued")
    body = {"period": PERIOD, "subject": "officer", "key": "wang", "kind": "points", "reason": "迟到", "numerator": 1}
    assert post("office", "/assessments/entries", body).json["code"] == "assessment_frozen"
    for change in (update(IssuedScore).values(score=100), text("DELETE FROM issued_assessment")):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(change)


def test_an_upheld_appeal_stands_beside_the_score_as_it_was_issued(signed_in, issued, post):
    words = {"indicator": "completion", "words": "四月三次，有一次手机坏了"}
    answer = post("wang", f"/assessments/{PERIOD}/wang/appeals", words)
    assert answer.status_code == 201, answer.json
    number = answer.json["id"]
    assert post("wang", f"/assessments/{PERIOD}/wang/appeals", words).json["code"] == "appeal_known"
    [open_one] = signed_in("office").get("/api/v1/assessment-appeals", status="open").json["items"]
    assert (open_one["id"], open_one["words"], open_one["decision"]) == (number, words["words"], None)
    path = f"/assessment-appeals/{number}/decision"
    decision = {"decision": "upheld", "points": 40, "words": "经查属实"}
    assert post("wang", path, decision).status_code == 403
    assert post("office", path, decision | {"points": 61}).json["errors"].keys() == {"points"}
    assert post("office", path, decision | {"points": 30}).json["errors"].keys() == {"points"}
    assert post("office", path, {"decision": "upheld", "words": "属实"}).json["errors"].keys() == {"points"}
    assert post("office", path, decision).status_code == 201
    assert post("office", path, decision).json["code"] == "appeal_decided"
    row = signed_in("wang").get(f"/api/v1/assessments/{PERIOD}/wang").json
    assert (row["score"], row["rank"], row["corrected"]) == (70, 1, {"score": 80, "rank": 1})
    [appeal] = row["appeals"]
    assert (appeal["points_before"], appeal["points_after"], appeal["decision_words"]) == (30, 40, "经查属实")
    assert signed_in("office").get("/api/v1/assessment-appeals", status="open").json["items"] == []


def test_a_dismissed_appeal_leaves_the_score(signed_in, issued, post):
    words = {"indicator": "effective", "words": "应为四次"}
    number = post("wang", f"/assessments/{PERIOD}/wang/appeals", words).json["id"]
    path = f"/assessment-appeals/{number}/decision"
    assert post("office", path, {"decision": "dismissed", "points": 1, "words": "不实"}).status_code == 422
    assert post("office", path, {"decision": "dismissed", "words": "不实"}).status_code == 201
    row = signed_in("wang").get(f"/api/v1/assessments/{PERIOD}/wang").json
    assert (row["corrected"], row["appeals"][0]["decision"]) == (None, "dismissed")
    told = {
        username: signed_in(username).get("/api/v1/inbox").json["items"] for username in ("office", "wang", "chief")
    }
    assert {username: [(each["kind"], each["subject"]) for each in items] for username, items in told.items()} == {
        "office": [("appeal", str(number))],
        "wang": [("appeal", str(number))],
        "chief": [],
    }
    assert told["wang"][0]["text"].endswith("未予采纳。")


def test_who_may_appeal_what(scheme, post, issued):
    words = {"indicator": "completion", "words": "有误有误"}
    path = f"/assessments/{PERIOD}/wang/appeals"
    answers = {username: post(username, path, words).status_code for username in ("vice", "zhao", "chief", "office")}
    assert answers == {"vice": 404, "zhao": 404, "chief": 403, "office": 403}
    town = f"/assessments/{PERIOD}/{TOWN}/appeals"
    assert post("chief", town, words).json["code"] == "assessment_not_issued"
    assert post("office", f"/assessments/{PERIOD}/issue", {"by": "township"}).status_code == 201
    assert {who: post(who, town, words).status_code for who in ("sup", "wang")} == {"sup": 403, "wang": 404}
    assert post("townoffice", town, words).status_code == 201
    assert post("chief", town, words).json["code"] == "appeal_known"
    assert post("wang", path, words | {"indicator": "area"}).json["errors"].keys() == {"indicator"}


def test_an_appeal_comes_in_time(scheme, post, session):
    session.execute(update(AssessmentScheme).values(appeal_days=0))
    issued = post("office", f"/assessments/{PERIOD}/issue", {"by": "officer", "post": "patroller"}).json
    assert issued["appeal_until"] == str(TODAY)
    session.execute(text("ALTER TABLE issued_assessment DISABLE TRIGGER keep_history"))
    session.execute(text("UPDATE issued_assessment SET appeal_until = :day"), {"day": TODAY - timedelta(days=1)})
    answer = post("wang", f"/assessments/{PERIOD}/wang/appeals", {"indicator": "completion", "words": "太晚"})
    assert (answer.status_code, answer.json["code"]) == (409, "appeal_too_late")


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


def test_a_scheme_opened_today_leaves_what_was_in_force(signed_in, scheme, post, session):
    before = rows_of(signed_in("sup"))
    answer = post("office", "/assessment-schemes", SCHEME | {"indicators": [COMPLETION]})
    assert (answer.status_code, answer.json["full_score"]) == (201, 60)
    assert rows_of(signed_in("sup")) == before
    kept = signed_in("office").get("/api/v1/assessment-schemes").json["items"]
    mine = [each for each in kept if each["post"] == "patroller"]
    assert [(each["from"], each["to"]) for each in mine] == [
        (str(TODAY), None),
        (str(BEGIN), str(TODAY - timedelta(days=1))),
    ]
    assert post("office", "/assessment-schemes", SCHEME).json["code"] == "assessment_scheme_known"
    past = post("office", "/assessment-schemes", SCHEME | {"from": "2026-01-01"})
    assert past.json["errors"].keys() == {"from"}
    opened, old = mine[0]["id"], mine[1]["id"]
    assert post("office", f"/assessment-schemes/{old}/end", {}).json["code"] == "assessment_scheme_ended"
    assert post("office", f"/assessment-schemes/{opened}/end", {"on": "2020-02-01"}).status_code == 422
    assert post("office", f"/assessment-schemes/{opened}/end", {}).status_code == 204
    assert post("office", "/assessment-schemes/999/end", {}).status_code == 404


def test_the_preset_opens_a_scheme_for_townships_and_each_post_with_its_source(signed_in, people, post):
    answer = post("office", "/assessment-schemes/preset", {"division": COUNTY, "from": "2026-01-01"})
    assert answer.status_code == 201, answer.json
    assert [each["full_score"] for each in answer.json["items"]] == [100] * 5
    assert all("范本" in each["source"] for each in answer.json["items"])
    for row in rows_of(signed_in("sup")).values():
        assert row["score"] is not None
    for row in rows_of(signed_in("sup"), by="township", post=None).values():
        assert len(row["indicators"]) == 12
    codes = [each["indicator"] for each in signed_in("wang").get("/api/v1/assessment-schemes/indicators").json["items"]]
    assert "satisfaction" in codes


@pytest.mark.parametrize("username", ["wang", "chief", "sup", "townoffice"])
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/assessment-schemes", SCHEME),
        ("/assessment-schemes/1/end", {}),
        ("/assessment-schemes/preset", {"division": COUNTY, "from": "2026-01-01"}),
        (f"/assessments/{PERIOD}/issue", {"by": "township"}),
        (
            "/assessments/entries",
            {"period": PERIOD, "subject": "officer", "key": "wang", "kind": "points", "reason": "好好", "numerator": 1},
        ),
        ("/assessment-appeals/1/decision", {"decision": "dismissed", "words": "不实"}),
    ],
)
def test_only_the_county_office_keeps_schemes_issues_and_decides(post, scheme, username, path, body):
    answer = post(username, path, body)
    assert (answer.status_code, answer.json["code"]) == (403, "assessment_not_your_post")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/assessment-schemes", SCHEME | {"post": None}, "post"),
        ("/assessment-schemes", SCHEME | {"subject": "township"}, "post"),
        ("/assessment-schemes", SCHEME | {"division": TOWN}, "division"),
        ("/assessment-schemes", SCHEME | {"indicators": []}, "indicators"),
        ("/assessment-schemes", SCHEME | {"indicators": [REJECTED]}, "indicators"),
        ("/assessment-schemes", SCHEME | {"indicators": [COMPLETION, COMPLETION]}, "indicators.1.indicator"),
        ("/assessment-schemes", SCHEME | {"indicators": [COMPLETION | {"weight": -1}]}, "indicators.0.weight"),
        (
            "/assessment-schemes",
            SCHEME | {"indicators": [COMPLETION | {"indicator": "luck"}]},
            "indicators.0.indicator",
        ),
        ("/assessment-schemes", SCHEME | {"indicators": [COMPLETION | {"floor": "x"}]}, "indicators.0.floor"),
        ("/assessment-schemes", SCHEME | {"from": "2026-02-30"}, "from"),
        (f"/assessments/{PERIOD}/issue", {"by": "officer"}, "post"),
        ("/assessments/2026-W07/issue", {"by": "township"}, "period"),
        (
            "/assessments/entries",
            {"period": PERIOD, "subject": "officer", "key": "no", "kind": "points", "reason": "好好", "numerator": 1},
            "key",
        ),
        (
            "/assessments/entries",
            {"period": PERIOD, "subject": "officer", "key": "wang", "kind": "points", "reason": "好好", "numerator": 0},
            "numerator",
        ),
        (
            "/assessments/entries",
            {"period": PERIOD, "subject": "township", "key": TOWN, "kind": "survey", "reason": "问卷", "numerator": 3},
            "numerator",
        ),
        (
            "/assessments/entries",
            {"period": PERIOD, "subject": "officer", "key": "wang", "kind": "points", "reason": "", "numerator": 1},
            "reason",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(post, scheme, path, body, field):
    answer = post("office", path, body)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]
    assert answer.json["errors"][field]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"period": "2026-W07"}, "period"),
        ({"period": "2026-13"}, "period"),
        ({"period": "2026-Q1", "by": "officer"}, "post"),
        ({"period": "2026-Q1", "by": "township", "post": "ranger"}, "post"),
        ({"period": "2026-Q1", "by": "village"}, "by"),
        ({"period": "2026-Q1", "division": "x"}, "division"),
        ({}, "period"),
    ],
)
def test_a_table_that_cannot_be_asked_for_is_refused_in_words(signed_in, scheme, query, field):
    answer = signed_in("sup").get("/api/v1/assessments", **query)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_what_is_not_there_is_not_found_in_words(signed_in, scheme, post):
    sup = signed_in("sup")
    for path in (
        "?period=2026-Q2&by=officer&post=ranger",
        "?period=2019&by=township",
        f"/{PERIOD}/nobody",
        f"/{PERIOD}/{TOWN[:9]}999",
        f"/{PERIOD}/wang/luck",
        f"/{PERIOD}/wang/area",
    ):
        answer = sup.get(f"/api/v1/assessments{path}")
        assert answer.status_code == 404, path
        assert answer.json["message"]
    running = f"{TODAY.year}-Q{(TODAY.month + 2) // 3}"
    answer = post("office", f"/assessments/{running}/issue", {"by": "township"})
    assert (answer.status_code, answer.json["code"]) == (409, "assessment_running")
    assert (
        post("office", "/assessment-appeals/1/decision", {"decision": "dismissed", "words": "不实"}).status_code == 404
    )
