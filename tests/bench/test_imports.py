"""Fifty thousand forest plots through bin/patrol, against a bare COPY of the same shapes."""

import time

import numpy as np
import pytest
import shapely

from tests.hamlet import LAT, LON, VILLAGE, settle, write_layer
from tests.running import Server

pytestmark = pytest.mark.bench
PLOTS, CORNERS = 50_000, 24


def plots() -> list[shapely.Polygon]:
    """Round-ish plots on a grid that fills the hamlet, apart from each other."""
    random, side = np.random.default_rng(11), int(np.ceil(PLOTS**0.5))
    pitch = 0.18 / side
    angles = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    radius = pitch * random.uniform(0.3, 0.48, (PLOTS, CORNERS))
    column, row = np.arange(PLOTS) % side, np.arange(PLOTS) // side
    x = LON - 0.09 + pitch * column[:, None] + radius * np.cos(angles)
    y = LAT - 0.09 + pitch * row[:, None] + radius * np.sin(angles)
    return list(shapely.polygons(np.dstack([x, y])))


def copy_bare(database, shapes: list[shapely.Polygon]) -> float:
    """Seconds of a COPY of these shapes into a table without an index."""
    began = time.perf_counter()
    with database.transaction(), database.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bare (code text, geom geometry(Polygon, 4490)) ON COMMIT DROP")
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for i, wkb in enumerate(shapely.to_wkb(shapely.set_srid(shapes, 4490), hex=True, include_srid=True)):
                copy.write_row((f"P{i}", wkb))
    return time.perf_counter() - began


def test_an_import_of_fifty_thousand_plots(tmp_path_factory, database, say):
    shapes = plots()
    with Server(tmp_path_factory.mktemp("imports")) as server:
        settle(server)
        source = write_layer(server.folder / "plots.gpkg", shapes, {"code": [f"P{i}" for i in range(PLOTS)]})
        began = time.perf_counter()
        said = server.patrol("import", "forest-plots", source, "--field", "code=code", "--division", VILLAGE)
        spent = time.perf_counter() - began
    bare = copy_bare(database, shapes)
    assert f"{PLOTS}" in said.replace(",", "").replace(" ", "")
    say(
        f"an import of {PLOTS} plots: {spent:.1f} s, {PLOTS / spent:.0f} rows a second;"
        f" bare COPY {bare:.1f} s, {PLOTS / bare:.0f} rows a second; {spent / bare:.1f} x"
    )
