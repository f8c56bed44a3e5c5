"""What each published layer carries: column, type, title in Chinese and English, and from which zoom in tiles."""

from gis.layers import Property
from patrol.rules.factor_catalogue import MAPPED_FACTORS
from patrol.rules.forestry_words import AREA_WORDS

DETAIL = 12
"""The zoom level from which tiles carry what only matters to somebody looking at one feature."""

CODE = Property("string", "编码", "Code")
NAME = Property("string", "名称", "Name")
KIND = Property("string", "类别（river 河流，forest 森林）", "Kind (river, forest)")
DIVISION_CODE = Property("string", "行政区划代码", "Division code", DETAIL)
DIVISION_NAME = Property("string", "所在村（乡镇）", "Division", DETAIL)
AREA_M2 = Property("number", "面积（平方米）", "Area (m²)", None)
AREA_MU = Property("number", "面积（亩）", "Area (mu)", DETAIL)
LENGTH_M = Property("number", "长度（米）", "Length (m)", DETAIL)
SHARE = Property("number", "覆盖率（0 至 1）", "Share covered (0 to 1)")
VISITS = Property("integer", "巡查次数", "Visits")
EFFECTIVE_VISITS = Property("integer", "有效巡查次数", "Effective visits", DETAIL)
REQUIRED = Property("integer", "应巡查次数", "Visits owed", None)
STATUS = Property(
    "string",
    "状态（unvisited 未巡查，behind 次数不足，partial 部分，covered 已覆盖）",
    "Status (unvisited, behind, partial, covered)",
    None,
)
LAST_VISIT_ON = Property("date", "最近巡查日期", "Last visit on", None)
LAST_EFFECTIVE_ON = Property("date", "最近有效巡查日期", "Last effective visit on", None)
CREDITED = Property(
    "integer",
    "计入次数（逐人逐期计，不超过应巡次数）",
    "Visits credited, by officer and term, at most those owed",
    None,
)
IDLE_DAYS = Property("integer", "距最近有效巡查的天数", "Days since the last effective visit")
QUOTA = Property(
    "string",
    "归责（met 已完成，due 进行中，behind 滞后，missed 未履职，none 无应巡次数）",
    "Quota (met, due while the days run, behind, missed; none where nothing is owed)",
)

DIVISIONS = {
    "code": CODE,
    "name": NAME,
    "level": Property("string", "级别（county 县，township 乡镇，village 村）", "Level (county, township, village)"),
    "parent_code": Property("string", "上级代码", "Parent code"),
}
SEGMENTS = {
    "code": CODE,
    "name": NAME,
    "river": Property("string", "河流", "River"),
    "bank": Property("string", "岸别", "Bank", None),
    "division_code": DIVISION_CODE,
    "division_name": DIVISION_NAME,
    "length_m": LENGTH_M,
    "covered_m": Property("number", "已巡查长度（米）", "Length covered (m)", DETAIL),
    "share": SHARE,
    "visits": VISITS,
    "effective_visits": EFFECTIVE_VISITS,
    "required": REQUIRED,
    "credited": CREDITED,
    "status": STATUS,
    "quota": QUOTA,
    "last_visit_on": LAST_VISIT_ON,
    "last_effective_on": LAST_EFFECTIVE_ON,
    "idle_days": IDLE_DAYS,
}
STRETCHES = {
    "code": Property("string", "河段编码", "Segment code"),
    "name": Property("string", "河段名称", "Segment name", DETAIL),
    "division_code": DIVISION_CODE,
    "covered": Property("boolean", "已巡查", "Covered"),
    "from_m": Property("number", "起点里程（米）", "From chainage (m)", None),
    "to_m": Property("number", "终点里程（米）", "To chainage (m)", None),
    "length_m": LENGTH_M,
}
PLOTS = {
    "code": CODE,
    "name": NAME,
    "division_code": DIVISION_CODE,
    "division_name": DIVISION_NAME,
    "compartment": Property("string", "林班", "Compartment", None),
    "plot_number": Property("string", "小班号", "Plot number", DETAIL),
    "tree_species": Property("string", "树种", "Tree species", None),
    "land_class": Property("string", "地类", "Land class", None),
    "area_m2": AREA_M2,
    "area_mu": AREA_MU,
    "recorded_area_mu": Property("number", "登记面积（亩）", "Recorded area (mu)", None),
    "share": SHARE,
    "visits": VISITS,
    "effective_visits": EFFECTIVE_VISITS,
    "required": REQUIRED,
    "credited": CREDITED,
    "status": STATUS,
    "quota": QUOTA,
    "last_visit_on": LAST_VISIT_ON,
    "last_effective_on": LAST_EFFECTIVE_ON,
    "idle_days": IDLE_DAYS,
}
TRACKS = {
    "patrol": Property("uuid", "巡查编号", "Patrol", DETAIL),
    "officer": Property("string", "巡查人", "Officer", DETAIL),
    "post": Property("string", "职务", "Post", None),
    "kind": KIND,
    "patrolled_on": Property("date", "巡查日期", "Patrolled on"),
    "started_at": Property("date-time", "开始时间", "Started at", None),
    "ended_at": Property("date-time", "结束时间", "Ended at", None),
    "distance_m": Property("number", "里程（米）", "Distance (m)", DETAIL),
    "duration_s": Property("number", "时长（秒）", "Duration (s)", None),
    "effective": Property("boolean", "有效", "Effective"),
    "division_code": DIVISION_CODE,
}
EFFORT = {
    "hours": Property("number", "时长（小时）", "Hours"),
    "walked_km": Property("number", "里程（千米）", "Distance (km)", DETAIL),
    "patrols": Property("integer", "巡查次数", "Patrols"),
}
PHOTOS = {
    "sha256": Property("string", "照片", "Photo"),
    "taken_at": Property("date-time", "拍摄时间", "Taken at", DETAIL),
    "patrol": Property("uuid", "巡查编号", "Patrol", DETAIL),
    "patrolled_on": Property("date", "巡查日期", "Patrolled on"),
    "kind": KIND,
    "officer": Property("string", "拍摄人", "Taken by", DETAIL),
    "category": Property("string", "记录类别", "What was recorded", DETAIL),
    "division_code": DIVISION_CODE,
}
ISSUES = {
    "number": Property("string", "问题编号", "Number"),
    "kind": KIND,
    "category": Property("string", "问题类别", "Category"),
    "title": Property("string", "标题", "Title", DETAIL),
    "state": Property("string", "状态", "State"),
    "open": Property("boolean", "未销号", "Open"),
    "severity": Property(
        "string", "严重程度（minor 一般，major 较大，critical 重大）", "Severity (minor, major, critical)"
    ),
    "alert": Property("string", "预警级别（yellow 黄，orange 橙，red 红）", "Alert level (yellow, orange, red)"),
    "overdue": Property("boolean", "超期", "Overdue"),
    "supervised": Property("boolean", "挂牌督办", "Under supervision"),
    "source": Property("string", "来源", "Source", DETAIL),
    "division_code": DIVISION_CODE,
    "division_name": DIVISION_NAME,
    "reported_at": Property("date-time", "上报时间", "Reported at", None),
    "due_on": Property("date", "整改期限", "Due on", DETAIL),
    "closed_at": Property("date-time", "销号时间", "Closed at", None),
}
ZONING = {
    "code": CODE,
    "name": NAME,
    "category": Property(
        "string",
        "类别（priority 优先保护，key 重点管控，general 一般管控，red_line 红线，farmland 永久基本农田）",
        "Category (priority, key, general, red_line, farmland)",
    ),
    "division_code": DIVISION_CODE,
    "division_name": DIVISION_NAME,
    "area_m2": AREA_M2,
    "area_mu": AREA_MU,
}
PACKED_SEGMENTS = {name: SEGMENTS[name] for name in ("code", "name", "river", "division_name", "length_m")}
PACKED_PLOTS = {name: PLOTS[name] for name in ("code", "name", "division_name", "plot_number")}
PLACES = {name: DIVISIONS[name] for name in ("code", "name", "level")}
WORKS = {
    "code": CODE,
    "year": Property("integer", "年度", "Year"),
    "work_type": Property("string", "作业类型代码", "Type of work"),
    "work_type_name": Property("string", "作业类型", "Type of work in words", DETAIL),
    "stage": Property("string", "阶段代码", "Stage"),
    "stage_name": Property("string", "阶段", "Stage in words", DETAIL),
    "plot": Property("string", "小班编码", "Plot", None),
    "done_on": Property("date", "完成日期", "Done on", None),
    "division_code": DIVISION_CODE,
    "division_name": DIVISION_NAME,
    **{
        f"{area}_mu": Property("number", f"{words[0]}（亩）", f"{words[1]} (mu)", None)
        for area, words in AREA_WORDS.items()
        if area not in ("target", "credited", "unverified", "unchecked", "pending")
    },
    **{
        factor.code: Property("number" if factor.kind == "number" else "string", factor.zh, factor.en, None)
        for factor in MAPPED_FACTORS
    },
}
