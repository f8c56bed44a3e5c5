"""The forest plots lie side by side on the hills, and the zones where they belong."""

import numpy as np
import pytest
import shapely

from patrol.demo.frame import metres


@pytest.fixture(scope="module")
def boundaries(county) -> np.ndarray:
    """Every plot in EPSG:4490."""
    return np.array([plot.boundary for plot in county.plots])


def test_there_are_5000_plots_of_600_to_1000_square_kilometres(county):
    area = np.array([shapely.area(plot.outline) for plot in county.plots])
    assert len(area) == 5_000
    assert 600e6 < area.sum() < 1_000e6
    assert 20_000 < area.min() < area.max() < 340_000


def test_plots_are_valid_and_do_not_overlap(boundaries):
    assert shapely.is_valid(boundaries).all()
    one, other = shapely.STRtree(boundaries).query(boundaries, predicate="intersects")
    once = one < other
    shared = shapely.intersection(boundaries[one[once]], boundaries[other[once]])
    in_metres = shapely.transform(shared, metres)
    assert shapely.area(in_metres).max() < 1.0  # where a border meets another's middle, by a rounded centimetre


def test_plots_keep_away_from_the_rivers(county, rivers):
    outlines = np.array([plot.outline for plot in county.plots])
    near = shapely.STRtree(outlines).query(list(rivers.values()), predicate="dwithin", distance=100)
    assert near.shape[1] == 0


def test_plots_lie_in_the_village_of_their_code(county):
    outline = {village.code: village.outline.buffer(1) for village in county.villages}
    for plot in county.plots:
        assert plot.code == f"{plot.division_code}-{plot.compartment}-{plot.number}"
        assert outline[plot.division_code].contains(plot.outline)


def test_plot_numbers_repeat_between_compartments_and_some_are_words(county):
    keys = {(plot.division_code, plot.compartment, plot.number) for plot in county.plots}
    numbers = {plot.number for plot in county.plots}
    assert len(keys) == len(county.plots)
    assert len(numbers) < 200
    assert any(number.startswith("红") for number in numbers)


def test_zones_are_valid_and_of_every_category(county):
    assert {zone.category for zone in county.zones} == {"priority", "key", "general", "red_line", "farmland"}
    assert shapely.is_valid([zone.boundary for zone in county.zones]).all()
    assert len({zone.code for zone in county.zones}) == len(county.zones)


def test_control_units_cover_the_whole_county_once(county):
    units = [zone.boundary for zone in county.zones if zone.category in ("priority", "key", "general")]
    assert shapely.union_all(units).area == pytest.approx(county.places[0].boundary.area, rel=1e-9)
    assert sum(unit.area for unit in units) == pytest.approx(county.places[0].boundary.area, rel=1e-9)
