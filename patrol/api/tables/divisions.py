"""The table of divisions 行政区划."""

from patrol.api.tables.columns import Column, Table

LEVEL_WORDS = {"county": ("县", "County"), "township": ("乡镇", "Township"), "village": ("村", "Village")}
DIVISIONS = Table(
    "divisions",
    ("行政区划", "Divisions"),
    (
        Column("name", ("名称", "Name"), width=18),
        Column("code", ("区划代码", "Code"), width=16),
        Column("level", ("级别", "Level"), "word", LEVEL_WORDS, width=10),
        Column("parent_name", ("上级", "Part of"), sort=False, width=16),
        Column("bounded", ("有边界", "Boundary"), "flag", width=10),
        Column("officers", ("人员", "People"), "count", sort=False, width=8),
        Column("segments", ("河段", "Segments"), "count", sort=False, width=8),
        Column("plots", ("小班", "Plots"), "count", sort=False, width=8),
        Column("valid_from", ("启用", "Valid from"), "day", sort=False, wide=True),
        Column("valid_to", ("停用", "Valid to"), "day", sort=False, wide=True),
    ),
)
