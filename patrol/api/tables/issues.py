"""The table of issues 问题."""

from patrol.api.tables.columns import Column, Table
from patrol.rules.casework_words import ACTION_WORDS, ALERT_WORDS, KIND_WORDS, SEVERITY_WORDS, SOURCE_WORDS, STATE_WORDS
from patrol.rules.posts import POST_WORDS

# What the clock does of itself stands in the history beside what people do.
STEP_WORDS = ACTION_WORDS | {"escalate": ("逾期预警", "Escalated")}
ISSUES = Table(
    "issues",
    ("问题清单", "Issues"),
    (
        Column("number", ("编号", "Number"), width=14),
        Column("title", ("问题", "Issue"), width=40),
        Column("state", ("状态", "State"), "word", STATE_WORDS, width=10),
        Column("kind", ("类型", "Kind"), "word", KIND_WORDS, wide=True, width=8),
        Column("category", ("类别", "Category"), wide=True, width=14),
        Column("severity", ("程度", "Severity"), "word", SEVERITY_WORDS, width=8),
        Column("division_name", ("行政区划", "Division"), width=16),
        Column("place", ("河段或小班", "Segment or plot"), wide=True, width=18),
        Column("assignee.name", ("责任人", "Assignee")),
        Column("reported_at", ("上报时间", "Reported"), "moment", wide=True, width=17),
        Column("due_on", ("本步期限", "Step due"), "day"),
        Column("rectify_by", ("整改期限", "To be put right by"), "day", wide=True),
        Column("overdue", ("逾期", "Overdue"), "flag", sort=False, wide=True, width=8),
        Column("alert", ("预警", "Alert"), "word", ALERT_WORDS, wide=True, width=8),
        Column("source", ("来源", "Source"), "word", SOURCE_WORDS, wide=True),
        Column("closed_at", ("销号时间", "Closed"), "moment", wide=True, width=17),
    ),
)
EVENTS = Table(
    "issue-events",
    ("流转记录", "History"),
    (
        Column("at", ("时间", "Time"), "moment", sort=False),
        Column("action", ("办理", "Action"), "word", STEP_WORDS, sort=False),
        Column("state", ("状态", "State"), "word", STATE_WORDS, sort=False),
        Column("by.name", ("办理人", "By"), sort=False),
        Column("by.post", ("职务", "Post"), "word", POST_WORDS, sort=False),
        Column("opinion", ("意见", "Opinion"), sort=False),
        Column("due_on", ("期限", "Due"), "day", sort=False),
        Column("assignee.name", ("责任人", "Assignee"), sort=False),
    ),
)
