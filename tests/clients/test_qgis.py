"""QGIS 3.22 opens every layer and draws the tiles."""

import json
import os
import subprocess
from pathlib import Path

import pytest

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("qgis_reads.py")
TYPES = {
    "divisions": "MultiPolygon",
    "segments": "LineString",
    "stretches": "LineString",
    "plots": "MultiPolygon",
    "tracks": "MultiLineString",
    "issues": "Point",
    "works": "MultiPolygon",
    "zoning": "MultiPolygon",
}


@pytest.fixture(scope="module")
def said(desk, tmp_path_factory):
    """What QGIS says of the service after reading all of it."""
    if subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True).returncode:
        pytest.skip("python3-qgis is not on this machine")
    folder = tmp_path_factory.mktemp("qgis")
    folder.chmod(0o700)
    own = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "QGIS_AUTH_DB_DIR_PATH"), str(folder))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL", "GDAL"))}
    run = subprocess.run(
        [PYTHON, SCRIPT, desk.url, desk.username, desk.token, str(folder)],
        env=kept | own | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("layer", TYPES)
def test_qgis_reads_a_layer_whole_in_its_right_type(said, counts, layer):
    found = said["layers"][layer]
    assert found["valid"], found
    assert found["type"] == TYPES[layer]
    assert found["read"] == found["count"] == counts.get(layer, found["count"])
    assert found["count"] > 0
    assert found["crs"] in ("EPSG:4326", "OGC:CRS84")
    assert found["in_the_middle"] < found["count"]


def test_qgis_gets_the_types_of_the_attributes(said):
    fields = said["layers"]["segments"]["fields"]
    assert fields["code"] == "String"
    assert fields["length_m"] == fields["share"] == "Real"
    assert fields["visits"] == "Integer"
    assert said["layers"]["tracks"]["fields"]["patrolled_on"] == "Date"
    assert said["layers"]["tracks"]["fields"]["effective"] == "Boolean"


def test_qgis_gets_every_segment_once(said, stored):
    codes = stored('SELECT array_agg(code ORDER BY code COLLATE "C") FROM river_segment')
    assert said["layers"]["segments"]["codes"] == codes


def test_qgis_follows_small_pages_to_the_end(said, counts):
    assert said["in_pages_of_40"] == counts["segments"]


def test_qgis_draws_the_vector_tiles(said):
    assert said["tiles_valid"]
    assert said["pixels"] > 5000


def test_qgis_reads_the_tiles_of_cgcs2000_where_they_lie_and_every_segment_is_in_them(said):
    found = said["quad"]
    assert found["valid"]
    assert found["crs"] == "EPSG:4490"
    assert found["codes"] == said["layers"]["segments"]["codes"]
    assert found["extent"] == pytest.approx(found["of_the_layer"], abs=2 * found["unit"])
    assert found["tiles"] > 10


def test_qgis_opens_nothing_for_a_stranger(said):
    assert not said["stranger"]["valid"]
