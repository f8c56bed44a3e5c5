"""The papers of casework 公文: which step each belongs to, who issues it, how it is numbered."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from patrol.rules.casework import DESK, HANDLERS, OVERSEERS

BEGUN_ANEW = frozenset({"reopen", "propose_handover"})
"""What was done before these steps is no ground for a paper any more."""
ANSWERED = frozenset({"file_case", "uphold_decline", "take_back"})
"""What was asked of the police or the procuratorate is answered, or asked no more."""


class PaperKind(NamedTuple):
    """A kind of paper: its names, the word in its number (文号), the steps it follows, who issues it, and the steps
    that take its ground away."""

    zh: str
    en: str
    word: str
    after: frozenset[str]
    by: frozenset[str]
    until: frozenset[str] = BEGUN_ANEW


PAPER_KINDS = {
    "supervision_letter": PaperKind(
        "督办函",
        "Letter of supervision",
        "督",
        frozenset({"supervise"}),
        DESK | OVERSEERS,
        frozenset({"reopen", "end_supervision"}),
    ),
    "rectification_notice": PaperKind(
        "整改通知书", "Notice to put right", "改", frozenset({"assign", "reassign", "return"}), HANDLERS
    ),
    "transfer_letter": PaperKind("案件移送书", "Letter of transfer", "移", frozenset({"approve_handover"}), DESK),
    "transfer_receipt": PaperKind("移送回执", "Receipt of the transfer", "执", frozenset({"hand_over"}), DESK),
    "filing_notice": PaperKind(
        "立案通知", "Notice of the case", "立", frozenset({"file_case", "decline_case", "uphold_decline"}), DESK
    ),
    "reconsideration_request": PaperKind(
        "提请复议书",
        "Request for reconsideration",
        "复",
        frozenset({"ask_reconsideration"}),
        DESK,
        BEGUN_ANEW | ANSWERED,
    ),
    "filing_supervision_letter": PaperKind(
        "立案监督建议书",
        "Letter suggesting supervision of the filing",
        "监",
        frozenset({"suggest_filing_supervision"}),
        DESK,
        BEGUN_ANEW | ANSWERED,
    ),
    "closing_form": PaperKind(
        "销号申请表",
        "Application to close",
        "销",
        frozenset({"submit", "recheck", "close"}),
        HANDLERS,
        BEGUN_ANEW | {"return"},
    ),
}
HANDOVER_KINDS = frozenset(
    {"transfer_letter", "transfer_receipt", "filing_notice", "reconsideration_request", "filing_supervision_letter"}
)
"""Papers of a handover to enforcement or police."""
STEPS_OF_HANDOVER = frozenset(
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
        "conclude_case",
    }
)
STEPS_OF_SUPERVISION = frozenset({"supervise", "end_supervision"})
READERS = HANDLERS | OVERSEERS


def readable_kinds(post: str, *, is_assignee: bool, is_proposer: bool) -> frozenset[str]:
    """The kinds that somebody who sees the issue may read: papers of a handover are for the desk, the chiefs above the
    village, supervisors and the two who proposed it; letters of supervision for the assignee too."""
    if post in READERS:
        return frozenset(PAPER_KINDS)
    open_to_all = frozenset(PAPER_KINDS) - HANDOVER_KINDS - {"supervision_letter"}
    theirs = (HANDOVER_KINDS if is_proposer else frozenset()) | ({"supervision_letter"} if is_assignee else set())
    return open_to_all | theirs


def concealed_steps(kinds: Collection[str]) -> frozenset[str]:
    """The steps whose words and pictured papers are not for somebody who may read these kinds of papers: what a paper
    tells few people, the history does not tell all."""
    of_handover = frozenset() if set(kinds) >= HANDOVER_KINDS else STEPS_OF_HANDOVER
    return of_handover | (frozenset() if "supervision_letter" in kinds else STEPS_OF_SUPERVISION)


def ground_of(kind: str, actions: Sequence[str]) -> int | None:
    """Where among the steps of an issue, the oldest first, stands the one that a kind of paper follows now: the newest
    of its own, unless a later one took its ground away."""
    known = PAPER_KINDS[kind]
    at = next((at for at in reversed(range(len(actions))) if actions[at] in known.after | known.until), None)
    return None if at is None or actions[at] in known.until else at


def paper_number(prefix: str, kind: str, year: int, serial: int) -> str:
    """文号, such as 山河长办督〔2026〕3号."""
    return f"{prefix}{PAPER_KINDS[kind].word}〔{year}〕{serial}号"
