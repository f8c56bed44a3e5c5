"""Checks of times: the phone's clock against the server's and the satellites', late arrival, two patrols at once.

All moments are epoch seconds.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from patrol.rules.honesty.flags import Flag
from patrol.rules.honesty.limits import Limits
from patrol.rules.track import Fix

DAY_S = 24 * 3600


class Outing(NamedTuple):
    """Another patrol of the same officer: its id, and when its track begins and ends."""

    patrol: str
    begins: float
    ends: float


def clock_skew(ended: float, received: float, limits: Limits) -> Iterator[Flag]:
    """The phone says that the patrol ended after it had arrived."""
    if ended - received > limits.server_skew_s:
        yield Flag("clock_skew", {"seconds": round(ended - received)})


def clock_gps(started: float, ended: float, fixes: Sequence[Fix], limits: Limits) -> Iterator[Flag]:
    """The satellites' times lie outside the start and end by the phone's own clock."""
    off = max(started - fixes[0].t, fixes[-1].t - ended)
    if off > limits.gps_skew_s:
        yield Flag("clock_gps", {"seconds": round(off)})


def late(ended: float, received: float, limits: Limits) -> Iterator[Flag]:
    """Handed in days after its end."""
    days = (received - ended) / DAY_S
    if days > limits.late_days:
        yield Flag("late", {"days": int(days), "allowed": round(limits.late_days)})


def overlapping(fixes: Sequence[Fix], others: Iterable[Outing], limits: Limits) -> Iterator[Flag]:
    """The same officer was on another patrol at the same time; one flag for each."""
    for other in others:
        seconds = min(fixes[-1].t, other.ends) - max(fixes[0].t, other.begins)
        if seconds > limits.overlap_s:
            yield Flag("overlapping", {"patrol": other.patrol, "minutes": round(seconds / 60, 1)})
