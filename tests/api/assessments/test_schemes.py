"""Schemes are dated data; who keeps them; what cannot be is refused in words."""

from datetime import timedelta

import pytest

from tests.api.assessments.conftest import (
    BEGIN,
    COMPLETION,
    PERIOD,
    REJECTED,
    SCHEME,
    TODAY,
    rows_of,
)
from tests.api.conftest import COUNTY, TOWN


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
