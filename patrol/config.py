"""Every setting, read once from the environment."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from math import isfinite
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A variable of the environment cannot be used as it is; the message names it and says what it must be."""


@dataclass(frozen=True)
class CoverageSettings:
    """How near, in metres, a walk must come to count; see DESIGN, segment and plot coverage."""

    tolerance_m: float = 50.0
    station_step_m: float = 20.0
    bridge_stations: int = 2
    crossing_m: float = 120.0
    cell_m: float = 100.0
    sight_m: float = 80.0
    full_share: float = 0.8


@dataclass(frozen=True)
class TrackSettings:
    """What a raw track must be cleaned of."""

    max_accuracy_m: float = 100.0
    max_speed_mps: float = 10.0
    gap_s: float = 120.0
    stay_s: float = 180.0
    stay_radius_m: float = 30.0
    max_points: int = 50_000


@dataclass(frozen=True)
class LoggerSettings:
    """When the fixes of a logger make another outing, and which fixes of a live device are taken.

    A file's outing ends at a gap, a live one at a silence; it is closed when the device has told nothing for `quiet_s`.
    """

    outing_gap_s: float = 4 * 3600.0
    silence_s: float = 1800.0
    quiet_s: float = 600.0
    ahead_s: float = 600.0
    oldest_days: int = 30
    kept_days: int = 60


@dataclass(frozen=True)
class CaseSettings:
    """How near, in metres, things must be to an issue to belong to it."""

    reach_m: float = 200.0
    duplicate_m: float = 100.0
    object_m: float = 200.0


@dataclass(frozen=True)
class UploadSettings:
    """What one officer may have on its way, how long it is kept, and how long a sender may be silent."""

    days: int = 7
    most: int = 50
    most_bytes: int = 256 * 1024 * 1024
    silence_s: float = 20.0


@dataclass(frozen=True)
class Settings:
    """The settings of one process. `data` holds every file the system keeps."""

    data: Path = ROOT / "var"
    database_url: str | None = None
    replica_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = True
    workers: int = 2
    threads: int = 48
    proxies: int = 0
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    token_days: int = 90
    max_body_bytes: int = 8 * 1024 * 1024
    max_photo_bytes: int = 32 * 1024 * 1024
    undeclared_photo_days: int = 30
    clock_skew_s: float = 24 * 3600
    oldest_patrol_days: int = 3 * 366
    outside_county_m: float = 20_000.0
    secure_cookie: bool = False
    base_map: Path | None = None
    public_url: str | None = None
    coverage: CoverageSettings = CoverageSettings()
    track: TrackSettings = TrackSettings()
    cases: CaseSettings = CaseSettings()
    uploads: UploadSettings = UploadSettings()
    loggers: LoggerSettings = LoggerSettings()

    @classmethod
    def from_env(cls, environ=os.environ) -> "Settings":
        """Read PORT, HOST, DATABASE_URL and the PATROL_* variables; what is not set keeps its default. BadSetting."""
        read = partial(_read, environ)
        return cls(
            data=read("PATROL_DATA", Path, ROOT / "var").resolve(),
            database_url=environ.get("DATABASE_URL") or None,
            replica_url=environ.get("DATABASE_REPLICA_URL") or None,
            host=environ.get("HOST") or cls.host,
            port=read("PORT", _port, cls.port),
            demo=environ.get("PATROL_DEMO", "1") != "0",
            workers=read("PATROL_WORKERS", _count, cls.workers),
            threads=read("PATROL_THREADS", _count, cls.threads),
            proxies=read("PATROL_PROXIES", int, cls.proxies),
            timezone=read("PATROL_TIMEZONE", ZoneInfo, ZoneInfo("Asia/Shanghai")),
            undeclared_photo_days=read("PATROL_UNDECLARED_PHOTO_DAYS", _count, cls.undeclared_photo_days),
            secure_cookie=environ.get("PATROL_SECURE_COOKIE", "0") == "1",
            public_url=(environ.get("PATROL_PUBLIC_URL") or "").rstrip("/") or None,
            base_map=Path(environ["PATROL_BASE_MAP"]).resolve() if environ.get("PATROL_BASE_MAP") else None,
            coverage=CoverageSettings(
                tolerance_m=read("PATROL_TOLERANCE_M", _positive, CoverageSettings.tolerance_m),
                sight_m=read("PATROL_SIGHT_M", _positive, CoverageSettings.sight_m),
            ),
            track=TrackSettings(max_speed_mps=read("PATROL_MAX_SPEED_MPS", _positive, TrackSettings.max_speed_mps)),
            cases=CaseSettings(reach_m=read("PATROL_REACH_M", _positive, CaseSettings.reach_m)),
        )


def _read(environ, name: str, convert: Callable, default):
    """The setting `name`; BadSetting when it is not of its kind."""
    written = environ.get(name)
    if not written:
        return default
    try:
        return convert(written)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise BadSetting(
            f"{name}={written} cannot be used; {EXPECTED.get(convert, 'leave it out for the default.')}"
        ) from error


def _port(written: str) -> int:
    port = int(written)
    if not 0 < port < 2**16:
        raise ValueError(written)
    return port


def _count(written: str) -> int:
    count = int(written)
    if count < 1:
        raise ValueError(written)
    return count


def _positive(written: str) -> float:
    number = float(written)
    if not (isfinite(number) and number > 0):
        raise ValueError(written)
    return number


EXPECTED = {
    int: "it must be a whole number.",
    _port: "it must be a port from 1 to 65535, as in PORT=8000.",
    _count: "it must be a whole number from 1 on.",
    _positive: "it must be a number greater than 0.",
    ZoneInfo: "it must be a time zone such as Asia/Shanghai.",
}
