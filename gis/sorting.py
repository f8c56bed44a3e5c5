"""The order of a page's features, and where the next page begins: by the values of the last row, never by counting."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Select, String, and_, bindparam, cast, literal, or_

from gis.errors import BadParameter
from gis.layers import Property

MAX_KEY = 2**63 - 1
MOST_TERMS = 5


@dataclass(frozen=True)
class Term:
    """One property to sort by; rows without a value come last either way."""

    name: str
    descending: bool = False


@dataclass(frozen=True)
class Start:
    """Where a page begins: after the row with that key and those sort values, as text; ``matched`` rows in all."""

    key: int
    matched: int
    values: tuple[str | None, ...] = ()

    def token(self) -> str:
        """As the ``next`` link carries it."""
        plain = f"{self.key}.{self.matched}"
        if not self.values:
            return plain
        packed = base64.urlsafe_b64encode(json.dumps(self.values, ensure_ascii=False).encode()).decode()
        return f"{plain}.{packed.rstrip('=')}"


def terms(text: str | None, properties: Mapping[str, Property]) -> tuple[Term, ...]:
    """The terms of ``sortby``: names between commas, each with + or - before it."""
    if text is None:
        return ()
    found = []
    for part in text.split(","):
        # a plus in a query string arrives as a blank
        name = part.lstrip("+- ") if part[:1] in "+- " else part
        if name not in properties:
            raise BadParameter("sortby", "sortby", value=part[:40], known=", ".join(properties))
        found.append(Term(name, part.startswith("-")))
    if len(found) > MOST_TERMS or len({each.name for each in found}) < len(found):
        raise BadParameter("sortby", "sortby.terms", most=MOST_TERMS)
    return tuple(found)


def start(text: str | None, sort: tuple[Term, ...]) -> Start | None:
    """Where the page begins, out of the token of a ``next`` link."""
    if text is None:
        return None
    try:
        key, matched, *packed = text.split(".")
        values = json.loads(base64.urlsafe_b64decode(packed[0] + "=" * (-len(packed[0]) % 4))) if packed else []
        found = Start(_whole(key), _whole(matched), tuple(values))
        usable = len(values) == len(sort) and all(value is None or isinstance(value, str) for value in values)
        if not usable or found.matched < 0 or len(packed) > 1 or any("\0" in (value or "") for value in values):
            raise ValueError(text)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise BadParameter("token", "token") from None
    return found


def _whole(text: str) -> int:
    if not (text.isascii() and text.removeprefix("-").isdigit() and abs(int(text[:20])) <= MAX_KEY and len(text) < 21):
        raise ValueError(text)
    return int(text)


def order(columns, sort: tuple[Term, ...]) -> list[ColumnElement]:
    """ORDER BY: the terms, then the key, so that equal rows keep one order."""
    ordered = [columns[each.name].desc() if each.descending else columns[each.name].asc() for each in sort]
    return [*(each.nulls_last() for each in ordered), columns["key"].asc()]


def last_values(columns, sort: tuple[Term, ...]) -> list[ColumnElement]:
    """The values of a row that its place in the order hangs on, as text."""
    return [cast(columns[each.name], String) for each in sort]


def beyond(rows: Select, sort: tuple[Term, ...], begins: Start) -> ColumnElement[bool]:
    """The condition on rows that come after the one where the page before ended."""
    columns = rows.selected_columns
    after: ColumnElement[bool] = columns["key"] > bindparam("after", begins.key, BigInteger)
    for term, text in reversed(list(zip(sort, begins.values, strict=True))):
        column = columns[term.name]
        if text is None:
            after = and_(column.is_(None), after)
            continue
        value = cast(literal(text, String), column.type)
        further = column < value if term.descending else column > value
        after = or_(further, column.is_(None), and_(column == value, after))
    return after
