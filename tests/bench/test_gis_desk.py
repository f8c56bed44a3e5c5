"""A tile far out and whole layers as files, over 50,000 plots."""

import time
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest

from gis import cluster
from tests.bench.test_layers import tile_of
from tests.running import Phone, Server, _below

pytestmark = pytest.mark.bench
COUNTY, PASSWORD = "361099000000", "竹林 and a footpath"
MIDDLE = (116.19, 27.21)
PLAIN = """
SELECT ST_AsMVT(m, 'plots', 4096, 'geom', 'id') FROM (
  SELECT id, code, name, tree_species,
    ST_AsMVTGeom(geom_3857, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, true) AS geom
  FROM forest_plot WHERE geom_3857 && ST_TileEnvelope(%(z)s, %(x)s, %(y)s)
) m
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The whole system with 50,000 plots in one tile of level 10."""
    with Server(tmp_path_factory.mktemp("desk")) as running:
        with psycopg.connect(cluster.status(running.data).conninfo, autocommit=True) as connection:
            for statement in files("tests.bench").joinpath("desk_county.sql").read_text("utf8").split(";\n"):
                if statement.strip():
                    connection.execute(statement)
        who = ("--name", "桌", "--post", "gis", "--division", COUNTY, "--password-stdin")
        running.patrol("officer", "add", "desk", *who, stdin=PASSWORD)
        yield running


@pytest.fixture(scope="module")
def desk(server) -> Phone:
    return Phone(server.base).sign_in("desk", PASSWORD)


@pytest.fixture(scope="module")
def database_of(server):
    with psycopg.connect(cluster.status(server.data).conninfo, autocommit=True) as connection:
        yield connection


def test_a_tile_of_level_10_over_all_plots_against_the_plain_statement(desk, database_of, say, median_ms):
    x, y = tile_of(*MIDDLE, 10)
    address = f"{desk.base}/ogc/collections/plots/tiles/WebMercatorQuad/10/{y}/{x}"
    answers, bare = [], []

    def drawn():
        database_of.execute("INSERT INTO layer_change (source) VALUES ('forest_plot')")
        answers.append(desk.session.get(address, headers={"Accept-Encoding": "identity"}, timeout=60))

    spent = median_ms(drawn, 7)
    floor = median_ms(lambda: bare.append(database_of.execute(PLAIN, {"z": 10, "x": x, "y": y}).fetchone()[0]), 7)
    assert answers[-1].status_code == 200
    assert len(answers[-1].content) <= 150_000
    say(
        f"a tile of level 10 over 50,000 plots: {spent:.0f} ms for {len(answers[-1].content) / 1000:.0f} kB;"
        f" the plain statement {floor:.0f} ms for {len(bare[-1]) / 1000:.0f} kB; {floor / spent:.1f} x"
    )


def test_whole_layers_as_files(server, desk, say):
    for name in ("gpkg", "fgb", "shp", "xlsx", "csv", "geojsonseq"):
        before = peak(server)
        began = time.perf_counter()
        answer = desk.session.get(f"{desk.base}/ogc/collections/plots/items?f={name}", timeout=600)
        spent = time.perf_counter() - began
        assert answer.status_code == 200
        size = len(answer.content) / 1e6
        say(
            f"50,000 plots as {name}: {50_000 / spent:,.0f}/s, {size:.0f} MB;"
            f" a worker's peak {before} to {peak(server)} MB"
        )


def peak(server) -> int:
    """The most memory that any worker ever held, in MB."""
    kept = []
    for pid in _below(server.process.pid):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        kept += [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")]
    return max(kept)
