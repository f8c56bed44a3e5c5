"""What is told of bulletins: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "bulletin_of_no_person": (
        "只有履职档案按人员编制，请不要填写人员。",
        "Only a record of duties is of a person: leave the officer out.",
    ),
    "bulletin_of_a_person": (
        "履职档案按人员编制，不能按计划自动编制。",
        "A record of duties is of a person and is not made by a schedule.",
    ),
    "bulletin_officer_unknown": (
        "没有这个人员，或不在您的管辖范围内。",
        "There is no such officer, or not within your scope.",
    ),
    "bulletin_period": (
        "统计期应写作 2026-10（月）、2026-Q3（季）、2026-H1（半年）或 2026（年），且这类报表按此统计。",
        "The period is written 2026-10, 2026-Q3, 2026-H1 or 2026, as far as this kind covers such periods.",
    ),
    "bulletin_not_begun": ("统计期还没有开始。", "The period has not begun."),
    "bulletin_not_ready": (
        "这份材料还没有编制完成，不能印发。",
        "It has not been made yet, so it cannot be issued.",
    ),
    "bulletin_issued": (
        "已印发的材料不再改动；需要更正时，请编制新的一版。",
        "What was issued is never changed; make the next version to correct it.",
    ),
    "bulletin_running": (
        "统计期到 {last} 才结束，期满后才能印发。",
        "The period runs until {last}; it can be issued after that.",
    ),
}
