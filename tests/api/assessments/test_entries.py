"""Entries by hand: counted once, kept as they were written, withdrawn with words."""

import pytest

from tests.api.assessments.conftest import PERIOD, lines_of, rows_of
from tests.api.conftest import TOWN

ENTRY = {
    "period": PERIOD,
    "subject": "officer",
    "key": "wang",
    "kind": "points",
    "reason": "迟报一次",
    "numerator": -1.25,
}
PATH = "/assessments/entries"


def points(signed_in) -> float:
    return lines_of(rows_of(signed_in("sup"))["wang"])["adjustment"]["numerator"]


def test_the_same_entry_counts_once_however_often_it_is_sent(signed_in, scheme, post):
    first = post("office", PATH, ENTRY)
    assert first.status_code == 201, first.json
    for again in (ENTRY, ENTRY | {"reason": " 迟报一次 "}):
        answer = post("office", PATH, again)
        assert (answer.status_code, answer.json["code"]) == (409, "assessment_entry_known")
        assert str(first.json["id"]) in answer.json["errors"]["reason"]
    assert points(signed_in) == -1.25
    assert post("office", PATH, ENTRY | {"reason": "十一日又迟报一次"}).status_code == 201
    assert points(signed_in) == -2.5


def test_an_entry_made_by_mistake_is_withdrawn_with_words_stays_listed_and_counts_no_more(signed_in, scheme, post):
    number = post("office", PATH, ENTRY).json["id"]
    path = f"{PATH}/{number}/withdrawal"
    assert post("sup", path, {"words": "录错了人"}).status_code == 403
    assert list(post("office", path, {}).json["errors"]) == ["words"]
    answer = post("office", path, {"words": "录错了人"})
    assert (answer.status_code, answer.json["withdrawn_by"], answer.json["withdrawn_words"]) == (
        201,
        "office",
        "录错了人",
    )
    assert points(signed_in) == 0
    assert post("office", path, {"words": "录错了人"}).json["code"] == "assessment_entry_withdrawn"
    assert post("office", f"{PATH}/999999/withdrawal", {"words": "录错了人"}).status_code == 404
    assert post("office", PATH, ENTRY).status_code == 201
    listed = signed_in("office").get(f"/api/v1{PATH}", period=PERIOD, key="wang").json["items"]
    assert [(each["numerator"], each["withdrawn_at"] is None) for each in listed] == [(-1.25, False), (-1.25, True)]
    first = signed_in("office").get(f"/api/v1{PATH}", limit=1).json
    [second] = signed_in("office").get(first["next"]).json["items"]
    assert second["withdrawn_at"] is None


def test_nothing_is_withdrawn_from_a_score_that_was_issued(scheme, post):
    number = post("office", PATH, ENTRY).json["id"]
    assert post("office", f"/assessments/{PERIOD}/issue", {"by": "officer", "post": "patroller"}).status_code == 201
    answer = post("office", f"{PATH}/{number}/withdrawal", {"words": "录错了人"})
    assert (answer.status_code, answer.json["code"]) == (409, "assessment_frozen")


@pytest.mark.parametrize("value", [-99.999, 0.001, -100.5, 101, 1e6])
def test_points_that_would_be_rounded_or_are_out_of_bounds_are_refused(scheme, post, value):
    answer = post("office", PATH, ENTRY | {"numerator": value})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["numerator"])


def test_a_survey_is_kept_to_two_decimals_too(scheme, post):
    survey = {"subject": "township", "key": TOWN, "kind": "survey", "numerator": 90.125, "denominator": 100}
    assert list(post("office", PATH, ENTRY | survey).json["errors"]) == ["numerator"]
    withdrawn = post("office", PATH, ENTRY | survey | {"numerator": 90.12})
    assert (withdrawn.status_code, withdrawn.json["numerator"]) == (201, 90.12)
