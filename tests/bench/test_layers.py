"""A tile and a page of features over HTTP, against the bare statement."""

import json
import math
from collections import Counter

import pytest

pytestmark = pytest.mark.bench
ZOOM, LIMIT = 14, 1000

TILE = """
SELECT ST_AsMVT(m, 'plots') FROM (
  SELECT id, code, ST_AsMVTGeom(geom_3857, ST_TileEnvelope(%(z)s, %(x)s, %(y)s)) AS geom
  FROM forest_plot WHERE geom_3857 && ST_TileEnvelope(%(z)s, %(x)s, %(y)s)
) m
"""
PAGE = "SELECT code, area_m2, ST_AsGeoJSON(geom, 7) FROM forest_plot ORDER BY id LIMIT %s"


def tile_of(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Column and row of the web Mercator tile that a place lies in."""
    side, phi = 2**zoom, math.radians(lat)
    return int((lon + 180) / 360 * side), int((1 - math.asinh(math.tan(phi)) / math.pi) / 2 * side)


@pytest.fixture(scope="module")
def fullest(database):
    """Column and row of the tile with most plots in it."""
    centres = database.execute("SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_Centroid(geom) p FROM forest_plot) c")
    return Counter(tile_of(lon, lat, ZOOM) for lon, lat in centres).most_common(1)[0][0]


def test_a_tile_of_plots_at_zoom_14(office, database, fullest, median_ms, say):
    x, y = fullest
    url = f"{office.base}/ogc/collections/plots/tiles/WebMercatorQuad/{ZOOM}/{y}/{x}"
    answers, bare = [], []
    spent = median_ms(lambda: answers.append(office.session.get(url, timeout=30)))
    floor = median_ms(lambda: bare.append(database.execute(TILE, {"z": ZOOM, "x": x, "y": y}).fetchone()[0]))
    assert answers[0].status_code == 200
    assert len(answers[0].content) > 0
    say(
        f"a tile of plots at z{ZOOM}: {spent:.1f} ms for {len(answers[0].content)} bytes;"
        f" bare statement {floor:.1f} ms for {len(bare[0])}; {spent / floor:.1f} x"
    )


def test_a_page_of_a_thousand_plots(office, database, median_ms, say):
    answers, bare = [], []
    url = f"{office.base}/ogc/collections/plots/items"
    spent = median_ms(lambda: answers.append(office.session.get(url, params={"f": "json", "limit": LIMIT}, timeout=30)))
    floor = median_ms(lambda: bare.append(database.execute(PAGE, (LIMIT,)).fetchall()))
    features = json.loads(answers[0].content)["features"]
    assert len(features) == len(bare[0]) == LIMIT
    say(f"a page of {LIMIT} plots: {spent:.1f} ms; bare statement {floor:.1f} ms; {spent / floor:.1f} x")
