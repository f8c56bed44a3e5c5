"""What any route may be told is told in the reader's own words: what is wrong, where, and what would be right."""

import re
import uuid

import pytest

from tests.api.conftest import Caller, walk
from tests.api.gpx.conftest import send, spots, written

TERMS = re.compile(r"JSON|GPX|XML|NaN|Infinity|UUID|RFC 3339|Upload-Length|offered|T04:00:00Z")
BODIES = {
    "half": (b'{"kind":\n  "river", ', "第 2 行第 12 列", "line 2, column 12"),
    "quotes": (b"{'kind': 1}", "第 1 行第 2 列", "line 1, column 2"),
    "deep": (b"[" * 100_000, "嵌套", "nested"),
    "bytes": (b'{"kind":"\xff\xfe"}', "UTF-8", "UTF-8"),
    "digits": (b"1" * 5_000, "数字", "digits"),
}
PATH = [(1_000, 1_000), (2_000, 1_000)]
HUGE = "99999999999999999999"
EDGE = str(2**31)


def sent(caller: Caller, method: str, path: str, content: bytes | None = None, language: str = "zh-CN"):
    headers = caller.headers | {"Accept-Language": language}
    return caller.client.open(path, method=method, headers=headers, data=content, content_type="application/json")


def assert_chinese(words: str) -> None:
    """No word of a library is left in it."""
    assert not re.search("[A-Za-z]{3,}", TERMS.sub("", words).replace("UTF-8", "")), words


@pytest.mark.parametrize("sort", BODIES)
@pytest.mark.parametrize("path", ["/api/v1/patrols/{}", "/api/v1/issues"])
def test_a_body_that_is_no_json_is_told_where_it_breaks(signed_in, sort, path):
    caller, (content, chinese, english) = signed_in("wang"), BODIES[sort]
    method = "PUT" if "patrols" in path else "POST"
    for language, words in (("zh-CN", chinese), ("en", english)):
        answer = sent(caller, method, path.format(uuid.uuid4()), content, language)
        assert answer.status_code == 400, answer.json
        assert words in answer.json["errors"]["body"], answer.json
        assert words in answer.json["reason"]
        if language == "zh-CN":
            assert_chinese(answer.json["message"] + answer.json["errors"]["body"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (written(spots(20))[:700], "没有写完"),
        (b"<gpx><trk></gpx>", "标签"),
        (b"<gpx><wpt lat='1' lat='2'/></gpx>", "重复"),
        (b"<gpx>&nbsp;</gpx>", "实体"),
        (b"<gpx><a b=1/></gpx>", "写法"),
        (b"<gpx/><gpx/>", "多余"),
        (b"<gpx>" + b"<a>" * 200, "层数"),
    ],
)
def test_a_broken_gpx_file_is_told_what_breaks_it(signed_in, content, words):
    answer = send(signed_in("wang"), content)
    assert answer.status_code == 422
    assert words in answer.json["errors"]["file"]
    assert_chinese(answer.json["errors"]["file"])


@pytest.mark.parametrize(
    ("method", "path", "field"),
    [
        ("GET", "/api/v1/issues/2026-0001%00", "number"),
        ("GET", "/api/v1/assessments/2026-Q3/%00", "subject"),
        ("GET", "/api/v1/duties/officer/%00/patrols?period=2026", "key"),
        ("POST", f"/api/v1/leaves/{HUGE}/approve", "leave_id"),
        ("DELETE", f"/api/v1/leaves/{EDGE}", "leave_id"),
        ("POST", f"/api/v1/inbox/{HUGE}/read", "notice_id"),
        ("GET", f"/api/v1/works/{HUGE}", "work_id"),
        ("POST", f"/api/v1/webhooks/{EDGE}/test", "webhook_id"),
    ],
)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_name_or_number_that_nothing_can_have_is_found_nowhere(signed_in, method, path, field, language):
    answer = sent(signed_in("wang"), method, path, language=language)
    assert answer.status_code == 404, answer.json
    assert list(answer.json["errors"]) == [field]
    assert answer.json["errors"][field].isascii() == (language == "en")


@pytest.mark.parametrize(
    ("method", "path", "field"),
    [
        ("PUT", "/api/v1/patrols/not-a-uuid", "patrol_id"),
        ("GET", "/api/v1/patrols/123", "patrol_id"),
        ("GET", "/api/v1/patrols/not-a-uuid/record", "patrol_id"),
        ("GET", "/api/v1/imports/not-a-uuid", "import_id"),
    ],
)
def test_what_should_be_a_uuid_and_is_none_is_told_so(signed_in, method, path, field):
    answer = sent(signed_in("wang"), method, path, b"{}")
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"] == {field: "应为 UUID。"}


def test_what_stands_beside_uuids_is_still_found(signed_in):
    wang = signed_in("wang")
    assert wang.get("/api/v1/patrols/table").status_code == 200
    assert sent(wang, "GET", f"/api/v1/patrols/{uuid.uuid4()}").status_code == 404
    document = wang.get("/api/v1/openapi.json").json["paths"]["/api/v1/patrols/{patrol_id}"]
    assert document["parameters"][0]["schema"]["format"] == "uuid"


@pytest.mark.parametrize(("moment", "words"), [("9999-12-31T23:59:59Z", "2200"), ("1066-01-01T00:00:00Z", "1900")])
def test_a_time_beyond_the_calendar_is_told_its_bounds(signed_in, moment, words):
    answer = signed_in("wang").submit(walk(PATH) | {"started_at": moment})
    assert answer.status_code == 422
    assert words in answer.json["errors"]["started_at"]
    assert "RFC" not in answer.json["errors"]["started_at"]


def test_fixes_are_counted_from_one(signed_in):
    body = walk(PATH)
    body["track"]["acc"] = [-8, *body["track"]["acc"][1:]]
    answer = signed_in("wang").submit(body)
    assert "第 1 个" in answer.json["errors"]["track.acc"]
    body = walk(PATH)
    body["track"]["acc"][3] = -5
    assert "第 4 个点的精度 -5 米" in signed_in("wang").submit(body).json["errors"]["track.acc"]
    body = walk(PATH)
    body["track"]["dt"][3] = -500
    assert "第 4 个" in signed_in("wang").submit(body).json["errors"]["track"]


@pytest.mark.parametrize("period", ["foo", "2026-Q5", "2026-W47", "x" * 300, ""])
def test_a_period_of_assessment_is_told_in_its_forms(signed_in, period):
    answer = signed_in("sup").get("/api/v1/assessments", period=period)
    assert answer.status_code == 422
    assert "2026-H2" in answer.json["errors"]["period"]
