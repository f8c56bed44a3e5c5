"""What the layers say of themselves, in Chinese and English, and their type of geometry."""

DIVISIONS = ("县、乡镇、村的行政区划", "Counties, townships and villages", "MultiPolygon")
SEGMENTS = (
    "河段及其巡查覆盖率；缺省为本月至今",
    "River segments with their coverage; this month to date unless asked otherwise",
    "LineString",
)
STRETCHES = (
    "河段中已巡查与未巡查的部分；缺省为本月至今",
    "The parts of segments that were walked and that were not; this month to date unless asked otherwise",
    "LineString",
)
PLOTS = (
    "森林小班及其巡查覆盖率；缺省为本月至今",
    "Forest plots with their coverage; this month to date unless asked otherwise",
    "MultiPolygon",
)
TRACKS = (
    "巡查轨迹（已清洗）；缺省为本月至今。含个人行踪，请按规定使用",
    "Cleaned patrol tracks; this month to date unless asked otherwise. They show where people were",
    "MultiLineString",
)
EFFORT = (
    "巡查投入格网：每格的时长、里程与巡查次数；缺省为本月至今",
    "Hours, kilometres and patrols spent in each cell of a grid; this month to date unless asked otherwise",
    "Polygon",
)
PHOTOS = (
    "巡查照片的拍摄位置；缺省为本月至今",
    "Where the photos of patrols were taken; this month to date unless asked otherwise",
    "Point",
)
ISSUES = (
    "巡查发现的问题；可按上报日期筛选",
    "Issues found on patrol; datetime asks for the day of the report",
    "Point",
)
WORKS = (
    "营造林作业小班：阶段、各项面积、小班因子",
    "Forestry works with their stages, areas and plot factors",
    "MultiPolygon",
)
ZONING = (
    "三线一单管控单元、生态保护红线、永久基本农田",
    "Environmental zoning units, ecological red lines and permanent basic farmland",
    "MultiPolygon",
)
