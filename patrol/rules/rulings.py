"""What several inspections of one round say together: the highest tier rules, and the worst of its verdicts."""

from collections.abc import Collection
from typing import NamedTuple

from patrol.rules.acceptance import VERDICTS
from patrol.rules.forestry_steps import TIER_POSTS

RANK = {tier: rank for rank, tier in enumerate(TIER_POSTS)}


class Finding(NamedTuple):
    """A concluded inspection."""

    inspection_id: int
    tier: str
    kind: str
    verdict: str
    verified_area_m2: float
    unverified_reason: str | None
    asked_tier: str = "county"
    """The tier that its scheme asks for before the work is verified."""


class Ruling(NamedTuple):
    """What holds: the verdict, the area that is really there, and the inspection that says so."""

    inspection_id: int
    verdict: str
    verified_area_m2: float
    unverified_reason: str | None


def tier_missing(found: Collection[Finding]) -> str | None:
    """The tier that the schemes of these inspections ask for and that none of them is of, or of a higher one."""
    asked = max((each.asked_tier for each in found), key=RANK.__getitem__, default=None)
    reached = max((RANK[each.tier] for each in found), default=0)
    return asked if asked is not None and RANK[asked] > reached else None


def ruling(found: Collection[Finding]) -> Ruling | None:
    """The worst verdict of the highest tier that has looked, over the smallest area it verified; None without any."""
    if not found:
        return None
    highest = max(RANK[each.tier] for each in found)
    heard = [each for each in found if RANK[each.tier] == highest]
    worst = max(heard, key=lambda each: (VERDICTS.index(each.verdict), each.inspection_id))
    least = min(heard, key=lambda each: each.verified_area_m2)
    return Ruling(worst.inspection_id, worst.verdict, least.verified_area_m2, least.unverified_reason)
