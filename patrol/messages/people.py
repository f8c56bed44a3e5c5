"""What is told of people, divisions, targets and periods: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "unknown_division": (
        "没有编码为 {code} 的行政区划，应为 12 位数字。",
        "There is no division {code}; its code has 12 digits.",
    ),
    "unknown_officer": ("没有用户名为 {code} 的人员。", "There is no officer {code}."),
    "unknown_segment": ("没有编码为 {code} 的河段。", "There is no river segment {code}."),
    "unknown_plot": ("没有编码为 {code} 的小班。", "There is no forest plot {code}."),
    "division_outside": (
        "行政区划 {code} 不存在或不在您的管辖范围内。",
        "Division {code} does not exist or is not within yours.",
    ),
    "from_after_to": ("开始日期晚于结束日期。", "The first day is after the last."),
    "period_too_long": ("时间范围最多 {days} 天。", "The period may span at most {days} days."),
    "year_range": ("年份应在 1950 到 2200 之间。", "The year must be between 1950 and 2200."),
    "password_short": ("密码至少 {least} 个字符。", "A password has at least {least} characters."),
    "username_form": (
        "用户名只能含字母、数字、汉字和 . _ @ -，以字母、数字或汉字开头，不能有空格。",
        "A user name holds letters, digits and . _ @ - without blanks, and begins with a letter or a digit.",
    ),
    "username_taken": ("用户名 {username} 已被使用。", "The user name {username} is taken."),
    "officer_admin_only": (
        "管理员账号只能由管理员新增或修改。",
        "Only an administrator may enter or change administrators.",
    ),
    "officer_self": (
        "不能停用自己的账号，请由其他管理员办理。",
        "You cannot make yourself inactive; ask another administrator.",
    ),
    "officer_inactive": (
        "{name}的账号已停用，不能再承担责任；请先重新启用。",
        "{name} is inactive and answers for nothing: make them active again first.",
    ),
    "leaving_not_today": (
        "{name}不是今天停用的，不能撤销；请先重新启用，再安排责任。",
        "{name} was not made inactive today, so this cannot be undone: make them active again and assign duties anew.",
    ),
    "leaving_duties_changed": (
        "停用之后责任或河段、小班有变动，不能撤销；请先重新启用，再安排责任。",
        "The duties or their places have changed since, so this cannot be undone: "
        "make the officer active again and assign duties anew.",
    ),
    "assignment_unknown": (
        "其中有不属于该人员的责任，请刷新后重试。",
        "Some of these duties are not of this officer; reload and try again.",
    ),
    "assignment_begun": (
        "其中有在 {today} 之前已经开始的责任，不能撤回，只能结束。",
        "Some of these duties began before {today}: they can be ended, not taken back.",
    ),
    "assignment_over": (
        "其中有在 {today} 之前已经结束的责任，不能恢复；请重新安排。",
        "Some of these duties ended before {today}: assign them anew.",
    ),
    "assignment_held": (
        "该人员已自 {since} 起负责 {code}；请先结束那项责任，或把新责任的起始日期放在其结束之后。",
        "This officer answers for {code} since {since} already: end that duty first, or begin after it has ended.",
    ),
    "assignment_follows": (
        "其中有之后又重新安排的责任，不能恢复。",
        "Some of these duties were given anew later: they cannot go on.",
    ),
    "codes_or_ring": (
        "请给出编码，或在地图上画出的范围，二者选一。",
        "Name codes, or draw a ring on the map: one of the two.",
    ),
    "lon_lat_range": ("经纬度超出范围。", "A longitude or latitude is no place on earth."),
    "own_password_wrong": ("原密码不对。", "The present password is not right."),
    "assignment_ended": (
        "其中有已经提前结束的责任，结束日期不能再往后改；请重新安排。",
        "Some of these duties ended before: an end is not put off, assign them anew.",
    ),
    "assignment_not_begun": (
        "责任还没有开始，不能在这一天结束。",
        "A duty cannot end before the day it begins.",
    ),
}
