"""What the severities of flags and the states of reviews are called: Chinese, English."""

SEVERITY_WORDS = {
    "remark": ("无", "None"),
    "notice": ("提示", "Notice"),
    "doubt": ("可疑", "Doubt"),
    "grave": ("严重", "Grave"),
}
REVIEW_WORDS = {"open": ("待复核", "To review"), "accepted": ("已通过", "Accepted"), "rejected": ("不通过", "Rejected")}
