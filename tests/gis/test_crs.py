import numpy as np
import pyproj
import pytest

from gis import crs, crscheck, gcj
from gis.refused import Refused
from tests.gis.making import COUNTY


def in_epsg(epsg, lon=116.4, lat=27.5):
    return np.array([pyproj.Transformer.from_crs(4490, epsg, always_xy=True).transform(lon, lat)])


def refusal(declared, coordinates, near=COUNTY):
    with pytest.raises(Refused) as caught:
        crscheck.check(crs.declared(declared) if declared else None, coordinates, near)
    return caught.value


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [
        (116.4, 27.5, 4548),
        (115.49, 27.5, 4547),
        (115.5, 27.5, 4548),
        (73.5, 39, 4534),
        (135.9, 48, 4554),
        (9.5, 47.1, 32632),
        (151.2, -33.9, 32756),
        (180, 10, 32660),
    ],
)
def test_the_local_zone_is_the_three_degree_zone_in_china_and_utm_elsewhere(lon, lat, epsg):
    assert crs.local_zone(lon, lat) == epsg


@pytest.mark.parametrize("epsg", [4490, 4326, 4526, 4527, 4547, 4548, 4509, 3857, 32650])
def test_coordinates_in_their_own_system_come_to_the_stored_one(epsg):
    coordinates = in_epsg(epsg)
    system = crs.declared(f"EPSG:{epsg}")
    crscheck.check(system, coordinates, COUNTY)
    assert system.to_stored(coordinates) == pytest.approx(np.array([[116.4, 27.5]]), abs=1e-9)


@pytest.mark.parametrize(
    ("declared", "actual", "offered"),
    [
        ("EPSG:4526", 4547, "EPSG:4547"),
        ("EPSG:4547", 4526, "EPSG:4526"),
        ("EPSG:4548", 4527, "EPSG:4527"),
        ("EPSG:4526", 4527, "EPSG:4527"),
        ("EPSG:4490", 4527, "EPSG:4527"),
        ("EPSG:4547", 4490, "EPSG:4490"),
        ("EPSG:4547", 4548, "EPSG:4548"),
    ],
)
def test_coordinates_that_contradict_the_declared_system_are_refused_with_the_right_one_offered(
    declared, actual, offered
):
    refused = refusal(declared, in_epsg(actual))
    assert refused.params["first"] == offered
    assert f"--crs {offered}" in refused.sentence("zh-CN")
    assert f"--crs {offered}" in refused.sentence("en")


@pytest.mark.parametrize("epsg", [4490, 4526, 4527, 4547, 4548, 3857])
def test_a_missing_system_is_refused_with_candidates_by_where_the_county_lies(epsg):
    refused = refusal(None, in_epsg(epsg))
    assert refused.key == "crs_missing"
    assert refused.params["first"] == f"EPSG:{epsg}"


def test_a_missing_system_by_meridian_cannot_be_told_without_a_county():
    refused = refusal(None, in_epsg(4548), near=None)
    assert refused.key == "crs_meridian"
    assert "4548" in refused.sentence()


@pytest.mark.parametrize(("declared", "epsg"), [("4526", 4526), ("4547", 4547), ("4490", 4490), (None, 4548)])
def test_swapped_axes_are_called_swapped(declared, epsg):
    assert refusal(declared, in_epsg(epsg)[:, ::-1]).key == "axes_swapped"


@pytest.mark.parametrize("epsg", [2437, 2359, 4214, 4610, 4555])
def test_beijing_and_xian_datums_are_refused_because_their_parameters_are_not_public(epsg):
    with pytest.raises(Refused) as caught:
        crs.declared(f"EPSG:{epsg}")
    assert caught.value.key == "crs_datum_refused"
    assert "CGCS2000" in caught.value.sentence()


def test_a_foreign_grid_with_a_good_transformation_is_taken():
    place = crs.declared("EPSG:2056").to_stored(np.array([[2758000.0, 1222000.0]]))
    assert place == pytest.approx(np.array([[9.5213, 47.1301]]), abs=1e-3)


@pytest.mark.parametrize("name", ["nonsense", "EPSG:99999", "EPSG:4978", ""])
def test_an_unknown_system_is_refused(name):
    with pytest.raises(Refused) as caught:
        crs.declared(name)
    assert caught.value.key == "crs_unknown"


def test_a_projection_file_as_arcgis_writes_it_is_recognised():
    wkt = pyproj.CRS.from_epsg(4526).to_wkt("WKT1_ESRI")
    assert "EPSG" not in wkt
    assert crs.declared(wkt).label == "EPSG:4526"


def china(count=20_000):
    generator = np.random.default_rng(7)
    return np.column_stack([generator.uniform(74, 135, count), generator.uniform(18, 53, count)])


def metres_apart(a, b):
    return pyproj.Geod(ellps="GRS80").inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]


@pytest.mark.parametrize(
    ("there", "back"),
    [(gcj.gcj02_from_true, gcj.true_from_gcj02), (gcj.bd09_from_true, gcj.true_from_bd09)],
)
def test_shifted_coordinates_come_back_within_a_tenth_of_a_metre(there, back):
    places = china()
    assert metres_apart(back(there(places)), places).max() < 0.1


def test_the_shift_of_gcj02_is_some_hundred_metres_inside_china_and_nothing_outside():
    places = china()
    shift = metres_apart(gcj.gcj02_from_true(places), places)
    assert 200 < np.median(shift) < 700
    alps = np.array([[9.52, 47.14]])
    assert (gcj.gcj02_from_true(alps) == alps).all()


def test_gcj02_of_a_known_place_agrees_with_the_published_example():
    assert gcj.gcj02_from_true(np.array([[116.404, 39.915]])) == pytest.approx(
        np.array([[116.41024449916938, 39.91640428150164]]), abs=1e-9
    )


@pytest.mark.parametrize("name", ["GCJ02", "gcj-02", "BD09", "bd-09"])
def test_shifted_systems_are_taken_by_name(name):
    assert crs.declared(name).is_shifted
