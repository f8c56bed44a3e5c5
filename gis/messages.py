"""What the publisher says when it refuses a request, in Chinese and in English."""

CHINESE, ENGLISH = "zh-CN", "en"

TEXTS = {
    "title": ("请求参数有误：{name}", "Parameter {name} is not valid"),
    "missing": ("未找到：{what}", "Not found: {what}"),
    "unknown": ("未知参数；可用参数：{known}", "unknown parameter; this resource knows {known}"),
    "repeated": ("同一参数只能出现一次", "give this parameter once"),
    "nul": ("不能包含 NUL 字符", "must not hold a NUL character"),
    "format": ("只提供 {known}；请改用 f={known}", "only {known} is served; use f={known}"),
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
}


def text(key: str, locale: str, **params) -> str:
    """The message of that key in English when the locale starts with ``en``, else in Chinese."""
    chinese, english = TEXTS[key]
    return (english if locale.startswith(ENGLISH) else chinese).format(**params)
