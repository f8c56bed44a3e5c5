"""What a field of a request may be told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "required": ("必须填写。", "This is required."),
    "unknown_field": ("没有这个字段，请删去或检查拼写。", "There is no such field; remove it or check its spelling."),
    "null": ("不能为空。", "This may not be null."),
    "not_string": ("应为文字。", "This must be text."),
    "not_integer": ("应为整数。", "This must be a whole number."),
    "not_number": ("应为有限的数值。", "This must be a finite number."),
    "two_decimals": ("最多两位小数。", "It has at most two decimals."),
    "mu_decimals": ("面积以亩计，最多两位小数。", "Areas in mu have at most two decimals."),
    "not_boolean": ("应为 true 或 false。", "This must be true or false."),
    "not_list": ("应为列表。", "This must be a list."),
    "not_object": ("应为对象。", "This must be an object."),
    "not_uuid": ("应为 UUID。", "This must be a UUID."),
    "not_datetime": (
        "应为带时区的 RFC 3339 时间，例如 2026-05-01T08:00:00+08:00。",
        "This must be an RFC 3339 time with its offset, like 2026-05-01T08:00:00+08:00.",
    ),
    "moment_range": (
        "时间应在 {first} 年到 {last} 年之间。",
        "This time must lie in the years {first} to {last}.",
    ),
    "not_date": ("应为日期，例如 2026-05-01。", "This must be a date like 2026-05-01."),
    "not_one_of": ("只能是：{choices}。", "This must be one of: {choices}."),
    "length": ("长度应在 {min} 到 {max} 之间。", "Its length must be between {min} and {max}."),
    "range": ("应在 {min} 到 {max} 之间。", "This must be between {min} and {max}."),
    "not_sha256": ("应为 64 位小写十六进制 SHA-256。", "This must be a SHA-256 as 64 lower-case hex digits."),
    "nul": ("文字中含有空字符（NUL），请删去。", "The text holds a NUL character; remove it."),
    "plain_word": ("不能含有控制字符或尖括号（< >）。", "Control characters and angle brackets (< >) are not taken."),
    "given_twice": (
        "同一参数给了两个不同的值，请只保留一个。",
        "This was given twice with different values; send one of them.",
    ),
    "invalid_value": ("值无效。", "This value is not valid."),
}
