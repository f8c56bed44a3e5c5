"""Which effective visits count: once a day, or after a cool-down (间隔), where the rule asks for that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Spacing:
    """What must lie between two that count: another local day, or so many seconds from start to start."""

    distinct_days: bool = False
    cool_down_s: float = 0.0


@dataclass(frozen=True)
class Effective:
    """An effective visit: its local day, when it began, and the spacing that its rule asks for."""

    on: date
    at: datetime
    spacing: Spacing


def counted(visits: Iterable[Effective], before: Effective | None = None) -> list[bool]:
    """Whether each visit counts, in the order of time, `before` being the last that counted until then.

    The first counts; after it, each that is far enough from the last that counted.
    """
    found = []
    for visit in visits:
        counts = before is None or far_enough(before, visit)
        before = visit if counts else before
        found.append(counts)
    return found


def far_enough(before: Effective, visit: Effective) -> bool:
    """Whether a visit lies as far from the one that counted before as its own rule asks."""
    if visit.spacing.distinct_days and visit.on == before.on:
        return False
    return (visit.at - before.at).total_seconds() >= visit.spacing.cool_down_s
