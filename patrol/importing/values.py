"""Attribute values as they stand in offices' tables, turned into ours. Each function raises Unfit where it cannot."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

import numpy as np

from patrol.rules.areas import square_metres

SQUARE_METRES_PER_HECTARE = 10_000


class Unfit(ValueError):
    """A value that cannot be taken; `key` names the reason."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key, self.params = key, params


def text(value: object) -> str | None:
    """Text without blanks at its ends; a whole number without its decimal point; nothing as None."""
    if value is None or (isinstance(value, float | np.floating) and not math.isfinite(value)):
        return None
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    stripped = str(value).strip()
    if "\0" in stripped:
        raise Unfit("value_nul")
    return stripped or None


def number(value: object) -> float | None:
    """A finite number that is not negative."""
    written = text(value)
    if written is None:
        return None
    try:
        found = float(written.replace(",", ""))
    except ValueError:
        raise Unfit("value_number", value=written[:40]) from None
    if not math.isfinite(found):
        raise Unfit("value_number", value=written[:40])
    if found < 0:
        raise Unfit("value_negative", value=written[:40])
    return found


def scaled(to_square_metres: Callable[[float], float]) -> Callable[[object], float | None]:
    """A number in another unit of area, as square metres."""

    def area(value: object) -> float | None:
        found = number(value)
        return None if found is None else to_square_metres(found)

    return area


from_mu = scaled(square_metres)
from_hectares = scaled(lambda hectares: hectares * SQUARE_METRES_PER_HECTARE)


def year(value: object) -> int | None:
    """A calendar year, also written 2026年."""
    written = text(value)
    if written is None:
        return None
    match = re.fullmatch(r"(\d{4})年?(度)?", written)
    if not match or not 1950 <= int(match[1]) <= 2200:
        raise Unfit("value_year", value=written[:40])
    return int(match[1])


def day(value: object) -> date | None:
    """A calendar day: a date, or text like 2026-11-22, 2026/11/22, 20261122, 2026年11月22日."""
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else value.astype("datetime64[D]").item()
    if isinstance(value, date | datetime):
        return value.date() if isinstance(value, datetime) else value
    written = text(value)
    if written is None:
        return None
    match = re.match(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?", written)
    try:
        return date(*map(int, match.groups() if match else ()))
    except (TypeError, ValueError):
        raise Unfit("value_date", value=written[:40]) from None


def division(value: object) -> str | None:
    """A division code; 6 and 9 digits are filled up to 12."""
    written = text(value)
    if written is None:
        return None
    if not re.fullmatch(r"\d{6}|\d{9}|\d{12}", written):
        raise Unfit("value_division", value=written[:40])
    return written.ljust(12, "0")


def one_of(words: Mapping[str, tuple[str, ...]]) -> Callable[[object], str | None]:
    """One of our words, also by the words that tables use for it."""
    known = {word.casefold(): ours for ours, theirs in words.items() for word in (ours, *theirs)}
    choices = ", ".join(f"{ours} ({'/'.join(theirs)})" for ours, theirs in words.items())

    def choice(value: object) -> str | None:
        written = text(value)
        if written is None:
            return None
        if written.casefold() not in known:
            raise Unfit("value_choice", value=written[:40], choices=choices)
        return known[written.casefold()]

    return choice
