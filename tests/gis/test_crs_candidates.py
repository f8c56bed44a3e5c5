"""Which systems a file without one may be in, by how much of it falls into the county."""

from itertools import pairwise

import numpy as np
import pyproj
import pytest
import shapely

from gis import crsoffer, gcj
from tests.gis.making import COUNTY

SHAPE = shapely.box(*COUNTY)


def places(count=400, west=116.05, east=116.95):
    generator = np.random.default_rng(5)
    return np.column_stack([generator.uniform(west, east, count), generator.uniform(27.25, 27.85, count)])


def in_epsg(epsg, coordinates):
    to = pyproj.Transformer.from_crs(4490, epsg, always_xy=True)
    return np.column_stack(to.transform(coordinates[:, 0], coordinates[:, 1]))


@pytest.mark.parametrize("epsg", [4490, 4526, 4527, 4528, 4547, 4548, 4498, 3857])
def test_the_system_that_the_data_are_in_comes_first_with_all_of_them_in_the_county(epsg):
    best = crsoffer.candidates(in_epsg(epsg, places()), SHAPE)[0]
    assert (best.crs, best.share) == (f"EPSG:{epsg}", 1.0)
    assert best.title


def test_a_six_degree_zone_by_meridian_is_the_three_degree_zone_of_that_meridian():
    six = next(c for c in range(4502, 4513) if "117E" in pyproj.CRS(c).name)
    best = crsoffer.candidates(in_epsg(six, places()), SHAPE)[0]
    assert best.crs == "EPSG:4548"
    assert in_epsg(six, places()) == pytest.approx(in_epsg(4548, places()), abs=1e-6)


def test_neighbouring_meridians_are_ranked_by_how_much_falls_into_the_county():
    narrow = shapely.box(116.3, 27.2, 116.6, 27.9)
    found = crsoffer.candidates(in_epsg(4548, places(west=116.31, east=116.59)), narrow)
    assert found[0].crs == "EPSG:4548"
    assert all(a.share >= b.share for a, b in pairwise(found))


def test_a_part_that_lies_outside_lowers_the_share():
    best = crsoffer.candidates(in_epsg(4548, places(east=117.9)), SHAPE)[0]
    assert best.crs == "EPSG:4548"
    assert 0.4 < best.share < 0.6


def test_degrees_may_be_a_web_map_s_and_no_place_can_tell():
    found = crsoffer.candidates(gcj.gcj02_from_true(places()), SHAPE)
    assert found[0].crs == "EPSG:4490"
    assert {"GCJ02", "BD09"} <= {candidate.crs for candidate in found}


def test_nothing_is_offered_for_what_lies_nowhere_near():
    assert crsoffer.candidates(np.array([[5.0, 5.0]]), SHAPE) == []
    assert crsoffer.candidates(np.array([[np.nan, np.inf]]), SHAPE) == []
    assert crsoffer.candidates(np.empty((0, 2)), SHAPE) == []
