"""What somebody at a signboard is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "public_category": ("请选择问题类别。", "Choose what kind of problem it is."),
    "public_text": ("请写明看到了什么（至少 2 个字）。", "Say what you have seen, in at least 2 letters."),
    "public_long": ("最多 {most} 个字，请缩短。", "At most {most} letters; please shorten it."),
    "public_phone": (
        "电话号码只能含数字、空格和短横线；也可以不填。",
        "A telephone number holds digits, blanks and hyphens; it may be left empty.",
    ),
    "public_position": (
        "位置数据不可用，请重新定位，或用文字说明位置。",
        "The position cannot be used; take it again, or describe the place in words.",
    ),
    "public_far": (
        "您的位置距此处超过 {km} 公里；请用文字说明位置，或扫描问题所在地的公示牌。",
        "You are more than {km} km from here; describe the place in words, or scan the signboard at the problem.",
    ),
    "public_photos": ("最多 {most} 张照片。", "At most {most} photos."),
    "public_trap": (
        "有一栏不应填写，请清空后再提交。",
        "A field that must stay empty was filled in; clear it and send again.",
    ),
    "public_key": ("页面已过期，请刷新后重新填写。", "This page has expired; load it again."),
    "public_no_board": (
        "没有这块公示牌。请核对编号，或重新扫描牌上的二维码。",
        "There is no signboard with this number. Check it, or scan the code on the board again.",
    ),
    "public_too_many": (
        "这里刚才提交得太多，请 {minutes} 分钟后再点“提交”。您写的内容还在下面；照片请重新选择。",
        "Too much was sent from here just now; send again in {minutes} min. What you wrote is still below; choose "
        "photos anew.",
    ),
    "public_unknown": (
        "没有这个查询号，请核对后再试。",
        "There is no report with this number; check it and try again.",
    ),
}
