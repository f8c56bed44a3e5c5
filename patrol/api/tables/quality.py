"""The tables of data quality 数据质量: places nobody answers for, people who never signed in."""

from patrol.api.tables.columns import Column, Table
from patrol.rules.posts import POST_WORDS

DIVISION = Column("division_name", ("行政区划", "Division"), width=16)
SEGMENTS = Table(
    "unassigned-segments",
    ("无责任人的河段", "Segments nobody answers for"),
    (
        Column("name", ("河段", "Segment"), width=26),
        Column("code", ("编码", "Code"), width=18),
        Column("river", ("河流", "River"), width=16),
        DIVISION,
        Column("length_m", ("长度 km", "Length km"), "km"),
    ),
)
PLOTS = Table(
    "unassigned-plots",
    ("无责任人的小班", "Plots nobody answers for"),
    (
        Column("name", ("小班", "Plot"), width=26),
        Column("code", ("编码", "Code"), width=26),
        DIVISION,
        Column("area_mu", ("面积（亩）", "Area mu"), "mu"),
    ),
)
NEVER_SIGNED_IN = Table(
    "never-signed-in",
    ("从未登录的人员", "People who never signed in"),
    (
        Column("name", ("姓名", "Name"), width=14),
        Column("username", ("账号", "User name"), width=18),
        Column("post", ("职务", "Post"), "word", POST_WORDS, width=18),
        DIVISION,
        Column("created_at", ("建号时间", "Entered"), "moment", width=17),
    ),
)
