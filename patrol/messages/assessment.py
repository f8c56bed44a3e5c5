"""What is told of assessment: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "assessment_period": (
        "没有这样的考核时段，应写作 2026、2026-H2、2026-Q3 或 2026-11。",
        "There is no such period of assessment; write 2026, 2026-H2, 2026-Q3 or 2026-11.",
    ),
    "assessment_post": (
        "考核人员须指明职务，例如巡河员。",
        "Officers are assessed by post; name one, such as patroller.",
    ),
    "assessment_no_post": ("考核乡镇不分职务，请不要填写职务。", "Townships have no post; leave it out."),
    "assessment_one_county": (
        "考核以县为单位，请指明一个县或其下的行政区划。",
        "An assessment is of one county; name it, or a division in it, as division.",
    ),
    "assessment_of_county": (
        "考核办法以县为单位，请填写县级行政区划代码。",
        "A scheme is a county's; give the code of a county.",
    ),
    "assessment_no_scheme": (
        "{on} 没有生效的考核办法，请先由县级办公室制定或套用范本。",
        "No scheme of assessment was in force on {on}; the county's office opens one, or the preset.",
    ),
    "assessment_not_your_post": (
        "考核办法、加减分、印发和申诉裁定由县级办公室或管理员办理。",
        "Schemes, entries, issuing and decisions on appeals are for the county's office or an administrator.",
    ),
    "assessment_scheme_known": (
        "同一对象在 {on} 已有考核办法，请改用其他生效日期。",
        "A scheme begins on {on} already; let yours begin on another day.",
    ),
    "assessment_scheme_past": (
        "已生效的考核办法不能追溯改动，请从今天（{today}）或以后生效。",
        "What was in force is not rewritten; let the scheme begin today ({today}) or later.",
    ),
    "assessment_scheme_unknown": (
        "没有这个考核办法，或不在您的管辖范围内。",
        "There is no such scheme, or it is not within your division.",
    ),
    "assessment_scheme_ended": ("该考核办法已于 {on} 终止。", "The scheme ended on {on}."),
    "assessment_twice": ("同一指标只能出现一次。", "An indicator may stand here only once."),
    "assessment_not_of_officers": (
        "该指标只用于考核乡镇。",
        "This indicator is for townships only.",
    ),
    "assessment_weight": ("该指标的权重应大于 0。", "This indicator needs a weight above 0."),
    "assessment_weightless": (
        "扣分、加减分项不占权重，权重应为 0。",
        "Deductions and entries come on top of the weights; their weight is 0.",
    ),
    "assessment_target": ("满分值应大于起分值。", "The target must be above the floor."),
    "assessment_steps": (
        "分档应为 [比率, 得分占比]：比率不重复，比率越高占比不降低，占比不超过 1。",
        "Steps are [rate, share of the weight]: no rate twice, no higher rate that earns less, no share above 1.",
    ),
    "assessment_no_weight": (
        "至少要有一个占权重的指标。",
        "At least one indicator must have a weight.",
    ),
    "assessment_subject_unknown": (
        "没有这个考核对象，或不在您的管辖范围内。",
        "Nobody of that name is assessed here, or they are not within your division.",
    ),
    "assessment_indicator_unknown": (
        "考核办法中没有这个指标：{indicator}。",
        "The scheme has no indicator {indicator}.",
    ),
    "assessment_running": (
        "考核时段到 {last} 才结束，结束后方可印发。",
        "The period runs until {last}; its table is issued after that.",
    ),
    "assessment_empty": ("这个时段没有考核对象，无可印发。", "Nobody is assessed in this period."),
    "assessment_issued": (
        "该考核结果已经印发，不再变动；如有出入，请走申诉更正。",
        "This table was issued and does not change any more; what is wrong is corrected by appeal.",
    ),
    "assessment_frozen": (
        "该对象这个时段的考核结果已印发，不能再录入。",
        "This subject's score for the period was issued; nothing more can be entered.",
    ),
    "assessment_entry_known": (
        "同样的录入已有（第 {number} 号），没有再记一次；确是另一件事的，请在原因里写明时间、地点等区别。",
        "The same entry is there already (number {number}) and was not counted again; if another matter is meant, say "
        "in the reason what sets it apart.",
    ),
    "assessment_entry_unknown": (
        "没有这条录入，或不在您的管辖范围内。",
        "There is no such entry, or it is not within your division.",
    ),
    "assessment_entry_withdrawn": ("这条录入已经撤销。", "This entry was withdrawn already."),
    "assessment_no_points": ("加减分不能为 0。", "Points are not 0."),
    "assessment_survey": (
        "满意数应在 0 到有效答卷数之间。",
        "Content answers are between 0 and all answers.",
    ),
    "assessment_not_issued": (
        "考核结果尚未印发，印发后方可申诉。",
        "This table was not issued yet; appeals follow its issuing.",
    ),
    "appeal_not_yours": (
        "人员考核由本人申诉，乡镇考核由该乡镇的乡级河（林）长或办公室申诉。",
        "An officer appeals their own score; a township's chief or office appeals the township's.",
    ),
    "appeal_too_late": ("申诉期已于 {until} 截止。", "The last day for appeals was {until}."),
    "appeal_known": (
        "这一指标已经申诉过，请等候裁定或查看裁定结果。",
        "This indicator was appealed already; its decision is or will be beside it.",
    ),
    "appeal_unknown": (
        "没有这件申诉，或不在您的管辖范围内。",
        "There is no such appeal, or it is not within your division.",
    ),
    "appeal_decided": ("这件申诉已经裁定。", "This appeal was decided already."),
    "appeal_own": ("不能裁定自己的申诉。", "Nobody decides on their own appeal."),
    "appeal_points_dismissed": (
        "驳回申诉时得分不变，请不要填写其他得分。",
        "A dismissed appeal leaves the points as they are; name no others.",
    ),
    "appeal_points_same": (
        "支持申诉时，更正后的得分应与原得分不同。",
        "An upheld appeal changes the points; name others than before.",
    ),
    "appeal_points_lower": (
        "支持申诉时，更正后的得分应高于原得分（{points}）；不支持的，请选驳回。",
        "An upheld appeal raises the points above {points}; dismiss it if it is not right.",
    ),
}
