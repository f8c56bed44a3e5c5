"""What lies around the features on a page: lines of other layers beneath them, no more than the viewer may see."""

import re

import pytest

from tests.gis import valley
from tests.gis.test_pages import ITEMS

COLOURS = {"paths": "#123456", "fields": "#654321"}
GROUND = re.compile(r'<path class="ground" d="([^"]*)" fill="none" stroke="(#\d+)"')


@pytest.fixture(scope="module")
def grounded(valley_engine):
    """A client of the valley whose paths and fields lie beneath all else."""
    return valley.application(valley_engine, ground=COLOURS).test_client()


def ground(client, address, viewer="all"):
    """The ground's lines by colour, and the page without them."""
    page = client.get(address, query_string={"f": "html"}, headers={"X-Viewer": viewer}).text
    return {colour: lines for lines, colour in GROUND.findall(page)}, GROUND.sub("", page)


def coordinates(lines):
    return [tuple(map(float, each)) for each in re.findall(r"(-?[\d.]+) (-?[\d.]+)", lines)]


def test_ground_lies_beneath_the_features_where_these_lie(grounded, client):
    found, without = ground(grounded, f"{ITEMS}/T-001")
    assert list(found) == list(COLOURS.values())
    d = re.search(r'<path d="([^"]*)" fill="#17669b33"', without)[1]
    # T-001 is one of the fields: its own outline is there twice, on the same spot
    drawn, beneath = coordinates(d), coordinates(found["#654321"])
    for corner in drawn:
        assert min(abs(corner[0] - x) + abs(corner[1] - y) for x, y in beneath) < 0.3
    assert GROUND.search(client.get(f"{ITEMS}/T-001?f=html").text) is None


def test_paths_are_drawn_at_their_latitude_and_cut_off_beside_the_map(grounded):
    found, without = ground(grounded, f"{ITEMS}/T-001")
    corners = coordinates(re.search(r'<path d="([^"]*)" fill="#17669b33"', without)[1])
    south, north = max(y for _, y in corners), min(y for _, y in corners)
    lines = coordinates(found["#123456"])
    # of thirty paths, each a thousandth of a degree further north, the first is not walked in the days of the layer
    second = south + (north - south) * 0.002 / 0.009
    assert max(y for _, y in lines) == pytest.approx(second, abs=0.2)
    assert all(-10.1 <= x <= 1010.1 for x, _ in lines)


def test_ground_that_the_viewer_may_not_see_is_not_drawn(grounded):
    reach = {}
    for viewer in ("all", "a"):
        found, without = ground(grounded, f"{ITEMS}/T-001", viewer)
        reach[viewer] = max(x for x, _ in coordinates(found["#654321"]))
    # the fields of a lie in the first column alone, as far as the map shows them
    own = max(x for x, _ in coordinates(re.search(r'<path d="([^"]*)" fill="#17669b33"', without)[1]))
    assert reach["a"] == pytest.approx(own, abs=0.2)
    assert reach["all"] > own + 100
