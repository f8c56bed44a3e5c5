"""Boundaries drawn, changed and undone: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "edit_code_fixed": (
        "编码不能改；要换编码，请新建要素再删除旧的",
        "the code cannot be changed; create another feature and delete this one",
    ),
    "edit_code_taken": ("编码 {code} 已有要素使用。", "The code {code} is taken by another feature."),
    "edit_outside": ("{code} 不在您的辖区", "{code} is outside your division"),
    "edit_apart": (
        "图形不在 {name}（{code}）内；请改填图形所在的区划，或去掉 division_code 由系统按位置判断，或改正图形",
        "the feature does not lie in {name} ({code}); give the division where it lies, leave division_code out to have "
        "it found, or correct the shape",
    ),
    "edit_dragged": (
        "图形移出了 {name}（{code}）；请改正图形，或同时在 division_code 改填图形所在的区划",
        "the feature would no more lie in {name} ({code}); correct the shape, or give as division_code the division "
        "where it now lies",
    ),
    "edit_no_division": (
        "看不出属于哪个行政区划：不在任何区划的界内；请填 division_code",
        "its division cannot be told: it lies in none; give division_code",
    ),
    "edit_axes": (
        "经度和纬度写反了：坐标次序应与 Content-Crs 一致，缺省为先经度后纬度",
        "longitude and latitude are swapped: their order is that of Content-Crs, longitude first when not given",
    ),
    "edit_held": (
        "{code} 不能删除，还有：{held_zh}。请改为结束责任（填写结束日期），要素和记录都会保留。",
        "{code} cannot be deleted; there are still: {held_en}. End its duties by a last day instead: it stays with its "
        "records.",
    ),
    "edit_busy": (
        "另一次导入或编辑正在进行，请稍后再试。",
        "Another import or edit is under way; try again soon.",
    ),
    "held_assignment": ("责任 {many} 条", "{many} assignments"),
    "held_issue": ("问题 {many} 个", "{many} issues"),
    "held_visit": ("计入责任的巡查 {many} 次", "{many} visits that count for a duty"),
    "held_forestry_work": ("营造林作业 {many} 个", "{many} forestry works"),
    "held_division": ("下级区划 {many} 个", "{many} divisions within"),
    "held_officer": ("人员 {many} 名", "{many} officers"),
    "held_river_segment": ("河段 {many} 个", "{many} river segments"),
    "held_forest_plot": ("小班 {many} 个", "{many} forest plots"),
    "held_zoning_unit": ("管控单元 {many} 个", "{many} zoning units"),
    "held_patrol": ("巡查 {many} 次", "{many} patrols"),
    "held_other": ("记录 {many} 条（{what}）", "{many} records ({what})"),
    "held_join": ("、", ", "),
    "undo_done": (
        "变更集 {number} 已由变更集 {by} 撤销。",
        "Change set {number} was undone already, by change set {by}.",
    ),
    "undo_later": (
        "不能撤销：{codes} 之后又有变更（变更集 {sets}）；请先撤销后来的变更。",
        "This cannot be undone: {codes} changed again afterwards (change sets {sets}); undo those first.",
    ),
    "undo_held": (
        "不能撤销：{code} 上已有 {held_zh}。",
        "This cannot be undone: on {code} there are {held_en} by now.",
    ),
    "undo_taken": (
        "不能撤销：编码或小班号已被别的要素使用。",
        "This cannot be undone: a code or a plot number was given to another feature meanwhile.",
    ),
    "undo_nothing": ("变更集 {number} 没有可撤销的变更。", "Change set {number} changed nothing that could be undone."),
    "undo_outside": (
        "变更集 {number} 涉及您辖区以外的要素。",
        "Change set {number} changed features outside your division.",
    ),
    "undo_not_your_post": ("您的职务不能撤销变更。", "Your post does not undo changes."),
}
