"""The query parameters of a request, read strictly: what is not understood is refused by name, never ignored."""

import math
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, tzinfo
from typing import Any
from uuid import UUID

from gis.areas import Area
from gis.errors import BadParameter
from gis.layers import Interval, Layer, Property
from gis.quads import LAST_ZOOM, Quad, Tile
from gis.references import CRS84, Reference

DEFAULT_LIMIT, MAX_LIMIT = 100, 10_000
MAX_KEY = 2**63 - 1
FARTHEST_M = 1e9

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"-?\d{1,19}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:)(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})",
    re.ASCII,
)


def check_names(given: Mapping[str, list[str]], known: Collection[str]) -> None:
    """Refuse parameters this resource does not know, parameters given twice, and NUL inside a value."""
    for name, values in given.items():
        if name not in known:
            raise BadParameter(name, "unknown", known=", ".join(sorted(known)))
        if len(values) > 1:
            raise BadParameter(name, "repeated")
        if "\0" in values[0]:
            raise BadParameter(name, "nul")


def check_format(given: Mapping[str, str], *served: str) -> None:
    """``f`` may only name a format that is served."""
    if given.get("f", served[0]) not in served:
        raise BadParameter("f", "format", known=", ".join(served))


def limit(text: str | None) -> int:
    """How many features a page holds; more than the maximum is brought down to it, as OGC allows."""
    if text is None:
        return DEFAULT_LIMIT
    if not WHOLE.fullmatch(text) or int(text) < 1:
        raise BadParameter("limit", "limit")
    return min(int(text), MAX_LIMIT)


def bbox(text: str | None, reference: Reference = CRS84) -> Area | None:
    """The box asked for; heights of a six-number box are checked and left aside. In degrees it may cross the
    antimeridian, its west then being east of its east."""
    if text is None:
        return None
    numbers = [finite("bbox", part) for part in text.split(",")] if text.count(",") in (3, 5) else []
    if not numbers:
        raise BadParameter("bbox", "bbox.count")
    half = len(numbers) // 2
    west, south = reference.ordered(numbers[0], numbers[1])
    east, north = reference.ordered(numbers[half], numbers[half + 1])
    ordered = [(south, north), *([] if reference.is_degrees else [(west, east)]), tuple(numbers[2::half])[:2]]
    for low, high in ordered if half > 2 else ordered[:-1]:
        if low > high:
            raise BadParameter("bbox", "bbox.order", low=low, high=high)
    if reference.is_degrees:
        check_degrees(west, east, 180, "bbox.longitude")
        check_degrees(south, north, 90, "bbox.latitude")
    elif max(map(abs, (west, south, east, north))) > FARTHEST_M:
        raise BadParameter("bbox", "bbox.far", value=text[:60])
    return Area(west, south, east, north, reference)


def check_degrees(low: float, high: float, most: int, reason: str) -> None:
    """Refuse a bound of the box that no place on Earth has."""
    for value in (low, high):
        if abs(value) > most:
            raise BadParameter("bbox", reason, value=value)


def finite(name: str, text: str) -> float:
    """A decimal number in ASCII digits; NaN, Infinity and 1e999 are refused."""
    value = float(text) if NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise BadParameter(name, "bbox.number", value=text[:40])
    return value


def properties(text: str | None, layer: Layer) -> Mapping[str, Property]:
    """The properties a page shall carry, in the order asked for; all of them when not asked."""
    if text is None:
        return layer.properties
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in layer.properties:
            raise BadParameter("properties", "properties", value=name[:40], known=", ".join(layer.properties))
    return {name: layer.properties[name] for name in names}


def interval(text: str | None, zone: tzinfo) -> Interval | None:
    """Local days, both included, of a date, a time or an interval; None when every end is open or nothing was asked."""
    if text is None:
        return None
    ends = text.split("/")
    if len(ends) > 2 or (len(ends) == 1 and ends[0] in ("", "..")):
        raise BadParameter("datetime", "datetime")
    first, last = (None if end in ("", "..") else local_day(end, zone) for end in (ends[0], ends[-1]))
    if first and last and first > last:
        raise BadParameter("datetime", "datetime.order")
    return first, last


def local_day(text: str, zone: tzinfo) -> date:
    """The day of the calendar in ``zone`` that a date or an RFC 3339 time falls on."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        return moment(text).astimezone(zone).date()
    except (ValueError, OverflowError):
        raise BadParameter("datetime", "datetime") from None


def moment(text: str) -> datetime:
    """An RFC 3339 time; a leap second reads as the second before it. ValueError when it is none."""
    parts = MOMENT.fullmatch(text)
    if not parts:
        raise ValueError(text)
    day, minute, second, fraction, offset = parts.groups()
    second = "59" if second == "60" else second
    return datetime.fromisoformat(f"{day}T{minute}{second}{(fraction or '')[:7]}{offset.upper()}")


READERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": lambda text: int(text) if WHOLE.fullmatch(text) and abs(int(text)) <= MAX_KEY else None,
    "number": lambda text: finite("", text),
    "boolean": lambda text: {"true": True, "false": False}.get(text),
    "date": lambda text: date.fromisoformat(text) if DAY.fullmatch(text) else None,
    "date-time": moment,
    "uuid": UUID,
}


def value(name: str, kind: str, text: str) -> Any:
    """The value of a property of that type."""
    try:
        found = READERS[kind](text)
    except (ValueError, BadParameter):
        found = None
    if found is None:
        raise BadParameter(name, "value", value=text[:40], kind=kind)
    return found


def tile(quad: Quad, z: str, row: str, column: str) -> Tile:
    """A tile address within a tile matrix set, named as the standard names its parts."""
    numbers = {"tileMatrix": z, "tileRow": row, "tileCol": column}
    for name, text in numbers.items():
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise BadParameter(name, "tile.number")
    zoom, y, x = (int(text) for text in numbers.values())
    if zoom > LAST_ZOOM:
        raise BadParameter("tileMatrix", "tile.zoom", last=LAST_ZOOM)
    for name, number, across in (("tileRow", y, quad.rows), ("tileCol", x, quad.columns)):
        if number >= across * 2**zoom:
            raise BadParameter(name, "tile.range", z=zoom, last=across * 2**zoom - 1)
    return Tile(zoom, x, y, quad)
