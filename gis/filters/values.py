"""The scalar side of a filter: properties, literals, arithmetic. Each expression has a kind and its SQL."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, Date, DateTime, Float, String, Uuid, cast, func, literal

from gis.errors import BadParameter
from gis.filters.reading import Scope, refused
from gis.parameters import value as read_value

NUMBERS = frozenset({"integer", "number"})
TEXTS = frozenset({"string"})
ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "div"})
LARGEST_EXACT = 2**53
LARGEST = 1e150
"""Of a number in a filter: a product of two stays finite."""


@dataclass(frozen=True)
class Value:
    """An expression: ``kind`` is a property type; ``plain`` is a literal as it was written, else None."""

    kind: str
    sql: ColumnElement
    plain: Any = None

    @property
    def family(self) -> str:
        """What it may be compared with."""
        return "number" if self.kind in NUMBERS else self.kind


def value(node: Any, scope: Scope) -> Value:
    """The expression that a part of the filter stands for."""
    if isinstance(node, bool):
        return Value("boolean", literal(node, Boolean), node)
    if isinstance(node, int | float):
        return _number(node)
    if isinstance(node, str):
        if "\0" in node:
            raise BadParameter("filter", "nul")
        return Value("string", literal(node, String), node)
    if isinstance(node, dict):
        return _compound(node, scope)
    raise refused("filter.scalar")


def _compound(node: dict, scope: Scope) -> Value:
    if set(node) == {"property"} and isinstance(node["property"], str):
        name = node["property"]
        return Value(scope.property(name).type, scope.column(name))
    if set(node) == {"date"} or set(node) == {"timestamp"}:
        return _moment(node)
    if set(node) == {"op", "args"} and isinstance(node["args"], list):
        if node["op"] == "casei" and len(node["args"]) == 1:
            return _folded(value(node["args"][0], scope))
        if node["op"] in ARITHMETIC:
            return _sum(node["op"], node["args"], scope)
        raise refused("filter.operator", value=str(node["op"])[:40])
    raise refused("filter.scalar")


def _number(number: float) -> Value:
    if (isinstance(number, float) and not math.isfinite(number)) or abs(number) > LARGEST:
        raise refused("filter.number", value=str(number)[:40])
    if abs(number) < LARGEST_EXACT and number == int(number):
        return Value("integer", literal(int(number), BigInteger), number)
    return Value("number", literal(float(number), Float), number)


def _moment(node: dict) -> Value:
    (kind, text), kinds = next(iter(node.items())), {"date": "date", "timestamp": "date-time"}
    found = read_value("filter", kinds[kind], text if isinstance(text, str) else "")
    return Value(kinds[kind], _bound(found), found)


def _bound(found: date | datetime) -> ColumnElement:
    return literal(found, DateTime(timezone=True)) if isinstance(found, datetime) else literal(found, Date)


def _folded(found: Value) -> Value:
    if found.kind != "string":
        raise refused("filter.kinds", one=found.kind, other="string")
    return Value("string", func.lower(found.sql), found.plain)


def _sum(operator: str, arguments: list, scope: Scope) -> Value:
    if len(arguments) != 2:
        raise refused("filter.arguments", value=operator)
    left, right = (value(each, scope) for each in arguments)
    for each in (left, right):
        if each.family != "number":
            raise refused("filter.kinds", one=each.kind, other="number")
    one, other = cast(left.sql, Float), cast(right.sql, Float)
    # what is divided by nothing is nothing, not an error that depends on the rows
    divisor = func.nullif(other, 0)
    results = {
        "+": lambda: one + other,
        "-": lambda: one - other,
        "*": lambda: one * other,
        "/": lambda: one / divisor,
        "div": lambda: func.trunc(one / divisor),
        "%": lambda: one - divisor * func.trunc(one / divisor),
    }
    return Value("number", results[operator]())


def alike(left: Value, right: Value) -> tuple[ColumnElement, ColumnElement]:
    """Both sides of a comparison; a text written beside a day, a time or a UUID is read as one."""
    if left.family != right.family:
        left, right = _read_as(left, right), _read_as(right, left)
    if left.family != right.family:
        raise refused("filter.kinds", one=left.kind, other=right.kind)
    return left.sql, right.sql


def _read_as(literal_side: Value, other: Value) -> Value:
    if not isinstance(literal_side.plain, str) or other.kind not in ("date", "date-time", "uuid"):
        return literal_side
    found = read_value("filter", other.kind, literal_side.plain)
    return Value(other.kind, literal(found, Uuid) if other.kind == "uuid" else _bound(found), found)
