"""QGIS 3.22 connects to the database, finds styles and the project there, and edits; it opens the projects as files."""

import json
import os
import secrets
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest

from gis import cluster

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("qgis_database.py")
PASSWORD = "a river and a forest"
TABLES = {
    "divisions": "divisions",
    "segments": "segments",
    "segment_coverage": "segments",
    "plots": "plots",
    "plot_coverage": "plots",
    "issues": "issues",
    "works": "works",
    "zoning": "zoning",
}
"""Each view, and the table whose rows it shows."""


@pytest.fixture(scope="module")
def people(live_server, stored):
    """One who edits the county, one who reads a township; cut off afterwards."""
    town = stored("SELECT division_code FROM officer WHERE username = 'chief'")
    county = stored("SELECT division_code FROM officer WHERE username = 'gis'")
    made = {f"edits_{secrets.token_hex(3)}": (county, "--edit"), f"reads_{secrets.token_hex(3)}": (town,)}
    for name, (division, *edits) in made.items():
        live_server.patrol("gis-user", "add", name, "--division", division, *edits, "--password-stdin", stdin=PASSWORD)
    yield list(made)
    for name in made:
        live_server.patrol("gis-user", "remove", name)


@pytest.fixture(scope="module")
def said(live_server, people, tmp_path_factory):
    """What QGIS says of the database and of the projects."""
    if subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True).returncode:
        pytest.skip("python3-qgis is not on this machine")
    folder = tmp_path_factory.mktemp("qgis")
    folder.chmod(0o700)
    phone = live_server.phone("gis")
    for source in ("web", "postgis"):
        answer = phone.session.get(f"{live_server.url}/api/v1/qgis/project.qgz", params={"source": source}, timeout=60)
        (folder / f"{source}.qgz").write_bytes(answer.content)
    port = cluster.status(Path(live_server.environment["PATROL_DATA"])).port
    where = urlencode({"dbname": "patrol", "schema": "gis_views", "project": "山河巡护"})
    asked = {
        "host": "127.0.0.1",
        "port": port,
        "database": "patrol",
        "people": dict.fromkeys(people, PASSWORD),
        "folder": str(folder),
        "tables": [*TABLES, "stretches"],
        "edits": people,
        "projects": {
            "stored": f"postgresql://127.0.0.1:{port}?{where}",
            "postgis": str(folder / "postgis.qgz"),
        },
        "web": {"path": str(folder / "web.qgz"), "username": "gis", "token": live_server.token("gis")},
    }
    own = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "QGIS_AUTH_DB_DIR_PATH"), str(folder))
    signing_in = {"PGUSER": people[0], "PGPASSWORD": PASSWORD}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL", "GDAL"))}
    run = subprocess.run(
        [PYTHON, SCRIPT, json.dumps(asked)],
        env=kept | own | signing_in | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("view", [*TABLES, "stretches"])
def test_qgis_finds_the_style_of_a_view_in_the_database(said, people, view):
    found = said["people"][people[0]][view]
    assert found["valid"], found
    assert found["crs"] == "EPSG:4490"
    assert found["aliases"][0] == "标识"
    assert all("\u4e00" <= name[0] <= "\u9fff" for name in found["aliases"]), found["aliases"]
    if view not in ("segments", "plots"):
        assert found["renderer"] == "RuleRenderer"
        assert all("\u4e00" <= label[-1] <= "\u9fff" or "%" in label for label in found["legend"])
    assert found["labels"] == (view != "stretches")


@pytest.mark.parametrize("view", TABLES)
def test_a_county_sees_all_rows_and_a_township_its_own(said, people, counts, view):
    editor, reader = people
    assert said["people"][editor][view]["count"] == counts[TABLES[view]]
    assert said["people"][reader][view]["count"] < counts[TABLES[view]]
    if view in ("divisions", "segments", "plots"):
        assert said["people"][reader][view]["count"] > 0


def test_only_who_may_edit_is_offered_editing_and_only_where_it_is_allowed(said, people):
    editor, reader = people
    editable = {view for view, found in said["people"][editor].items() if found["editable"]}
    assert editable == {"segments", "plots", "zoning", "divisions"}
    assert not any(found["editable"] for found in said["people"][reader].values())


def test_a_moved_vertex_is_saved_by_who_may_edit_and_by_nobody_else(said, people, stored):
    editor, reader = people
    moved = said["edited"][editor]
    assert (moved["started"], moved["moved"], moved["committed"]) == (True, True, True), moved
    assert said["edited"][reader]["started"] is False
    by = stored(
        "SELECT s.database_user FROM geometry_change c JOIN change_set s ON s.id = c.change_set_id"
        " WHERE c.code = :code ORDER BY c.id DESC LIMIT 1",
        code=moved["code"],
    )
    assert by == editor


def test_a_refused_edit_is_explained_in_chinese(said):
    assert said["outside"]["committed"] is False
    assert "不在您的辖区" in " ".join(said["outside"]["errors"])


@pytest.mark.parametrize(("name", "layers"), [("stored", 12), ("postgis", 12), ("web", 10)])
def test_a_project_opens_with_all_its_layers(said, name, layers):
    found = said["projects"][name]
    assert found["read"], found["said"]
    assert found["title"] == "山河巡护"
    assert found["crs"].startswith("EPSG:45")
    assert len(found["layers"]) == layers
    assert all(found["layers"].values()), found["layers"]
    assert found["groups"][:4] == ["问题", "河流巡查", "行政区划", "森林巡查"]


@pytest.mark.parametrize("name", ["stored", "postgis", "web"])
def test_a_project_draws_the_county_whichever_way_it_comes(said, name):
    found = said["projects"][name]
    assert not [each for each in found["layers"] if not each.startswith(("gis_views_", "ogc_features_", "tiles_"))]
    assert found["visible"] == ["问题", "河段巡查覆盖（本月）", "行政区划", "小班巡查覆盖（本月）", "县域"]
    picture = found["picture"]
    assert picture["errors"] == []
    assert 0.3 < picture["drawn"] / picture["all"] < 0.8
    assert picture["colours"] > 500


def test_the_project_over_http_draws_what_the_one_over_the_database_draws(said):
    drawn = {name: said["projects"][name]["picture"]["drawn"] for name in ("stored", "web")}
    assert drawn["web"] == pytest.approx(drawn["stored"], rel=0.03)
