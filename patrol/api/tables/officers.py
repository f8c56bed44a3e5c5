"""The table of officers 人员."""

from patrol.api.tables.columns import Column, Table
from patrol.rules.posts import POST_WORDS

OFFICERS = Table(
    "officers",
    ("人员", "Officers"),
    (
        Column("name", ("姓名", "Name"), width=14),
        Column("username", ("账号", "User name"), width=18),
        Column("post", ("职务", "Post"), "word", POST_WORDS, width=18),
        Column("division_name", ("行政区划", "Division"), width=16),
        Column("segments", ("河段", "Segments"), "count", sort=False, width=8),
        Column("plots", ("小班", "Plots"), "count", sort=False, width=8),
        Column("office_title", ("公示职务", "Published title"), sort=False, wide=True, width=16),
        Column("last_seen_at", ("最近登录", "Last seen"), "moment", wide=True, width=17),
        Column("away_until", ("请假至", "Away until"), "day", sort=False, width=12),
        Column("active", ("在用", "Active"), "flag", width=8),
    ),
)
DEVICES = Table(
    "devices",
    ("已登录设备", "Devices signed in"),
    (
        Column("name", ("姓名", "Name"), width=14),
        Column("username", ("账号", "User name"), wide=True, width=18),
        Column("post", ("职务", "Post"), "word", POST_WORDS, width=18),
        Column("division_name", ("行政区划", "Division"), width=16),
        Column("device", ("设备", "Device"), width=30),
        Column("created_at", ("登录时间", "Signed in"), "moment", width=17),
        Column("last_used_at", ("最近使用", "Last used"), "moment", wide=True, width=17),
        Column("expires_at", ("有效至", "Until"), "moment", wide=True, width=17),
    ),
)
