"""Every setting, read once from the environment."""

import os
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from patrol.environment import address, count, days_kept, hour, mail_server, port, positive, tile_addresses
from patrol.environment import read as setting

ROOT = Path(__file__).resolve().parent.parent


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
class ImportSettings:
    """How large a file of features may be, how much one officer may keep here, and for how many days.

    A file that ended its worker `attempts` times is not read again.
    """

    most_bytes: int = 512 * 1024 * 1024
    held_bytes: int = 2 * 1024**3
    days: int = 7
    attempts: int = 3


@dataclass(frozen=True)
class NotifySettings:
    """How messages leave the house: the mail server and sender, the hour of the digest, what robots may be.

    `smtp_url` is smtp://user:password@host:587 (TLS from STARTTLS where it is offered) or smtps://…; none sends no
    mail. `private_webhooks` lets webhooks be http and lie in private networks. `ca_file` has certificates to trust.
    """

    smtp_url: str | None = field(default=None, repr=False)
    sender: str | None = None
    digest_at: time = time(7, 30)
    digest_daily: bool = False
    private_webhooks: bool = False
    ca_file: Path | None = None
    timeout_s: float = 10.0


@dataclass(frozen=True)
class MapSettings:
    """What lies under the console's map, and what the law wants on it.

    `wmts` are addresses of tiles ({z}, {x}, {y}, {key}), drawn one over the other; `approval` is the 审图号.
    """

    wmts: tuple[str, ...] = ()
    wmts_key: str = field(default="", repr=False)
    approval: str | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The origins that tiles come from, each once."""
        parts = [urlsplit(each) for each in self.wmts]
        return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))


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
    screen_days: int = 400
    max_body_bytes: int = 8 * 1024 * 1024
    max_photo_bytes: int = 32 * 1024 * 1024
    undeclared_photo_days: int = 30
    track_days: int | None = None
    clock_skew_s: float = 24 * 3600
    oldest_patrol_days: int = 3 * 366
    outside_county_m: float = 20_000.0
    secure_cookie: bool = False
    base_map: Path | None = None
    public_url: str | None = None
    gis_listen: tuple[str, int] | None = None
    gis_address: tuple[str, int] | None = None
    coverage: CoverageSettings = CoverageSettings()
    track: TrackSettings = TrackSettings()
    cases: CaseSettings = CaseSettings()
    uploads: UploadSettings = UploadSettings()
    imports: ImportSettings = ImportSettings()
    loggers: LoggerSettings = LoggerSettings()
    notify: NotifySettings = NotifySettings()
    maps: MapSettings = MapSettings()

    @classmethod
    def from_env(cls, environ=os.environ) -> "Settings":
        """Read PORT, HOST, DATABASE_URL and the PATROL_* variables; what is not set keeps its default. BadSetting."""
        read = partial(setting, environ)
        return cls(
            data=read("PATROL_DATA", Path, ROOT / "var").resolve(),
            database_url=environ.get("DATABASE_URL") or None,
            replica_url=environ.get("DATABASE_REPLICA_URL") or None,
            host=environ.get("HOST") or cls.host,
            port=read("PORT", port, cls.port),
            demo=environ.get("PATROL_DEMO", "1") != "0",
            workers=read("PATROL_WORKERS", count, cls.workers),
            threads=read("PATROL_THREADS", count, cls.threads),
            proxies=read("PATROL_PROXIES", int, cls.proxies),
            timezone=read("PATROL_TIMEZONE", ZoneInfo, ZoneInfo("Asia/Shanghai")),
            undeclared_photo_days=read("PATROL_UNDECLARED_PHOTO_DAYS", count, cls.undeclared_photo_days),
            track_days=read("PATROL_TRACK_DAYS", days_kept, None),
            secure_cookie=environ.get("PATROL_SECURE_COOKIE", "0") == "1",
            public_url=(environ.get("PATROL_PUBLIC_URL") or "").rstrip("/") or None,
            gis_listen=read("PATROL_GIS_LISTEN", address, None),
            gis_address=read("PATROL_GIS_ADDRESS", address, None),
            base_map=Path(environ["PATROL_BASE_MAP"]).resolve() if environ.get("PATROL_BASE_MAP") else None,
            coverage=CoverageSettings(
                tolerance_m=read("PATROL_TOLERANCE_M", positive, CoverageSettings.tolerance_m),
                sight_m=read("PATROL_SIGHT_M", positive, CoverageSettings.sight_m),
            ),
            track=TrackSettings(max_speed_mps=read("PATROL_MAX_SPEED_MPS", positive, TrackSettings.max_speed_mps)),
            cases=CaseSettings(reach_m=read("PATROL_REACH_M", positive, CaseSettings.reach_m)),
            notify=NotifySettings(
                smtp_url=read("PATROL_SMTP_URL", mail_server, None),
                sender=environ.get("PATROL_MAIL_FROM") or None,
                digest_at=read("PATROL_DIGEST_AT", hour, NotifySettings.digest_at),
                digest_daily=environ.get("PATROL_DIGEST_DAYS") == "daily",
                private_webhooks=environ.get("PATROL_PRIVATE_WEBHOOKS", "0") == "1",
                ca_file=read("PATROL_CA_FILE", Path, None),
            ),
            maps=MapSettings(
                wmts=read("PATROL_BASE_WMTS", tile_addresses, ()),
                wmts_key=environ.get("PATROL_BASE_WMTS_KEY") or "",
                approval=environ.get("PATROL_MAP_APPROVAL") or None,
            ),
        )
