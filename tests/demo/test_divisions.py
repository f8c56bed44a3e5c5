"""The county is tiled by its townships, and each township by its villages."""

import numpy as np
import pytest
import shapely

from patrol.demo.divisions import containing


def of_level(county, level):
    """The places of one level."""
    return [place for place in county.places if place.level == level]


def test_there_are_a_county_twelve_townships_and_120_villages(county):
    counted = [len(of_level(county, level)) for level in ("county", "township", "village")]
    assert counted == [1, 12, 120]


@pytest.mark.parametrize("level", ["township", "village"])
def test_the_areas_of_a_level_add_up_to_the_area_of_their_union(county, level):
    boundaries = [place.boundary for place in of_level(county, level)]
    total = sum(boundary.area for boundary in boundaries)
    assert shapely.union_all(boundaries).area == pytest.approx(total, rel=1e-9)
    assert of_level(county, "county")[0].boundary.area == pytest.approx(total, rel=1e-9)


def test_every_boundary_is_one_valid_polygon_without_holes(county):
    for place in county.places:
        assert place.boundary.geom_type == "Polygon"
        assert place.boundary.is_valid
        assert not place.boundary.interiors


def test_every_village_lies_in_its_township_by_code_and_by_place(county):
    townships = {place.code: place for place in of_level(county, "township")}
    for village in county.villages:
        parent = townships[village.parent]
        assert village.code[:9] == parent.code[:9]
        assert parent.outline.buffer(1).contains(village.outline)


def test_every_village_holds_its_own_seat(county):
    seats = np.array([village.seat for village in county.villages])
    assert (containing(county.villages, seats) == np.arange(len(seats))).mean() > 0.97


def test_codes_are_twelve_digits_and_no_code_or_name_is_used_twice(county):
    codes = [place.code for place in county.places]
    names = [place.name for place in county.places]
    assert all(len(code) == 12 and code.isdigit() for code in codes)
    assert len(set(codes)) == len(set(names)) == len(county.places)
    assert all(
        code.endswith("000") == (place.level != "village") for code, place in zip(codes, county.places, strict=True)
    )


def test_borders_wind_as_borders_do(county):
    village = county.villages[0].outline
    corners = shapely.get_coordinates(village)
    steps = np.hypot(*np.diff(corners, axis=0).T)
    assert np.median(steps) < 150
    assert steps.max() < 700
