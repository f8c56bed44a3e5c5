"""Issued tables never move; appeals and their decisions stand beside them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from patrol.models import (
    AssessmentScheme,
    IssuedScore,
    Officer,
    RiverSegment,
)
from tests.api.assessments.conftest import PATROLLERS, PERIOD, TODAY, lines_of, rows_of
from tests.api.conftest import TOWN
from tests.two_rivers import walk as walked


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
    lower = post("office", path, decision | {"points": 29})
    assert lower.status_code == 422
    assert "应高于原得分" in lower.json["errors"]["points"]
    assert post("office", path, {"decision": "upheld", "words": "属实"}).json["errors"].keys() == {"points"}
    assert post("office", path, decision | {"points": 39.999}).json["errors"].keys() == {"points"}
    assert post("office", path, decision).status_code == 201
    assert post("office", path, decision).json["code"] == "appeal_decided"
    row = signed_in("wang").get(f"/api/v1/assessments/{PERIOD}/wang").json
    assert (row["score"], row["rank"], row["corrected"]) == (70, 1, {"score": 80, "rank": 1})
    line = lines_of(row)["completion"]
    assert (line["points"], line["corrected_points"], line["decision_words"]) == (30, 40, "经查属实")
    lines = lines_of(rows_of(signed_in("office"))["wang"])
    assert sum(each["corrected_points"] or each["points"] for each in lines.values()) == 80
    answer = signed_in("office").get("/api/v1/assessments", **PATROLLERS, format="xlsx")
    heading, *told = load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True)
    written = next(dict(zip(heading, values, strict=True)) for values in told if "wang" in values)
    columns = ("巡查完成率 得分", "巡查完成率 更正后得分", "巡查完成率 更正理由")
    assert tuple(written[column] for column in columns) == (30, 40, "经查属实")
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
