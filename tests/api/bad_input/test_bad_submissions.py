"""Bad input gets a clear message that names the field, in the caller's language, and leaves nothing behind."""

import pytest
import requests

from tests.api.bad_input.bodies import BAD
from tests.api.bad_input.refusal import assert_refused
from tests.hamlet import new_id, walk_body


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.sentence)
def test_a_bad_submission_is_refused_and_leaves_nothing(phone, bad):
    patrol_id, sent = new_id(), bad.make()
    for language in ("", "en"):
        headers = {"Accept-Language": language} if language else {}
        answer = phone.put_patrol(patrol_id, sent, **headers)
        assert_refused(answer, bad.status, bad.field, english=bool(language))
    assert phone.ask_patrol(patrol_id).status_code == 404


@pytest.mark.parametrize("patrol_id", ["not-a-uuid", "123", "%00", "../../etc/passwd"])
def test_an_id_that_is_no_uuid_is_refused(phone, patrol_id):
    answer = phone.put_patrol(patrol_id, walk_body())
    assert answer.status_code in (400, 404, 405, 422)
    assert answer.json()["status"] == answer.status_code


def test_the_same_id_with_other_content_is_refused_and_the_first_stays(phone):
    patrol_id = new_id()
    assert phone.put_patrol(patrol_id, walk_body(seed=1)).status_code == 201
    first = phone.ask_patrol(patrol_id).json()
    assert_refused(phone.put_patrol(patrol_id, walk_body(seed=2)), (409,))
    assert_refused(phone.put_patrol(patrol_id, walk_body(seed=2), **{"Accept-Language": "en"}), (409,), english=True)
    assert phone.put_patrol(patrol_id, walk_body(seed=1)).status_code == 200
    assert phone.ask_patrol(patrol_id).json() == first


def test_a_submission_without_a_token_is_refused(hamlet):
    patrol_id = new_id()
    answer = requests.put(f"{hamlet.base}/api/v1/patrols/{patrol_id}", json=walk_body(), timeout=30)
    assert_refused(answer, (401,))
    assert hamlet.phone.ask_patrol(patrol_id).status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2026-13-01", "to": "2026-12-31"}, "from"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "from"),
        ({"from": "tomorrow", "to": "2026-01-01"}, "from"),
        ({"from": "2026-01-01", "to": "2026-01-31", "division": "no-such"}, "division"),
        ({"from": "2026-01-01", "to": "2026-01-31", "division": "36109\0"}, "division"),
        ({"from": "2026-01-01", "to": "2026-01-31", "colour": "blue"}, "colour"),
        ({"from": "0001-01-01", "to": "9999-12-31"}, "from"),
    ],
)
@pytest.mark.parametrize("subject", ["segments", "plots"])
def test_a_bad_question_about_coverage_is_refused(phone, subject, query, field):
    for language in ("zh-CN", "en"):
        headers = {"Accept-Language": language}
        url = f"{phone.base}/api/v1/coverage/{subject}"
        answer = phone.session.get(url, params=query, headers=headers, timeout=30)
        assert_refused(answer, (400, 404, 422), field, english=language == "en")


@pytest.mark.parametrize("subject", ["segments", "plots"])
def test_a_division_that_does_not_exist_is_not_found_and_named(phone, subject):
    query = {"from": "2026-01-01", "to": "2026-01-31", "division": "999999999999"}
    for language in ("zh-CN", "en"):
        url, headers = f"{phone.base}/api/v1/coverage/{subject}", {"Accept-Language": language}
        answer = phone.session.get(url, params=query, headers=headers, timeout=30)
        refusal = assert_refused(answer, (404,), english=language == "en")
        assert query["division"] in refusal["message"]
