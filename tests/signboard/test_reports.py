"""Reports from the public: durable before the number is shown, one however often they are sent, nameless."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from patrol.models import Issue, IssueEvent, IssuePhoto, Officer, Photo, PublicReport, PublicReporter
from tests.api.conftest import COUNTY, HASH, at
from tests.signboard.conftest import picture

STAFF = {"desk": "office", "sv": "supervision", "cc": "county_chief", "aud": "auditor", "map": "gis", "adm": "admin"}


@pytest.fixture
def staff(session, board):
    """The county's staff, who have signed in nowhere yet."""
    session.add_all(
        Officer(username=name, name=name, post=post, division_code=COUNTY, password_hash=HASH)
        for name, post in STAFF.items()
    )
    session.flush()


def the_issue(session) -> Issue:
    return session.scalars(select(Issue)).one()


def count(session, table) -> int:
    return session.scalar(select(func.count()).select_from(table))


def test_a_report_becomes_an_issue_with_a_number_to_follow_it_by(stranger, session):
    lon, lat = at(2_000, 1_050)
    token = stranger.reported(lon=f"{lon}", lat=f"{lat}", place="桥下右岸", photos=[picture()])
    issue = the_issue(session)
    assert (issue.state, issue.source, issue.category, issue.severity) == ("reported", "public", "岸边垃圾", "minor")
    assert (issue.reported_by, issue.due_on is not None) == (None, True)
    assert issue.text == "桥下有垃圾\n桥下右岸"
    x, y = session.execute(select(func.ST_X(Issue.geom), func.ST_Y(Issue.geom))).one()
    assert (x, y) == pytest.approx((lon, lat))
    (event,) = session.scalars(select(IssueEvent))
    assert (event.action, event.officer_id) == ("report", None)
    assert count(session, IssuePhoto) == 1
    page = stranger.get(f"/signboard/reports/{token}?new=1").text
    assert token in page
    assert "待受理" in page


def test_a_report_without_a_position_lies_on_the_middle_of_its_segment(stranger, session):
    stranger.reported()
    x, y = session.execute(select(func.ST_X(Issue.geom), func.ST_Y(Issue.geom))).one()
    assert (x, y) == pytest.approx(at(3_500, 1_000), abs=1e-5)
    assert not session.scalars(select(PublicReport.positioned)).one()


def test_a_plot_s_report_lies_in_the_plot(stranger, session):
    stranger.reported("/signboard/plot/P-1", category="盗伐滥伐")
    issue = the_issue(session)
    assert (issue.kind, issue.severity, issue.segment_id) == ("forest", "critical", None)
    assert issue.plot_id is not None


def test_a_form_that_is_sent_twice_makes_one_issue_and_another_text_makes_another(stranger, session):
    key = stranger.key("/signboard/R-1")
    first, again = (stranger.reported(key=key, photos=[picture()]) for _ in range(2))
    assert first == again
    assert count(session, Issue) == 1
    assert stranger.reported(key=key, text="另外还有一处") != first
    assert count(session, Issue) == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"category": ""}, "请选择问题类别"),
        ({"category": "盗伐滥伐"}, "请选择问题类别"),
        ({"category": "水面河岸清洁"}, "请选择问题类别"),
        ({"text": " "}, "请写明看到了什么"),
        ({"text": "x" * 1001}, "最多 1000 个字"),
        ({"text": "坏\x00字"}, "空字符"),
        ({"phone": "<script>"}, "电话号码只能"),
        ({"lon": "NaN", "lat": "27"}, "位置数据不可用"),
        ({"lon": "abc", "lat": "27"}, "位置数据不可用"),
        ({"lon": "999", "lat": "27.5"}, "经度"),
        ({"lon": "110", "lat": "27.5"}, "超过 5 公里"),
        ({"subject": "buy"}, "不应填写"),
        ({"key": "old"}, "页面已过期"),
        ({"photos": [b"no image"]}, "不是可以读取的照片"),
        ({"photos": [b""]}, "照片"),
        ({"photos": [picture()[:200]]}, "照片"),
        ({"photos": [picture()] * 4}, "最多 3 张"),
    ],
)
def test_what_is_wrong_with_a_report_is_told_and_nothing_is_lost_or_half_done(stranger, session, said, sentence):
    answer = stranger.send(**({"place": "桥下右岸"} | said))
    assert answer.status_code == 422
    assert sentence in answer.text.split('<div class="errors"')[1].split("</div>")[0]
    assert "桥下右岸" in answer.text
    assert count(session, Issue) == count(session, PublicReport) == 0


def test_the_answer_opens_at_what_is_wrong_and_each_complaint_leads_to_its_field(stranger):
    answer = stranger.send(phone="<script>")
    assert '/reports#errors"' in answer.text
    assert '<div class="errors" id="errors" role="alert" tabindex="-1">' in answer.text
    assert '<a href="#phone">电话号码只能' in answer.text


def test_a_refusal_is_told_in_english_on_the_english_page(stranger):
    answer = stranger.send(category="", lang="?lang=en")
    assert "Choose what kind of problem it is." in answer.text


def test_only_a_copy_without_exif_is_kept_of_a_stranger_s_photo(stranger, session, settings):
    sent = picture(exif=True, size=(3_000, 2_000))
    assert b"SECRET-CAMERA" in sent
    stranger.reported(photos=[sent])
    photo = session.scalars(select(Photo)).one()
    assert (photo.stored_by, photo.width, photo.sha256 != hashlib.sha256(sent).hexdigest()) == (None, 1600, True)
    kept = [path for path in Path(settings.data).rglob("*") if path.is_file() and path.name == photo.sha256]
    assert b"SECRET-CAMERA" not in kept[0].read_bytes()
    assert Image.open(io.BytesIO(kept[0].read_bytes())).size == (1600, 1067)


def test_a_stranger_s_photo_is_for_those_who_handle_it_and_for_no_public_page(stranger, session, signed_in):
    token = stranger.reported(photos=[picture()])
    sha256 = session.scalars(select(Photo.sha256)).one()
    assert stranger.client.get(f"/api/v1/photos/{sha256}?size=thumb").status_code == 401
    assert signed_in("sup").get(f"/api/v1/photos/{sha256}", size="thumb").status_code == 200
    assert signed_in("zhao").get(f"/api/v1/photos/{sha256}", size="thumb").status_code == 404
    assert sha256 not in stranger.get(f"/signboard/reports/{token}").text


def test_following_shows_state_and_public_reply_alone(stranger, session, staff, signed_in):
    token = stranger.reported(phone="0794-5550000", text="张三家的猪场", photos=[picture()])
    number = the_issue(session).number
    desk = signed_in("desk")

    def step(**body):
        return desk.client.post(f"/api/v1/issues/{number}/events", headers=desk.headers, json=body)

    assert step(action="accept", opinion="内部意见", public_reply="已派人核实，三日内答复。").status_code == 201
    page = stranger.get(f"/signboard/reports/{token}").text
    assert "已受理" in page
    assert "已派人核实，三日内答复。" in page
    for private in ("内部意见", "张三", "5550000", number, "desk"):
        assert private not in page
    assert step(action="note", opinion="x", public_reply="已清运。").status_code == 201
    assert "已清运。" in stranger.get(f"/signboard/reports/{token}?lang=en").text
    wang = signed_in("wang")
    body = {"action": "note", "opinion": "x", "public_reply": "我说了算"}
    assert wang.client.post(f"/api/v1/issues/{number}/events", headers=wang.headers, json=body).status_code == 403


def test_a_merged_report_stands_as_the_issue_it_went_into(stranger, session, staff, signed_in):
    first, second = stranger.reported(), stranger.reported(text="又见垃圾")
    numbers = dict(session.execute(select(PublicReport.token, Issue.number).join(Issue)).all())
    desk = signed_in("desk")
    for number, body in (
        (numbers[second], {"action": "merge", "into": numbers[first]}),
        (numbers[first], {"action": "accept", "public_reply": "一并处理"}),
    ):
        answer = desk.client.post(f"/api/v1/issues/{number}/events", headers=desk.headers, json=body)
        assert answer.status_code == 201, answer.json
    page = stranger.get(f"/signboard/reports/{second}").text
    for said in ("已受理", "已与同一问题合并办理", "一并处理"):
        assert said in page


@pytest.mark.parametrize(("username", "status"), [("desk", 200), ("sv", 403), ("cc", 403), ("aud", 403), ("adm", 403)])
def test_a_reporter_s_telephone_is_for_the_handling_office_alone(stranger, session, staff, signed_in, username, status):
    stranger.reported(phone="139 0000 2222")
    number = the_issue(session).number
    caller = signed_in(username)
    answer = caller.get(f"/api/v1/issues/{number}/reporter")
    assert answer.status_code == status
    assert status != 200 or answer.json == {"phone": "139 0000 2222"}
    assert "139 0000 2222" not in caller.get(f"/api/v1/issues/{number}").text
    assert session.scalars(select(PublicReporter.phone)).one() == "139 0000 2222"


def test_a_report_without_a_telephone_has_nobody_to_call(stranger, session, staff, signed_in):
    stranger.reported()
    assert signed_in("desk").get(f"/api/v1/issues/{the_issue(session).number}/reporter").status_code == 404


@pytest.mark.parametrize("number", ["ABCDEFGHJK", "x", "1' OR 1=1", "%00"])
def test_a_number_that_nobody_was_given_is_not_found(stranger, number):
    answer = stranger.get(f"/signboard/reports/{number}")
    assert answer.status_code == 404
    assert "没有这个查询号" in answer.text


def test_a_number_is_found_however_it_is_written(stranger):
    token = stranger.reported()
    written = f" {token[:4].lower()}-{token[4:]} "
    answer = stranger.client.get("/signboard/reports", query_string={"number": written})
    assert answer.location == f"/signboard/reports/{token}"


def test_one_address_reports_only_so_often(stranger, session):
    for at_ in range(8):
        stranger.reported(text=f"第 {at_} 处垃圾")
    refused = stranger.send(text="第九处垃圾")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert count(session, Issue) == 8
    # What was written is not lost, and it is told when it can be sent.
    assert "第九处垃圾</textarea>" in refused.text
    assert "请 1 分钟后再点" in refused.text


def test_what_was_refused_or_sent_once_more_is_not_counted_as_a_report(stranger, session):
    for _ in range(10):
        assert stranger.send(text="").status_code == 422
    first = {"key": stranger.key("/signboard/R-1"), "text": "同一处垃圾"}
    assert {stranger.send(**first).status_code for _ in range(10)} == {303}
    for at_ in range(7):
        stranger.reported(text=f"第 {at_} 处垃圾")
    assert stranger.send(text="第九处垃圾").status_code == 429
    assert count(session, Issue) == 8


def test_endless_attempts_are_stopped_even_when_none_is_a_report(stranger):
    answers = [stranger.send(text="").status_code for _ in range(41)]
    assert answers[-1] == 429


def test_a_body_that_is_too_large_is_told_as_a_page(stranger, session):
    key = stranger.key("/signboard/R-1")
    body = {"key": key, "category": "岸边垃圾", "text": "垃圾", "photo": (io.BytesIO(b"x" * (33 * 2**20)), "a.jpg")}
    answer = stranger.client.post("/signboard/R-1/reports", data=body, content_type="multipart/form-data")
    assert (answer.status_code, answer.mimetype) == (413, "text/html")
    assert "32" in answer.text


def test_a_report_needs_no_sign_in_and_a_cookie_changes_nothing(stranger, session):
    stranger.client.set_cookie("patrol_token", "anything")
    assert stranger.send().status_code == 303
