"""Layers as they were recorded on an earlier day, by the parameter valid-on."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select

from gis.errors import BadParameter
from gis.layers import Filter, Interval, Layer
from gis.parameters import DAY
from patrol.config import Settings
from patrol.queries.versions import as_of

VALID_ON = "valid-on"
ALONE = (
    "不能与 datetime 或巡查筛选同用：覆盖情况属于现在的边界",
    "cannot come with datetime or with filters of patrols: coverage belongs to the boundary of today",
)


def dated(layer: Layer, settings: Settings) -> Layer:
    """The layer with a parameter for the version that was recorded at the end of a local day."""

    def select(viewer, interval: Interval | None, **chosen) -> Select:
        day = chosen.pop(VALID_ON, None)
        if day is None:
            return layer.select(viewer, interval, **chosen)
        if chosen or interval is not None:
            raise BadParameter(VALID_ON, ALONE)
        end = datetime.combine(day + timedelta(days=1), time.min, settings.timezone)
        return as_of(layer.name, dict(layer.properties), viewer, end)

    def bare(viewer, interval: Interval | None, **chosen) -> Select | None:
        # Old versions tell no figures: nothing of theirs is looked up beside the rows.
        return layer.bare(viewer, interval, **chosen) if layer.bare and VALID_ON not in chosen else None

    titles = ("当日记录在案的边界，例如 2026-03-01", "The boundaries on record that day, such as 2026-03-01")
    filters = {**layer.filters, VALID_ON: Filter(*titles, pattern=DAY.pattern, read=_day, is_version=True)}
    return replace(layer, select=select, bare=bare, filters=filters)


def _day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            day = date.fromisoformat(text)
            if day < date.max - timedelta(days=1):
                return day
    except ValueError:
        pass
    raise BadParameter(VALID_ON, ("应为日期，例如 2026-03-01", "must be a date such as 2026-03-01"))
