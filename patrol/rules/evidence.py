"""What a step of an issue shows: to which stage its photos belong, and the papers of a handover (行刑衔接)."""

from collections.abc import Mapping

from patrol.errors import Invalid

AUTHORITIES = ("enforcement", "police")
PAPER_WORDS = {
    "transfer_letter": ("案件移送书", "letter of transfer"),
    "investigation_report": ("调查报告", "report of the investigation"),
    "item_list": ("涉案物品清单", "list of items"),
    "appraisal": ("检验报告或者鉴定意见", "appraisal"),
    "other": ("其他材料", "other papers"),
}
PAPERS = tuple(PAPER_WORDS)
REQUIRED_PAPERS = frozenset({"transfer_letter", "investigation_report", "item_list"})
NUMBERED_PAPERS = ("investigation_report", "item_list", "appraisal")
PAPER_ACTIONS = frozenset(
    {
        "propose_handover",
        "approve_handover",
        "refuse_handover",
        "hand_over",
        "file_case",
        "decline_case",
        "ask_reconsideration",
        "suggest_filing_supervision",
        "uphold_decline",
        "take_back",
        "ask_extension",
        "supervise",
    }
)
PUT_RIGHT_ACTIONS = frozenset({"submit", "recheck", "close", "conclude_case"})
UNTOUCHED_STATES = frozenset({"found", "reported", "accepted", "assigned"})
ON_THE_SPOT = frozenset({"recheck", "close"})
"""The actions that are taken at the place itself."""


def stage_of(action: str, state: str) -> str:
    """Whether photos that come with `action` in `state` show the place before or after, or a paper."""
    if action in PAPER_ACTIONS:
        return "paper"
    if action in PUT_RIGHT_ACTIONS:
        return "after"
    return "before" if state in UNTOUCHED_STATES or action == "report" else "after"


def check_numbers(papers: list[str], numbers: Mapping[str, str | None]) -> None:
    """Invalid naming the papers of a file that nobody could find again: those that other offices wrote, without their
    numbers."""
    lacking = [paper for paper in papers if paper in NUMBERED_PAPERS and not (numbers.get(paper) or "").strip()]
    if lacking:
        zh, en = (comma.join(PAPER_WORDS[paper][at] for paper in lacking) for at, comma in enumerate(("、", ", ")))
        raise Invalid({"paper_numbers": ("issue_needs_paper_numbers", {"papers_zh": zh, "papers": en})})


def is_file_complete(papers: list[str]) -> bool:
    """Whether the file of a handover holds what State Council Order 310 asks for."""
    return set(papers) >= REQUIRED_PAPERS
