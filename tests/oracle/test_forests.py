"""A ranger's round through a real forest: which plots it credits, and how much of them."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import shapely

from .county import COUNTY, PLANE
from .outings import LOCAL, MORNING
from .submission import body
from .walks import road, simulate

ROUND = [(9.517, 47.057), (9.523, 47.062), (9.533, 47.060), (9.540, 47.066), (9.533, 47.070), (9.526, 47.076)]
CROSSED = "F16"
SIGHT_AT_MOST_M = 150.0
CELL_M = 100.0


@pytest.fixture(scope="module")
def ranger_round(county):
    """A walk of 3 km through one large forest; the receipt, the true path, and the plots of that day by code."""
    walk = simulate(county.ground, [road(county.ground, ROUND)], 5.0, seed=16)
    day = datetime.now(LOCAL).date() - timedelta(days=200)
    submission = body(walk, datetime.combine(day, MORNING, LOCAL).astimezone(UTC), kind="forest")
    answer = county.ranger.put_patrol(str(uuid.uuid5(uuid.NAMESPACE_URL, "a round through the forest")), submission)
    assert answer.status_code == 201, answer.text
    query = {"from": day.isoformat(), "to": day.isoformat(), "division": COUNTY}
    plots = {item["code"]: item for item in county.office.every_item("/api/v1/coverage/plots", **query)}
    return answer.json(), walk.truth, plots


def test_only_plots_near_the_path_are_visited(county, ranger_round):
    _, truth, plots = ranger_round
    for code, plot in plots.items():
        away = PLANE.metres(county.plots[code]).distance(truth.path)
        assert not plot["cells_visited"] or away <= SIGHT_AT_MOST_M + CELL_M, (code, away, plot)


def test_the_plot_walked_through_is_visited_along_the_path_and_no_wider_than_sight(county, ranger_round):
    _, truth, plots = ranger_round
    shape, plot = PLANE.metres(county.plots[CROSSED]), plots[CROSSED]
    least, most = (shape.intersection(truth.path.buffer(r)).area / shape.area for r in (15, SIGHT_AT_MOST_M + CELL_M))
    assert least <= plot["share"] <= most
    assert plot["share"] == pytest.approx(plot["cells_visited"] / plot["cells"], abs=0.001)
    assert plot["visits"] == 1


def test_the_cells_of_a_plot_are_as_many_as_its_area_asks_for(county, ranger_round):
    *_, plots = ranger_round
    large = [plot for plot in plots.values() if plot["area_m2"] > 2e6]
    per_cell = [plot["area_m2"] / plot["cells"] for plot in large]
    assert len(large) > 5
    assert per_cell == pytest.approx([sum(per_cell) / len(per_cell)] * len(per_cell), rel=0.06)


def test_the_receipt_says_what_the_table_says(ranger_round):
    receipt, truth, plots = ranger_round
    said = {item["code"]: item["share"] for item in receipt["plots"] if item["share"]}
    assert said == pytest.approx({c: p["share"] for c, p in plots.items() if p["share"]}, abs=0.001)
    assert receipt["distance_m"] == pytest.approx(truth.distance_m, rel=0.05)
    assert receipt["duration_s"] == pytest.approx(truth.duration_s, rel=0.02)


def test_the_path_really_is_in_the_forest(county):
    path = PLANE.metres(shapely.LineString(ROUND))
    inside = path.intersection(PLANE.metres(county.plots[CROSSED])).length
    assert inside > 0.5 * path.length
