"""An issue goes to the police with its papers and clocks, and comes back with a case or with a decline (行刑衔接)."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document

from tests.api.issues.conftest import NUMBERS

OPINION = {"opinion": "事实清楚，依法应当立案"}


@pytest.fixture
def declined(desk, bring):
    """The number of an issue that the police have declined to take."""
    number = bring("handed_over")
    answer = desk("office").step(number, "decline_case", opinion="情节显著轻微。")
    assert (answer.status_code, answer.json["state"]) == (201, "declined")
    return number


def test_a_handover_keeps_its_papers_its_clocks_and_its_reply(desk, bring):
    number = bring("handover_proposed")
    assert desk("office").step(number, "approve_handover").status_code == 403
    approved = desk("county").step(number, "approve_handover").json
    assert approved["due_at"] is not None
    papers = ["transfer_letter", "investigation_report", "item_list"]
    early = desk("office").step(number, "hand_over", papers=papers, paper_numbers=NUMBERS)
    assert (early.status_code, list(early.json["errors"])) == (422, ["papers"])
    assert "先出具案件移送书" in early.json["errors"]["papers"]
    [letter] = desk("office").issue_paper(number, "transfer_letter").json["papers"]
    short = desk("office").step(number, "hand_over", papers=["transfer_letter", "item_list"], paper_numbers=NUMBERS)
    assert list(short.json["errors"]) == ["papers"]
    nameless = desk("office").step(number, "hand_over", papers=papers, paper_numbers={"item_list": "清1"})
    assert (nameless.status_code, list(nameless.json["errors"])) == (422, ["paper_numbers"])
    assert "调查报告" in nameless.json["errors"]["paper_numbers"]
    for other in ("涉案物品清单", "检验报告"):
        assert other not in nameless.json["errors"]["paper_numbers"], "it has one, or was not needed"
    assert desk("office").step(number, "hand_over", papers=papers, paper_numbers=NUMBERS).status_code == 201
    assert desk("office").step(number, "file_case", reference="公立字1号").json["state"] == "case_filed"
    issue = desk("office").step(number, "conclude_case", opinion="已结案").json
    assert issue["state"] == "reviewing"
    details = {event["action"]: event["detail"] for event in issue["events"]}
    assert details["propose_handover"] == {"authority": "police", "partner": "office"}
    assert details["hand_over"]["paper_numbers"] == NUMBERS | {"transfer_letter": letter["number"]}
    assert details["file_case"] == {"reference": "公立字1号"}


def test_a_letter_of_a_handover_that_was_refused_hands_nothing_over(desk, bring, photo):
    number = bring("handover_approved")
    desk("office").issue_paper(number, "transfer_letter")
    file = {"papers": ["transfer_letter", "investigation_report", "item_list"]}
    desk("office").step(number, "hand_over", **file, photos=[photo("office", "report")])
    desk("office").step(number, "decline_case", opinion="材料不足")
    desk("office").step(number, "take_back", opinion="补充证据后再移送")
    desk("inspector").step(number, "propose_handover", opinion="补证", authority="police", partner="office")
    desk("county").step(number, "approve_handover")
    again = desk("office").step(number, "hand_over", **file, paper_numbers=NUMBERS)
    assert (again.status_code, list(again.json["errors"])) == (422, ["papers"])


def test_a_refused_handover_comes_back_with_its_reasons(desk, bring):
    number = bring("handover_proposed")
    assert list(desk("county").step(number, "refuse_handover").json["errors"]) == ["opinion"]
    assert desk("county").step(number, "refuse_handover", opinion="证据不足").json["state"] == "accepted"


def test_a_declined_case_is_reconsidered_once_and_then_goes_to_the_procuratorate(desk, declined):
    office = desk("office")
    assert (
        office.see(declined).json["actions"]
        == [
            "supervise",
            "ask_reconsideration",
            "suggest_filing_supervision",
            "take_back",
            "note",
        ][1:]
    )
    assert list(office.step(declined, "ask_reconsideration").json["errors"]) == ["opinion"]
    asked = office.step(declined, "ask_reconsideration", **OPINION).json
    assert asked["state"] == "reconsidering"
    upheld = office.step(declined, "uphold_decline", opinion="维持原决定").json
    assert (upheld["state"], upheld["actions"]) == (
        "decline_upheld",
        ["suggest_filing_supervision", "take_back", "note"],
    )
    assert office.step(declined, "ask_reconsideration", **OPINION).status_code == 409
    assert office.step(declined, "suggest_filing_supervision", **OPINION).json["state"] == "filing_supervised"
    assert office.step(declined, "file_case", reference="公立字〔2026〕9号").json["state"] == "case_filed"


def test_a_declined_case_may_go_to_the_procuratorate_at_once_and_ends_as_the_office_s_own(desk, declined):
    office = desk("office")
    assert office.step(declined, "suggest_filing_supervision", **OPINION).status_code == 201
    issue = office.step(declined, "uphold_decline", opinion="不立案理由成立").json
    assert issue["state"] == "accepted"
    assert "assign" in issue["actions"]


def test_each_of_its_steps_has_the_clock_of_order_310(desk, declined):
    office, today = desk("office"), datetime.now(UTC) + timedelta(hours=8)

    def due() -> int:
        return (datetime.fromisoformat(office.see(declined).json["due_on"]).date() - today.date()).days

    assert due() == 3
    office.step(declined, "ask_reconsideration", **OPINION)
    assert due() == 3
    office.step(declined, "uphold_decline", opinion="维持")
    assert due() == 3
    office.step(declined, "suggest_filing_supervision", **OPINION)
    assert due() == 7


def test_what_another_authority_than_the_police_declines_is_taken_back_only(desk, bring):
    number, file = bring("accepted"), ["transfer_letter", "investigation_report", "item_list"]
    desk("inspector").step(number, "propose_handover", opinion="应予处罚", authority="enforcement", partner="office")
    desk("county").step(number, "approve_handover")
    desk("office").issue_paper(number, "transfer_letter")
    desk("office").step(number, "hand_over", papers=file, paper_numbers=NUMBERS)
    issue = desk("office").step(number, "decline_case", opinion="证据不足").json
    assert issue["actions"] == ["take_back", "note"]
    for action in ("ask_reconsideration", "suggest_filing_supervision"):
        refused = desk("office").step(number, action, **OPINION)
        assert refused.status_code == 409
        assert "公安机关" in refused.json["errors"]["action"]
    assert desk("office").step(number, "take_back", opinion="自行处理").json["state"] == "accepted"


@pytest.mark.parametrize("username", ["wang", "chief", "county", "sup", "village", "auditor"])
def test_only_the_desk_answers_a_decline(desk, declined, username):
    for action in ("ask_reconsideration", "suggest_filing_supervision", "take_back"):
        assert desk(username).step(declined, action, **OPINION).status_code == 403
    assert not {"ask_reconsideration", "take_back"} & set(desk(username).see(declined).json["actions"])


def words(desk, number: str, kind: str) -> str:
    answer = desk("office").issue_paper(number, kind)
    assert answer.status_code == 201, answer.json
    *_, paper = (each for each in answer.json["papers"] if each["kind"] == kind)
    assert kind not in answer.json["issuable"]
    content = desk("office").caller.get(f"/api/v1/issues/{number}/papers/{paper['id']}").data
    return "\n".join([paper["number"], *(line.text for line in Document(BytesIO(content)).paragraphs)])


def test_its_papers_say_when_why_and_until_when(desk, declined):
    office = desk("office")
    assert office.see(declined).json["issuable"] == ["transfer_receipt", "filing_notice"]
    assert "不予立案通知" in words(desk, declined, "filing_notice")
    early = office.issue_paper(declined, "reconsideration_request")
    assert (early.status_code, list(early.json["errors"])) == (409, ["kind"])
    office.step(declined, "ask_reconsideration", **OPINION)
    told = words(desk, declined, "reconsideration_request")
    due = datetime.fromisoformat(office.see(declined).json["due_on"])
    for part in ("复〔", "提请复议书", "公安机关：", "情节显著轻微。", "事实清楚", f"{due.month}月{due.day}日前作出"):
        assert part in told
    office.step(declined, "uphold_decline", opinion="维持原决定")
    assert office.issue_paper(declined, "reconsideration_request").status_code == 409, "it was answered"
    assert "维持不予立案通知" in words(desk, declined, "filing_notice")
    office.step(declined, "suggest_filing_supervision", **OPINION)
    told = words(desk, declined, "filing_supervision_letter")
    for part in ("监〔", "立案监督建议书", "人民检察院：", "经提请复议", "事实清楚"):
        assert part in told


def test_a_decline_keeps_the_number_of_its_paper_and_the_notice_tells_it_beside_the_reasons(desk, bring):
    number, office = bring("handed_over"), desk("office")
    said = {"opinion": "情节显著轻微。", "reference": "公不立字〔2026〕7号"}
    event = office.step(number, "decline_case", **said).json["events"][-1]
    assert event["detail"] == {"reference": "公不立字〔2026〕7号"}
    told = words(desk, number, "filing_notice")
    for part in ("不予立案通知", "理由：情节显著轻微。", "不予立案文号：公不立字〔2026〕7号"):
        assert part in told
    assert "立案文号：" not in told.replace("不予立案文号：", "")
    office.step(number, "ask_reconsideration", **OPINION)
    upheld = office.step(number, "uphold_decline", opinion="维持原决定", reference="公维字〔2026〕2号").json
    assert upheld["events"][-1]["detail"] == {"reference": "公维字〔2026〕2号"}
    assert "不予立案文号：公维字〔2026〕2号" in words(desk, number, "filing_notice")


def test_without_a_reconsideration_the_procuratorate_is_told_of_none(desk, declined):
    desk("office").step(declined, "suggest_filing_supervision", **OPINION)
    assert "经提请复议" not in words(desk, declined, "filing_supervision_letter")


def test_what_the_police_and_the_procuratorate_said_is_not_for_everybody(desk, declined):
    desk("office").step(declined, "ask_reconsideration", **OPINION)
    desk("office").step(declined, "uphold_decline", opinion="维持原决定")
    words(desk, declined, "filing_notice")
    told = desk("wang").see(declined).json
    assert {event["opinion"] for event in told["events"][-3:]} == {""}
    assert (told["papers"], told["issuable"]) == ([], [])


def test_what_nobody_was_assigned_comes_back_from_the_authority_to_be_assigned(desk, bring):
    number, office = bring("case_filed"), desk("office")
    issue = office.step(number, "conclude_case", opinion="已结案").json
    assert (issue["state"], issue["assignee"]) == ("reviewing", None)
    assert {"recheck", "close"} <= set(issue["actions"]), "the authority's work is not the office's own"
    back = office.step(number, "return", opinion="现场仍未恢复").json
    assert (back["state"], back["events"][-1]["state"]) == ("accepted", "accepted")
    assert "assign" in back["actions"]
    assert back["due_on"] is not None
    assigned = office.step(number, "assign", assignee="wang").json
    assert (assigned["state"], assigned["assignee"]["username"]) == ("assigned", "wang")


def test_what_is_not_handed_over_is_nobody_s_again_and_assigned_anew(desk, bring):
    number = bring("rectifying")
    said = {"opinion": "涉嫌违法", "authority": "police", "partner": "inspector"}
    proposed = desk("office").step(number, "propose_handover", **said)
    assert (proposed.status_code, proposed.json["assignee"]["username"]) == (201, "wang")
    refused = desk("county").step(number, "refuse_handover", opinion="证据不足").json
    assert (refused["state"], refused["assignee"], refused["rectify_by"]) == ("accepted", None, None)
    assert "assign" in desk("office").see(number).json["actions"]


def test_a_case_that_is_taken_back_is_nobody_s_again(desk, declined):
    taken = desk("office").step(declined, "take_back", opinion="自行处理").json
    assert (taken["state"], taken["assignee"], taken["rectify_by"]) == ("accepted", None, None)
