"""Over which days a layer tells what was: those asked for, or else this month to date."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

from sqlalchemy import Select

from gis.layers import Interval
from patrol.config import Settings
from patrol.queries.required import owing
from patrol.queries.walked import Walked

MOST_KEPT = 64
"""Statements of a layer that a process keeps, one for each viewer and period."""


def this_month(today: date) -> tuple[date, date]:
    """This month to date."""
    return today.replace(day=1), today


def ever(today: date) -> tuple[date, date]:
    """All days until today."""
    return date.min, today


def days_shown(settings: Settings, interval: Interval | None, default: Callable = this_month) -> tuple[date, date]:
    """The days of which a layer shows what was: those asked for, with open ends until today."""
    today = _today(settings)
    first, last = interval or default(today)
    return first or date.min, last or today


def _today(settings: Settings) -> date:
    return datetime.now(UTC).astimezone(settings.timezone).date()


def over_period(
    settings: Settings, select: Callable, default: Callable = this_month, *, owes: bool = False
) -> Callable:
    """A layer's select out of a query over (first day, last day); ``default`` says which when none are asked for.

    A query that ``owes`` is told what is owed of these days (``owing``).
    """

    # Put together once for whoever looks at a map: that takes longer than to answer a question for a hundred features.
    put_together = lru_cache(MOST_KEPT)(select)

    def select_over(viewer, interval: Interval | None, **chosen) -> Select:
        first, last = days_shown(settings, interval, default)
        if owes:
            chosen["owing"] = owing(first, last, _today(settings))
        walk = {name: chosen.pop(name) for name in ("username", "post", "effective") if name in chosen}
        if walk:
            chosen["walked"] = Walked(walk.get("username"), walk.get("post"), walk.get("effective"))
        if "among" in chosen:
            # Some rows alone: a part of another statement, which is kept itself.
            return select(viewer, first, last, **chosen)
        return put_together(viewer, first, last, **chosen)

    return select_over
