"""The tables of coverage 覆盖率 and of the progress of targets 任务进度, as their workbooks head them."""

from patrol.api.tables.columns import Column, Table
from patrol.rules.forestry_words import WORK_TYPE_WORDS

COVERAGE_WORDS = {
    "unvisited": ("未巡", "Not visited"),
    "behind": ("滞后", "Behind"),
    "partial": ("未巡全", "Partly covered"),
    "covered": ("达标", "Covered"),
}
PACE_WORDS = {
    "ahead": ("超前", "Ahead"),
    "on_pace": ("正常", "On pace"),
    "behind": ("滞后", "Behind"),
    "done": ("完成", "Done"),
    "no_target": ("无任务", "No target"),
}
CODE = Column("code", ("编码", "Code"), width=24)
DIVISION = Column("division_name", ("行政区划", "Division"), width=16)
SHARE = Column("share", ("覆盖率", "Coverage"), "share", width=10)
VISITED = (
    Column("visits", ("巡查次数", "Visits"), "count", width=10),
    Column("effective_visits", ("有效次数", "Effective"), "count", width=10),
    Column("required", ("应巡次数", "Owed"), "count", width=10),
    Column("credited", ("计入次数", "Credited"), "count", width=10),
    Column("last_visit_on", ("最近巡查", "Last visit"), "day"),
    Column("status", ("状态", "Status"), "word", COVERAGE_WORDS),
)
SEGMENTS = Table(
    "coverage-segments",
    ("河段覆盖率", "Coverage of segments"),
    (
        Column("name", ("河段", "Segment"), width=26),
        CODE,
        Column("river", ("河流", "River"), width=16),
        DIVISION,
        Column("length_m", ("长度 km", "Length km"), "km"),
        Column("covered_m", ("已巡 km", "Covered km"), "km"),
        SHARE,
        *VISITED,
    ),
)
PLOTS = Table(
    "coverage-plots",
    ("小班覆盖率", "Coverage of plots"),
    (
        Column("name", ("小班", "Plot"), width=26),
        CODE,
        DIVISION,
        Column("area_mu", ("面积（亩）", "Area mu"), "mu"),
        Column("cells", ("网格数", "Cells"), "count", width=10),
        Column("cells_visited", ("已巡网格", "Cells visited"), "count", width=10),
        SHARE,
        *VISITED,
    ),
)
STRETCHES = Table(
    "stretches",
    ("未巡路段", "Stretches not walked"),
    (
        Column("name", ("河段", "Segment"), width=26),
        CODE,
        Column("river", ("河流", "River"), width=16),
        DIVISION,
        Column("from_m", ("起点 km", "From km"), "km"),
        Column("to_m", ("终点 km", "To km"), "km"),
        Column("length_m", ("长度 km", "Length km"), "km"),
        Column("last_walked_on", ("最近走过", "Last walked"), "day"),
        Column("answering", ("责任人", "Answering"), sort=False, width=24),
    ),
)
COMPARED = (
    Column("share_then", ("对比时段覆盖率", "Coverage then"), "share", width=14),
    Column("change", ("增减", "Change"), "share", width=10),
)
"""Beside the others where two periods are compared."""
PROGRESS = Table(
    "targets",
    ("营造林任务进度", "Progress of forestry targets"),
    (
        Column("name", ("区划", "Division"), width=16),
        Column("work_type", ("作业类型", "Type of work"), "word", WORK_TYPE_WORDS, width=14),
        Column("target_mu", ("任务（亩）", "Target mu"), "mu"),
        Column("reported_mu", ("上报（亩）", "Reported mu"), "mu"),
        Column("credited_mu", ("计入任务（亩）", "Credited mu"), "mu", width=14),
        Column("measured_mu", ("图斑实测（亩）", "Measured mu"), "mu", width=14),
        Column("verified_mu", ("核实（亩）", "Verified mu"), "mu"),
        Column("qualified_mu", ("验收合格（亩）", "Qualified mu"), "mu", width=14),
        Column("progress", ("完成率", "Progress"), "share", width=10),
        Column("pace", ("今日应达", "Pace"), "share", width=10),
        Column("status", ("状态", "Status"), "word", PACE_WORDS),
    ),
)
