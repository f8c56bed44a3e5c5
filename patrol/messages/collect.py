"""What ODK Collect is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # refused
    "collect_no_form": (
        "提交中缺少表单内容（xml_submission_file），请在 Collect 中重新发送。",
        "The post has no form content (xml_submission_file); send it again from Collect.",
    ),
    "collect_bad_xml": (
        "表单内容不是有效的 XML，请在 Collect 中重新发送。",
        "The form content is not valid XML; send it again from Collect.",
    ),
    "collect_forbidden_xml": (
        "表单内容含有不允许的声明（DTD 或实体），不予接收。",
        "The form content has declarations (DTD or entities) that are not taken.",
    ),
    "collect_unknown_form": (
        "没有编号为“{form}”的表单，请在 Collect 中重新下载表单。",
        'There is no form "{form}"; download the forms again in Collect.',
    ),
    "collect_unknown_version": (
        "表单版本“{version}”不是本系统发布的，请在 Collect 中更新表单后重新填写。",
        'The form version "{version}" is not of this system; update the form in Collect and fill it in again.',
    ),
    "collect_instance_id": (
        "表单的 instanceID“{value}”无效，应为 uuid: 加编号。",
        'The instanceID "{value}" is not valid; it must be uuid: and a UUID.',
    ),
    "collect_correction": (
        "这是对已提交巡查的修改。已提交的巡查不能修改，请另填一份新表单说明更正内容。",
        "This edits a patrol that was sent before. Patrols cannot be edited; fill in a new form with the correction.",
    ),
    "collect_differs": (
        "这份表单已提交过，且内容不同。已提交的巡查不能修改，请另填一份新表单说明更正内容。",
        "This form was sent before with other answers. Patrols cannot be edited; fill in a new form with the "
        "correction.",
    ),
    "collect_token": (
        "用户名或令牌不对。Collect 的密码处填访问令牌，不填登录密码，请重新扫描 Collect 设置二维码。",
        "The user name or the token is wrong: in the place of the password Collect takes a token, not your password. "
        "Scan the settings for Collect again.",
    ),
    "collect_missing": ("没有填写，请补填后再发送。", "Not answered; fill it in and send again."),
    "collect_observation": ("第 {number} 条记录的“{question}”", 'Observation {number}, "{question}"'),
    "collect_time": ("时间“{value}”无法识别。", 'The time "{value}" cannot be read.'),
    "collect_point": (
        "第 {index} 个点“{value}”无法识别，应为“纬度 经度 海拔 精度”。",
        'Point {index}, "{value}", cannot be read; it must be "latitude longitude altitude accuracy".',
    ),
    "collect_file_differs": (
        "文件 {name} 已收到过，且内容不同，不能替换。",
        "The file {name} arrived before with other content and cannot be replaced.",
    ),
    "collect_photo": ("照片 {name}：{reason}", "Photo {name}: {reason}"),
    # taken in
    "collect_received": (
        "已核收：里程 {km} 公里，用时 {minutes} 分钟。{verdict}",
        "Received and checked: {km} km in {minutes} minutes. {verdict}",
    ),
    "collect_awaiting": (
        "已收到：里程 {km} 公里，用时 {minutes} 分钟，尚缺 {count} 个照片文件。{verdict}",
        "Received: {km} km in {minutes} minutes; {count} photo files are still to come. {verdict}",
    ),
    "collect_effective": ("有效巡查。", "It counts as effective."),
    # flags
    "times_interpolated": (
        "轨迹各点没有时间，按里程在 {minutes} 分钟内推算。",
        "The points of the track came without times; they were laid over {minutes} minutes by distance.",
    ),
    "points_not_measured": (
        "轨迹 {total} 个点中有 {count} 个不是实测定位（在地图上点选，或使用模拟定位）。",
        "{count} of the {total} points were not measured: tapped on the map, or from a mock location.",
    ),
    "place_not_walked": (
        "表单中选择的是 {place}，轨迹却没有走到那里。",
        "The form names {place}, but the track never went there.",
    ),
    "clock_set_back": (
        "手机时钟在巡查中被调回：结束时间早于开始时间。",
        "The phone's clock was set back on the way: the end is before the start.",
    ),
    # places
    "collect_other_place": ("其他（不在名单中）", "Other (not listed)"),
    "collect_project": ("山河巡护", "Shanhe Patrol"),
}
