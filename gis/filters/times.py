"""The temporal side of a filter: days and times, instants and intervals, each as its two ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, and_, literal_column, not_, or_

from gis.filters.reading import Scope, refused
from gis.filters.values import Value, value
from gis.parameters import DAY

MOMENTS = DateTime(timezone=True)
KINDS = ("date", "date-time")


@dataclass(frozen=True)
class Span:
    """The first and the last day or moment, both included."""

    start: ColumnElement
    end: ColumnElement


TIMES: dict[str, Callable[[Span, Span], ColumnElement[bool]]] = {
    "t_after": lambda a, b: a.start > b.end,
    "t_before": lambda a, b: a.end < b.start,
    "t_disjoint": lambda a, b: or_(a.start > b.end, a.end < b.start),
    "t_intersects": lambda a, b: not_(or_(a.start > b.end, a.end < b.start)),
    "t_equals": lambda a, b: and_(a.start == b.start, a.end == b.end),
    "t_during": lambda a, b: and_(a.start > b.start, a.end < b.end),
    "t_contains": lambda a, b: and_(a.start < b.start, a.end > b.end),
    "t_meets": lambda a, b: a.end == b.start,
    "t_metBy": lambda a, b: a.start == b.end,
    "t_overlaps": lambda a, b: and_(a.start < b.start, a.end > b.start, a.end < b.end),
    "t_overlappedBy": lambda a, b: and_(a.start > b.start, a.start < b.end, a.end > b.end),
    "t_starts": lambda a, b: and_(a.start == b.start, a.end < b.end),
    "t_startedBy": lambda a, b: and_(a.start == b.start, a.end > b.end),
    "t_finishes": lambda a, b: and_(a.end == b.end, a.start > b.start),
    "t_finishedBy": lambda a, b: and_(a.end == b.end, a.start < b.start),
}


def time(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    """A temporal predicate between properties and literals; both sides are brought to days when one is a day."""
    if len(arguments) != 2:
        raise refused("filter.arguments", value=name)
    sides = [_ends(each, scope) for each in arguments]
    columns = [end for side in sides for end in side if isinstance(end, Value) and end.plain is None]
    days = any(end.kind == "date" for end in columns) if columns else False
    if days and any(end.kind != "date" for end in columns):
        raise refused("filter.kinds", one="date", other="date-time")
    return TIMES[name](*(_span(side, days, scope) for side in sides))


def _ends(node: Any, scope: Scope) -> tuple:
    """The two ends as Values, or None where an interval is open."""
    if isinstance(node, dict) and set(node) == {"interval"}:
        ends = node["interval"]
        if not isinstance(ends, list) or len(ends) != 2:
            raise refused("filter.interval")
        start, end = (_end(each, scope) for each in ends)
        if start and end and start.plain and end.plain and _local(start, scope) > _local(end, scope):
            raise refused("filter.interval")
        return start, end
    instant = _end(node, scope)
    if instant is None:
        raise refused("filter.interval")
    return instant, instant


def _end(node: Any, scope: Scope) -> Value | None:
    if node == "..":
        return None
    if isinstance(node, str):
        node = {"date" if DAY.fullmatch(node) else "timestamp": node}
    found = value(node, scope)
    if found.kind not in KINDS:
        raise refused("filter.kinds", one=found.kind, other="date-time")
    return found


def _span(ends: tuple, days: bool, scope: Scope) -> Span:
    kind = Date() if days else MOMENTS
    start, end = ends
    return Span(
        literal_column("'-infinity'", kind) if start is None else _bound(start, days, scope, last=False),
        literal_column("'infinity'", kind) if end is None else _bound(end, days, scope, last=True),
    )


def _bound(end: Value, days: bool, scope: Scope, *, last: bool) -> ColumnElement:
    """The end as a day or as a moment: a day written beside times lasts from its first moment to its last."""
    if end.plain is None:
        return end.sql
    moment = _local(end, scope)
    if days:
        return value({"date": moment.date().isoformat()}, scope).sql
    if end.kind == "date" and last:
        moment += timedelta(days=1, microseconds=-1)
    return value({"timestamp": moment.isoformat()}, scope).sql


def _local(end: Value, scope: Scope) -> datetime:
    if end.kind == "date":
        return datetime.combine(end.plain, clock(), scope.zone)
    return end.plain.astimezone(scope.zone)
