"""Coordinates of what offices send, against truths that this project did not compute: published values, and textbook
formulas written down here once more."""

import math

import numpy as np
import pyproj
import pytest

from gis import crs, crscheck, gcj
from gis.refused import Refused
from tests.gis.making import COUNTY

A, F = 6378137.0, 1 / 298.257222101
"""The ellipsoid of CGCS2000."""

GEOD = pyproj.Geod(ellps="GRS80")


def gauss_kruger(lon: float, lat: float, meridian: float, zone: int = 0) -> tuple[float, float]:
    """Easting and northing by the series of Krüger (1912) to the fourth power of the third flattening; with the digits
    of a zone in front of the easting where one is given."""
    n = F / (2 - F)
    radius = A / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    series = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    phi, away = math.radians(lat), math.radians(lon - meridian)
    e = math.sqrt(F * (2 - F))
    conformal = math.sinh(math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi)))
    xi = math.atan2(conformal, math.cos(away))
    eta = math.atanh(math.sin(away) / math.hypot(1, conformal))
    terms = list(enumerate(series, 1))
    north = radius * (xi + sum(a * math.sin(2 * k * xi) * math.cosh(2 * k * eta) for k, a in terms))
    east = radius * (eta + sum(a * math.cos(2 * k * xi) * math.sinh(2 * k * eta) for k, a in terms))
    return zone * 1e6 + 500_000 + east, north


def shifted_by_hand(lon: float, lat: float) -> tuple[float, float]:
    """GCJ-02 of a true place, term by term as the formula is published everywhere."""
    x, y, pi, sin = lon - 105, lat - 35, math.pi, math.sin
    both = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + both
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + both
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    a, ee = 6378245.0, 0.00669342162296594323
    phi = lat / 180 * pi
    magic = 1 - ee * sin(phi) ** 2
    north = north * 180 / ((a * (1 - ee)) / (magic * math.sqrt(magic)) * pi)
    east = east * 180 / (a / math.sqrt(magic) * math.cos(phi) * pi)
    return lon + east, lat + north


def apart_m(ours, theirs) -> float:
    """The largest distance between places."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    return float(np.max(GEOD.inv(ours[:, 0], ours[:, 1], theirs[:, 0], theirs[:, 1])[2]))


def places(count: int = 400) -> np.ndarray:
    drawn = np.random.default_rng(20260)
    return np.column_stack([drawn.uniform(74, 135, count), drawn.uniform(18, 53, count)])


@pytest.mark.parametrize("zone", range(25, 46))
def test_eastings_with_the_zone_in_front_come_to_where_krugers_series_says(zone):
    meridian = zone * 3
    true = [(meridian + away, lat) for away in (-1.4, 0.0, 0.7, 1.5) for lat in (18.5, 27.5, 41.0, 53.0)]
    written = np.array([gauss_kruger(*place, meridian, zone) for place in true])
    assert apart_m(crs.declared(f"EPSG:{4513 + zone - 25}").to_stored(written), true) < 0.001


@pytest.mark.parametrize("zone", range(25, 46))
def test_eastings_by_meridian_come_to_where_krugers_series_says(zone):
    meridian = zone * 3
    true = [(meridian + away, lat) for away in (-1.4, 0.0, 1.5) for lat in (18.5, 27.5, 53.0)]
    written = np.array([gauss_kruger(*place, meridian) for place in true])
    assert apart_m(crs.declared(f"EPSG:{4534 + zone - 25}").to_stored(written), true) < 0.001


@pytest.mark.parametrize(("declared", "zone"), [("EPSG:4547", 39), ("EPSG:4548", 39), ("EPSG:4526", 39)])
def test_a_zone_in_front_that_the_declared_system_does_not_have_is_refused_and_the_right_one_named(declared, zone):
    written = np.array([gauss_kruger(116.4, 27.5, zone * 3, zone)])
    with pytest.raises(Refused) as caught:
        crscheck.check(crs.declared(declared), written, COUNTY)
    assert caught.value.params["first"] == "EPSG:4527"


def test_gcj02_and_bd09_agree_with_the_values_published_for_tiananmen():
    place = np.array([[116.404, 39.915]])
    assert apart_m(gcj.gcj02_from_true(place), [(116.41024449916938, 39.91640428150164)]) < 0.001
    baidu_of_shifted = [(116.41036949371029, 39.92133699351021)]
    assert apart_m(gcj.bd09_from_true(gcj.true_from_gcj02(place)), baidu_of_shifted) < 0.1
    assert apart_m(gcj.gcj02_from_true(gcj.true_from_bd09(np.array(baidu_of_shifted))), place) < 0.1


def test_gcj02_is_what_the_published_formula_says_and_its_inverse_holds_to_a_tenth_of_a_metre():
    true = places()
    shifted = np.array([shifted_by_hand(*place) for place in true])
    assert apart_m(gcj.gcj02_from_true(true), shifted) < 0.001
    assert apart_m(gcj.true_from_gcj02(shifted), true) < 0.1
    assert apart_m(crs.declared("GCJ02").to_stored(shifted), true) < 0.1


def test_bd09_is_turned_from_gcj02_as_published_and_its_inverse_holds_to_a_tenth_of_a_metre():
    true = places()

    def baidu(lon: float, lat: float) -> tuple[float, float]:
        turn = math.pi * 3000 / 180
        radius = math.sqrt(lon * lon + lat * lat) + 0.00002 * math.sin(lat * turn)
        angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * turn)
        return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006

    shifted = np.array([baidu(*shifted_by_hand(*place)) for place in true])
    assert apart_m(crs.declared("BD09").to_stored(shifted), true) < 0.1


@pytest.mark.parametrize("name", ["GCS_Beijing_1954", "GCS_Xian_1980"])
@pytest.mark.parametrize("zone", [38, 39])
def test_projection_files_of_the_old_datums_are_told_apart_from_cgcs2000_and_refused(name, zone):
    old = {"GCS_Beijing_1954": (2401 + zone - 25, "北京54"), "GCS_Xian_1980": (2349 + zone - 25, "西安80")}
    epsg, called = old[name]
    wkt = pyproj.CRS.from_epsg(epsg).to_wkt("WKT1_ESRI")
    assert name in wkt
    with pytest.raises(Refused) as caught:
        crs.declared(wkt)
    assert caught.value.key == "crs_datum_refused"
    assert called in caught.value.sentence("zh-CN")
    assert crs.declared(pyproj.CRS.from_epsg(4513 + zone - 25).to_wkt("WKT1_ESRI")).label == f"EPSG:{4513 + zone - 25}"
