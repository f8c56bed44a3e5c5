"""What posts are called: Chinese, English."""

POST_WORDS = {
    "ranger": ("护林员", "Forest ranger"),
    "patroller": ("巡河员", "River patroller"),
    "village_chief": ("村级河长、林长", "Village chief"),
    "township_chief": ("乡级河长、林长", "Township chief"),
    "county_chief": ("县级河长、林长", "County chief"),
    "supervision": ("监管员", "Forest supervision"),
    "office": ("河长办、林长办", "Chiefs' office"),
    "gis": ("数据管理员", "GIS staff"),
    "supervisor": ("督查员", "Supervisor"),
    "auditor": ("审计员", "Auditor"),
    "admin": ("系统管理员", "Administrator"),
}
SUBSTITUTES = {
    "ranger": ("ranger", "supervision", "village_chief", "township_chief"),
    "patroller": ("patroller", "village_chief", "township_chief"),
    "supervision": ("supervision", "village_chief", "township_chief"),
    "village_chief": ("village_chief", "township_chief"),
    "township_chief": ("township_chief", "county_chief"),
    "county_chief": ("county_chief",),
}
"""Who may stand in (代巡) for whom: somebody of the same post, or a chief above; a river patroller knows no forest, nor
a ranger the river."""
