"""What officers are told in their inbox, by e-mail and by robots: key -> (zh-CN, en)."""

DIGEST_LINES = (
    "overdue",
    "due_today",
    "due_week",
    "assigned",
    "escalated",
    "missing",
    "area_overdue",
    "people_behind",
)
"""In which order a digest says what there is to do."""

MESSAGES: dict[str, tuple[str, str]] = {
    "notice_assigned": (
        "问题 {number}“{title}”已交办给您，请于 {due_on} 前完成整改。",
        "Issue {number}, {title}, was assigned to you; it must be put right by {due_on}.",
    ),
    "notice_returned": (
        "问题 {number}“{title}”复核未通过，已退回，请于 {due_on} 前重新整改。",
        "Issue {number}, {title}, was returned to you; put it right again by {due_on}.",
    ),
    "notice_supervised": (
        "问题 {number}“{title}”已被挂牌督办，请抓紧整改。",
        "Issue {number}, {title}, is now under supervision; put it right without delay.",
    ),
    "notice_extension_asked": (
        "问题 {number}“{title}”申请延期至 {due_on}，请审批。",
        "An extension until {due_on} is asked for on issue {number}, {title}; please decide.",
    ),
    "notice_extension_granted": (
        "问题 {number}“{title}”的延期申请已获同意，整改期限延至 {due_on}。",
        "The extension for issue {number}, {title}, was granted until {due_on}.",
    ),
    "notice_extension_refused": (
        "问题 {number}“{title}”的延期申请未获同意，整改期限仍为 {due_on}。",
        "The extension for issue {number}, {title}, was refused; it is still due on {due_on}.",
    ),
    "notice_submitted": (
        "问题 {number}“{title}”已整改完毕，申请复核。",
        "Issue {number}, {title}, is said to be put right and waits to be checked.",
    ),
    "notice_closed": ("问题 {number}“{title}”已销号。", "Issue {number}, {title}, was closed."),
    "notice_rejected": (
        "您上报的问题 {number}“{title}”经核查判为无效。",
        "Issue {number}, {title}, which you reported, was found invalid.",
    ),
    "notice_reported": ("新上报问题 {number}“{title}”，请受理。", "Issue {number}, {title}, was reported; take it on."),
    "notice_public_report": (
        "群众通过公示牌反映问题 {number}“{title}”，请及时受理。",
        "The public reported issue {number}, {title}, at a signboard; take it on soon.",
    ),
    "notice_due": (
        "问题 {number}“{title}”将于 {due_on} 到期，请抓紧办理。",
        "Issue {number}, {title}, is due on {due_on}.",
    ),
    "notice_overdue": (
        "问题 {number}“{title}”已超期（期限 {due_on}），请立即办理。",
        "Issue {number}, {title}, is overdue since {due_on}.",
    ),
    "notice_escalated_yellow": (
        "黄色预警：问题 {number}“{title}”超期未办（期限 {due_on}），请督促办理。",
        "Yellow alert: issue {number}, {title}, is late (due on {due_on}); see that it is dealt with.",
    ),
    "notice_escalated_orange": (
        "橙色预警：问题 {number}“{title}”超期未办（期限 {due_on}），请督促办理。",
        "Orange alert: issue {number}, {title}, is late (due on {due_on}); see that it is dealt with.",
    ),
    "notice_escalated_red": (
        "红色预警：问题 {number}“{title}”严重超期（期限 {due_on}），请亲自督办。",
        "Red alert: issue {number}, {title}, is very late (due on {due_on}); take it into your own hands.",
    ),
    "notice_duty_behind_river": (
        "巡河任务提醒：本期到 {to} 止，应巡 {owed} 次，还差 {missing} 次。",
        "River duties: {missing} of {owed} patrols are still owed by {to}.",
    ),
    "notice_duty_behind_forest": (
        "巡林任务提醒：本期到 {to} 止，应巡 {owed} 次，还差 {missing} 次。",
        "Forest duties: {missing} of {owed} patrols are still owed by {to}.",
    ),
    "notice_patrol_flagged": (
        "{officer} {patrolled_on} 的巡查存在疑点，请复核。",
        "The patrol of {officer} on {patrolled_on} was flagged and waits for a review.",
    ),
    "notice_patrol_rejected": (
        "您 {patrolled_on} 的巡查经复核未予认可：{words}",
        "Your patrol of {patrolled_on} was rejected on review: {words}",
    ),
    "notice_patrol_accepted": (
        "您 {patrolled_on} 的巡查经复核予以认可。",
        "Your patrol of {patrolled_on} was accepted on review.",
    ),
    "notice_patrol_reopened": (
        "您 {patrolled_on} 的巡查将重新复核。",
        "Your patrol of {patrolled_on} will be reviewed again.",
    ),
    "notice_appeal_asked": (
        "收到一条对 {period} 考核结果的申诉，请办理。",
        "An appeal against the assessment of {period} has come in; please decide.",
    ),
    "notice_appeal_upheld": (
        "您对 {period} 考核结果的申诉已予采纳。",
        "Your appeal against the assessment of {period} was upheld.",
    ),
    "notice_appeal_dismissed": (
        "您对 {period} 考核结果的申诉未予采纳。",
        "Your appeal against the assessment of {period} was dismissed.",
    ),
    "notice_digest": ("{day} 待办：{lines}", "To do on {day}: {lines}"),
    "digest_due_today": ("今日到期 {count} 件", "{count} due today"),
    "digest_due_week": ("本周内到期 {count} 件", "{count} due later this week"),
    "digest_overdue": ("已超期 {count} 件", "{count} overdue"),
    "digest_assigned": ("交办待整改 {count} 件", "{count} assigned and not begun"),
    "digest_escalated": ("逐级上报待督促 {count} 件", "{count} escalated to you"),
    "digest_missing": ("本月巡查还差 {count} 次", "{count} patrols still owed this month"),
    "digest_area_overdue": ("辖区超期问题 {count} 件", "{count} overdue in your division"),
    "digest_people_behind": ("辖区巡查滞后 {count} 人", "{count} people of your division behind with patrols"),
    "digest_join": ("，", ", "),
    "no_notice": ("没有这条通知。", "There is no such notice."),
    "needs_email": ("请填写接收邮件的地址。", "Give the address that e-mail goes to."),
    "not_email": (
        "不是有效的邮箱地址（应如 name@example.com）。",
        "This is no e-mail address (as in name@example.com).",
    ),
    "webhook_url": (
        "地址应以 https:// 开头，且不含用户名、密码和 # 部分。",
        "The address must begin with https:// and hold no user name, password or # part.",
    ),
    "webhook_host": ("不能向主机 {host} 发送：{said}", "Nothing can be sent to {host}: {said}"),
    "send_not_public": (
        "地址在内部网络，不允许发送（PATROL_PRIVATE_WEBHOOKS=1 可放行）。",
        "The address is in a private network, which is not allowed (PATROL_PRIVATE_WEBHOOKS=1 lets it).",
    ),
    "send_not_https": ("只能发往 https 地址。", "Only https addresses are sent to."),
    "send_unknown_host": ("找不到该主机。", "No such host is known."),
    "send_unreachable": ("无法连接。", "It cannot be reached."),
    "send_tls": ("对方证书无效，未发送。", "Its certificate is not valid; nothing was sent."),
    "send_unsure": (
        "已发出但没有得到答复，不确定是否送达；为避免重复，不再自动重发。",
        "It was sent but not answered; it may have arrived, and is not sent again so that nothing comes twice.",
    ),
    "send_redirect": ("对方要求跳转，未跟随。", "It answered with a redirect, which is not followed."),
    "send_refused": ("对方拒绝（{code}）。", "It was refused ({code})."),
    "send_no_mail": ("邮件服务未设置（PATROL_SMTP_URL）。", "No mail server is set (PATROL_SMTP_URL)."),
    "send_sign_in": ("邮件服务器拒绝登录。", "The mail server refused the sign-in."),
    "send_no_address": ("没有可发送的地址。", "There is no address to send to any more."),
    "webhook_test": ("这是一条测试消息，收到说明设置正确。", "This is a test; if you read it, the settings are right."),
    "mail_subject": ("山河巡护：{about}", "Shanhe Patrol: {about}"),
    "mail_digest_subject": ("{day} 待办", "to do on {day}"),
    "mail_greeting": ("{name}，您好：", "Dear {name},"),
    "mail_footer": (
        "本邮件由山河巡护自动发送，请勿回复。如不需要，可在系统“通知设置”中关闭。",
        "Sent by Shanhe Patrol; please do not reply. You can switch these messages off in your notification settings.",
    ),
    "mail_open": ("打开系统", "Open Shanhe Patrol"),
}
