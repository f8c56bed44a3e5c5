"""What the publisher says when it refuses a request, in Chinese and in English."""

from dataclasses import dataclass
from typing import Any

CHINESE, ENGLISH = "zh-CN", "en"

TEXTS = {
    "title": ("请求参数有误：{name}", "Parameter {name} is not valid"),
    "missing": ("未找到：{what}", "Not found: {what}"),
    "busy": ("正在下载图层的人过多，请稍后再试", "too many layers are being read just now; try again soon"),
    "unknown": ("未知参数；可用参数：{known}", "unknown parameter; this resource knows {known}"),
    "repeated": ("同一参数只能出现一次", "give this parameter once"),
    "nul": ("不能包含 NUL 字符", "must not hold a NUL character"),
    "format": ("只提供 {known}；请改用 f={known}", "only {known} is served; use f={known}"),
    "choice": ("只能是 {known}", "must be one of {known}"),
    "profile": ("只用于 GeoJSON（f=json 或 f=jsonfg）", "belongs to GeoJSON (f=json or f=jsonfg)"),
    "limit": ("应为不小于 1 的整数，例如 100", "must be a whole number from 1 up, for example 100"),
    "token": (
        "不是本服务给出的翻页标记；请从 next 链接取用",
        "is not a page token of this service; follow the next link",
    ),
    "bbox.count": (
        "应为 4 个（或 6 个）以逗号分隔的数：最小经度,最小纬度,最大经度,最大纬度",
        "must be 4 (or 6) numbers between commas: west,south,east,north",
    ),
    "bbox.number": ("“{value}”不是有限的十进制数", "'{value}' is not a finite decimal number"),
    "bbox.longitude": (
        "经度 {value} 超出 -180 至 180；是否把经纬度写反了？",
        "longitude {value} is outside -180 to 180",
    ),
    "bbox.latitude": (
        "纬度 {value} 超出 -90 至 90；是否把经纬度写反了？",
        "latitude {value} is outside -90 to 90; longitude comes first",
    ),
    "bbox.order": (
        "最小值不能大于最大值：{low} > {high}",
        "the lower corner comes first: {low} is greater than {high}",
    ),
    "datetime": (
        "应为日期、RFC 3339 时间或以 / 分隔的区间，例如 2026-11-01/2026-11-30 或 2026-11-01/..",
        "must be a date, an RFC 3339 time or an interval such as 2026-11-01/2026-11-30 or 2026-11-01/..",
    ),
    "datetime.order": ("区间的开始晚于结束", "the interval ends before it starts"),
    "bbox.far": ("“{value}”超出坐标系范围", "'{value}' lies far outside the coordinate system"),
    "crs": ("不提供该坐标系；可用：{known}", "this coordinate system is not served; use one of {known}"),
    "crs.degrees": ("该格式只用经纬度", "this format holds degrees only"),
    "sortby": (
        "没有可排序的属性“{value}”；可用：{known}；降序在名称前加 -",
        "there is no property '{value}' to sort by; use {known}, with - before it for descending order",
    ),
    "sortby.terms": ("最多 {most} 个不同的属性", "give at most {most} different properties"),
    "properties": ("没有属性“{value}”；可用：{known}", "there is no property '{value}'; there are {known}"),
    "filter.lang": ("只支持 {known}", "only {known} are understood"),
    "filter.alone": ("须与 filter 参数同时使用", "comes only with the parameter filter"),
    "filter.syntax": ("不是有效的 CQL2 表达式：{detail}", "is not a CQL2 expression: {detail}"),
    "filter.large": ("过滤条件过大（上限 {most}）", "is too large; at most {most}"),
    "filter.deep": ("嵌套过深（上限 {most} 层）", "is nested too deeply; at most {most} levels"),
    "filter.property": (
        "没有可查询的属性“{value}”；可用：{known}",
        "there is no queryable '{value}'; there are {known}",
    ),
    "filter.operator": ("不支持运算或函数“{value}”", "the operator or function '{value}' is not supported"),
    "filter.arguments": ("“{value}”的参数个数或形式不对", "'{value}' has the wrong arguments"),
    "filter.node": ("每个运算应写成 {{op, args}}", "each operation must be written as op and args"),
    "filter.condition": ("应为真或假的条件", "must be a condition that is true or false"),
    "filter.scalar": ("此处应为属性、数、文字、日期或时间", "a property, number, text, date or time is expected here"),
    "filter.number": ("数值“{value}”过大", "the number '{value}' is too large"),
    "filter.kinds": ("不能把 {one} 与 {other} 相比", "{one} cannot be used with {other}"),
    "filter.pattern": (
        "LIKE 的模式应为文字，且不能以单个反斜杠结尾",
        "the pattern of LIKE must be a text that does not end in a backslash",
    ),
    "filter.interval": (
        "应为日期或时间的区间，开始不晚于结束；开口写 ..",
        "must be an interval of dates or times in order; an open end is written ..",
    ),
    "filter.geometry": ("不是有效的几何", "is not a geometry"),
    "filter.vertices": ("几何的顶点过多（上限 {most}）", "the geometry has too many vertices; at most {most}"),
    "filter.elsewhere": (
        "几何超出经纬度范围；请检查坐标次序或 filter-crs",
        "the geometry lies outside longitude and latitude; check the order of axes or filter-crs",
    ),
    "filter.overflow": ("计算结果超出范围", "a result of it is out of range"),
    "edit.title": ("要素不能接受（{names}）", "The feature cannot be taken ({names})"),
    "json.broken": (
        "第 {line} 行第 {column} 列起不是有效的 JSON，请检查引号、逗号和括号，以及内容是否完整",
        "is not JSON from line {line}, column {column} on: check quotes, commas and brackets, and that it is whole",
    ),
    "json.encoding": (
        "第 {byte} 个字节不是 UTF-8 文字；JSON 请以 UTF-8 编码提交",
        "is not text in UTF-8 from byte {byte} on; send JSON in UTF-8",
    ),
    "json.deep": ("JSON 的括号嵌套过深，请检查内容", "is JSON whose brackets are nested too deep; check what is sent"),
    "json.number": (
        "JSON 中有无法读取的数字（NaN、Infinity，或位数过多）",
        "is JSON with a number that cannot be read (NaN, Infinity, or too many digits)",
    ),
    "edit.object": ("应为 JSON 对象", "must be a JSON object"),
    "edit.feature": ("应为 GeoJSON 要素：type 为 Feature", "must be a GeoJSON feature, its type Feature"),
    "edit.crs": (
        "坐标系请用请求头 Content-Crs 说明，不在内容里写",
        "tell the coordinate system by the header Content-Crs, not in the body",
    ),
    "edit.id": ("要素编号不能改；请新建要素", "the id of a feature cannot be changed; create another feature"),
    "edit.unknown": ("没有此属性；可用：{known}", "there is no such property; there are {known}"),
    "edit.read_only": ("由系统计算，不能修改", "is worked out by the system and cannot be written"),
    "edit.required": ("必填，不能为空", "is needed and cannot be null"),
    "edit.nothing": ("没有要修改的内容", "says nothing that could be changed"),
    "edit.kind": ("应为{kind}", "must be {kind}"),
    "edit.text": (
        "含有不能保存的字符（NUL 或半个代理字符）",
        "holds a character that cannot be kept (NUL, half a surrogate)",
    ),
    "edit.length": ("最多 {most} 个字符", "must have at most {most} characters"),
    "edit.choice": ("只能是：{choices}", "must be one of {choices}"),
    "edit.geometry": ("不是有效的 GeoJSON 几何：{detail}", "is not a GeoJSON geometry: {detail}"),
    "edit.unreadable": (
        "几何读不出来：坐标应为数字 [经度, 纬度]，线至少两个点，环至少四个点且首尾相同",
        "cannot be read: positions are numbers, [longitude, latitude]; a line needs two of them, a ring four, "
        "the last like the first",
    ),
    "edit.vertices": ("顶点过多（上限 {most}）", "has too many vertices; at most {most}"),
    "edit.too_large": (
        "要素过大：内容最多 {limit_mb} MB，几何最多 {most} 个顶点；请先抽稀或拆开几何",
        "the feature is too large: at most {limit_mb} MB, its geometry at most {most} vertices; "
        "simplify or split the geometry first",
    ),
    "edit.type": (
        "请用请求头 Content-Type 说明内容为 {known}",
        "tell by the header Content-Type that the body is {known}",
    ),
    "edit.coding": ("内容请不要压缩（Content-Encoding）", "send the body without a Content-Encoding"),
    "edit.method": ("此图层只能读取", "this layer can only be read"),
    "edit.post": ("您的职务不能编辑图层", "your post does not edit layers"),
    "edit.outdated": (
        "要素在您读取之后已被修改，请重新载入再改",
        "the feature was changed after you read it; load it again first",
    ),
    "value": ("“{value}”不是{kind}", "'{value}' is not {kind}"),
    "tile.number": ("应为不带符号的整数", "must be a whole number without a sign"),
    "tile.zoom": ("缩放级别应在 0 至 {last} 之间", "the zoom level must lie between 0 and {last}"),
    "tile.range": ("第 {z} 级只有 0 至 {last}", "at zoom level {z} it must lie between 0 and {last}"),
    "kind.integer": ("整数", "a whole number"),
    "kind.number": ("数", "a finite number"),
    "kind.boolean": ("true 或 false", "true or false"),
    "kind.date": ("日期（例如 2026-11-01）", "a date such as 2026-11-01"),
    "kind.date-time": ("RFC 3339 时间", "an RFC 3339 time"),
    "kind.uuid": ("UUID", "a UUID"),
    "kind.string": ("文字", "a text"),
}


def text(key: str, locale: str, **params) -> str:
    """The message of that key in English when the locale starts with ``en``, else in Chinese."""
    chinese, english = TEXTS[key]
    return (english if locale.startswith(ENGLISH) else chinese).format(**params)


@dataclass(frozen=True, init=False)
class Sentence:
    """One message with what belongs into it, to be said in the reader's language. ``kind`` names a type in words."""

    key: str
    params: dict[str, Any]

    def __init__(self, key: str, **params: Any):
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "params", params)

    def text(self, locale: str) -> str:
        """The message in words."""
        params = dict(self.params)
        if "kind" in params:
            params["kind"] = text("kind." + params["kind"], locale)
        return text(self.key, locale, **params)
