"""The GDAL 3.12 inside pyogrio copies layers by OGC API - Features, also in other systems and by filters."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyogrio import raw
from pyproj import Geod

from tests.clients.conftest import PUBLISHED

SCRIPT = Path(__file__).with_name("gdal_copies.py")
WHOLE = {"segments": "river_segment", "plots": "forest_plot", "divisions": "division", "zoning": "zoning_unit"}
ZONE, EPSG = "EPSG:4548", "http://www.opengis.net/def/crs/EPSG/0/"
BOX = (446_000, 3_030_000, 456_000, 3_040_000)
WANTED = {name: {"layer": name} for name in WHOLE} | {
    "in_the_zone": {"layer": "segments", "CRS": ZONE},
    "box_of_the_zone": {"layer": "segments", "CRS": ZONE, "bbox": BOX},
    "web_mercator": {"layer": "segments", "CRS": "EPSG:3857"},
    "townships": {"layer": "divisions", "where": "level = 'township'"},
    "walked_in_part": {"layer": "segments", "where": "share < 0.5 AND visits > 0"},
    "named": {"layer": "segments", "where": "name LIKE '%溪%'"},
    "json_fg": {"document": f"collections/segments/items?f=jsonfg&limit=10000&crs={EPSG}4548"},
    "two_codes": {"layer": "divisions", "where": "code IN ('361099000000', '361099101000')"},
}
CHINA = Geod(ellps="GRS80")


@pytest.fixture(scope="module")
def copies(desk, tmp_path_factory):
    """`copies(name)` is a copied layer: its CRS, shapes, and columns by name."""
    folder = tmp_path_factory.mktemp("gdal")
    command = [sys.executable, SCRIPT, desk.url, desk.username, desk.token, folder, json.dumps(WANTED)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[0]) == list(PUBLISHED)

    def copied(name: str):
        meta, _fids, shapes, columns = raw.read(folder / f"{name}.gpkg")
        return meta["crs"], shapely.from_wkb(shapes), dict(zip(meta["fields"], columns, strict=True))

    return copied


def kept(stored, table: str, shape: str = "geom", where: str = "true") -> dict[str, shapely.Geometry]:
    """What the database holds, by code."""
    found = stored(f"SELECT json_object_agg(code, encode(ST_AsBinary({shape}), 'hex')) FROM {table} WHERE {where}")
    return {code: shapely.from_wkb(shape) for code, shape in (found or {}).items()}


def furthest(shapes, others) -> float:
    """How far the furthest vertex lies from where it should; in the unit of the coordinates."""
    pairs = [
        np.abs(shapely.get_coordinates(a) - shapely.get_coordinates(b)) for a, b in zip(shapes, others, strict=True)
    ]
    return max(float(pair.max()) for pair in pairs)


@pytest.mark.parametrize(("layer", "table"), WHOLE.items())
def test_a_whole_layer_is_what_the_database_holds_feature_by_feature(copies, stored, layer, table):
    crs, shapes, columns = copies(layer)
    # The standard wants outer rings counterclockwise; the same function of PostGIS would turn lines about.
    there = kept(stored, table, "geom" if layer == "segments" else "ST_ForcePolygonCCW(geom)")
    assert crs == "EPSG:4490"
    assert sorted(columns["code"]) == sorted(there)
    assert furthest(shapes, [there[code] for code in columns["code"]]) < 1e-7


def test_each_plot_has_the_area_that_the_database_measured(copies, stored):
    _crs, shapes, columns = copies("plots")
    areas = stored("SELECT json_object_agg(code, area_m2) FROM forest_plot")
    measured = [abs(CHINA.geometry_area_perimeter(shape)[0]) for shape in shapes]
    assert measured == pytest.approx([areas[code] for code in columns["code"]], rel=1e-4)
    assert sum(measured) == pytest.approx(sum(areas.values()), rel=1e-6)


@pytest.mark.parametrize(
    ("name", "srid", "crs"), [("in_the_zone", 4548, ZONE), ("json_fg", 4548, ZONE), ("web_mercator", 3857, "EPSG:3857")]
)
def test_a_layer_comes_in_another_system_with_its_axes_where_gdal_wants_them(copies, stored, name, srid, crs):
    said, shapes, columns = copies(name)
    there = kept(stored, "river_segment", f"ST_Transform(geom, {srid})")
    assert said == crs
    assert len(shapes) == len(there)
    assert furthest(shapes, [there[code] for code in columns["code"]]) < 0.002


def test_a_box_in_the_countys_zone_holds_what_the_database_finds_in_it(copies, stored):
    envelope = f"ST_MakeEnvelope({', '.join(map(str, BOX))}, 4548)"
    there = kept(stored, "river_segment", where=f"ST_Intersects(ST_Transform(geom, 4548), {envelope})")
    assert sorted(copies("box_of_the_zone")[2]["code"]) == sorted(there)
    assert there


@pytest.mark.parametrize(
    ("name", "table", "where"),
    [
        ("townships", "division", "level = 'township'"),
        ("named", "river_segment", "name LIKE '%溪%'"),
        ("two_codes", "division", "code IN ('361099000000', '361099101000')"),
    ],
)
def test_a_filter_leaves_what_the_database_finds(copies, stored, name, table, where):
    assert sorted(copies(name)[2]["code"]) == sorted(kept(stored, table, where=where))


def test_figures_can_be_filtered_by(copies):
    _crs, shapes, columns = copies("walked_in_part")
    assert len(shapes) > 0
    assert all(share < 0.5 for share in columns["share"])
    assert all(visits > 0 for visits in columns["visits"])
