"""What a forestry work, an inspection or a scheme is told: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "target_not_your_post": (
        "只有系统管理员或县级办公室可以下达任务。",
        "Only an administrator or a county's office sets targets.",
    ),
    "target_changed": (
        "其中有任务已被他人修改，没有保存任何一项；请刷新后重试。",
        "Somebody else has changed one of these targets meanwhile; nothing was saved. Reload and try again.",
    ),
    "target_now": ("现为 {mu} 亩。", "It is {mu} mu now."),
    "work_step_refused": ("这一步现在不能办理。", "This step cannot be taken now."),
    "work_no_such_step": (
        "作业处于“{stage_zh}”阶段，不能办理“{step_zh}”；现在可以办理：{possible_zh}。",
        "The work is at “{stage}” and has no step “{step}”; what can be done now: {possible}.",
    ),
    "work_verdict_differs": (
        "检查结论是“{verdict_zh}”，请按结论办理；如有异议请退回重查。",
        "The inspection found “{verdict}”; follow it, or send the work back to be inspected anew.",
    ),
    "work_withdraw_reported": (
        "作业已有上报面积，不能撤销；确有不实的，请先退回，再撤销。",
        "An area was reported for this work; where it is not true, it is sent back first and withdrawn then.",
    ),
    "work_not_your_post": ("您的职务不办理这一步。", "This step is not taken by your post."),
    "work_not_your_tier": ("您的职务不登记这一级的检查。", "Inspections of this tier are not entered by your post."),
    "work_own_work": (
        "不能检查、评判自己施工或上报的作业，请由其他人员办理。",
        "Nobody judges the work they carried out or reported; somebody else must do it.",
    ),
    "work_code_taken": ("这个作业编码已有，请换一个。", "This code is taken; choose another."),
    "work_changed": (
        "作业已被他人办理，请刷新后重试。",
        "Somebody else has taken a step on this work; look again, then retry.",
    ),
    "work_boundary_fixed": (
        "已有上报面积，不能再改图形和所属小班；确需更正的，由县级退回（写明原因），改好后重新上报。",
        "An area was reported on this ground, so polygon and plot stay; to correct them the county sends the work back "
        "with its reason, and it is reported anew.",
    ),
    "work_plot_elsewhere": (
        "小班 {plot} 属于 {of}，不在作业的区划 {division} 之内；请改小班或区划，或不填区划（随小班）。",
        "Plot {plot} belongs to {of}, apart from the work's division {division}; change one of them, or leave the "
        "division out to take the plot's.",
    ),
    "work_outside_plot": (
        "图形有 {percent}% 在所属小班之外（最多 20%，边缘 30 米内不计）；请改图形，或改选小班、不填小班。",
        "{percent} % of the polygon lie outside the plot (at most 20 %, 30 m along the edge let be); correct the "
        "polygon, or name another plot or none.",
    ),
    "work_outside_division": (
        "图形有 {percent}% 在{division}界外（最多 20%，边缘 30 米内不计）；请改图形或区划。",
        "{percent} % of the polygon lie outside {division} (at most 20 %, 30 m along the edge let be); correct the "
        "polygon or the division.",
    ),
    "work_needs_opinion": ("请填写办理意见。", "Write an opinion."),
    "work_needs_reference": ("请填写作业设计批准文号。", "Give the number under which the design was approved."),
    "work_needs_done_on": ("请填写完成日期。", "Give the day on which it was done."),
    "work_needs_boundary": (
        "请先画出或导入作业小班的边界，再办理这一步。",
        "Draw or import the polygon of the work first.",
    ),
    "work_needs_area": ("请填写面积（亩），须大于 0。", "Give the area in mu, more than 0."),
    "work_needs_reason": ("请填写原因。", "Give the reason."),
    "work_needs_county_inspection": (
        "县级自查须先登记本轮的县级检查并作出结论。",
        "Enter and conclude the county's inspection of this round first.",
    ),
    "work_needs_inspection": (
        "本轮还没有作出结论的检查。",
        "No inspection of this round has been concluded.",
    ),
    "work_needs_tier": (
        "验收方案要求有“{tier_zh}”的检查结论，本轮还没有这一级的检查。",
        "The acceptance scheme asks for an inspection of this tier, and this round has none: {tier}.",
    ),
    "work_needs_preservation": (
        "须先登记保存率检查并作出结论。",
        "Enter and conclude an inspection of preservation first.",
    ),
    "work_done_later": ("日期不能晚于今天（{today}）。", "The day may not be after today ({today})."),
    "work_other_year": (
        "完成日期不在作业年度 {year} 年内，请检查日期，或按实际年度另行登记。",
        "The day is not in {year}, the year of the work; check it, or enter the work under its own year.",
    ),
    "work_over_measured": (
        "填写的 {area} 亩远大于图形面积 {measured} 亩，请核对面积或边界。",
        "{area} mu are far more than the {measured} mu of the polygon; check the figure or the boundary.",
    ),
    "work_lost_too_much": (
        "累计损失面积超过了图形面积 {measured} 亩。",
        "The losses come to more than the {measured} mu of the polygon.",
    ),
    "work_loss_known": (
        "{on} 已登记过同样面积、同样原因的损失，没有再计；另一次的请在原因里写明时间、地点，登错的用“更正损失”。",
        "A loss of this area for this reason was recorded on {on} and was not added again. Another loss says in its "
        "reason when or where; what was wrong is put right by correcting the losses.",
    ),
    "work_no_loss": ("没有登记过损失，无可更正。", "No loss was recorded; there is none to correct."),
    "work_needs_loss": (
        "请填写更正后的损失合计（亩）；其实没有损失的填 0。",
        "Give the whole area lost in mu as it should be; 0 where nothing was lost after all.",
    ),
    "work_no_scheme": (
        "{on} 没有适用于这类作业和检查内容的验收方案。",
        "On {on} no acceptance scheme holds for this type of work and kind of inspection.",
    ),
    "work_inspected_early": (
        "检查日期早于完成日期 {done_on}。",
        "The inspection lies before the work was done ({done_on}).",
    ),
    "work_not_inspected_now": (
        "作业现在的阶段不作这种检查：验收检查在上报之后、判定之前，保存率检查在合格之后。",
        "The work is not at a stage for this: acceptance is inspected between report and verdict, "
        "preservation once it is qualified.",
    ),
    "work_inspected_already": (
        "本轮这一级的同类检查已经抽样，请在原检查中填写。",
        "This tier has drawn its sample of this kind in this round already; fill in that one.",
    ),
    "factor_unknown": (
        "这一年度、这类作业没有这个小班因子。",
        "Works of this year and type have no such plot factor.",
    ),
    "boundary_type": (
        "边界应为 GeoJSON 的 Polygon 或 MultiPolygon（经纬度，CGCS2000）。",
        "The boundary must be a GeoJSON Polygon or MultiPolygon in degrees (CGCS2000).",
    ),
    "boundary_coordinates": (
        "边界的坐标不是有效的经纬度，请检查是否用了投影坐标或写反了。",
        "The boundary has coordinates that are no longitude and latitude; check projection and order.",
    ),
    "boundary_unreadable": (
        "边界读不出来：每个环至少四个点，首尾相同。",
        "The boundary cannot be read: each ring needs at least four positions, the last like the first.",
    ),
    "boundary_too_small": ("边界的面积只有 {area_m2} 平方米。", "The boundary holds only {area_m2} m²."),
    "boundary_too_long": ("边界最多 {most} 个点。", "A boundary has at most {most} positions."),
    "inspection_no_plot": ("没有这个样地号，共 {most} 个样地。", "There is no such sample plot; there are {most}."),
    "inspection_more_alive": (
        "成活（保存）株数 {alive} 多于栽植株数 {planted}。",
        "{alive} live, but only {planted} were planted.",
    ),
    "inspection_plot_twice": (
        "{number} 号样地在这次提交里出现了两次，请只保留一次。",
        "Plot {number} stands in this twice; send it once.",
    ),
    "work_area_elsewhere": (
        "“{step_zh}”不填面积：面积以验收结论为准。",
        "This step takes no area: the inspection's holds ({step}).",
    ),
    "inspection_needs_measures": (
        "这类检查按指标评定，请填写各项指标。",
        "This kind is judged by measures; give them.",
    ),
    "inspection_plot_outside": (
        "样地位置在作业边界外 {metres} 米，请到图上样地点位调查。",
        "The sample plot lies {metres} m outside the work; count it where it was drawn.",
    ),
    "inspection_concluded": ("检查已作出结论，不能再改。", "The inspection has been concluded and stays as it is."),
    "inspection_uncounted": ("还有样地没有调查：{numbers}。", "Sample plots not counted yet: {numbers}."),
    "inspection_nothing_planted": (
        "各样地栽植株数都是 0，算不出成活率。",
        "Nothing was planted on any sample plot; no rate follows.",
    ),
    "inspection_over": (
        "核实面积不能大于上报面积和图形面积，最多 {most} 亩。",
        "The verified area cannot exceed the reported one or the polygon's: at most {most} mu.",
    ),
    "inspection_needs_reason": (
        "有 {missing} 亩不予核实，请填写原因。",
        "{missing} mu were not verified; give the reason.",
    ),
    "scheme_begins_already": (
        "同一区划、类型、内容当日已有验收方案生效，请换一个起始日期。",
        "A scheme for this division, type and kind begins on that day already; choose another day.",
    ),
    "scheme_bands": (
        "待补植线不能高于合格线，两者都在 0 到 1 之间。",
        "The cut for replanting may not be above that for qualified; both lie between 0 and 1.",
    ),
    "scheme_elsewhere": (
        "只能为本区划及其下级设定验收方案。",
        "Schemes are set for one's own division and those within it.",
    ),
    "season_shares": (
        "施工季节曲线应为 12 个不下降的百分数，最后一个是 100。",
        "A season curve is 12 percentages that never fall, the last of them 100.",
    ),
}
