"""What posts, kinds and standings of duties are called: code -> (zh-CN, en)."""

POST_WORDS = {
    "ranger": ("护林员", "ranger"),
    "patroller": ("巡河员", "patroller"),
    "village_chief": ("村级河（林）长", "village chief"),
    "township_chief": ("乡级河（林）长", "township chief"),
    "county_chief": ("县级河（林）长", "county chief"),
    "supervision": ("监管员", "supervision"),
    "office": ("办公室", "office"),
    "gis": ("地理信息", "GIS"),
    "supervisor": ("督查", "supervisor"),
    "auditor": ("审计", "auditor"),
    "admin": ("管理员", "administrator"),
}
KIND_WORDS = {"river": ("巡河", "river"), "forest": ("巡林", "forest")}
PER_WORDS = {"object": ("按对象", "each object"), "person": ("按人员", "each person")}
STATUS_WORDS = {
    "fulfilled": ("已完成", "fulfilled"),
    "due": ("进行中", "due"),
    "behind": ("滞后", "behind"),
    "missed": ("未完成", "missed"),
    "nothing_owed": ("无任务", "nothing owed"),
}
