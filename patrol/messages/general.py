"""What any request may be told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "workbooks_busy": (
        "正在导出的表格较多，请过一会儿再导出。",
        "As many workbooks are being made as can be at a time; ask again in a moment.",
    ),
    "bad_request": (
        "请求的格式不对，服务器读不懂，什么都没有执行；请按提示改正，或刷新页面后再试。",
        "The request is malformed and nothing was done; mend it as told, or reload the page and try again.",
    ),
    "bad_json": ("请求内容不是有效的 JSON，请按提示改正后重新提交。", "The body is not valid JSON; mend it as told."),
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
    "no_such_name": (
        "名称中含有空字符（NUL），没有这样的记录。",
        "The name holds a NUL character; nothing is called so.",
    ),
    "no_such_id": ("编号超出范围，没有这样的记录。", "The number is out of range; nothing has it."),
    "unavailable": (
        "服务器暂时无法保存，记录仍在您的手机上，请稍后重试。",
        "The server cannot save just now; your record is still on the phone, try again soon.",
    ),
    "address_too_long": (
        "网址过长：请缩短查询参数（多半是 filter 太长），把 filter 拆成几段，分几次查询。",
        "The address is too long: shorten its parameters. Most often it is filter: split it and ask several times.",
    ),
    "headers_too_large": (
        "请求头过大：请清除浏览器中本站的 Cookie 后重试。",
        "The request's headers are too large; clear this site's cookies and try again.",
    ),
    "unreadable_request": ("请求格式有误，无法读取。", "This cannot be read as an HTTP request."),
    "method_not_allowed": ("此地址不支持该操作。", "This address does not take that method."),
    "unsupported_media": ("请以 application/json 提交。", "Send the body as application/json."),
    "unsupported_encoding": (
        "不支持这种 Content-Encoding，只接受 gzip 或不压缩。",
        "This Content-Encoding is not taken; send gzip, or the body as it is.",
    ),
    "bad_gzip": (
        "gzip 内容已损坏或不完整，请重新发送。",
        "The gzip body is damaged or cut off; send it again.",
    ),
    "internal": ("服务器内部出错，已记录。请稍后重试。", "The server failed; it is recorded. Try again later."),
    "bad_parameter": ("参数 {name} 无效：{detail}", "Parameter {name} is not valid: {detail}"),
}
