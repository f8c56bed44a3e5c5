"""Divisions 行政区划: a code tells its level and its parent where the file does not."""

from patrol.importing import values
from patrol.importing.kinds import Column, Kind

LEVELS = {
    "county": ("县", "县级", "区", "市辖区", "county"),
    "township": ("乡", "镇", "乡镇", "乡级", "乡镇级", "街道", "township"),
    "village": ("村", "村级", "行政村", "社区", "village"),
}
DERIVE_LEVELS = """
UPDATE incoming SET level = coalesce(level, CASE
  WHEN code LIKE '______000000' THEN 'county' WHEN code LIKE '_________000' THEN 'township' ELSE 'village' END)
"""
DERIVE_PARENTS = """
UPDATE incoming SET parent_code = coalesce(parent_code, CASE level
  WHEN 'township' THEN rpad(left(code, 6), 12, '0') WHEN 'village' THEN rpad(left(code, 9), 12, '0') END)
"""
REFUSE_ORPHANS = """
UPDATE incoming i SET refused = 'parent_unknown', params = jsonb_build_object('parent', parent_code)
WHERE refused IS NULL AND level <> 'county'
  AND NOT EXISTS (SELECT FROM division d WHERE d.code = i.parent_code)
  AND NOT EXISTS (SELECT FROM incoming p WHERE p.code = i.parent_code AND p.refused IS NULL)
"""

DIVISIONS = Kind(
    "divisions",
    ("行政区划", "divisions"),
    "division",
    "polygon",
    (
        Column(
            "code",
            (
                "division_code",
                "行政区划代码",
                "区划代码",
                "政区代码",
                "编码",
                "代码",
                "XZQDM",
                "XZQHDM",
                "ZLDWDM",
                "DM",
            ),
            values.division,
        ),
        Column("name", ("行政区划名称", "区划名称", "名称", "XZQMC", "ZLDWMC", "MC")),
        Column("level", ("级别", "层级", "区划级别", "JB"), values.one_of(LEVELS)),
        Column(
            "parent", ("parent_code", "上级代码", "上级区划", "父级代码", "SJDM"), values.division, into="parent_code"
        ),
    ),
    needed=("code", "name"),
    required=("name",),
    # A village's township may be refused in the same breath, so orphans are looked for once a level.
    steps=(DERIVE_LEVELS, DERIVE_PARENTS, REFUSE_ORPHANS, REFUSE_ORPHANS),
    derived={"level": (), "parent_code": ()},
)
