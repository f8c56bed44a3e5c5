"""What one outing is, where a logger only says where it was: a local day, without a long gap."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from patrol.rules.track import Fix


def outings(fixes: Iterable[Fix], zone: tzinfo, gap_s: float) -> list[list[Fix]]:
    """The fixes in order of time, each once, parted at local midnight and wherever `gap_s` seconds or more are missing.

    A fix that stands alone is no outing and is left out.
    """
    parted: list[list[Fix]] = []
    for fix in sorted(set(fixes), key=lambda fix: fix[:3]):
        if not parted or begins_anew(parted[-1][-1], fix, zone, gap_s):
            parted.append([])
        parted[-1].append(fix)
    return [outing for outing in parted if len(outing) > 1]


def begins_anew(before: Fix, fix: Fix, zone: tzinfo, gap_s: float) -> bool:
    """Whether a fix belongs to another outing than the one before it."""
    return fix.t - before.t >= gap_s or local_day(before, zone) != local_day(fix, zone)


def local_day(fix: Fix, zone: tzinfo) -> date:
    """The local day of a fix."""
    return datetime.fromtimestamp(fix.t, zone).date()


def nearest(fixes: Sequence[Fix], lon: float, lat: float) -> Fix:
    """The fix nearest to a place, in degrees: good enough to tell which of two walks came by."""
    return min(fixes, key=lambda fix: (fix.lon - lon) ** 2 + (fix.lat - lat) ** 2)
