"""What is told of duties, patrol rules, leave and rescorings: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "unknown_period": (
        "没有这样的时段，应写作 2026、2026-H2、2026-Q4、2026-11、2026-11-2（中旬）、2026-W47 或 2026-11-22。",
        "There is no such period; write 2026, 2026-H2, 2026-Q4, 2026-11, 2026-11-2, 2026-W47 or 2026-11-22.",
    ),
    "unknown_place": ("翻页位置无效，请从第一页重新查询。", "This is no place in the list; ask for its first page."),
    "rule_not_your_post": (
        "巡查制度由县级办公室或管理员维护。",
        "Patrol rules are kept by the county's office or an administrator.",
    ),
    "rule_known": (
        "同一职务、范围和日期已有一条制度（编号 {id}），请改用其他生效日期。",
        "There is a rule already (number {id}) for this post, scope and day; let yours begin on another.",
    ),
    "rule_unknown": (
        "没有这条巡查制度，或不在您的管辖范围内。",
        "There is no such rule, or it is not within your division.",
    ),
    "rule_ended": ("该制度已于 {on} 终止。", "The rule ended on {on}."),
    "rule_over": (
        "该制度已于 {on} 终止，以往的数据不因今天的改动而变；需要的，从今天（{today}）起另立一条。",
        "The rule ended on {on}, and what is past stays as it was; open it anew from today ({today}).",
    ),
    "rule_has_judged": (
        "该制度自 {since} 起已用于以往的日子，不能撤销：以往的数据不因今天的改动而变，请改为结束。",
        "The rule has been asked of past days since {since} and cannot be taken out: what is past stays; end it.",
    ),
    "rule_follows": (
        "同一范围已有后来的制度（第 {id} 号）；先撤回或结束那一条。",
        "A later rule (number {id}) holds for the same; take that one back or end it first.",
    ),
    "rule_end_past": (
        "终止日期不能早于昨天（{earliest}）：以往的数据不因今天的改动而变。",
        "A rule may not end before yesterday ({earliest}): what is past stays as it was.",
    ),
    "rule_post_walks_not": (
        "这个职务不巡查，不能定巡查制度；可以选：{choices_zh}。",
        "This post never patrols and is owed by no rule; it may be: {choices}.",
    ),
    "rule_end_before_start": (
        "终止日期早于生效日期（{start}）。",
        "The rule would end before it begins ({start}).",
    ),
    "rule_season": (
        "季节须同时填写起止，写作 月-日，例如 10-01 至 05-31。",
        "A season has both ends, written month-day: 10-01 to 05-31.",
    ),
    "rule_class_per_person": (
        "按人员计的制度不分对象类别。",
        "A rule that counts persons knows no class of objects.",
    ),
    "rule_asks_nothing": ("次数至少为 1。", "It must ask for at least one."),
    "unknown_preset": ("没有名为 {name} 的制度范本。", "There is no preset {name}."),
    "leave_not_your_post": (
        "请假由本人申请，由上级河长（林长）、县级办公室或管理员批准。",
        "One asks for one's own leave; a chief, the county's office or an administrator approves it.",
    ),
    "leave_unknown": (
        "没有这条请假记录，或不在您的管辖范围内。",
        "There is no such leave, or it is not within your division.",
    ),
    "leave_officer_unknown": (
        "没有用户名为 {code} 的人员，或不在您的管辖范围内。",
        "There is no officer {code}, or they are not within your division.",
    ),
    "leave_substitute_self": ("代巡人不能是本人。", "Nobody is their own substitute."),
    "leave_substitute_post": (
        "{post_zh}不能替{of_zh}代巡；可以代巡的是：{choices_zh}。",
        "A substitute for this post ({of}) may not be of the post {post}; it may be: {choices}.",
    ),
    "leave_substitute_away": ("代巡人 {code} 在这段时间也请假。", "The substitute {code} is away in these days too."),
    "leave_overlaps": ("与已有的请假（{first} 至 {last}）重叠。", "This overlaps leave from {first} to {last}."),
    "leave_too_long": ("一次请假最多 {days} 天。", "One leave spans at most {days} days."),
    "leave_substitute_left": (
        "代巡人{name}的账号已停用，不能批准。请先换一位代巡人。",
        "The substitute {name} no longer works here, so this cannot be approved. Name another substitute first.",
    ),
    "leave_withdrawn": (
        "这条请假已撤回，不能再批准或修改。确需请假的，请重新填写。",
        "This leave was withdrawn and cannot be approved or changed any more. If it is still wanted, enter it again.",
    ),
    "leave_own_substitute": (
        "本人的请假批准后，代巡人由批准人更换。",
        "Once one's own leave is approved, those who approve leave change the substitute.",
    ),
    "leave_own_approval": ("不能批准自己的请假。", "Nobody approves their own leave."),
    "rescoring_not_your_post": (
        "重新评定由县级办公室或管理员办理。",
        "Rescoring is for the county's office or an administrator.",
    ),
    "rescoring_future": ("只能重新评定到今天（{today}）为止。", "Only days until today ({today}) can be rescored."),
    "rescoring_rules_reach": (
        "其中有迟录的制度（编号 {rules}），到 {to} 才开始计算；要让它们从更早起计算，须一直评定到 {to}。",
        "Rules entered late hold in these days (number {rules_en}) and count from {to} only; "
        "to let them count from earlier, rescore as far as {to}.",
    ),
    "rescoring_too_long": ("一次最多重新评定 {days} 天。", "At most {days} days are rescored at once."),
}
