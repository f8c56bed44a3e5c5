"""Every sentence that a caller can read, in Chinese and in English."""

LOCALES = ("zh-CN", "en")

MESSAGES: dict[str, tuple[str, str]] = {
    # general
    "bad_request": ("请求无法处理。", "The request cannot be handled."),
    "bad_json": ("请求内容不是有效的 JSON：{detail}", "The body is not valid JSON: {detail}"),
    "invalid": ("提交的内容有误，请按各字段的提示修改。", "Some fields cannot be accepted; mend them as told."),
    "not_found": ("没有找到，或不在您的管辖范围内。", "Not found, or not within your division."),
    "conflict": ("与已有数据冲突。", "This contradicts what is stored already."),
    "forbidden": ("您的职务没有此项权限。", "Your post does not allow this."),
    "sign_in_required": ("请先登录。", "Please sign in first."),
    "header_required": (
        "浏览器请求缺少 X-Patrol 请求头，请刷新页面后重试。",
        "The browser request lacks the X-Patrol header; reload the page.",
    ),
    "sign_in_failed": ("用户名或密码不正确。", "The user name or the password is wrong."),
    "too_many": (
        "尝试次数过多，请 {retry_after_s} 秒后再试。",
        "Too many tries; try again in {retry_after_s} seconds.",
    ),
    "too_large": (
        "内容过大：最多 {limit_mb} MB，请分批提交或压缩照片。",
        "Too large: at most {limit_mb} MB; send in parts or compress the photo.",
    ),
    "unavailable": (
        "服务器暂时无法保存，记录仍在您的手机上，请稍后重试。",
        "The server cannot save just now; your record is still on the phone, try again soon.",
    ),
    "method_not_allowed": ("此地址不支持该操作。", "This address does not take that method."),
    "unsupported_media": ("请以 application/json 提交。", "Send the body as application/json."),
    "internal": ("服务器内部出错，已记录。请稍后重试。", "The server failed; it is recorded. Try again later."),
    "bad_parameter": ("参数 {name} 无效：{detail}", "Parameter {name} is not valid: {detail}"),
    # schema fields
    "required": ("必须填写。", "This is required."),
    "unknown_field": ("没有这个字段，请删去或检查拼写。", "There is no such field; remove it or check its spelling."),
    "null": ("不能为空。", "This may not be null."),
    "not_string": ("应为文字。", "This must be text."),
    "not_integer": ("应为整数。", "This must be a whole number."),
    "not_number": ("应为有限的数值。", "This must be a finite number."),
    "not_boolean": ("应为 true 或 false。", "This must be true or false."),
    "not_list": ("应为列表。", "This must be a list."),
    "not_object": ("应为对象。", "This must be an object."),
    "not_uuid": ("应为 UUID。", "This must be a UUID."),
    "not_datetime": (
        "应为带时区的 RFC 3339 时间，例如 2026-05-01T08:00:00+08:00。",
        "This must be an RFC 3339 time with its offset, like 2026-05-01T08:00:00+08:00.",
    ),
    "not_date": ("应为日期，例如 2026-05-01。", "This must be a date like 2026-05-01."),
    "not_one_of": ("只能是：{choices}。", "This must be one of: {choices}."),
    "length": ("长度应在 {min} 到 {max} 之间。", "Its length must be between {min} and {max}."),
    "range": ("应在 {min} 到 {max} 之间。", "This must be between {min} and {max}."),
    "not_sha256": ("应为 64 位小写十六进制 SHA-256。", "This must be a SHA-256 as 64 lower-case hex digits."),
    "nul": ("文字中含有空字符（NUL），请删去。", "The text holds a NUL character; remove it."),
    "invalid_value": ("值无效。", "This value is not valid."),
    # patrols
    "times_order": ("结束时间早于开始时间。", "The end is before the start."),
    "in_future": (
        "时间在将来（服务器时间 {now}），请校准手机时钟。",
        "This lies in the future (server time {now}); set the phone's clock.",
    ),
    "too_old": ("时间早于 {oldest}，请检查手机时钟。", "This is before {oldest}; check the phone's clock."),
    "track_too_short": (
        "轨迹至少需要两个定位点，现有 {count} 个。",
        "A track needs at least two fixes; this has {count}.",
    ),
    "track_too_long": (
        "轨迹最多 {max} 个定位点，现有 {count} 个，请降低采样频率或分次提交。",
        "A track holds at most {max} fixes; this has {count}. Sample less often or send it in parts.",
    ),
    "track_lengths": (
        "dt、lon、lat、acc 的个数必须相同（dt {dt}，lon {lon}，lat {lat}，acc {acc}）。",
        "dt, lon, lat and acc must have the same length (dt {dt}, lon {lon}, lat {lat}, acc {acc}).",
    ),
    "times_length": (
        "times 的个数（{times}）必须与坐标点数（{points}）相同。",
        "There must be as many times ({times}) as coordinates ({points}).",
    ),
    "time_backwards": (
        "第 {index} 个定位点的时间早于前一个，请按时间先后排列。",
        "Fix {index} is earlier than the one before; send fixes in order of time.",
    ),
    "lon_range": (
        "第 {index} 个点的经度 {value} 不在 -180 到 180 之间。",
        "Longitude {value} of fix {index} is not within -180 to 180.",
    ),
    "lat_range": (
        "第 {index} 个点的纬度 {value} 不在 -90 到 90 之间。",
        "Latitude {value} of fix {index} is not within -90 to 90.",
    ),
    "acc_range": ("第 {index} 个点的精度 {value} 米为负数。", "The accuracy {value} m of fix {index} is negative."),
    "axes_swapped": (
        "经度和纬度似乎写反了：请先经度（lon）后纬度（lat）。",
        "Longitude and latitude look swapped: longitude (lon) comes first.",
    ),
    "outside_county": (
        "位置离本县 {distance_km} 公里，请检查坐标和坐标系（应为 WGS 84 或 CGCS2000 经纬度）。",
        "This lies {distance_km} km outside the county; check the coordinates (WGS 84 or CGCS2000 degrees).",
    ),
    "outside_patrol": (
        "时间不在巡查的起止时间之内（前后各放宽一小时）。",
        "This time is not within the patrol (give or take an hour).",
    ),
    "duplicate_id": ("编号重复：{id}。", "The id {id} appears twice."),
    "unknown_observation": (
        "没有编号为 {id} 的巡查记录，请检查 observation_id。",
        "This patrol has no observation {id}; check observation_id.",
    ),
    "observation_elsewhere": (
        "巡查记录编号 {id} 已属于另一次巡查，请重新生成。",
        "Observation id {id} belongs to another patrol already; make a new one.",
    ),
    "patrol_differs": (
        "同一编号的巡查已提交过且内容不同。已提交的巡查不能修改，请用新的编号提交更正。",
        "A patrol with this id was sent before with other content; send a correction under a new id.",
    ),
    "patrol_of_another": (
        "这个编号已被另一位人员使用，请用新的编号提交。",
        "This id was used by another officer already; use a new one.",
    ),
    "post_cannot_patrol": ("您的职务不提交巡查。", "Your post does not submit patrols."),
    # effectiveness
    "too_brief": (
        "巡查 {minutes} 分钟，少于规定的 {required} 分钟。",
        "{minutes} minutes walked; the rule asks for {required}.",
    ),
    "too_short": ("巡查 {metres} 米，少于规定的 {required} 米。", "{metres} m walked; the rule asks for {required} m."),
    "not_on_own": (
        "本人责任河段或小班的覆盖率 {share}% 低于规定的 {required}%。",
        "{share}% of the own segment or plot covered; the rule asks for {required}%.",
    ),
    "no_movement": ("没有有效的行走轨迹。", "There is no real movement in the track."),
    # flags
    "mock_location": ("手机报告使用了模拟定位。", "The phone reports a mock location."),
    "clock_skew": (
        "手机时钟与服务器相差 {seconds} 秒。",
        "The phone's clock differs from the server's by {seconds} s.",
    ),
    "driven": ("有 {metres} 米车速过快，不计入里程。", "{metres} m were driven too fast and do not count."),
    "photo_far": ("照片位置距轨迹 {metres} 米。", "The photo lies {metres} m from the track."),
    "photo_exif_far": ("照片 EXIF 位置与提交位置相差 {metres} 米。", "The EXIF position differs by {metres} m."),
    "photo_exif_time": ("照片 EXIF 时间与提交时间相差 {hours} 小时。", "The EXIF time differs by {hours} h."),
    # photos
    "photo_hash": (
        "收到的照片与地址中的 SHA-256 不符（收到 {actual}），请重新上传。",
        "The bytes do not match the SHA-256 in the address (got {actual}); send them again.",
    ),
    "photo_length": (
        "照片大小与申报不符：申报 {declared} 字节，收到 {actual} 字节，请重新上传。",
        "The size differs from what was declared: {declared} bytes declared, {actual} received; send it again.",
    ),
    "photo_not_image": (
        "这不是可以读取的照片，只接受 JPEG、PNG、WebP、HEIC。",
        "This is not a readable photo; JPEG, PNG, WebP and HEIC are taken.",
    ),
    "photo_truncated": (
        "照片不完整，无法解码，请重新拍摄或上传。",
        "The photo is cut off and cannot be decoded; send it again.",
    ),
    "photo_too_many_pixels": (
        "照片尺寸过大：{width}×{height}，最多 {max_mp} 百万像素。",
        "The photo is too large: {width}×{height}; at most {max_mp} megapixels.",
    ),
    "photo_empty": ("照片内容为空。", "The photo is empty."),
    # issues
    "issue_step_refused": ("这一步现在不能办理。", "This step cannot be taken now."),
    "issue_no_such_step": (
        "问题处于“{state_zh}”，不能办理“{action_zh}”；现在可以办理：{possible_zh}。",
        "The issue is “{state}” and has no step {action}; what can be done now: {possible}.",
    ),
    "issue_not_your_post": ("您的职务不办理这一步。", "This step is not taken by your post."),
    "issue_not_yours": (
        "这一步由责任人本人办理（或由办公室代录）。",
        "This step is for the officer whom the issue is assigned to, or for the office on their behalf.",
    ),
    "issue_own_work": (
        "不能审核自己办理的事项，请由其他人员办理。",
        "Nobody judges their own work; somebody else must take this step.",
    ),
    "issue_no_extension_asked": ("没有待批的延期申请。", "No extension has been asked for."),
    "issue_extension_asked": (
        "已有待批的延期申请，请等待批复。",
        "An extension has been asked for and awaits its answer.",
    ),
    "issue_not_supervised": ("该问题没有挂牌督办。", "The issue is not under supervision."),
    "issue_supervised": ("该问题已挂牌督办。", "The issue is under supervision already."),
    "issue_needs_opinion": ("请填写办理意见。", "Write an opinion."),
    "issue_needs_due_on": ("请填写整改期限。", "Name the day until which it must be put right."),
    "issue_needs_later_due_on": (
        "申请的期限应晚于现在的整改期限。",
        "Ask for a day later than the one it is due now.",
    ),
    "issue_needs_assignee": ("请指定责任人。", "Name the officer who is to put it right."),
    "issue_needs_into": ("请填写并入哪个问题的编号。", "Name the issue that this one is merged into."),
    "issue_needs_position": ("现场复核需要定位。", "A re-check on the spot needs a position."),
    "issue_needs_before_photo": (
        "销号前须有整改前照片，请补传（photo_stage 为 before）。",
        "Closing needs a photo from before it was put right; add one (photo_stage before).",
    ),
    "issue_needs_after_photo": ("请附整改后照片。", "Add a photo from after it was put right."),
    "issue_needs_recheck": (
        "销号前须到现场复核：请先办理 recheck，或附上现场定位。",
        "Closing needs a re-check on the spot: take the step recheck first, or send your position there.",
    ),
    "issue_needs_authority": (
        "请注明移送机关：enforcement（行政执法）或 police（公安）。",
        "Say to whom it is handed over: enforcement or police.",
    ),
    "issue_needs_partner": (
        "须由两名以上执法人员承办，请填写另一名承办人。",
        "Two officers must propose it; name the second one.",
    ),
    "issue_needs_papers": (
        "移送材料不全：须有移送书（transfer_letter）、调查报告（investigation_report）、涉案物品清单（item_list）。",
        "The file is not complete: transfer_letter, investigation_report and item_list are needed.",
    ),
    "issue_needs_reference": ("请填写立案文号。", "Give the number under which the case was filed."),
    "issue_due_past": ("期限不能早于今天（{today}）。", "The day may not be before today ({today})."),
    "issue_officer_unknown": (
        "没有负责该地的在职人员 {username}。",
        "There is no active officer {username} who answers for this place.",
    ),
    "issue_partner_self": ("另一名承办人不能是本人。", "The second officer must be somebody else."),
    "issue_photo_unknown": (
        "照片尚未上传或不可用，请先上传。",
        "This photo has not arrived or is not yours to show; send its bytes first.",
    ),
    "issue_too_far": (
        "定位离问题地点 {metres} 米，须在 {reach} 米以内，请到现场办理。",
        "The position is {metres} m from the issue and must be within {reach} m; take this step on the spot.",
    ),
    "issue_into_unknown": (
        "没有编号为 {number} 的其他未办结问题。",
        "There is no other open issue {number}.",
    ),
    "issue_no_observation": (
        "没有这条巡查记录，或不在您的管辖范围内。",
        "There is no such observation, or it is not within your division.",
    ),
    "issue_id_taken": ("这个编号已被他人使用，请换一个。", "This id was used by somebody else; make a new one."),
    "issue_changed": (
        "问题已被他人办理，请刷新后重试。",
        "Somebody else has taken a step on this issue; look again, then retry.",
    ),
    "issue_changed_since": ("现在的版本是 {now}。", "The version now is {now}."),
    "issue_not_here": (
        "没有这个编号的问题，或不在您的管辖范围内。",
        "There is no issue with this number, or it is not within your division.",
    ),
    "sheet_unreadable": ("不是可以读取的 Excel 工作簿（.xlsx）。", "This is not a readable Excel workbook (.xlsx)."),
    "sheet_too_long": (
        "清单最多 {most} 行，请缩小范围或分次处理。",
        "A list holds at most {most} rows; narrow it or take it in parts.",
    ),
    "sheet_lacks_column": ("第一行缺少列：{columns}。", "The first row lacks the columns {columns}."),
    "sheet_action": (
        "没有这种办理，请从下拉列表中选择。",
        "There is no such action; choose one from the list in the cell.",
    ),
    "sheet_new_item": (
        "没有编号的行是新问题，办理只能留空或填“上报”。",
        "A line without a number is a new issue; leave its action empty, or say Report.",
    ),
    "sheet_refused": (
        "有 {count} 行不能办理，整份清单未写入。",
        "{count} rows cannot be taken; nothing of the list was written.",
    ),
    # people and reports
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
    "username_taken": ("用户名 {username} 已被使用。", "The user name {username} is taken."),
}


def t(key: str, locale: str = "zh-CN", **params) -> str:
    """The sentence `key` in `locale`, with its parameters put in; an unknown key is a programming error."""
    chinese, english = MESSAGES[key]
    return (english if locale == "en" else chinese).format(**params)


def best_locale(accept_language: str | None) -> str:
    """zh-CN unless the caller asks for English first."""
    for part in (accept_language or "").lower().replace("_", "-").split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith("zh"):
            return "zh-CN"
        if tag.startswith("en"):
            return "en"
    return "zh-CN"
