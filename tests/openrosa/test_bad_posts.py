"""Posts that cannot be taken: each is told why in an envelope, and leaves nothing behind."""

from base64 import b64encode

import pytest
from sqlalchemy import func, select

from patrol.models import CollectFile, CollectSubmission, Observation, Patrol, Photo, Submission
from tests.api.conftest import PASSWORD
from tests.collect import multipart, trace
from tests.openrosa.conftest import WALK, filled, with_photos

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><data id="river-patrol">&c;</data>'
)
OUTSIDE = b'<!DOCTYPE data [<!ENTITY f SYSTEM "file:///etc/hostname">]><data id="river-patrol">&f;</data>'
GOOD = filled().xml


def saying(name: str, answer: str) -> bytes:
    """A form with this answer to a question."""
    head, begin, tail = GOOD.partition(f"<{name}>".encode())
    _, end, tail = tail.partition(f"</{name}>".encode())
    return head + begin + answer.encode() + end + tail


@pytest.fixture(autouse=True)
def nothing_left(session):
    """After each refusal no table knows of the post."""
    yield
    for table in (Submission, Patrol, Observation, Photo, CollectSubmission, CollectFile):
        assert session.scalar(select(func.count()).select_from(table)) == 0, table


@pytest.mark.parametrize(
    ("xml", "status", "said"),
    [
        (LAUGHS, 400, "DTD"),
        (OUTSIDE, 400, "DTD"),
        (b"", 400, "XML"),
        (b"not xml", 400, "XML"),
        (GOOD[:-40], 400, "XML"),
        (b'<?xml version="1.0" encoding="klingon"?><data/>', 400, "XML"),
        (b"<a>" * 100_000, 400, "XML"),
        (b"<data/>", 422, "没有编号为"),
        (filled(form="census").xml, 422, "census"),
        (filled(version="").xml, 422, "版本"),
        (filled(version="2031010100123456").xml, 422, "2031010100123456"),
        (filled(id="").xml, 422, "instanceID"),
        (filled(id="12345").xml, 422, "12345"),
        (saying("start", ""), 422, "表单打开的时间：没有填写"),
        (saying("end", " "), 422, "表单保存的时间：没有填写"),
        (saying("track", ""), 422, "巡查轨迹：没有填写"),
        (saying("start", "yesterday"), 422, "无法识别"),
        (saying("start", "0001-01-01T00:00:00.000+08:00"), 422, "无法识别"),
        (saying("end", "2190-01-01T00:00:00.000+08:00"), 422, "表单保存的时间：时间在将来"),
        (filled(track="27.5 116.5 0 5").xml, 422, "至少需要两个"),
        (filled(track="27.5 116.5 0 5; 27.6").xml, 422, "第 2 个点"),
        (filled(track="27.5 116.5 0 5; nan inf 0 5").xml, 422, "第 2 个点"),
        (filled(track="27.5 116.5 0 5; 1e999 116.5 0 5").xml, 422, "第 2 个点"),
        (filled(track="27.5 116.5 0 5; 27.5 999 0 5").xml, 422, "999"),
        (filled(track=trace([(lat, lon) for lon, lat in WALK])).xml, 422, "写反"),
        (filled(observations=[{"category": "", "text": "?"}]).xml, 422, "第 1 条记录的“看到什么”：没有填写"),
        (filled(observations=[{"category": "x" * 65}]).xml, 422, "64"),
        (filled(observations=[{"category": "x", "text": "y" * 4001}]).xml, 422, "4000"),
        (filled(observations=[{"category": "x", "position": "here"}]).xml, 422, "here"),
        (filled(observations=[{"category": "x"}] * 501).xml, 422, "500"),
    ],
)
def test_a_form_that_cannot_be_read_is_told_why(wang, xml, status, said):
    answer = wang.post(xml)
    assert (answer.status, said in answer.message) == (status, True), answer.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "照片内容为空"),
        (b"this is no photo at all", "这不是可以读取的照片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), "照片"),
    ],
)
def test_a_file_that_is_no_photo_is_named_and_the_post_is_taken_back(wang, pictures, content, said):
    files = {**pictures, "2.jpg": content}
    answer = wang.post(filled(observations=with_photos(files)).xml, files)
    assert answer.status == 422
    assert "2.jpg" in answer.message
    assert said in answer.message


def test_a_post_without_a_form_is_refused(wang):
    body, content_type = multipart(GOOD, {})
    answer = wang.post_raw(body.replace(b"xml_submission_file", b"some_other_file"), content_type)
    assert (answer.status, "xml_submission_file" in answer.message) == (400, True)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(GOOD, "text/xml"), (b"", "multipart/form-data"), (b"--x\r\nbroken", "multipart/form-data; boundary=x")],
)
def test_a_body_that_is_no_form_post_is_refused(wang, body, content_type):
    assert wang.post_raw(body, content_type).status == 400


def test_a_form_of_many_megabytes_is_refused(wang):
    answer = wang.post(GOOD.replace(b"<data ", b"<data x='" + b"y" * 9 * 2**20 + b"' "))
    assert (answer.status, "8 MB" in answer.message) == (413, True)


def test_a_photo_past_the_limit_is_refused(wang):
    answer = wang.post(filled(observations=with_photos({"1.jpg": b""})).xml, {"1.jpg": bytes(33 * 2**20)})
    assert (answer.status, "32 MB" in answer.message) == (413, True)


def test_a_password_in_the_place_of_the_token_is_told_what_is_wanted(wang):
    wang.credentials = "Basic " + b64encode(f"wang:{PASSWORD}".encode()).decode()
    answer = wang.post(GOOD)
    assert (answer.status, "令牌" in answer.message) == (401, True)


def test_office_staff_do_not_submit(phone_of):
    assert phone_of("sup").post(GOOD).status == 403


@pytest.mark.parametrize("path", ["forms/census.xml", "forms/census/manifest", "forms/river-patrol/plots.csv"])
def test_what_is_not_there_is_told_in_an_envelope(wang, path):
    answer = wang.get(path)
    assert answer.status_code == 404
    assert b"OpenRosaResponse" in answer.data


def test_the_sentence_is_english_for_those_who_ask_for_it(wang):
    body, content_type = multipart(b"not xml", {})
    headers = {"Authorization": wang.credentials, "Content-Type": content_type, "Accept-Language": "en"}
    answer = wang.client.post("/openrosa/submission", data=body, headers=headers)
    assert "not valid XML" in answer.text


def test_a_page_elsewhere_cannot_post_with_a_browsers_cookie(wang):
    token = wang.caller.headers["Authorization"].removeprefix("Bearer ")
    wang.client.set_cookie("patrol_token", token)
    body, content_type = multipart(GOOD, {})
    assert wang.client.post("/openrosa/submission", data=body, content_type=content_type).status_code == 403
