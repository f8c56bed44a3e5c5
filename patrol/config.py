"""Every setting, read once from the environment."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

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
class CaseSettings:
    """How near, in metres, things must be to an issue to belong to it."""

    reach_m: float = 200.0
    duplicate_m: float = 100.0
    object_m: float = 200.0


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
    threads: int = 8
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    token_days: int = 90
    max_body_bytes: int = 8 * 1024 * 1024
    max_photo_bytes: int = 32 * 1024 * 1024
    clock_skew_s: float = 24 * 3600
    oldest_patrol_days: int = 3 * 366
    outside_county_m: float = 20_000.0
    secure_cookie: bool = False
    coverage: CoverageSettings = CoverageSettings()
    track: TrackSettings = TrackSettings()
    cases: CaseSettings = CaseSettings()

    @classmethod
    def from_env(cls, environ=os.environ) -> "Settings":
        """Read PORT, HOST, DATABASE_URL and the PATROL_* variables; what is not set keeps its default."""
        data = Path(environ.get("PATROL_DATA") or ROOT / "var").resolve()
        return cls(
            data=data,
            database_url=environ.get("DATABASE_URL") or None,
            replica_url=environ.get("DATABASE_REPLICA_URL") or None,
            host=environ.get("HOST") or cls.host,
            port=int(environ.get("PORT") or cls.port),
            demo=environ.get("PATROL_DEMO", "1") != "0",
            workers=int(environ.get("PATROL_WORKERS") or cls.workers),
            threads=int(environ.get("PATROL_THREADS") or cls.threads),
            timezone=ZoneInfo(environ.get("PATROL_TIMEZONE") or "Asia/Shanghai"),
            secure_cookie=environ.get("PATROL_SECURE_COOKIE", "0") == "1",
            coverage=CoverageSettings(
                tolerance_m=float(environ.get("PATROL_TOLERANCE_M") or CoverageSettings.tolerance_m),
                sight_m=float(environ.get("PATROL_SIGHT_M") or CoverageSettings.sight_m),
            ),
            track=TrackSettings(
                max_speed_mps=float(environ.get("PATROL_MAX_SPEED_MPS") or TrackSettings.max_speed_mps),
            ),
            cases=CaseSettings(reach_m=float(environ.get("PATROL_REACH_M") or CaseSettings.reach_m)),
        )
