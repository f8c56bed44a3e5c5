"""The tables of patrols 巡查, and of what is behind a figure of duties."""

from patrol.api.tables.columns import Column, Table
from patrol.rules.duty_words import KIND_WORDS
from patrol.rules.honesty.words import REVIEW_WORDS, SEVERITY_WORDS
from patrol.rules.posts import POST_WORDS

PATROLS = Table(
    "patrols",
    ("巡查记录", "Patrols"),
    (
        Column("officer.name", ("巡查人", "By"), width=14),
        Column("officer.post", ("职务", "Post"), "word", POST_WORDS, sort=False, wide=True, width=16),
        Column("kind", ("类别", "Kind"), "word", KIND_WORDS, width=8),
        Column("division_name", ("行政区划", "Division"), width=16),
        Column("started_at", ("开始", "Started"), "moment", width=17),
        Column("received_at", ("收到", "Received"), "moment", wide=True, width=17),
        Column("distance_m", ("里程 km", "Distance km"), "km"),
        Column("duration_s", ("时长（分钟）", "Minutes"), "minutes"),
        Column("effective", ("有效", "Effective"), "flag", width=8),
        Column("photos", ("照片", "Photos"), "count", sort=False, wide=True, width=8),
        Column("photos_missing", ("缺照片", "Photos missing"), "count", sort=False, width=8),
        Column("accuracy_m", ("定位精度（米）", "Accuracy m"), "count", sort=False, wide=True),
        Column("severity", ("疑点", "Doubts"), "word", SEVERITY_WORDS, width=8),
        Column("review", ("复核", "Review"), "word", REVIEW_WORDS, width=10),
    ),
)
