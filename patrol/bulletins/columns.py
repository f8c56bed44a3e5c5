"""The tables of bulletins: which figures stand in which columns, the same in Word and in Excel."""

from datetime import date
from typing import Any, NamedTuple

from patrol.rules.areas import mu
from patrol.rules.casework_words import ACTION_WORDS, SEVERITY_WORDS, STATE_WORDS
from patrol.rules.duty_words import KIND_WORDS
from patrol.rules.forestry_words import WORK_TYPE_WORDS

EMPTY = "—"
WORDS = {
    "kind": KIND_WORDS,
    "work_type": WORK_TYPE_WORDS,
    "severity": SEVERITY_WORDS,
    "state": STATE_WORDS,
    "action": ACTION_WORDS,
}
# form → what the figure becomes as a number, and how Excel shows it
NUMBERS = {
    "count": (lambda value: value, "#,##0"),
    "km": (lambda value: value / 1000, "#,##0.0"),
    "share": (lambda value: value, "0.0%"),
    "mu": (lambda value: value, "#,##0.00"),
    "m2_mu": (mu, "#,##0.00"),
    "ha": (lambda value: value, "#,##0"),
    "residual": (lambda value: value, "0.00"),
    "hours": (lambda value: value / 3600, "0.0"),
}


class Column(NamedTuple):
    """A column: the figure's name, its heading, its form (a key of NUMBERS, day, moment, text, or a key of WORDS),
    and how wide it is beside the others."""

    name: str
    heading: str
    form: str = "text"
    width: int = 10


class Table(NamedTuple):
    """A table of a bulletin: under which name its rows stand in the figures, its title, its columns."""

    rows: str
    title: str
    columns: tuple[Column, ...]


def said(value: Any, form: str) -> str:
    """A figure as it stands in a sentence or a table of a Word file."""
    if value is None or value == "":
        return EMPTY
    if form in WORDS:
        return WORDS[form][value][0]
    if form not in NUMBERS:
        return day_said(value) if form == "day" else str(value)
    number, pattern = NUMBERS[form]
    if form == "share":
        return f"{number(value):.1%}"
    decimals = len(pattern.partition(".")[2])
    return f"{number(value):,.{decimals}f}"


def day_said(value: str | date) -> str:
    """2026-10-03, whichever way it is kept."""
    return value if isinstance(value, str) else value.isoformat()


def cell(value: Any, form: str) -> tuple[Any, str | None]:
    """A figure as Excel keeps it, and the pattern it is shown by."""
    if value is None:
        return None, None
    if form in WORDS:
        return WORDS[form][value][0], None
    if form == "day":
        return date.fromisoformat(value), "yyyy-mm-dd"
    if form in NUMBERS:
        number, pattern = NUMBERS[form]
        return number(value), pattern
    return value, None


PART = Column("name", "{part}", width=14)
DUTIES = Table(
    "duties",
    "巡查履职情况",
    (
        PART,
        Column("kind", "类别", "kind", 8),
        Column("owed", "应巡", "count", 9),
        Column("effective", "有效", "count", 9),
        Column("missing", "欠巡", "count", 9),
        Column("rate", "完成率", "share", 10),
    ),
)
RIVERS = Table(
    "rivers",
    "河段巡查覆盖情况",
    (
        PART,
        Column("segments", "河段数", "count", 9),
        Column("length_m", "总长（千米）", "km", 13),
        Column("covered_m", "已巡（千米）", "km", 13),
        Column("share", "覆盖率", "share", 10),
        Column("unvisited", "未巡河段", "count", 10),
    ),
)
FORESTS = Table(
    "forests",
    "小班巡查覆盖情况",
    (
        PART,
        Column("plots", "小班数", "count", 9),
        Column("area_m2", "面积（亩）", "m2_mu", 15),
        Column("share", "覆盖率", "share", 10),
        Column("unvisited", "未巡小班", "count", 10),
    ),
)
UNWALKED = Table(
    "unwalked",
    "本期无人巡查的河段",
    (
        Column("name", "河段", width=16),
        Column("division_name", "所在地", width=12),
        Column("length_m", "长度（千米）", "km", 11),
        Column("officers", "责任人", width=16),
        Column("last_visit_on", "上次巡查", "day", 12),
    ),
)
ISSUES = Table(
    "issues",
    "问题整改情况",
    (
        PART,
        Column("reported", "本期上报", "count"),
        Column("closed", "本期销号", "count"),
        Column("open", "未销号", "count"),
        Column("overdue", "已超期", "count"),
    ),
)
OVERDUE = Table(
    "overdue",
    "超期未整改的问题",
    (
        Column("number", "编号", width=11),
        Column("title", "问题", width=20),
        Column("division_name", "所在地", width=11),
        Column("assignee_name", "责任人", width=9),
        Column("due_on", "期限", "day", 11),
    ),
)
WORKS = Table(
    "works",
    "营造林任务完成情况",
    (
        Column("work_type", "作业类型", "work_type", 13),
        Column("target_mu", "任务（亩）", "mu", 13),
        Column("reported_mu", "上报（亩）", "mu", 13),
        Column("credited_mu", "计入任务（亩）", "mu", 13),
        Column("qualified_mu", "合格（亩）", "mu", 13),
        Column("progress", "完成率", "share", 9),
        Column("pace", "应达进度", "share", 9),
    ),
)
STATEMENT = Table(
    "lines",
    "营造林统计",
    (
        Column("name", "单位", width=13),
        Column("work_type", "作业类型", "work_type", 12),
        Column("works", "小班数", "count", 8),
        Column("target_mu", "任务（亩）", "mu", 13),
        Column("reported_mu", "上报（亩）", "mu", 13),
        Column("verified_mu", "核实（亩）", "mu", 13),
        Column("qualified_mu", "合格（亩）", "mu", 13),
        Column("lost_mu", "损失（亩）", "mu", 11),
        Column("qualified_ha", "合格（公顷）", "ha", 11),
        Column("qualified_ha_residual", "公顷尾差", "residual", 9),
    ),
)
LISTED = Table(
    "listed",
    "问题整改清单",
    (
        Column("number", "编号", width=11),
        Column("title", "问题", width=22),
        Column("category", "类别", width=12),
        Column("severity", "程度", "severity", 7),
        Column("division_name", "所在地", width=11),
        Column("reported_on", "上报日期", "day", 11),
        Column("assignee_name", "责任人", width=9),
        Column("rectify_by", "整改期限", "day", 11),
        Column("state", "状态", "state", 9),
        Column("closed_on", "销号日期", "day", 11),
    ),
)
OWN_DUTIES = Table("duties", "履职完成情况", (Column("kind", "类别", "kind"), *DUTIES.columns[2:]))
OUTINGS = Table(
    "outings",
    "巡查记录",
    (
        Column("patrolled_on", "日期", "day", 11),
        Column("kind", "类别", "kind", 7),
        Column("places", "河段（小班）", width=22),
        Column("distance_m", "里程（千米）", "km", 10),
        Column("duration_s", "时长（小时）", "hours", 10),
        Column("effective", "是否有效", width=8),
    ),
)
STEPS = Table(
    "steps",
    "办理问题",
    (
        Column("on", "日期", "day", 11),
        Column("number", "编号", width=11),
        Column("title", "问题", width=20),
        Column("action", "办理", "action", 11),
        Column("opinion", "意见", width=22),
    ),
)
LEAVES = Table(
    "leaves",
    "请假与代巡",
    (
        Column("first_on", "自", "day", 11),
        Column("last_on", "至", "day", 11),
        Column("reason", "事由", width=20),
        Column("substitute_name", "代巡人", width=10),
    ),
)
TABLES = {
    "bulletin": (DUTIES, RIVERS, FORESTS, UNWALKED, ISSUES, OVERDUE, WORKS),
    "forestry_statement": (STATEMENT,),
    "rectification_list": (LISTED,),
    "chief_record": (OWN_DUTIES, OUTINGS, STEPS, LEAVES),
}
