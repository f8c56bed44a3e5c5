"""GCJ-02 ("Mars") and BD-09 (Baidu) coordinates to and from true ones, exact to 0.1 m and better.

All functions take and return arrays of shape (n, 2), longitude before latitude, in degrees. Outside the rectangle in
which the shift is applied, GCJ-02 equals the true coordinates.
"""

from collections.abc import Callable

import numpy as np

Coordinates = np.ndarray

_KRASSOVSKY_A = 6378245.0
_KRASSOVSKY_E2 = 0.00669342162296594323
_BAIDU_TURN = np.pi * 3000.0 / 180.0
_SHIFTED_BOX = (72.004, 0.8293, 137.8347, 55.8271)
_CLOSE_ENOUGH_DEG = 1e-11
_ROUNDS = 50


def gcj02_from_true(coordinates: Coordinates) -> Coordinates:
    """True (CGCS2000 or WGS 84) degrees as GCJ-02 degrees."""
    lon, lat = coordinates[:, 0], coordinates[:, 1]
    east, north = _offsets_m(lon - 105.0, lat - 35.0)
    radians = np.radians(lat)
    bend = 1 - _KRASSOVSKY_E2 * np.sin(radians) ** 2
    along_meridian = _KRASSOVSKY_A * (1 - _KRASSOVSKY_E2) / bend**1.5
    along_parallel = _KRASSOVSKY_A / np.sqrt(bend) * np.cos(radians)
    shift = np.column_stack([np.degrees(east / along_parallel), np.degrees(north / along_meridian)])
    return np.where(_is_shifted(lon, lat)[:, None], coordinates + shift, coordinates)


def true_from_gcj02(coordinates: Coordinates) -> Coordinates:
    """GCJ-02 degrees as true degrees, by fixed-point iteration on the forward shift."""
    return _inverted(gcj02_from_true, coordinates)


def bd09_from_true(coordinates: Coordinates) -> Coordinates:
    """True degrees as BD-09 degrees."""
    return _bd09_from_gcj02(gcj02_from_true(coordinates))


def true_from_bd09(coordinates: Coordinates) -> Coordinates:
    """BD-09 degrees as true degrees."""
    return true_from_gcj02(_inverted(_bd09_from_gcj02, coordinates))


def _bd09_from_gcj02(coordinates: Coordinates) -> Coordinates:
    lon, lat = coordinates[:, 0], coordinates[:, 1]
    radius = np.hypot(lon, lat) + 2e-5 * np.sin(lat * _BAIDU_TURN)
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(lon * _BAIDU_TURN)
    return np.column_stack([radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006])


def _inverted(forward: Callable[[Coordinates], Coordinates], wanted: Coordinates) -> Coordinates:
    guess = np.array(wanted, dtype=float)
    for _ in range(_ROUNDS):
        miss = forward(guess) - wanted
        guess -= miss
        if not np.any(np.abs(miss) > _CLOSE_ENOUGH_DEG):
            break
    return guess


def _is_shifted(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    west, south, east, north = _SHIFTED_BOX
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def _offsets_m(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The published polynomial and its ripples: metres east and north for degrees from 105 E, 35 N."""
    root = np.sqrt(np.abs(x))
    shared = 20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    east += (shared + _ripples(x, (20.0, 1.0), (40.0, 1 / 3), (150.0, 1 / 12), (300.0, 1 / 30))) * 2.0 / 3.0
    north += (shared + _ripples(y, (20.0, 1.0), (40.0, 1 / 3), (160.0, 1 / 12), (320.0, 1 / 30))) * 2.0 / 3.0
    return east, north


def _ripples(along: np.ndarray, *waves: tuple[float, float]) -> np.ndarray:
    return sum((height * np.sin(np.pi * rate * along) for height, rate in waves), np.zeros_like(along))
