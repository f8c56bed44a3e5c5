"""What stages, steps, areas and verdicts of forestry works are called: Chinese, English."""

STAGE_WORDS = {
    "planned": ("计划", "Planned"),
    "designed": ("作业设计", "Designed"),
    "carried_out": ("已施工", "Carried out"),
    "reported": ("上报完成", "Reported"),
    "self_checked": ("县级自查", "Checked by the county"),
    "verified": ("已核实", "Verified"),
    "qualified": ("合格", "Qualified"),
    "replant": ("待补植", "To be replanted"),
    "failed": ("失败", "Failed"),
    "established": ("成林", "Established"),
    "withdrawn": ("撤销", "Withdrawn"),
}
STEP_WORDS = {
    "plan": ("列入计划", "Plan"),
    "design": ("批准作业设计", "Approve the design"),
    "return_design": ("退回设计", "Return the design"),
    "carry_out": ("施工完成", "Carry out"),
    "report": ("上报完成", "Report"),
    "send_back": ("退回", "Send back"),
    "self_check": ("县级自查", "County self-check"),
    "verify": ("核实", "Verify"),
    "qualify": ("判定合格", "Find qualified"),
    "require_replant": ("判定补植", "Require replanting"),
    "fail": ("判定失败", "Find failed"),
    "redo": ("补植返工完成", "Replant or redo"),
    "establish": ("判定成林", "Find established"),
    "record_loss": ("登记损失", "Record a loss"),
    "correct_loss": ("更正损失", "Correct the losses"),
    "withdraw": ("撤销计划", "Withdraw"),
    "enter": ("登记入库", "Enter"),
    "change": ("变更登记", "Change"),
    "note": ("备注", "Note"),
}
WORK_TYPE_WORDS = {
    "afforestation": ("人工造林", "Afforestation"),
    "tending": ("森林抚育", "Tending"),
    "restoration": ("退化林修复", "Restoration"),
    "closing": ("封山育林", "Closing"),
}
# A tended stand or a closed hillside is not replanted: what is short is done again, or made up for.
OWN_WORDS = {
    ("tending", "replant"): ("待返工", "To be tended again"),
    ("closing", "replant"): ("待补封", "To be made up for"),
}
AREA_WORDS = {
    "target": ("任务面积", "Target"),
    "reported": ("上报面积", "Reported"),
    "credited": ("计入任务面积", "Credited to the target"),
    "measured": ("测算面积", "Measured"),
    "verified": ("核实面积", "Verified"),
    "unverified": ("不核实面积", "Not verified"),
    "qualified": ("合格面积", "Qualified"),
    "replant": ("待补植面积", "To be replanted"),
    "failed": ("失败面积", "Failed"),
    "lost": ("损失面积", "Lost"),
    "planned": ("计划面积", "Planned"),
    "counted": ("计入面积", "Counted once"),
    "unchecked": ("未核查面积", "Not yet checked"),
    "pending": ("待判定面积", "Not yet judged"),
}
TIER_WORDS = {
    "county": ("县级自查", "County self-check"),
    "municipal": ("市级复查", "Municipal review"),
    "provincial": ("省级复查", "Provincial review"),
    "national": ("国家核查", "National verification"),
}
KIND_WORDS = {
    "survival": ("成活率", "Survival"),
    "preservation": ("保存率", "Preservation"),
    "quality": ("作业质量", "Quality"),
}


def stage_word(work_type: str, stage: str, language: int = 0) -> str:
    """What a stage of a type of work is called; `language` 0 is Chinese, 1 English."""
    return OWN_WORDS.get((work_type, stage), STAGE_WORDS[stage])[language]
