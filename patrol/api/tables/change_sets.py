"""The table of change sets 变更记录."""

from patrol.api.tables.columns import Column, Table

LAYER_WORDS = {
    "divisions": ("行政区划", "Divisions"),
    "segments": ("河段", "River segments"),
    "plots": ("小班", "Forest plots"),
    "zoning": ("管控单元", "Zoning units"),
}
MEANS_WORDS = {
    "import": ("文件导入", "Import"),
    "api": ("在线编辑", "Edit"),
    "sql": ("直连数据库", "Database"),
    "undo": ("撤销", "Undo"),
}
STANDING_WORDS = {"stands": ("有效", "Stands"), "undone": ("已撤销", "Undone")}
CHANGE_SETS = Table(
    "change-sets",
    ("变更记录", "Changes"),
    (
        Column("opened_at", ("时间", "When"), "moment", width=17),
        Column("by", ("经办", "By"), width=14),
        Column("means", ("方式", "Means"), "word", MEANS_WORDS),
        Column("layer", ("图层", "Layer"), sort=False, width=16),
        Column("title", ("文件或要素", "File or feature"), width=30),
        Column("features", ("要素数", "Features"), "count", width=10),
        Column("created", ("新增", "New"), "count", sort=False, wide=True, width=8),
        Column("changed", ("变更", "Changed"), "count", sort=False, wide=True, width=8),
        Column("deleted", ("删除", "Deleted"), "count", sort=False, wide=True, width=8),
        Column("standing", ("状态", "State"), "word", STANDING_WORDS, sort=False),
        Column("id", ("变更集", "Set"), "count", wide=True, width=8),
    ),
)
