"""What an issue or a list of them is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "issue_step_refused": ("这一步现在不能办理。", "This step cannot be taken now."),
    "issue_no_such_step": (
        "问题处于“{state_zh}”，不能办理“{action_zh}”；您现在可以办理：{possible_zh}。",
        "The issue is “{state}” and has no step “{action}”; what you can do now: {possible}.",
    ),
    "issue_no_step_for_you": (
        "问题处于“{state_zh}”，不能办理“{action_zh}”；您现在没有可办理的步骤。",
        "The issue is “{state}” and has no step “{action}”; there is nothing that you can do now.",
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
    "issue_own_submission": (
        "这次复核是您替责任人申请的，现场复核和销号须由其他人员办理；发现没有整改到位的，可以退回。",
        "You submitted this work for the officer it is assigned to: somebody else must re-check and close it. "
        "If it is not done, return it.",
    ),
    "issue_own_extension": (
        "这次延期是您替责任人申请的，同意与否须由其他人员办理。",
        "You asked for this extension for the officer it is assigned to: somebody else must grant or refuse it.",
    ),
    "issue_extension_longer": (
        "同意的期限晚于申请的 {asked}，请在意见中说明理由。",
        "This is later than the {asked} that was asked for; say why in the opinion.",
    ),
    "issue_no_extension_asked": ("没有待批的延期申请。", "No extension has been asked for."),
    "issue_extension_asked": (
        "已有待批的延期申请，请等待批复。",
        "An extension has been asked for and awaits its answer.",
    ),
    "issue_due_extended": (
        "退回或转办不能把期限放宽到 {latest} 以后；需要更晚的，请由责任人申请延期。",
        "A return or transfer sets no day after {latest}; for a later one the assignee asks for an extension.",
    ),
    "issue_into_other_kind": (
        "{number} 与本问题分属河流和森林，不是同一个问题，不能并入。",
        "Issue {number} is of the other kind (river, forest): it cannot be the same one.",
    ),
    "issue_into_other_category": (
        "{number} 的类别是“{other}”，本问题是“{own}”；确为同一问题的，请在意见中说明。",
        "Issue {number} is of the category {other}, this one of {own}; say in the opinion why they are the same.",
    ),
    "issue_not_with_police": (
        "复议和立案监督只针对公安机关不予立案的决定。",
        "Reconsideration and supervision of the filing are for cases that the police declined.",
    ),
    "issue_not_supervised": ("该问题没有挂牌督办。", "The issue is not under supervision."),
    "issue_supervised": ("该问题已挂牌督办。", "The issue is under supervision already."),
    "issue_needs_opinion": ("请填写办理意见。", "Write an opinion."),
    "issue_needs_due_on": (
        "请填写整改期限：原期限已过，或没有办理时限可用。",
        "Name the day until which it must be put right: the old one is over, or there is no usual time.",
    ),
    "issue_needs_later_due_on": (
        "申请的期限应晚于现在的整改期限。",
        "Ask for a day later than the one it is due now.",
    ),
    "issue_needs_assignee": ("请指定责任人。", "Name the officer who is to put it right."),
    "issue_needs_into": ("请填写并入哪个问题的编号。", "Name the issue that this one is merged into."),
    "issue_needs_position": ("现场复核需要定位。", "A re-check on the spot needs a position."),
    "issue_needs_before_photo": (
        "销号前须有整改前照片，请补传一张整改前照片。",
        "Closing needs a photo from before it was put right; add one as a photo of before.",
    ),
    "issue_needs_after_photo": ("请附整改后照片。", "Add a photo from after it was put right."),
    "issue_needs_recheck": (
        "销号前须到现场复核：请先办理“现场复核”，或附上现场定位。",
        "Closing needs a re-check on the spot: take “Re-check on the spot” first, or send your position there.",
    ),
    "issue_needs_authority": (
        "请注明移送机关：行政执法机关或公安机关。",
        "Say to whom it is handed over: administrative enforcement (enforcement) or the police (police).",
    ),
    "issue_needs_partner": (
        "须由两名以上执法人员承办，请填写另一名承办人。",
        "Two officers must propose it; name the second one.",
    ),
    "issue_needs_papers": (
        "移送材料不全：须有移送书、调查报告、涉案物品清单。",
        "The file is not complete: it needs the letter of transfer, the report of the investigation and the list of "
        "items (transfer_letter, investigation_report, item_list).",
    ),
    "issue_needs_letter": (
        "请先出具案件移送书，再办理移送。",
        "Issue the letter of transfer first, then hand the case over.",
    ),
    "issue_needs_paper_numbers": (
        "请填写{papers_zh}的文号，或附上材料的照片。",
        "Give the numbers of what is in the file: {papers}. Or add photos of the papers.",
    ),
    "issue_needs_reference": ("请填写立案文号。", "Give the number under which the case was filed."),
    "issue_field_elsewhere": (
        "“{action_zh}”不需要此项，请删去。",
        "This step ({action}) does not take it; leave it out.",
    ),
    "issue_due_past": ("期限不能早于今天（{today}）。", "The day may not be before today ({today})."),
    "issue_due_too_far": (
        "期限最多定到两年以内（{last}）。",
        "The day may be at most two years ahead ({last}).",
    ),
    "issue_officer_unknown": (
        "没有负责该地的在职人员 {username}。",
        "There is no active officer {username} who answers for this place.",
    ),
    "issue_assignee_post": (
        "{username} 是{post_zh}，不办理整改，不能作为责任人；责任人可以是：{choices_zh}。",
        "{username} is {post} and takes no step of an issue; it may be assigned to: {choices}.",
    ),
    "issue_partner_post": (
        "{username} 是{post_zh}，不能作为移送的另一名承办人；可以是：{choices_zh}。",
        "{username} is {post} and cannot be the second officer of a handover; that may be: {choices}.",
    ),
    "issue_partner_self": ("另一名承办人不能是本人。", "The second officer must be somebody else."),
    "issue_photo_unknown": (
        "照片尚未上传或不可用，请先上传。",
        "This photo has not arrived or is not yours to show; send its bytes first.",
    ),
    "issue_photo_spent_after": (
        "第 {at} 张照片已用作整改前照片或上一次的整改后照片，请重新拍摄整改后的照片。",
        "Photo {at} was shown already, as before or for work that came back; take a new one of the place as it is now.",
    ),
    "issue_photo_spent_before": (
        "第 {at} 张照片已用作整改后照片，不能再作整改前照片，请换一张。",
        "Photo {at} was shown as after already and cannot show the place before; choose another.",
    ),
    "issue_too_vague": (
        "定位误差 {metres} 米，太大（最多 {most} 米），请到空旷处重新定位。",
        "The position may be {metres} m off, which is too much (at most {most} m); try again under the open sky.",
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
    "issue_differs": (
        "同一标识（id）的问题已上报过，且内容不同。已上报的内容不能修改，请用新的标识另报，或在原问题上备注。",
        "An issue with this id was reported before with other content; report it under a new id, or add a note to it.",
    ),
    "issue_severity_lowered": (
        "严重程度不能由“{own_zh}”降为“{said_zh}”：可以调高或不填；确需调低的，由河长办、林长办或监管员在受理时核定。",
        "The severity may not be lowered from {own} to {said}: raise it or leave it out; only the office or forest "
        "supervision lowers it, when the issue is accepted.",
    ),
    "issue_source_not_yours": (
        "您不能登记这种来源；可以登记：{choices}。",
        "This source is not yours to name; you may name: {choices_en}.",
    ),
    "issue_has_no_plot": (
        "河流问题没有小班，请去掉小班，或把类型改为森林。",
        "A river issue lies on no plot; leave the plot out, or name the kind forest.",
    ),
    "issue_has_no_segment": (
        "森林问题没有河段，请去掉河段，或把类型改为河流。",
        "A forest issue lies on no segment; leave the segment out, or name the kind river.",
    ),
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
        "清单最多 {most} 行（空行也算），请缩小范围、删去多余的空行，或分次处理。",
        "A list holds at most {most} rows, empty ones too; narrow it, delete empty rows, or take it in parts.",
    ),
    "sheet_too_wide": (
        "第 {row} 行的列数超过 {most} 列，请删去右侧多余的列。",
        "Row {row} has more than {most} columns; delete those to the right that the list does not need.",
    ),
    "sheet_not_your_post": (
        "整改清单由河长办、林长办、监管员、督查员或各级河长、林长交回；您可以在手机上逐件办理。",
        "Rectification lists are handed in by the office, forest supervision, supervisors and chiefs; take your steps "
        "one by one on the phone.",
    ),
    "sheet_lacks_column": ("第一行缺少列：{columns}。", "The first row lacks the columns {columns}."),
    "sheet_column_twice": (
        "第一行有重复的列：{columns}；每列只能有一个，请删去多余的。",
        "The first row holds columns twice: {columns}; keep one of each.",
    ),
    "sheet_action": (
        "没有这种办理，请从下拉列表中选择。",
        "There is no such action; choose one from the list in the cell.",
    ),
    "sheet_row": ("第 {row} 行{number}，{column}：{said}", "Row {row}{number}, {column}: {said}"),
    "sheet_not_from_here": (
        "第 {row} 行：{columns}不能由此表更改，请用“办理”“指定责任人（账号）”与“新期限”。",
        "Row {row}: {columns} cannot be changed by this list; use Action, New assignee and New day.",
    ),
    "sheet_new_item": (
        "没有编号的行是新问题，办理只能留空或填“上报”。",
        "A line without a number is a new issue; leave its action empty, or say Report.",
    ),
    "sheet_refused": (
        "有 {count} 行不能办理，整份清单未写入。",
        "{count} rows cannot be taken; nothing of the list was written.",
    ),
}
