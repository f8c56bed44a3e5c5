"""River segments 河段, with the rivers that they name."""

from patrol.importing.kinds import DIVISION, Column, Kind

# A river is known by its code; where the file has only its name, the name stands in for the code.
# A name that stands is also that of others' segments: only who has all segments of a river gives it another.
NAME_RIVERS = """
INSERT INTO river (code, name)
SELECT coalesce(river_code, river), max(river) FROM incoming
WHERE refused IS NULL AND coalesce(river_code, river) IS NOT NULL
GROUP BY 1
ON CONFLICT (code) DO UPDATE SET name = CASE
  WHEN EXISTS (
    SELECT FROM river_segment s WHERE s.river_id = river.id AND NOT starts_with(s.division_code, :prefix)
  ) THEN coalesce(river.name, excluded.name)
  ELSE coalesce(excluded.name, river.name)
END
"""
# No river has the id 0: it stands for one that is named here for the first time, as long as nothing is written.
JOIN_RIVERS = """
UPDATE incoming i SET river_id = coalesce((SELECT r.id FROM river r WHERE r.code = coalesce(i.river_code, i.river)), 0)
WHERE coalesce(river_code, river) IS NOT NULL AND refused IS NULL
"""

RIVER_SEGMENTS = Kind(
    "river-segments",
    ("河段", "river segments"),
    "river_segment",
    "line",
    (
        Column("code", ("河段编码", "河段代码", "河段编号", "编码", "代码", "编号", "HDBM", "HDDM", "BM", "BH")),
        Column("name", ("河段名称", "名称", "河段", "HDMC", "MC")),
        Column("river_code", ("河流编码", "河流代码", "HLBM", "HLDM"), into=""),
        Column("river", ("river_name", "河流名称", "河流", "所属河流", "水系", "HLMC"), into=""),
        DIVISION,
        Column("bank", ("岸别", "河岸", "AB")),
        # What rules of patrols may ask more or less of: a river's grade, black and odorous water.
        Column("class", ("object_class", "河道等级", "河段等级", "等级", "HDDJ"), into="object_class"),
        Column("stakes", ("起止桩号", "桩号", "QZZH")),
        Column("river_id", sql_type="int"),
    ),
    referred=(NAME_RIVERS,),
    steps=(JOIN_RIVERS,),
    derived={"river_id": ("river", "river_code")},
)
