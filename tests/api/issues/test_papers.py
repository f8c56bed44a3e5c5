"""Papers of issues: filled in from templates, numbered once, kept with the step that issued them."""

import shutil
import subprocess
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from patrol.rules.papers import PAPER_KINDS
from tests.api.conftest import COUNTY, PEOPLE
from tests.api.issues.conftest import STAFF

FILE = ["transfer_letter", "investigation_report", "item_list"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def issue_paper(desk, username, number, kind):
    caller = desk(username).caller
    return caller.client.post(f"/api/v1/issues/{number}/papers", headers=caller.headers, json={"kind": kind})


def download(desk, username, number, paper_id):
    caller = desk(username).caller
    return caller.client.get(f"/api/v1/issues/{number}/papers/{paper_id}", headers=caller.headers)


def words(content: bytes) -> str:
    """All text of a Word file, its tables too."""
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


@pytest.fixture
def issued(desk, bring):
    """Issue number and whole text by kind, of every kind of paper there is."""

    def make(kind: str) -> tuple[str, str]:
        if kind == "supervision_letter":
            number = bring("rectifying")
            desk("county").step(number, "supervise", opinion="限十日内清理到位")
        elif kind == "rectification_notice":
            number = bring("assigned")
        elif kind == "closing_form":
            number = bring("closed")
        else:
            number = bring("case_filed")
        answer = issue_paper(desk, "office", number, kind)
        assert answer.status_code in (200, 201), answer.json
        (paper,) = (each for each in answer.json["papers"] if each["kind"] == kind)
        return number, words(download(desk, "office", number, paper["id"]).data)

    return make


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("supervision_letter", ["督〔", "限十日内清理到位", "王河", "关于挂牌督办“桥下垃圾”的函"]),
        ("rectification_notice", ["改〔", "整改通知书", "整改期限：2", "桥下垃圾"]),
        ("transfer_letter", ["移〔", "公安机关", "吴督、钱主任", "郑县长", "涉嫌犯罪", "调查报告"]),
        ("transfer_receipt", ["执〔", "移送回执", "涉案物品清单（云执清〔2026〕3号）", "接收人签名"]),
        ("filing_notice", ["立〔", "立案通知", "公立字〔2026〕1号"]),
        ("closing_form", ["销〔", "问题销号申请表", "已清理", "整改前 1 张，整改后 1 张", "吴督到现场复核"]),
    ],
)
def test_each_paper_tells_its_story(issued, kind, said):
    number, told = issued(kind)
    for words_ in [*said, number, "云岫县"]:
        assert words_ in told, told
    assert "{{" not in told


def test_a_paper_is_numbered_once_and_is_the_same_to_the_byte_however_often_it_is_taken(desk, bring):
    first, second = bring("assigned"), bring("assigned")
    made = issue_paper(desk, "office", first, "rectification_notice")
    again = issue_paper(desk, "chief", first, "rectification_notice")
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json["papers"] == again.json["papers"]
    (paper,) = made.json["papers"]
    assert paper["number"].endswith("〕1号")
    (other,) = issue_paper(desk, "office", second, "rectification_notice").json["papers"]
    assert other["number"].endswith("〕2号")
    one, two = (download(desk, who, first, paper["id"]) for who in ("office", "sup"))
    assert one.data == two.data
    assert one.mimetype == DOCX


def test_another_step_gets_a_paper_and_a_number_of_its_own(desk, bring):
    number = bring("assigned")
    issue_paper(desk, "office", number, "rectification_notice")
    desk("office").step(number, "reassign", opinion="转办", assignee="village")
    papers = issue_paper(desk, "office", number, "rectification_notice").json["papers"]
    assert [paper["number"][-3:] for paper in papers] == ["〕1号", "〕2号"]


def test_a_refused_paper_takes_no_number(desk, bring):
    number = bring("accepted")
    early = issue_paper(desk, "office", number, "supervision_letter")
    assert (early.status_code, list(early.json["errors"])) == (409, ["kind"])
    assert "督办函" in early.json["errors"]["kind"]
    desk("county").step(number, "supervise", opinion="挂牌")
    (paper,) = issue_paper(desk, "office", number, "supervision_letter").json["papers"]
    assert paper["number"].endswith("〕1号")


@pytest.mark.parametrize("username", [*sorted(set(STAFF) - {"other_office"}), "wang", "li", "chief", "sup"])
def test_each_post_issues_the_papers_that_are_its_own(desk, bring, username):
    number = bring("assigned")
    post = STAFF[username][1] if username in STAFF else PEOPLE[username][1]
    may = post in PAPER_KINDS["rectification_notice"].by
    assert issue_paper(desk, username, number, "rectification_notice").status_code == (201 if may else 403)


def test_papers_are_for_those_who_may_see_the_issue(desk, bring):
    number = bring("assigned")
    (paper,) = issue_paper(desk, "office", number, "rectification_notice").json["papers"]
    assert download(desk, "other_office", number, paper["id"]).status_code == 404
    assert issue_paper(desk, "other_office", number, "rectification_notice").status_code == 404
    assert download(desk, "office", number, 10**9).status_code == 404
    assert download(desk, "office", bring("assigned"), paper["id"]).status_code == 404


def test_an_unknown_kind_is_told_what_there_is(desk, bring):
    answer = issue_paper(desk, "office", bring("assigned"), "love_letter")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["kind"])


def test_the_database_keeps_papers_as_they_went_out(desk, bring, session):
    issue_paper(desk, "office", bring("assigned"), "rectification_notice")
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(text("UPDATE issue_paper SET number = 'x'"))


def template(desk, username, content):
    caller = desk(username).caller
    path = "/api/v1/papers/templates/rectification_notice"
    return caller.client.put(path, headers=caller.headers | {"Content-Type": DOCX}, data=content)


def edited(desk, replacement: str) -> bytes:
    caller = desk("office").caller
    taken = caller.client.get("/api/v1/papers/templates/rectification_notice", headers=caller.headers).data
    paper = Document(BytesIO(taken))
    paper.paragraphs[2].runs[0].text = replacement
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def test_the_office_edits_a_template_in_word_and_papers_are_filled_from_it_from_then_on(desk, bring):
    before = bring("assigned")
    (old,) = issue_paper(desk, "office", before, "rectification_notice").json["papers"]
    kept = download(desk, "office", before, old["id"]).data
    assert template(desk, "office", edited(desk, "责令{{ assignee.name }}限期改正")).status_code == 204
    number = bring("assigned")
    (paper,) = issue_paper(desk, "office", number, "rectification_notice").json["papers"]
    assert "责令王河限期改正" in words(download(desk, "office", number, paper["id"]).data)
    assert download(desk, "office", before, old["id"]).data == kept


@pytest.mark.parametrize(
    "replacement",
    ["{{ assignee.nmae }}", "{% for %}", "{{ ''.__class__.__mro__ }}", "{{ assignee.name.__init__.__globals__ }}"],
)
def test_a_template_that_cannot_be_filled_or_reaches_too_far_is_refused(desk, replacement):
    answer = template(desk, "office", edited(desk, replacement))
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["file"])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no Word file"])
def test_what_is_no_word_file_is_refused(desk, content):
    answer = template(desk, "office", content)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["file"])


@pytest.mark.parametrize("username", ["wang", "chief", "sup", "county", "auditor", "inspector"])
def test_only_the_office_and_the_administrator_change_templates_and_the_profile(desk, username):
    assert template(desk, username, b"x").status_code == 403
    caller = desk(username).caller
    profile = {"name": "办公室", "document_prefix": "山"}
    assert caller.client.put("/api/v1/office", headers=caller.headers, json=profile).status_code == 403


def test_papers_are_numbered_and_headed_as_the_office_says(desk, bring):
    caller = desk("office").caller
    assert caller.client.get("/api/v1/office", headers=caller.headers).status_code == 404
    profile = {"name": "云岫县河长制办公室", "document_prefix": "云河长办", "supervising_phone": "0794-1234567"}
    put = caller.client.put("/api/v1/office", headers=caller.headers, json=profile)
    assert (put.status_code, put.json["division_code"]) == (200, COUNTY)
    number = bring("assigned")
    (paper,) = issue_paper(desk, "office", number, "rectification_notice").json["papers"]
    assert paper["number"].startswith("云河长办改〔")
    assert "云岫县河长制办公室" in words(download(desk, "office", number, paper["id"]).data)


def test_what_people_write_breaks_no_paper(desk, bring):
    number = bring("rectifying")
    desk("county").step(number, "supervise", opinion="<w:p> & {{ office }} {% raw %}\n第二行\x0b")
    (paper,) = issue_paper(desk, "office", number, "supervision_letter").json["papers"]
    told = words(download(desk, "office", number, paper["id"]).data)
    assert "<w:p> & {{ office }} {% raw %}" in told
    assert "第二行" in told


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_paper_opens_in_libreoffice(issued, desk, tmp_path):
    number, _ = issued("supervision_letter")
    (paper,) = desk("office").see(number).json["papers"]
    (tmp_path / "paper.docx").write_bytes(download(desk, "office", number, paper["id"]).data)
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "paper.docx"]
    subprocess.run(convert, check=True, timeout=120)
    assert (tmp_path / "paper.pdf").stat().st_size > 1_000


def refused_paper(answer) -> None:
    assert (answer.status_code, answer.json["code"]) == (409, "paper_no_step"), answer.json


def test_work_that_began_anew_has_no_application_to_close_yet(desk, bring):
    reopened, returned = bring("closed"), bring("reviewing")
    desk("sup").step(reopened, "reopen", opinion="反弹")
    desk("inspector").step(returned, "return", opinion="残留")
    for number in (reopened, returned):
        refused_paper(issue_paper(desk, "office", number, "closing_form"))
    refused_paper(issue_paper(desk, "office", reopened, "rectification_notice"))
    assert issue_paper(desk, "office", returned, "rectification_notice").status_code == 201


def test_a_notice_to_put_right_is_not_issued_for_what_is_being_handed_over(desk, bring):
    number = bring("rectifying")
    words_ = {"opinion": "涉嫌犯罪", "authority": "police", "partner": "office"}
    assert desk("inspector").step(number, "propose_handover", **words_).status_code == 201
    refused_paper(issue_paper(desk, "office", number, "rectification_notice"))


@pytest.mark.parametrize(
    ("username", "may"),
    [
        *[(who, True) for who in ("office", "chief", "county", "sup")],
        *[(who, False) for who in ("li", "wang", "village", "auditor")],
    ],
)
def test_papers_of_a_handover_are_there_for_those_whom_they_concern(desk, bring, username, may):
    number = bring("case_filed")
    issue_paper(desk, "office", number, "transfer_receipt")
    papers = issue_paper(desk, "office", number, "filing_notice").json["papers"]
    assert len(papers) == 3
    assert len(desk(username).see(number).json["papers"]) == (3 if may else 0)
    for paper in papers:
        assert download(desk, username, number, paper["id"]).status_code == (200 if may else 404)


def test_a_letter_of_supervision_is_for_the_assignee_too(desk, bring):
    number = bring("rectifying")
    desk("county").step(number, "supervise", opinion="挂牌")
    (paper,) = issue_paper(desk, "office", number, "supervision_letter").json["papers"]
    assert download(desk, "wang", number, paper["id"]).status_code == 200
    assert download(desk, "li", number, paper["id"]).status_code == 404
    assert desk("li").see(number).json["papers"] == []


def test_whoever_proposed_a_handover_reads_its_papers_after_they_moved_to_another_post(desk, bring, moved):
    number = bring("accepted")
    words_ = {"opinion": "涉嫌犯罪", "authority": "police", "partner": "village"}
    moved("village", "township_chief")
    desk("inspector").step(number, "propose_handover", **words_)
    moved("village", "village_chief")
    desk("county").step(number, "approve_handover")
    (paper,) = issue_paper(desk, "office", number, "transfer_letter").json["papers"]
    assert download(desk, "village", number, paper["id"]).status_code == 200
