"""What one outing is, where a logger only says where it was: a local day, without a long gap."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from itertools import islice

from patrol.rules.track import Fix

ROUNDED_S = 1.0
ROUNDED_DEGREES = 2e-6


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


def is_part(outing: Sequence[Fix], walk: Sequence[Fix]) -> bool:
    """Whether the fixes of an outing are those of a walk, one after the other, as far as rounding tells.

    Each way in and out rounds in its own way: times to the second, positions to a millionth of a degree.
    """
    begins = (at for at, fix in enumerate(walk) if _is_same(outing[0], fix))
    return any(len(walk) - at >= len(outing) and all(map(_is_same, outing, islice(walk, at, None))) for at in begins)


def _is_same(one: Fix, other: Fix) -> bool:
    return (
        abs(one.t - other.t) <= ROUNDED_S
        and abs(one.lon - other.lon) <= ROUNDED_DEGREES
        and abs(one.lat - other.lat) <= ROUNDED_DEGREES
    )
