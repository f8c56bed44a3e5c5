"""Who may judge whose patrol, and what may follow what: a review is open until decided, and can be opened again."""

RANK = {
    "patroller": 0,
    "ranger": 0,
    "village_chief": 1,
    "supervision": 1,
    "township_chief": 2,
    "county_chief": 3,
    "office": 3,
    "supervisor": 4,
}
"""Whoever stands higher may judge. GIS staff, auditors and administrators judge nobody."""

STATE_AFTER = {"accepted": "accepted", "rejected": "rejected", "reopened": "open"}


def may_review(reviewer_post: str, walker_post: str) -> bool:
    """Whether a post stands above another; scope is asked apart."""
    return RANK.get(reviewer_post, -1) > RANK.get(walker_post, max(RANK.values()))


def may_follow(decision: str, state: str | None) -> bool:
    """Whether a decision changes anything: what is open already cannot be opened again, nor accepted twice."""
    return STATE_AFTER[decision] != (state or ("open" if decision == "reopened" else None))
