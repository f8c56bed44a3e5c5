"""The papers of casework 公文: which step each belongs to, who issues it, how it is numbered."""

from typing import NamedTuple

from patrol.rules.casework import DESK, HANDLERS, OVERSEERS


class PaperKind(NamedTuple):
    """A kind of paper: its names, the word in its number (文号), the steps it follows, and who issues it."""

    zh: str
    en: str
    word: str
    after: frozenset[str]
    by: frozenset[str]


PAPER_KINDS = {
    "supervision_letter": PaperKind(
        "督办函", "Letter of supervision", "督", frozenset({"supervise"}), DESK | OVERSEERS
    ),
    "rectification_notice": PaperKind(
        "整改通知书", "Notice to put right", "改", frozenset({"assign", "reassign", "return"}), HANDLERS
    ),
    "transfer_letter": PaperKind(
        "案件移送书", "Letter of transfer", "移", frozenset({"approve_handover", "hand_over"}), DESK
    ),
    "transfer_receipt": PaperKind("移送回执", "Receipt of the transfer", "执", frozenset({"hand_over"}), DESK),
    "filing_notice": PaperKind("立案通知", "Notice of the case", "立", frozenset({"file_case", "decline_case"}), DESK),
    "closing_form": PaperKind(
        "销号申请表", "Application to close", "销", frozenset({"submit", "recheck", "close"}), HANDLERS
    ),
}


def paper_number(prefix: str, kind: str, year: int, serial: int) -> str:
    """文号, such as 山河长办督〔2026〕3号."""
    return f"{prefix}{PAPER_KINDS[kind].word}〔{year}〕{serial}号"
