"""Variables of the environment, read strictly: what cannot be used is named, with what it must be."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from math import isfinite
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class BadSetting(ValueError):
    """A variable of the environment cannot be used as it is; the message names it and says what it must be."""


def read(environ: Mapping[str, str], name: str, convert: Callable, default):
    """The setting `name`; BadSetting when it is not of its kind."""
    written = environ.get(name)
    if not written:
        return default
    try:
        return convert(written)
    except (ValueError, ZoneInfoNotFoundError) as error:
        # A mail server's address holds a password, a map service's may hold a key.
        shown = name if convert in (mail_server, tile_addresses) else f"{name}={written}"
        raise BadSetting(f"{shown} cannot be used; {EXPECTED.get(convert, 'leave it out for the default.')}") from error


def port(written: str) -> int:
    """A TCP port."""
    port = int(written)
    if not 0 < port < 2**16:
        raise ValueError(written)
    return port


def count(written: str) -> int:
    """A whole number from 1 on."""
    count = int(written)
    if count < 1:
        raise ValueError(written)
    return count


LEAST_DAYS_KEPT = 62


def days_kept(written: str) -> int:
    """So many days, at least those of two months: a month is assessed, and appealed, after it has passed."""
    days = int(written)
    if days < LEAST_DAYS_KEPT:
        raise ValueError(written)
    return days


def positive(written: str) -> float:
    """A finite number above 0."""
    number = float(written)
    if not (isfinite(number) and number > 0):
        raise ValueError(written)
    return number


def tile_addresses(written: str) -> tuple[str, ...]:
    """Addresses of tiles, parted by spaces: http(s), with {z}, {x} and {y}."""
    addresses = tuple(written.split())
    for each in addresses:
        parts = urlsplit(each)
        whole = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        plain = not set(parts.netloc) & set("{};,'\"")
        if not (whole and plain and all(name in each for name in ("{z}", "{x}", "{y}"))):
            raise ValueError(written)
    return addresses


def mail_server(written: str) -> str:
    """The address of an SMTP server."""
    parts = urlsplit(written)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.port == 0:
        raise ValueError
    return written


def address(written: str) -> tuple[str, int]:
    """An address and a TCP port, as in 0.0.0.0:5433 or [::]:5433."""
    host, _, number = written.rpartition(":")
    host = host.strip("[]")
    if not host or "/" in host:
        raise ValueError(written)
    return host, port(number)


def hour(written: str) -> time:
    """An hour of the local day."""
    return datetime.strptime(written, "%H:%M").time()


EXPECTED = {
    int: "it must be a whole number.",
    tile_addresses: "it must be addresses such as https://host/wmts?…&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}.",
    mail_server: "it must be smtp://user:password@host:587 or smtps://…",
    hour: "it must be an hour such as 07:30.",
    address: "it must be an address and a port, as in 0.0.0.0:5433.",
    port: "it must be a port from 1 to 65535, as in PORT=8000.",
    count: "it must be a whole number from 1 on.",
    days_kept: f"it must be a whole number of days from {LEAST_DAYS_KEPT} on.",
    positive: "it must be a number greater than 0.",
    ZoneInfo: "it must be a time zone such as Asia/Shanghai.",
}
