"""Who may have what made, which template it is filled from, and what a schedule asks for."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from docx import Document

from patrol.bulletins.asking import follow_schedules
from patrol.models import Bulletin
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN

SHANGHAI = ZoneInfo("Asia/Shanghai")


def post(caller, **body):
    return caller.client.post("/api/v1/bulletins", headers=caller.headers, json=body)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "newspaper", "period": "2026-05"}, "kind"),
        ({"kind": "bulletin"}, "period"),
        ({"kind": "bulletin", "period": "2026-13"}, "period"),
        ({"kind": "bulletin", "period": "2026-05-01"}, "period"),
        ({"kind": "bulletin", "period": "2199-01"}, "period"),
        ({"kind": "forestry_statement", "period": "2026-05"}, "period"),
        ({"kind": "chief_record", "period": "2026-05"}, "officer"),
        ({"kind": "bulletin", "period": "2026-05", "officer": "wang"}, "officer"),
        ({"kind": "bulletin", "period": "2026-05", "pages": 3}, "pages"),
    ],
)
def test_what_cannot_be_made_is_refused_by_field(may, signed_in, body, field):
    answer = post(signed_in("office"), **body)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


@pytest.mark.parametrize("username", ["wang", "chief"])
def test_only_offices_and_supervisors_have_bulletins_made(may, signed_in, username):
    assert post(signed_in(username), kind="bulletin", period="2026-05").status_code == 403


def test_nobody_asks_about_a_place_or_a_person_out_of_scope(may, signed_in, session):
    assert post(signed_in("office"), kind="bulletin", period="2026-05", division="360000000000").status_code == 404
    assert post(signed_in("wang"), kind="chief_record", period="2026-05", officer="zhao").status_code == 404
    assert post(signed_in("office"), kind="chief_record", period="2026-05", officer="nobody").status_code == 404


def test_everybody_may_have_their_own_record_and_sees_no_other(may, signed_in):
    wang = signed_in("wang")
    first = post(wang, kind="chief_record", period="2026-05", officer="wang")
    assert (first.status_code, first.json["state"]) == (202, "waiting")
    assert [each["id"] for each in wang.get("/api/v1/bulletins").json["items"]] == [first.json["id"]]
    assert signed_in("li").get("/api/v1/bulletins").json["items"] == []
    assert wang.get("/api/v1/bulletins/schedules").status_code == 403


def test_what_is_asked_for_twice_while_it_waits_is_made_once(may, signed_in):
    office = signed_in("office")
    numbers = {post(office, kind="bulletin", period="2026-05").json["id"] for _ in range(3)}
    assert len(numbers) == 1


def test_drafts_are_thrown_away_and_what_is_not_ready_is_not_issued(may, signed_in):
    office = signed_in("office")
    asked = post(office, kind="bulletin", period="2026-05").json
    path = f"/api/v1/bulletins/{asked['id']}"
    assert office.client.post(f"{path}/issue", headers=office.headers).json["code"] == "bulletin_not_ready"
    assert office.get(f"{path}/pdf").status_code == 404
    assert office.client.delete(path, headers=office.headers).status_code == 204
    assert office.get(path).status_code == 404


def test_the_office_edits_the_template_in_word(made, signed_in):
    office = signed_in("office")
    paper = Document(BytesIO(office.get("/api/v1/bulletins/templates/bulletin").data))
    paper.add_paragraph("本期由{{ office.name }}编，覆盖率{{ headline.share }}。")
    content = BytesIO()
    paper.save(content)
    assert office.put("/api/v1/bulletins/templates/bulletin", data=content.getvalue()).status_code == 204
    bulletin = made("bulletin", "2026-05")
    word = Document(BytesIO(office.get(f"/api/v1/bulletins/{bulletin['id']}/docx").data))
    assert word.paragraphs[-1].text.startswith("本期由云岫县河长制林长制办公室编，覆盖率")


@pytest.mark.parametrize(
    "words",
    [
        "{{ headline.shore }}",
        "{% for x in %}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 'x' * 4000000000 }}",
        "{% for x in range(99999) %}{% endfor %}",
        'INCLUDETEXT "/etc/passwd"',
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_before_anything_is_made(may, signed_in, words):
    paper = Document()
    paper.add_paragraph(words)
    content = BytesIO()
    paper.save(content)
    answer = signed_in("office").put("/api/v1/bulletins/templates/bulletin", data=content.getvalue())
    assert answer.status_code == 422
    assert "file" in answer.json["errors"]


def test_a_template_with_a_linked_picture_is_refused(may, signed_in):
    paper = Document()
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    paper.part.relate_to("http://127.0.0.1:9/x.png", image, is_external=True)
    content = BytesIO()
    paper.save(content)
    answer = signed_in("office").put("/api/v1/bulletins/templates/bulletin", data=content.getvalue())
    assert (answer.status_code, answer.json["errors"]["file"][:2]) == (422, "模板")


def test_what_is_no_word_file_is_refused(may, signed_in):
    assert signed_in("office").put("/api/v1/bulletins/templates/bulletin", data=b"%PDF-1.7").status_code == 422
    assert signed_in("office").put("/api/v1/bulletins/templates/poem", data=b"x").status_code == 404
    assert signed_in("wang").put("/api/v1/bulletins/templates/bulletin", data=b"x").status_code == 403


def test_a_schedule_asks_once_for_each_period_that_is_over(may, signed_in, session):
    office = signed_in("office")
    wanted = {"kind": "bulletin", "calendar": "month", "division": COUNTY, "day": 3, "parts": True}
    assert office.put("/api/v1/bulletins/schedules", json=wanted).json["last_period"] is None
    early, due, later = (datetime(2027, 1, day, 1, tzinfo=SHANGHAI) for day in (2, 3, 9))
    assert follow_schedules(session, early) == []
    asked = [session.get(Bulletin, number) for number in follow_schedules(session, due)]
    assert {(each.division_code, each.period) for each in asked} == {
        (code, "2026-12") for code in (COUNTY, TOWN, OTHER_TOWN)
    }
    assert follow_schedules(session, later) == []
    number = office.get("/api/v1/bulletins/schedules").json["items"][0]["id"]
    assert office.client.delete(f"/api/v1/bulletins/schedules/{number}", headers=office.headers).status_code == 204
    assert follow_schedules(session, datetime(2027, 2, 3, 1, tzinfo=SHANGHAI)) == []


@pytest.mark.parametrize(
    "change", [{"day": 31}, {"day": 0}, {"calendar": "week"}, {"kind": "chief_record"}, {"kind": "poem"}, {"day": "3"}]
)
def test_a_schedule_that_cannot_be_kept_is_refused(may, signed_in, change):
    wanted = {"kind": "bulletin", "calendar": "month", "division": COUNTY, "day": 3}
    assert signed_in("office").put("/api/v1/bulletins/schedules", json=wanted | change).status_code == 422
