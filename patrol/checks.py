"""What a submission must not claim: times and places that cannot be."""

from datetime import UTC, datetime, timedelta
from math import cos, hypot, radians

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import Invalid
from patrol.queries import photos as photo_queries
from patrol.queries.divisions import Extent, county_extent
from patrol.rules.encoding import check_position
from patrol.rules.track import METRES_PER_DEGREE, Fix

AROUND_PATROL = timedelta(hours=1)


def check_times(data: dict, fixes: list[Fix], now: datetime, settings: Settings) -> None:
    """Start before end, neither in the future nor long past, and the track within them; Invalid otherwise."""
    latest = now + timedelta(seconds=settings.clock_skew_s)
    oldest = now - timedelta(days=settings.oldest_patrol_days)
    start, end = data["started_at"], data["ended_at"]
    for field, at in (
        ("started_at", start),
        ("ended_at", end),
        ("track", _moment(fixes[0])),
        ("track", _moment(fixes[-1])),
    ):
        if at > latest:
            raise Invalid({field: ("in_future", {"now": _local(now, settings)})})
        if at < oldest:
            raise Invalid({field: ("too_old", {"oldest": _local(oldest, settings)})})
    if end < start:
        raise Invalid({"ended_at": "times_order"})
    if _moment(fixes[0]) < start - AROUND_PATROL or _moment(fixes[-1]) > end + AROUND_PATROL:
        raise Invalid({"track": "outside_patrol"})
    for kind, name in (("observations", "at"), ("photos", "taken_at")):
        for index, item in enumerate(data[kind]):
            if item[name] > latest:
                raise Invalid({f"{kind}.{index}.{name}": ("in_future", {"now": _local(now, settings)})})


def _moment(fix: Fix) -> datetime:
    try:
        return datetime.fromtimestamp(fix.t, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC) if fix.t > 0 else datetime.min.replace(tzinfo=UTC)


def _local(at: datetime, settings: Settings) -> str:
    """A moment as people of the county write it."""
    return f"{at.astimezone(settings.timezone):%Y-%m-%d %H:%M}"


def check_places(session: Session, officer: Viewer, data: dict, fixes: list[Fix], settings: Settings) -> None:
    """Positions in range, and the track mostly in the officer's county (20 km around it are allowed)."""
    for kind in ("observations", "photos"):
        for index, item in enumerate(data[kind]):
            if item.get("position"):
                check_position(item["position"]["lon"], item["position"]["lat"], f"{kind}.{index}.position")
    county = county_extent(session, officer.division_code)
    if county is None:
        return
    distances = [metres_outside(county, fix.lon, fix.lat) for fix in fixes]
    if sum(distance > settings.outside_county_m for distance in distances) * 2 > len(fixes):
        middle = fixes[len(fixes) // 2]
        if metres_outside(county, middle.lat, middle.lon) <= settings.outside_county_m:
            raise Invalid({"track": "axes_swapped"})
        raise Invalid({"track": ("outside_county", {"distance_km": round(min(distances) / 1000)})})
    for kind in ("observations", "photos"):
        for index, item in enumerate(data[kind]):
            position = item.get("position")
            off = metres_outside(county, position["lon"], position["lat"]) if position and kind == "observations" else 0
            if off > settings.outside_county_m:
                field = f"{kind}.{index}.position"
                raise Invalid({field: ("outside_county", {"distance_km": round(off / 1000)})})


def check_photos(session: Session, photos: list[dict]) -> None:
    """A photo that is kept already has the length that is declared; Invalid otherwise."""
    if not photos:
        return
    kept = photo_queries.kept_bytes(session, [photo["sha256"] for photo in photos])
    for index, photo in enumerate(photos):
        actual = kept.get(photo["sha256"], photo["bytes"])
        if actual != photo["bytes"]:
            said = ("photo_length", {"declared": photo["bytes"], "actual": actual})
            raise Invalid({f"photos.{index}.bytes": said})


def metres_outside(extent: Extent, lon: float, lat: float) -> float:
    """How far, in metres, a position lies outside a bounding box; 0 inside."""
    dx = max(extent.west - lon, 0.0, lon - extent.east) * cos(radians(lat)) * METRES_PER_DEGREE
    dy = max(extent.south - lat, 0.0, lat - extent.north) * METRES_PER_DEGREE
    return hypot(dx, dy)


def apart_m(fix: Fix, lon: float, lat: float) -> float:
    """How far, in metres, a place lies from a fix."""
    return hypot((lon - fix.lon) * cos(radians(fix.lat)), lat - fix.lat) * METRES_PER_DEGREE
