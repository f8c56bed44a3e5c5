"""Debian's ogr2ogr copies whole layers, page after page, and what arrives equals the database."""

import os
import shutil
import subprocess

import pytest
import shapely
from pyogrio import raw
from pyproj import Geod

from tests.clients.conftest import COUNTS
from tests.clients.test_gdal import WHOLE, furthest, kept

OGR2OGR = shutil.which("ogr2ogr", path="/usr/bin:/bin")
pytestmark = pytest.mark.skipif(OGR2OGR is None, reason="gdal-bin is not on this machine")

WGS84 = Geod(ellps="WGS84")


def copy(desk, target, layer, *options):
    """Copies a layer into a GeoPackage; everything ogr2ogr says when it fails."""
    command = [OGR2OGR, "-f", "GPKG", target, f"OAPIF:{desk.url}", layer, *options]
    environment = os.environ | {"GDAL_HTTP_HEADERS": f"Authorization: Bearer {desk.token}"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)


def copied(desk, folder, layer, *options):
    """The copied layer: shapes, and columns by name."""
    done = copy(desk, folder / f"{layer}.gpkg", layer, *options)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    meta, _fids, shapes, columns = raw.read(folder / f"{layer}.gpkg")
    return shapely.from_wkb(shapes), dict(zip(meta["fields"], columns, strict=True))


@pytest.mark.parametrize("layer", COUNTS)
def test_a_layer_is_copied_whole_page_after_page(desk, counts, tmp_path, layer):
    shapes, columns = copied(desk, tmp_path, layer)
    assert len(shapes) == counts[layer]
    assert len(set(columns["id"])) == counts[layer], "each feature came once"
    assert shapely.is_valid(shapes[~shapely.is_missing(shapes)]).all()


@pytest.mark.parametrize(("layer", "table"), WHOLE.items())
def test_each_feature_arrives_where_the_database_has_it(desk, stored, tmp_path, layer, table):
    shapes, columns = copied(desk, tmp_path, layer, "-oo", "PAGE_SIZE=1000")
    there = kept(stored, table, "geom" if layer == "segments" else "ST_ForcePolygonCCW(geom)")
    assert sorted(columns["code"]) == sorted(there)
    assert furthest(shapes, [there[code] for code in columns["code"]]) < 1e-7


def test_a_layer_is_turned_into_the_countys_zone(desk, stored, tmp_path):
    shapes, columns = copied(desk, tmp_path, "segments", "-t_srs", "EPSG:4527")
    there = kept(stored, "river_segment", "ST_Transform(geom, 4527)")
    assert furthest(shapes, [there[code] for code in columns["code"]]) < 0.02


def test_plots_keep_their_areas(desk, stored, tmp_path):
    shapes, _columns = copied(desk, tmp_path, "plots", "-oo", "PAGE_SIZE=1000")
    measured = sum(abs(WGS84.geometry_area_perimeter(shape)[0]) for shape in shapes)
    assert measured == pytest.approx(stored("SELECT sum(area_m2) FROM forest_plot"), rel=1e-6)


def test_segments_keep_their_lengths_and_codes(desk, stored, tmp_path):
    shapes, columns = copied(desk, tmp_path, "segments")
    measured = sum(WGS84.geometry_length(shape) for shape in shapes)
    assert measured == pytest.approx(stored("SELECT sum(length_m) FROM river_segment"), rel=1e-6)
    assert sorted(columns["code"]) == stored('SELECT array_agg(code ORDER BY code COLLATE "C") FROM river_segment')


def test_a_window_is_asked_of_the_server_and_holds_what_the_database_holds(desk, stored, tmp_path):
    west, south, east, north = 116.4, 27.4, 116.5, 27.5
    shapes, _columns = copied(desk, tmp_path, "segments", "-spat", *map(str, (west, south, east, north)))
    inside = "ST_Intersects(geom, ST_MakeEnvelope(:west, :south, :east, :north, 4490))"
    place = {"west": west, "south": south, "east": east, "north": north}
    assert len(shapes) == stored(f"SELECT count(*) FROM river_segment WHERE {inside}", **place)


def test_a_condition_on_an_attribute_selects(desk, stored, tmp_path):
    shapes, _columns = copied(desk, tmp_path, "divisions", "-where", "level = 'township'")
    assert len(shapes) == stored("SELECT count(*) FROM division WHERE level = 'township'")


def test_somebody_of_one_township_copies_that_township_alone(town_desk, counts, tmp_path):
    _shapes, columns = copied(town_desk, tmp_path, "segments")
    assert 0 < len(columns["code"]) < counts["segments"]
    assert len({code[:9] for code in columns["division_code"]}) == 1


def test_nobody_copies_anything_without_a_token(desk, tmp_path):
    stranger = type(desk)(desk.url, "nobody", "0" * 43)
    assert copy(stranger, tmp_path / "none.gpkg", "segments").returncode != 0
    assert not (tmp_path / "none.gpkg").exists()
