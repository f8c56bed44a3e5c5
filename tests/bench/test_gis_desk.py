"""A tile far out, whole layers as files, and pages of long layers, over 50,000 plots and over a million."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gis import cluster
from gis.quads import Tile
from gis.tiles import mvt
from gis.wanted import Wanted, rows
from patrol import db
from patrol.access import Viewer
from patrol.config import Settings
from patrol.layers import layers
from tests.bench.conftest import COUNTY
from tests.bench.measuring import by_turns, peak_mb, postmaster
from tests.bench.test_layers import tile_of

pytestmark = pytest.mark.bench
MIDDLE = (116.19, 27.21)
MANY = 50_000
# One plot in the middle of the tile is edited; what its trigger notes makes the tile anew.
EDIT = "UPDATE forest_plot SET tree_species = %s WHERE code = 'P-25000'"
BARE = """
SELECT ST_AsMVT(m, 'plots', 4096, 'geom', 'id') FROM (
  SELECT id, code, name, tree_species,
    ST_AsMVTGeom(ST_Simplify(geom_3857, 38, true), ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, true) AS geom
  FROM forest_plot WHERE geom_3857 && ST_TileEnvelope(%(z)s, %(x)s, %(y)s)
) m
"""
MILLION = """
INSERT INTO forest_plot (code, name, division_code, compartment, plot_number, tree_species, land_class, cells, geom)
SELECT 'M-' || n, '小班' || n, '361099199000', (n / 100)::text, n::text, '杉木', '乔木林地', 4,
  ST_Multi(ST_MakeEnvelope(x, y, x + 0.0002, y + 0.0002, 4490))
FROM generate_series(%s::int, %s::int) n,
  LATERAL (SELECT 117.0 + n %% 1000 * 0.0003 AS x, 27.0 + n / 1000 * 0.0003 AS y) place
"""


@pytest.fixture(scope="module")
def worked(desk_server):
    """The processes that answer, the database's with them."""
    return [desk_server.web_pids()[0], postmaster(desk_server)]


def test_a_tile_of_level_10_over_all_plots_against_the_plain_statement(
    desk_server, desk_phone, desk_database, worked, say
):
    """Plain: the layer's own select, each plot simplified, clipped and encoded, in one statement."""
    x, y = tile_of(*MIDDLE, 10)
    address = f"{desk_phone.base}/ogc/collections/plots/tiles/WebMercatorQuad/10/{y}/{x}"
    layer = replace(layers(Settings())["plots"], merging=None)
    found = rows(layer, Viewer(0, "desk", "", "gis", COUNTY), Wanted())
    sizes: dict[str, int] = {}
    db.configure(cluster.status(desk_server.data).url)

    def ours():
        desk_database.execute(EDIT, (f"树 {datetime.now(UTC)}",))
        answer = desk_phone.session.get(address, headers={"Accept-Encoding": "identity"}, timeout=60)
        assert answer.status_code == 200
        sizes["ours"] = len(answer.content)

    def plain():
        with db.reading() as session:
            sizes["plain"] = len(mvt(session, layer, found, Tile(10, x, y)))

    def bare():
        sizes["bare"] = len(desk_database.execute(BARE, {"z": 10, "x": x, "y": y}).fetchone()[0])

    tasks = {"ours": ours, "plain": plain, "bare": bare}
    spent = by_turns(tasks, dict.fromkeys(tasks, worked), 7)
    assert sizes["ours"] <= 150_000
    ours = spent["ours"]
    say(
        f"a tile of level 10 over 50,000 plots just after an edit: {ours.wall_ms:.0f} ms, {sizes['ours'] / 1000:.0f} kB"
    )
    for name, what in (("plain", "the layer's select, simplified and clipped"), ("bare", "the table without figures")):
        each = spent[name]
        say(
            f"    {what}: {each.wall_ms:.0f} ms, {sizes[name] / 1000:.0f} kB; {each.wall_ms / ours.wall_ms:.1f} x by"
            f" the clock, {each.cpu_ms / ours.cpu_ms:.1f} x by processor time"
        )


def fetched(desk_phone, address: str) -> int:
    """How many bytes come, let go as they come."""
    with desk_phone.session.get(address, stream=True, timeout=600) as answer:
        assert answer.status_code == 200
        return sum(len(piece) for piece in answer.iter_content(1 << 20))


def test_whole_layers_as_files(desk_server, desk_phone, worked, say):
    for name in ("gpkg", "fgb", "shp", "csv", "geojsonseq", "xlsx", "kml"):
        sizes = []
        address = f"{desk_phone.base}/ogc/collections/plots/items?f={name}"
        repeats = 1 if name in ("xlsx", "kml") else 3
        spent = by_turns({name: lambda a=address, s=sizes: s.append(fetched(desk_phone, a))}, {name: worked}, repeats)[
            name
        ]
        say(
            f"50,000 plots as {name}: {MANY / spent.wall_ms * 1000:,.0f}/s by the clock, {spent.per_s(MANY):,.0f} a"
            f" second of processor, database included; {sizes[-1] / 1e6:.0f} MB;"
            f" a worker's peak {peak_mb(desk_server)} MB"
        )


@pytest.fixture(scope="module")
def million(desk_database):
    """A million plots more, in the same county."""
    desk_database.execute(
        "INSERT INTO division (code, name, level, parent_code, geom) VALUES ('361099199000', '百万乡',"
        " 'township', '361099000000', ST_Multi(ST_MakeEnvelope(117, 27, 117.3, 27.3, 4490))) ON CONFLICT DO NOTHING"
    )
    for at in range(0, 1_000_000, 100_000):
        desk_database.execute(MILLION, (at, at + 99_999))
    desk_database.execute("VACUUM ANALYZE forest_plot")


def test_a_million_rows_need_no_more_memory_and_pages_cost_the_same_however_deep(
    desk_server, desk_phone, desk_database, million, worked, say
):
    before = peak_mb(desk_server)
    address = f"{desk_phone.base}/ogc/collections/plots/items"
    spent = by_turns({"gpkg": lambda: fetched(desk_phone, f"{address}?f=gpkg")}, {"gpkg": worked}, 1)["gpkg"]
    say(
        f"1,050,000 plots as gpkg: {1_050_000 / spent.wall_ms * 1000:,.0f}/s by the clock,"
        f" {spent.per_s(1_050_000):,.0f} a second of processor; a worker's peak {before} MB before,"
        f" {peak_mb(desk_server)} MB after"
    )
    pages = {"first": f"{address}?f=json&limit=100"}
    following = desk_phone.session.get(pages["first"], timeout=60).json()
    assert following["numberMatched"] == 1_050_000
    onward = next(link["href"] for link in following["links"] if link["rel"] == "next")
    key, _matched = onward.rsplit("token=", 1)[1].split(".")
    pages["second"] = onward
    pages["ten thousandth"] = onward.replace(f"token={key}.", f"token={int(key) + 1_000_000}.")
    pages["in a box"] = f"{address}?f=json&limit=100&bbox=117.1,27.1,117.2,27.2"

    def read(address: str, edit: bool = False) -> None:
        if edit:
            desk_database.execute(EDIT, (f"树 {datetime.now(UTC)}",))
        json.loads(desk_phone.session.get(address, timeout=60).content)

    tasks = {name: lambda a=page: read(a) for name, page in pages.items()}
    # Beside the edit itself, what matches is counted anew.
    tasks["first, just after an edit"] = lambda: read(pages["first"], edit=True)
    spent = by_turns(tasks, dict.fromkeys(tasks, worked), 7)
    for name, each in spent.items():
        say(
            f"a page of 100 out of 1,050,000 plots, {name}: {each.wall_ms:.0f} ms, {each.cpu_ms:.0f} ms of processor;"
            f" {each.cpu_ms / spent['second'].cpu_ms:.1f} x the second"
        )
