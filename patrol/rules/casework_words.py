"""What states, actions and severities are called in lists that people fill in: Chinese, English."""

from collections.abc import Mapping

STATE_WORDS = {
    "found": ("发现", "Found"),
    "reported": ("上报", "Reported"),
    "accepted": ("受理", "Accepted"),
    "assigned": ("交办", "Assigned"),
    "rectifying": ("整改", "Being put right"),
    "reviewing": ("复核", "Being checked"),
    "handover_proposed": ("拟移送", "Handover proposed"),
    "handover_approved": ("批准移送", "Handover approved"),
    "handed_over": ("已移送", "Handed over"),
    "declined": ("不予立案", "Case declined"),
    "reconsidering": ("复议中", "Being reconsidered"),
    "decline_upheld": ("维持不予立案", "Decline upheld"),
    "filing_supervised": ("立案监督中", "With the procuratorate"),
    "case_filed": ("已立案", "Case filed"),
    "closed": ("销号", "Closed"),
    "invalid": ("无效", "Invalid"),
    "merged": ("并入", "Merged"),
}
ACTION_WORDS = {
    "find": ("发现", "Find"),
    "report": ("上报", "Report"),
    "accept": ("受理", "Accept"),
    "reject": ("判为无效", "Reject"),
    "merge": ("并入", "Merge"),
    "assign": ("交办", "Assign"),
    "reassign": ("转办", "Reassign"),
    "rectify": ("开始整改", "Begin to put right"),
    "submit": ("申请复核", "Submit for checking"),
    "recheck": ("现场复核", "Re-check on the spot"),
    "return": ("退回", "Return"),
    "close": ("销号", "Close"),
    "reopen": ("重新受理", "Reopen"),
    "ask_extension": ("申请延期", "Ask for an extension"),
    "grant_extension": ("同意延期", "Grant the extension"),
    "refuse_extension": ("不同意延期", "Refuse the extension"),
    "supervise": ("挂牌督办", "Supervise"),
    "end_supervision": ("摘牌", "End supervision"),
    "propose_handover": ("提请移送", "Propose a handover"),
    "approve_handover": ("批准移送", "Approve the handover"),
    "refuse_handover": ("不批准移送", "Refuse the handover"),
    "hand_over": ("移送", "Hand over"),
    "file_case": ("立案", "File the case"),
    "decline_case": ("不予立案", "Case declined"),
    "ask_reconsideration": ("提请复议", "Ask for reconsideration"),
    "suggest_filing_supervision": ("建议立案监督", "Suggest supervision of the filing"),
    "uphold_decline": ("维持不予立案", "Decline upheld"),
    "take_back": ("收回办理", "Take the case back"),
    "conclude_case": ("结案", "Conclude the case"),
    "note": ("备注", "Note"),
}
SEVERITY_WORDS = {"minor": ("一般", "Minor"), "major": ("较大", "Major"), "critical": ("重大", "Critical")}
SOURCE_WORDS = {
    "patrol": ("巡查发现", "Patrol"),
    "public": ("群众举报", "The public"),
    "inspection": ("督查检查", "Inspection"),
    "assigned": ("上级交办", "From above"),
    "remote_sensing": ("遥感图斑", "Remote sensing"),
    "office": ("办公室登记", "Office"),
}
ALERT_WORDS = {"yellow": ("黄色", "Yellow"), "orange": ("橙色", "Orange"), "red": ("红色", "Red")}
KIND_WORDS = {"river": ("河流", "River"), "forest": ("森林", "Forest")}


def code_called(words: Mapping[str, tuple[str, str]], said: str) -> str | None:
    """The code of a Chinese or English word, or of the code itself, whatever the case; None for no word of these."""
    known = {name.casefold(): code for code, names in words.items() for name in (*names, code)}
    return known.get(said.strip().casefold())
