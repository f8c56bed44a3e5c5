"""The tables of duties 履职: by officer, by segment or plot, by place."""

from patrol.api.tables.columns import Column, Table
from patrol.rules.duty_words import KIND_WORDS, PER_WORDS, STATUS_WORDS
from patrol.rules.posts import POST_WORDS

TITLE = ("履职", "Duties")
SUBJECTS = {
    "officer": ("人员", "Officer"),
    "segment": ("河段", "Segment"),
    "plot": ("小班", "Plot"),
    "village": ("村", "Village"),
    "township": ("乡镇", "Township"),
    "county": ("县", "County"),
}


def _table(by: str) -> Table:
    columns = (
        Column("key", ("编号", "Code"), wide=True, width=18),
        Column("name", SUBJECTS[by], width=22),
        Column("post", ("职务", "Post"), "word", POST_WORDS, sort=False, wide=True),
        Column("division_name", ("行政区划", "Division"), sort=False, width=16),
        Column("kind", ("类别", "Kind"), "word", KIND_WORDS, sort=False, width=8),
        Column("per", ("考核口径", "Counted"), "word", PER_WORDS, sort=False, wide=True, width=10),
        Column("objects", ("对象数", "Objects"), "count", wide=True, width=8),
        Column("owed", ("应巡", "Owed"), "count", width=8),
        Column("done", ("已巡", "Done"), "count", width=8),
        Column("credited", ("计入", "Credited"), "count", width=8),
        Column("effective", ("有效次数", "Effective"), "count", wide=True, width=10),
        Column("missing", ("欠巡", "Missing"), "count", width=8),
        Column("rate", ("完成率", "Rate"), "share", width=10),
        Column("days_left", ("剩余天数", "Days left"), "count", sort=False, wide=True, width=10),
        Column("status", ("状态", "Status"), "word", STATUS_WORDS),
    )
    return Table(f"duties-{by}", TITLE, columns if by == "officer" else tuple(c for c in columns if c.field != "post"))


DUTIES = {by: _table(by) for by in SUBJECTS}
