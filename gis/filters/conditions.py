"""The logical side of a filter: and, or, not, comparisons."""

import operator
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, true

from gis.filters.places import PLACES, place
from gis.filters.reading import SHAPE_NAMES, Scope, refused
from gis.filters.times import TIMES, time
from gis.filters.values import Value, alike, value

COMPARISONS = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
ANY_KIND = frozenset({"=", "<>"})


def condition(node: Any, scope: Scope) -> ColumnElement[bool]:
    """The SQL of a filter, or of a part of one that is true or false. BadParameter for what is not understood."""
    if isinstance(node, bool):
        return true() if node else false()
    if isinstance(node, dict) and "op" in node:
        name, arguments = node["op"], node.get("args")
        if not isinstance(name, str) or not isinstance(arguments, list) or set(node) != {"op", "args"}:
            raise refused("filter.node")
        if name in PLACES:
            return place(name, arguments, scope)
        if name in TIMES:
            return time(name, arguments, scope)
        if name in OPERATORS:
            return OPERATORS[name](name, arguments, scope)
        raise refused("filter.operator", value=name[:40])
    found = value(node, scope)
    if found.kind != "boolean":
        raise refused("filter.condition")
    return found.sql


def _joined(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    if len(arguments) < 2:
        raise refused("filter.arguments", value=name)
    parts = [condition(each, scope) for each in arguments]
    return and_(*parts) if name == "and" else or_(*parts)


def _negated(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    (only,) = _exactly(1, name, arguments)
    return not_(condition(only, scope))


def _compared(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    left, right = (value(each, scope) for each in _exactly(2, name, arguments))
    if name not in ANY_KIND and "boolean" in (left.kind, right.kind):
        raise refused("filter.kinds", one="boolean", other="number")
    return COMPARISONS[name](*alike(left, right))


def _between(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    tested, low, high = (value(each, scope) for each in _exactly(3, name, arguments))
    (one, least), (other, most) = alike(tested, low), alike(tested, high)
    return and_(one >= least, other <= most)


def _listed(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    tested, options = _exactly(2, name, arguments)
    if not isinstance(options, list):
        raise refused("filter.arguments", value=name)
    found = value(tested, scope)
    pairs = [alike(found, value(each, scope)) for each in options]
    return or_(false(), *(one == other for one, other in pairs))


def _like(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    left, right = (value(each, scope) for each in _exactly(2, name, arguments))
    for each in (left, right):
        if each.kind != "string":
            raise refused("filter.kinds", one=each.kind, other="string")
    _check_pattern(right)
    return left.sql.like(right.sql)


def _check_pattern(pattern: Value) -> None:
    text = pattern.plain
    if text is None:
        raise refused("filter.pattern")
    if (len(text) - len(text.rstrip("\\"))) % 2:
        raise refused("filter.pattern")


def _is_null(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    (only,) = _exactly(1, name, arguments)
    if isinstance(only, dict) and set(only) == {"property"} and only["property"] in SHAPE_NAMES:
        return scope.column("geom").is_(None)
    return value(only, scope).sql.is_(None)


def _exactly(count: int, name: str, arguments: list) -> list:
    if len(arguments) != count:
        raise refused("filter.arguments", value=name)
    return arguments


OPERATORS: dict[str, Callable[[str, list, Scope], ColumnElement[bool]]] = {
    "and": _joined,
    "or": _joined,
    "not": _negated,
    "between": _between,
    "in": _listed,
    "like": _like,
    "isNull": _is_null,
    **dict.fromkeys(COMPARISONS, _compared),
}
