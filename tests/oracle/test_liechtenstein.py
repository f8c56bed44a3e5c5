"""Real waterways and forests, simulated walks along them, and what the county says of both."""

import pytest
import shapely

from .cases import CASES, OUTINGS
from .county import COUNTY
from .ground import area_m2, length_m

EVERY_OUTING = [
    pytest.param(outing, id=f"{outing[0].sentence}, {outing[1]} m noise, time {outing[2]}") for outing in OUTINGS
]
CROSSINGS = [p for p in EVERY_OUTING if p.values[0][0].crossed]
TODAY_ALONE = {"division": COUNTY, "from": "2020-01-01", "to": "2020-01-02"}


@pytest.fixture
def outing(request, outings):
    """The outing of this case, handed in once for all tests of it."""
    return outings(*request.param)


def test_every_waterway_came_in_with_its_ellipsoidal_length(county):
    items = county.office.every_item("/api/v1/coverage/segments", **TODAY_ALONE)
    said = {item["code"]: item["length_m"] for item in items}
    assert said == pytest.approx({code: length_m(line) for code, line in county.lines.items()}, rel=1e-6)


def test_every_forest_came_in_with_its_ellipsoidal_area(county):
    items = county.office.every_item("/api/v1/coverage/plots", **TODAY_ALONE)
    said = {item["code"]: item["area_m2"] for item in items}
    assert said == pytest.approx({code: area_m2(shape) for code, shape in county.plots.items()}, rel=1e-6)


@pytest.mark.parametrize("outing", EVERY_OUTING, indirect=True)
def test_what_was_walked_is_covered_to_40_m_or_3_points(outing):
    for code in outing.walk.truth.walked:
        bound = max(40.0, 0.03 * outing.county.ground.lines[code].length)
        said = outing.covered_m.get(code, 0.0)
        assert said == pytest.approx(outing.walk.truth.walked_m(code), abs=bound), outing.row()


@pytest.mark.parametrize("outing", EVERY_OUTING, indirect=True)
def test_less_than_a_hundredth_of_the_credit_lies_far_from_the_true_path(outing):
    assert outing.far_m <= 0.01 * outing.stretches.length, outing.row()
    if outing.walk.truth.path is None:
        assert not outing.covered_m, outing.row()


@pytest.mark.parametrize("outing", EVERY_OUTING, indirect=True)
def test_distance_is_that_of_real_movement(outing):
    share = 0.05 if outing.sigma_m <= 5 else 0.08
    assert outing.receipt["distance_m"] == pytest.approx(outing.walk.truth.distance_m, rel=share), outing.row()


@pytest.mark.parametrize("outing", EVERY_OUTING, indirect=True)
def test_duration_is_that_of_real_movement(outing):
    assert outing.receipt["duration_s"] == pytest.approx(outing.walk.truth.duration_s, rel=0.02), outing.row()


@pytest.mark.parametrize("outing", CROSSINGS, indirect=True)
def test_a_road_square_across_waterways_earns_none_of_them(outing):
    for code in outing.case.crossed:
        assert outing.covered_m.get(code, 0.0) <= 40.0, outing.row()


@pytest.mark.parametrize("outing", EVERY_OUTING[::7], indirect=True)
def test_the_map_the_table_and_the_receipt_credit_the_same(outing):
    receipt = {item["code"]: item["covered_m"] for item in outing.receipt["segments"] if item["covered_m"]}
    assert receipt == pytest.approx(outing.covered_m, abs=0.1)
    assert outing.stretches.length == pytest.approx(sum(outing.covered_m.values()), rel=0.002, abs=1)


def test_two_walks_over_the_same_water_count_it_once(outings):
    both = [outings(case, 5) for case in CASES if "fix every" in case.sentence and "Valorschbach" in case.sentence]
    days = sorted(outing.day for outing in both)
    period = {"from": days[0].isoformat(), "to": days[-1].isoformat(), "division": COUNTY}
    items = both[0].county.office.every_item("/api/v1/coverage/segments", **period)
    covered = next(item["covered_m"] for item in items if item["code"] == "3118")
    assert covered == pytest.approx(max(o.covered_m["3118"] for o in both), abs=60)


def test_every_covered_stretch_lies_on_its_waterway(outings):
    outing = outings(CASES[0], 5)
    lines = shapely.union_all(list(outing.county.ground.lines.values())).buffer(0.5)
    away = [part.difference(lines).length for part in shapely.get_parts(outing.stretches)]
    assert sum(away) == pytest.approx(0, abs=0.1)
