"""The OsmAnd protocol, as OsmAnd and Traccar Client speak it: one position as parameters, one or several as JSON.

Parameters: id (or deviceid), lat and lon (or location), timestamp in seconds, milliseconds or as ISO 8601, accuracy in
metres. Without a timestamp the server's time holds. What else is sent (speed, bearing, altitude, batt …) is not kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from typing import Any, NamedTuple

from patrol.errors import Invalid, Refusal
from patrol.rules.encoding import check_position
from patrol.rules.track import Fix

MILLISECONDS_FROM = 100_000_000_000
"""A larger number is no date in seconds that anybody will see."""

MOST_AT_ONCE = 1_000
READ = ("id", "deviceid", "lat", "lon", "location", "timestamp", "accuracy", "valid")
"""The parameters that are read."""


class Window(NamedTuple):
    """The moments between which positions are taken."""

    oldest: datetime
    latest: datetime


@dataclass
class Told:
    """What a request told: the device's key, sound positions, and field → what is wrong with others."""

    key: str
    fixes: list[Fix] = field(default_factory=list)
    errors: dict[str, object] = field(default_factory=dict)


def told_by_parameters(given: Mapping[str, str], now: datetime, window: Window) -> Told:
    """One position from a query or a form."""
    lat, _, lon = str(given.get("location") or "").partition(",")
    said = {
        "lat": given.get("lat") or lat,
        "lon": given.get("lon") or lon,
        "timestamp": given.get("timestamp"),
        "accuracy": given.get("accuracy"),
        "valid": given.get("valid"),
    }
    told = Told(_key(given.get("id") or given.get("deviceid")))
    _take(told, said, now, window, "")
    return told


def told_by_json(body: Any, now: datetime, window: Window) -> Told:
    """One position, or a list of them under `location`, as Traccar Client 9 sends them."""
    if not isinstance(body, dict):
        raise Refusal("bad_fix", {"body": "not_object"})
    locations = body.get("location")
    several = isinstance(locations, list)
    told = Told(_key(body.get("device_id") or body.get("id")))
    for index, location in enumerate(locations[:MOST_AT_ONCE] if several else [locations]):
        path = f"location.{index}." if several else "location."
        coords = location.get("coords") if isinstance(location, dict) else None
        if not isinstance(coords, dict):
            told.errors[f"{path}coords"] = "required"
            continue
        said = {"lat": coords.get("latitude"), "lon": coords.get("longitude"), "accuracy": coords.get("accuracy")}
        _take(told, said | {"timestamp": location.get("timestamp")}, now, window, path)
    if several and len(locations) > MOST_AT_ONCE:
        told.errors["location"] = ("length", {"min": 1, "max": MOST_AT_ONCE})
    return told


def _key(said: Any) -> str:
    # JSON can spell halves of letters, which no hash can be made of.
    key = str(said or "").encode(errors="replace").decode().strip()
    if not key:
        raise Refusal("bad_fix", {"id": "required"})
    return key


def _take(told: Told, said: Mapping[str, Any], now: datetime, window: Window, path: str) -> None:
    """Add the position, or what is wrong with it."""
    try:
        if str(said.get("valid") or "").lower() in ("false", "0"):
            raise Invalid({"valid": "fix_not_valid"})
        lon, lat = _number(said["lon"], "lon"), _number(said["lat"], "lat")
        check_position(lon, lat, "position")
        at = _moment(said["timestamp"], now)
        if not window.oldest <= at <= window.latest:
            key = "fix_too_old" if at < window.oldest else "in_future"
            raise Invalid({"timestamp": (key, {"now": now.isoformat(timespec="seconds")})})
        told.fixes.append(Fix(at.timestamp(), lon, lat, _accuracy(said.get("accuracy"))))
    except Invalid as wrong:
        told.errors |= {path + name: reason for name, reason in wrong.errors.items()}


def _number(said: Any, name: str) -> float:
    if said is None or said == "":
        raise Invalid({name: "required"})
    try:
        return float(said)
    except (TypeError, ValueError, OverflowError) as error:
        raise Invalid({name: "not_number"}) from error


def _accuracy(said: Any) -> float | None:
    """Metres; nothing where the device does not know, which some tell by a negative number."""
    try:
        metres = float(said)
    except (TypeError, ValueError, OverflowError):
        return None
    return metres if isfinite(metres) and metres >= 0 else None


def _moment(said: Any, now: datetime) -> datetime:
    if said is None or said == "":
        return now
    try:
        number = float(said)
    except (TypeError, ValueError, OverflowError):
        return _iso(str(said))
    try:
        return datetime.fromtimestamp(number / 1000 if number >= MILLISECONDS_FROM else number, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Invalid({"timestamp": "not_datetime"}) from error


def _iso(said: str) -> datetime:
    """A form that has turned the plus of an offset into a space is read all the same; without an offset it is UTC."""
    head, space, offset = said.rpartition(" ")
    try:
        at = datetime.fromisoformat(f"{head}+{offset}" if space and "T" in head else said)
    except ValueError as error:
        raise Invalid({"timestamp": "not_datetime"}) from error
    if not 1900 <= at.year <= 2200:
        raise Invalid({"timestamp": "not_datetime"})
    return at if at.tzinfo else at.replace(tzinfo=UTC)
