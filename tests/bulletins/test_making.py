"""Bulletins are made of the figures that the API gives, in Word, PDF and Excel, and stay as they were made."""

import hashlib
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from patrol.forestry import recount
from patrol.models import ForestryWork, Issue, IssueEvent, Officer
from tests.api.conftest import COUNTY, OTHER_TOWN, VILLAGE, ewkt_box, walk

MAY = {"from": "2026-05-01", "to": "2026-05-31"}
KINDS = [
    ("bulletin", "2026-05", {}),
    ("bulletin", "2026-Q2", {}),
    ("forestry_statement", "2026", {}),
    ("rectification_list", "2026-05", {}),
    ("chief_record", "2026-05", {"officer": "wang"}),
]


def words(content: bytes) -> str:
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


def sheet(content: bytes, title: str) -> list[dict]:
    heads, *rows = load_workbook(BytesIO(content))[title].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize(("kind", "period", "more"), KINDS)
def test_every_kind_comes_as_word_pdf_and_excel(made, signed_in, kind, period, more):
    bulletin = made(kind, period, **more)
    assert (bulletin["state"], bulletin["failure"], bulletin["version"]) == ("ready", None, 1)
    assert sorted(bulletin["formats"]) == ["docx", "pdf", "xlsx"]
    files = {
        form: signed_in("office").get(f"/api/v1/bulletins/{bulletin['id']}/{form}").data for form in bulletin["formats"]
    }
    assert bulletin["title"] in words(files["docx"])
    assert "{" not in words(files["docx"])
    pages = PdfDocument(files["pdf"])
    assert len(pages) >= 1
    assert bulletin["title"][:2] in pages[0].get_textpage().get_text_range()
    assert load_workbook(BytesIO(files["xlsx"])).worksheets[0]["B1"].value == bulletin["title"]


def test_its_figures_are_those_of_the_api(made, signed_in):
    bulletin = made("bulletin", "2026-05")
    office = signed_in("office")
    content = office.get(f"/api/v1/bulletins/{bulletin['id']}/xlsx").data
    headline = office.get("/api/v1/summary", **MAY).json
    rivers = sheet(content, "河段巡查覆盖情况")
    assert sum(row["河段数"] for row in rivers) == headline["segments"]
    assert sum(row["总长（千米）"] for row in rivers) == pytest.approx(headline["length_m"] / 1000)
    assert sum(row["已巡（千米）"] for row in rivers) == pytest.approx(headline["covered_m"] / 1000)
    owed = office.get("/api/v1/duties", period="2026-05", by="township").json["items"]
    duties = sheet(content, "巡查履职情况")
    for heading, name in (("应巡", "owed"), ("有效", "effective"), ("欠巡", "missing")):
        assert sum(row[heading] for row in duties) == sum(row[name] for row in owed)
    unwalked = {row["河段"] for row in sheet(content, "本期无人巡查的河段")}
    segments = office.get("/api/v1/coverage/segments", **MAY).json["items"]
    assert unwalked == {each["name"] for each in segments if not each["visits"]} == {"R-2", "B-1"}


def test_it_says_on_which_data_it_stands(made):
    bulletin = made("bulletin", "2026-05")
    assert bulletin["basis"]["patrols"] == 2
    assert datetime.fromisoformat(bulletin["data_at"]) == datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


def test_a_statement_s_parts_and_what_the_county_entered_itself_make_its_hectares_with_their_residuals(made, session):
    usual = {"year": 2026, "work_type": "afforestation", "reported_area_m2": 6_000.0}
    for at, division in enumerate((VILLAGE, OTHER_TOWN, COUNTY)):
        box = ewkt_box(1_000 * at, 0, 1_000 * at + 60, 100)
        areas = {"verified_area_m2": 6_000.0, "qualified_area_m2": 4_000.0}
        session.add(ForestryWork(code=f"S{at}", division_code=division, geom=box, **usual, **areas))
    session.flush()
    recount(session, 2026, "afforestation")
    bulletin = made("forestry_statement", "2026")
    content = session.scalar(
        text("SELECT content FROM bulletin_file WHERE bulletin_id = :id AND format = 'xlsx'"), {"id": bulletin["id"]}
    )
    county, *parts = sheet(content, "营造林统计")
    assert sum(part["合格（公顷）"] for part in parts) == county["合格（公顷）"] == 1
    assert sum(part["小班数"] for part in parts) == county["小班数"] == 3
    assert county["公顷尾差"] == pytest.approx(1 - 1.2)
    assert [part["单位"] for part in parts if part["公顷尾差"] is None] == ["其中：本级直报"]


def test_areas_are_those_of_the_period_s_end_like_the_pace_they_are_held_against(made, signed_in, session):
    usual = {"year": 2026, "work_type": "afforestation", "division_code": VILLAGE, "reported_area_m2": 6_000.0}
    for at, day in enumerate((date(2026, 5, 20), date(2026, 6, 1))):
        box = ewkt_box(1_000 * at, 0, 1_000 * at + 60, 100)
        session.add(ForestryWork(code=f"E{at}", geom=box, done_on=day, **usual))
    session.flush()
    recount(session, 2026, "afforestation")
    bulletin = made("bulletin", "2026-05")
    content = signed_in("office").get(f"/api/v1/bulletins/{bulletin['id']}/xlsx").data
    [line] = sheet(content, "营造林任务完成情况")
    curve = signed_in("office").get("/api/v1/targets/2026/curve", work_type="afforestation").json["done"]
    assert line["上报（亩）"] == next(day["mu"] for day in curve if day["on"] == "2026-05-20") == 9


def test_a_township_speaks_of_its_villages(made, signed_in):
    bulletin = made("bulletin", "2026-05", division="361099101000")
    content = signed_in("office").get(f"/api/v1/bulletins/{bulletin['id']}/xlsx").data
    assert [row["村"] for row in sheet(content, "河段巡查覆盖情况")] == ["河口村"]


def test_what_was_issued_never_moves_and_the_next_version_stands_beside_it(made, signed_in, session):
    first = made("bulletin", "2026-05")
    office = signed_in("office")
    path = f"/api/v1/bulletins/{first['id']}"
    before = {form: office.get(f"{path}/{form}").data for form in ("docx", "pdf", "xlsx", "figures")}
    assert office.client.post(f"{path}/issue", headers=office.headers).json["issued_by"] == "钱主任"
    late = walk([(6_000, 1_000), (9_000, 1_000)], start=datetime(2026, 5, 20, 1, tzinfo=UTC))
    assert signed_in("wang").submit(late).status_code == 201
    second = made("bulletin", "2026-05")
    assert (second["version"], second["basis"]["patrols"]) == (2, 3)
    assert {form: office.get(f"{path}/{form}").data for form in before} == before
    assert office.client.delete(path, headers=office.headers).status_code == 409
    again = office.client.post(f"{path}/issue", headers=office.headers)
    assert (again.status_code, again.json["code"]) == (409, "bulletin_issued")
    kept = office.get("/api/v1/officers/audit", action="bulletin_issued").json["items"]
    assert [(each["actor"], each["division"]) for each in kept] == [("office", "361099000000")]
    assert kept[0]["told"] == "类别 工作通报；起始日 2026-05-01；截止日 2026-05-31；版次 1"
    english = office.client.get(
        "/api/v1/officers/audit?action=bulletin_issued", headers=office.headers | {"Accept-Language": "en"}
    )
    assert english.json["items"][0]["told"].startswith("kind Bulletin; from 2026-05-01")
    for change in (
        "UPDATE bulletin SET title = 'x'",
        "UPDATE bulletin_file SET content = ''",
        "DELETE FROM bulletin_file",
    ):
        own = "id" if "_file" not in change else "bulletin_id"
        with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
            session.execute(text(f"{change} WHERE {own} = {first['id']}"))


def test_the_files_are_kept_to_the_byte(made, signed_in, session):
    bulletin = made("rectification_list", "2026-05")
    for form in bulletin["formats"]:
        kept = session.scalar(
            text("SELECT sha256 FROM bulletin_file WHERE bulletin_id = :id AND format = :form"),
            {"id": bulletin["id"], "form": form},
        )
        content = signed_in("office").get(f"/api/v1/bulletins/{bulletin['id']}/{form}").data
        assert hashlib.sha256(content).hexdigest() == kept


def test_words_of_the_public_are_no_formula_and_no_markup(made, signed_in, session):
    session.execute(
        text(
            "INSERT INTO issue (number, kind, category, title, division_code, reported_at, geom) VALUES"
            " ('2026-0001', 'river', 'litter', :title, :place, '2026-05-10', 'SRID=4490;POINT(116.52 27.51)')"
        ),
        {"title": "=HYPERLINK(1)<b>&{{ 7*7 }}\x0b", "place": VILLAGE},
    )
    bulletin = made("rectification_list", "2026-05")
    office = signed_in("office")
    cell = load_workbook(BytesIO(office.get(f"/api/v1/bulletins/{bulletin['id']}/xlsx").data))["问题整改清单"]["B2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)<b>&{{ 7*7 }}")
    assert "=HYPERLINK(1)<b>&{{ 7*7 }}" in words(office.get(f"/api/v1/bulletins/{bulletin['id']}/docx").data)


def test_a_township_without_anything_has_a_bulletin_all_the_same(made, session):
    session.execute(text("DELETE FROM river_segment WHERE code = 'B-1'"))
    bulletin = made("bulletin", "2026-05", division=OTHER_TOWN)
    assert (bulletin["state"], bulletin["failure"]) == ("ready", None)


def test_a_record_names_a_step_of_a_handover_without_what_few_may_read(made, session, signed_in):
    wang = session.scalar(select(Officer.id).where(Officer.username == "wang"))
    at = datetime(2026, 5, 6, 2, tzinfo=UTC)
    spot = "SRID=4490;POINT(116.46 27.5)"
    facts = {"kind": "river", "category": "垃圾", "title": "桥下垃圾", "division_code": VILLAGE, "reported_at": at}
    issue = Issue(number="2026-0001", geom=spot, **facts)
    session.add(issue)
    session.flush()
    for action, opinion in (("note", "看过现场"), ("propose_handover", "涉嫌犯罪")):
        step = {"state": "accepted", "officer_id": wang, "opinion": opinion, "at": at}
        session.add(IssueEvent(issue_id=issue.id, action=action, **step))
    session.flush()
    bulletin = made("chief_record", "2026-05", officer="wang")
    told = words(signed_in("office").get(f"/api/v1/bulletins/{bulletin['id']}/docx").data)
    assert "看过现场" in told
    assert "提请移送" in told
    assert "涉嫌犯罪" not in told
