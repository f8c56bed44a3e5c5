"""What kinds and standings of duties are called: code -> (zh-CN, en)."""

KIND_WORDS = {"river": ("巡河", "river"), "forest": ("巡林", "forest")}
PER_WORDS = {"object": ("按对象", "each object"), "person": ("按人员", "each person")}
STATUS_WORDS = {
    "fulfilled": ("已完成", "fulfilled"),
    "due": ("进行中", "due"),
    "behind": ("滞后", "behind"),
    "missed": ("未完成", "missed"),
    "nothing_owed": ("无任务", "nothing owed"),
}
