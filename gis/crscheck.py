"""Whether coordinates fit the system that they are said to be in, and which systems they would fit."""

import numpy as np

from gis.crs import Declared, from_epsg, geodetic, local_zone, named
from gis.refused import Refused

BBox = tuple[float, float, float, float]

_NEAR_DEG = 0.5
_FEW = 5
_GRID_WIDTH_M = 400_000.0
_NORTHINGS_M = (200_000.0, 6_200_000.0)
_CHINA: BBox = (73.0, 3.0, 136.5, 54.0)


def check(system: Declared | None, coordinates: np.ndarray, near: BBox | None = None) -> None:
    """Refuse coordinates (n, 2), x first, that do not fit `system`, or that have none; `near` is where they should lie.

    The middle of the coordinates decides: a stray feature is for the checks of features, a wrong system moves them all.
    """
    finite = coordinates[np.isfinite(coordinates).all(axis=1)]
    if len(finite) == 0:
        return
    x, y = (float(value) for value in np.median(finite, axis=0))
    if system is None:
        _refuse_axes(x, y)
        raise _offer("crs_missing", candidates(x, y, near), x=_written(x), y=_written(y))
    if not _fits(system, x, y):
        _refuse_axes(x, y)
        if _fits(system, y, x):
            raise Refused("axes_swapped", x=_written(x), y=_written(y))
        raise _offer("crs_mismatch", candidates(x, y, near), crs=system.label, x=_written(x), y=_written(y))
    if near is not None:
        _refuse_elsewhere(system, x, y, near)


def _written(value: float) -> str:
    """Metres in groups of three without decimals, zone digits first; degrees with decimals."""
    return f"{value:,.0f}" if abs(value) > 1_000 else f"{value:.6g}"


def candidates(x: float, y: float, near: BBox | None = None) -> list[int]:
    """EPSG codes that the position may be in, the likeliest first; `near` (degrees) rules out what lands elsewhere."""
    return [epsg for epsg in possible(x, y, near) if _lands(epsg, x, y, near)]


def possible(x: float, y: float, near: BBox | None) -> list[int]:
    """EPSG codes whose coordinates are of this size: degrees, numbered zones, zones by meridian, Web Mercator."""
    if abs(x) <= 180 and abs(y) <= 90:
        return [4490]
    prefix, easting = divmod(x, 1_000_000)
    if 25 <= prefix <= 45 and _is_easting(easting):
        return [4513 + int(prefix) - 25]
    codes = []
    if 13 <= prefix <= 23 and _is_easting(easting):
        codes.append(4491 + int(prefix) - 13)
    if prefix == 0 and _is_easting(easting):
        codes += range(4534, 4555)
        codes += _utm(near)
    if abs(x) > 1_000_000:
        codes.append(3857)
    return codes


def _utm(near: BBox | None) -> list[int]:
    if near is None:
        return []
    zone = int(((near[0] + near[2]) / 2 + 180) // 6) + 1
    return [(32600 if near[1] >= 0 else 32700) + zone]


def _is_easting(metres: float) -> bool:
    return abs(metres - 500_000) <= _GRID_WIDTH_M


def _lands(epsg: int, x: float, y: float, near: BBox | None) -> bool:
    lon, lat = from_epsg(epsg).to_stored(np.array([[x, y]]))[0]
    return _within(lon, lat, near or _CHINA) and (near is not None or _is_own_zone(epsg, lon, lat))


def _is_own_zone(epsg: int, lon: float, lat: float) -> bool:
    return not 4534 <= epsg <= 4554 or local_zone(lon, lat) == epsg


def _within(lon: float, lat: float, bbox: BBox) -> bool:
    west, south, east, north = bbox
    return bool(west - _NEAR_DEG <= lon <= east + _NEAR_DEG and south - _NEAR_DEG <= lat <= north + _NEAR_DEG)


def _fits(system: Declared, x: float, y: float) -> bool:
    if not system.is_projected:
        return abs(x) <= 180 and abs(y) <= 90
    if max(abs(x), abs(y)) <= 180:
        return False
    false_easting = _false_easting(system)
    if false_easting is None:
        return True
    return abs(x - false_easting) <= _GRID_WIDTH_M and (not _is_chinese(system) or _is_northing(y))


def _is_northing(metres: float) -> bool:
    return _NORTHINGS_M[0] <= metres <= _NORTHINGS_M[1]


def _is_chinese(system: Declared) -> bool:
    return system.crs is not None and "2000" in geodetic(system.crs).name


def _false_easting(system: Declared) -> float | None:
    """The false easting of a transverse Mercator grid, in metres; None for other projections."""
    operation = system.crs.coordinate_operation if system.crs else None
    if operation is None or "Transverse Mercator" not in operation.method_name:
        return None
    return next((float(one.value) for one in operation.params if one.name == "False easting"), None)


def _refuse_axes(x: float, y: float) -> None:
    """Degrees and Chinese grid coordinates tell their axes apart by magnitude alone."""
    west, south, east, north = _CHINA
    if west <= y <= east and south <= x <= north and not west <= x <= east:
        raise Refused("axes_swapped", x=_written(x), y=_written(y))
    prefix, easting = divmod(y, 1_000_000)
    if (prefix == 0 or 25 <= prefix <= 45) and _is_easting(easting) and x > 1_000_000 and _is_northing(x):
        raise Refused("axes_swapped", x=_written(x), y=_written(y))


def _refuse_elsewhere(system: Declared, x: float, y: float, near: BBox) -> None:
    lon, lat = (float(value) for value in system.to_stored(np.array([[x, y]]))[0])
    if _within(lon, lat, near):
        return
    if _within(lat, lon, near):
        raise Refused("axes_swapped", x=_written(x), y=_written(y))
    others = [epsg for epsg in candidates(x, y, near) if f"EPSG:{epsg}" != system.label]
    if others:
        raise _offer("crs_elsewhere", others, crs=system.label, lon=lon, lat=lat)


def _offer(key: str, codes: list[int], **params: object) -> Refused:
    if len(codes) > _FEW:
        return Refused("crs_meridian", **params)
    if not codes:
        return Refused(f"{key}_no_candidate", **params)
    offered = "; ".join(named(epsg) for epsg in codes)
    return Refused(key, offered=offered, first=f"EPSG:{codes[0]}", **params)
