"""What is told of the catalogue of problems and of clocks: key -> (zh-CN, en)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "category_past": (
        "起用日期不能早于今天（{today}）：过去的目录和时限不改写。",
        "It may not begin before today ({today}): what was in force is never rewritten.",
    ),
    "category_set_already": (
        "这一天起用的规定已有一条，请改用之后的日期。",
        "Something is set from that day on already; choose a later day.",
    ),
    "category_cuts": (
        "“重大”的面积不能小于“较大”的面积。",
        "The area that makes it critical may not be smaller than the one that makes it major.",
    ),
}
