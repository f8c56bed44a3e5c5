"""Zoning units 三线一单管控单元, red lines and permanent basic farmland."""

from patrol.importing import values
from patrol.importing.kinds import DIVISION, Column, Kind

CATEGORIES = {
    "priority": ("优先保护", "优先保护单元", "优先"),
    "key": ("重点管控", "重点管控单元", "重点"),
    "general": ("一般管控", "一般管控单元", "一般"),
    "red_line": ("生态保护红线", "生态红线", "红线"),
    "farmland": ("永久基本农田", "基本农田"),
}
NAME_BY_CODE = "UPDATE incoming SET name = code WHERE name IS NULL"

ZONING = Kind(
    "zoning",
    ("管控单元", "zoning units"),
    "zoning_unit",
    "polygon",
    (
        Column("code", ("单元编码", "管控单元编码", "环境管控单元编码", "编码", "代码", "标识码", "BSM", "BM")),
        Column("name", ("单元名称", "管控单元名称", "环境管控单元名称", "红线名称", "名称", "HXMC", "MC")),
        Column("category", ("类别", "单元分类", "管控单元分类", "管控类别", "LB"), values.one_of(CATEGORIES)),
        DIVISION,
    ),
    needed=("code", "category"),
    required=("category",),
    steps=(NAME_BY_CODE,),
    derived={"name": ()},
)
