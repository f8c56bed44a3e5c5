"""Forestry works 营造林作业 with their polygons and areas."""

from patrol.importing import values
from patrol.importing.kept_works import REFUSE_HELD, REFUSE_OVER_MEASURED, STAY_AS_REPORTED
from patrol.importing.kinds import DIVISION, Column, Kind, areas
from patrol.importing.work_places import REFUSE_OUTSIDE, REFUSE_PLOTS_ELSEWHERE, TAKE_PLOTS_DIVISION

WORK_TYPES = {
    "afforestation": ("人工造林", "造林", "人工更新"),
    "tending": ("森林抚育", "抚育"),
    "restoration": ("退化林修复", "退化林", "低产低效林改造"),
    "closing": ("封山育林", "封育"),
}
REFUSE_UNKNOWN_PLOTS = """
UPDATE incoming i SET refused = 'plot_unknown', params = jsonb_build_object('plot', plot)
WHERE refused IS NULL AND plot IS NOT NULL AND NOT EXISTS (SELECT FROM forest_plot p WHERE p.code = i.plot)
"""
REPORT_NOTHING = "UPDATE incoming SET reported_area_m2 = 0 WHERE reported_area_m2 IS NULL"
JOIN_PLOTS = "UPDATE incoming i SET plot_id = p.id FROM forest_plot p WHERE p.code = i.plot"
REFUSE_EXCESS = """
UPDATE incoming SET refused = 'qualified_exceeds', params = '{}'
WHERE refused IS NULL AND qualified_area_m2 > verified_area_m2
"""

FORESTRY_WORKS = Kind(
    "forestry-works",
    ("营造林作业", "forestry works"),
    "forestry_work",
    "polygon",
    (
        Column("code", ("作业编码", "作业小班编码", "作业小班", "作业号", "编码", "代码", "BM")),
        Column("year", ("年度", "作业年度", "计划年度", "年份", "ND", "ZYND"), values.year, "int"),
        Column(
            "work_type", ("作业类型", "造林类别", "造林方式", "工程类别", "ZYLX", "ZLLB"), values.one_of(WORK_TYPES)
        ),
        DIVISION,
        Column("plot", ("plot_code", "小班编码", "小班代码"), into=""),
        Column("plot_id", sql_type="int"),
        Column("done_on", ("完成日期", "作业日期", "WCRQ"), values.day, "date"),
        *areas("reported_area_m2", ("上报面积平方米",), ("上报面积亩", "上报亩", "上报面积"), ("上报面积公顷",)),
        *areas("verified_area_m2", ("核实面积平方米",), ("核实面积亩", "核实亩", "核实面积"), ("核实面积公顷",)),
        *areas("qualified_area_m2", ("合格面积平方米",), ("合格面积亩", "合格亩", "合格面积"), ("合格面积公顷",)),
    ),
    needed=("code", "year", "work_type"),
    required=("year", "work_type"),
    steps=(
        REFUSE_UNKNOWN_PLOTS,
        JOIN_PLOTS,
        TAKE_PLOTS_DIVISION,
        REFUSE_PLOTS_ELSEWHERE,
        REFUSE_OUTSIDE,
        REFUSE_EXCESS,
        REFUSE_HELD,
        REFUSE_OVER_MEASURED,
        STAY_AS_REPORTED,
        REPORT_NOTHING,
    ),
    derived={"plot_id": ("plot",)},
)
