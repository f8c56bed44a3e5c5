"""The table of forestry works 营造林作业; areas in mu."""

from patrol.api.tables.columns import Column, Table
from patrol.rules.forestry_words import STAGE_WORDS, STEP_WORDS, WORK_TYPE_WORDS

WORKS = Table(
    "works",
    ("营造林作业", "Forestry works"),
    (
        Column("code", ("作业编号", "Code"), width=22),
        Column("work_type", ("作业类型", "Type"), "word", WORK_TYPE_WORDS),
        Column("stage", ("阶段", "Stage"), "word", STAGE_WORDS),
        Column("division_name", ("行政区划", "Division"), width=16),
        Column("plot", ("小班", "Plot"), wide=True, width=24),
        Column("planned_mu", ("计划面积", "Planned mu"), "mu", wide=True),
        Column("reported_mu", ("上报面积", "Reported mu"), "mu"),
        Column("measured_mu", ("测算面积", "Measured mu"), "mu"),
        Column("verified_mu", ("核实面积", "Verified mu"), "mu"),
        Column("qualified_mu", ("合格面积", "Qualified mu"), "mu"),
        Column("replant_mu", ("待补植面积", "To replant mu"), "mu", wide=True),
        Column("failed_mu", ("失败面积", "Failed mu"), "mu", wide=True),
        Column("lost_mu", ("损失面积", "Lost mu"), "mu", wide=True),
        Column("done_on", ("施工日期", "Carried out"), "day", wide=True),
    ),
)
WORK_EVENTS = Table(
    "work-events",
    ("作业流转记录", "History of a work"),
    (
        Column("at", ("时间", "Time"), "moment", sort=False),
        Column("action", ("办理", "Action"), "word", STEP_WORDS, sort=False),
        Column("stage", ("阶段", "Stage"), "word", STAGE_WORDS, sort=False),
        Column("by.name", ("办理人", "By"), sort=False),
        Column("opinion", ("意见", "Opinion"), sort=False),
        Column("area_mu", ("面积（亩）", "Area mu"), "mu", sort=False),
    ),
)
