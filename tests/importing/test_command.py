"""`patrol import` as a person runs it: its own process, a database of its own, exit statuses, kill -9."""

import os
import signal
import subprocess
import sys
import time

import pyogrio
import pytest
import shapely
from sqlalchemy import create_engine, make_url, text

from patrol import db
from patrol.config import ROOT
from tests.gis.making import squares, write
from tests.importing.conftest import COUNTY, TOWNSHIP, WEST


@pytest.fixture
def url(cluster_url):
    """The address of a migrated database that may be committed to."""
    parsed = make_url(db.driver_url(cluster_url))
    administrator = create_engine(parsed, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text("CREATE DATABASE importing"))
    own = parsed.set(database="importing").render_as_string(hide_password=False)
    db.migrate(own)
    yield own
    with administrator.connect() as connection:
        connection.execute(text("DROP DATABASE importing WITH (FORCE)"))
    administrator.dispose()


@pytest.fixture
def command(url, tmp_path):
    """Starts `patrol import …`."""
    environment = {**os.environ, "DATABASE_URL": url, "PATROL_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "patrol", "import", *map(str, arguments)],
            env=environment,
            cwd=tmp_path,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return start


@pytest.fixture
def run(command):
    """Runs `patrol import …` to its end: exit status, output, errors."""

    def finish(*arguments):
        process = command(*arguments)
        output, errors = process.communicate(timeout=120)
        return process.returncode, output, errors

    return finish


@pytest.fixture
def county(run, tmp_path):
    """Divisions in the database."""
    columns = {"code": [COUNTY, TOWNSHIP, WEST], "name": ["山河县", "青溪镇", "竹山村"]}
    path = write(tmp_path / "divisions.gpkg", [shapely.box(116.3, 27.3, 117, 27.8)] * 3, columns=columns)
    status, output, errors = run("divisions", path)
    assert status == 0, errors
    assert "新增 3" in output


def count(url, table):
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(text(f"SELECT count(*) FROM {table}"))
    engine.dispose()
    return found


def test_the_exit_status_tells_whether_all_some_or_nothing_came_in(county, run, tmp_path, url):
    good = write(tmp_path / "good.gpkg", squares(2), columns={"code": ["P1", "P2"]})
    some = write(tmp_path / "some.gpkg", [*squares(1), None], columns={"code": ["P3", "P4"]})
    none = write(tmp_path / "none.gpkg", [None], columns={"code": ["P5"]})
    assert run("forest-plots", good)[0] == 0
    assert run("forest-plots", good)[0] == 0
    status, output, _errors = run("forest-plots", some, "--report", tmp_path / "report")
    assert status == 3
    assert "第 2 个（编码 P4）：没有图形" in output
    assert pyogrio.read_info(tmp_path / "report" / "refused.gpkg", layer="refused")["features"] == 1
    status, output, _errors = run("forest-plots", none, "--language", "en")
    assert status == 1
    assert "Nothing came in." in output
    assert len(list((tmp_path / "data" / "imports").glob("*/refused.gpkg"))) == 1
    assert count(url, "forest_plot") == 3


def test_what_refuses_a_file_is_one_sentence_without_a_trace(county, run, tmp_path):
    path = write(tmp_path / "a.gpkg", squares(1, 4527), 4548, columns={"code": ["P1"]})
    status, output, errors = run("forest-plots", path)
    assert (status, output) == (1, "")
    assert "--crs EPSG:4527" in errors
    assert "Traceback" not in errors
    assert run("forest-plots", tmp_path / "missing.gpkg", "--language", "en")[2].endswith("missing.gpkg.\n")


def test_columns_that_were_matched_once_are_matched_again_by_the_command(county, run, tmp_path, url):
    first = write(tmp_path / "first.gpkg", squares(1), columns={"甲": ["P1"], "乙": ["红一"]})
    assert run("forest-plots", first)[0] == 1
    assert run("forest-plots", first, "--field", "code=甲", "--field", "name=乙")[0] == 0
    status, _output, errors = run(
        "forest-plots", write(tmp_path / "b.gpkg", squares(2), columns={"乙": ["红一", "红二"], "甲": ["P1", "P2"]})
    )
    assert status == 0, errors
    assert "code=甲" in errors
    assert count(url, "forest_plot WHERE name = '红二'") == 1


def test_an_import_that_is_killed_leaves_nothing_behind(county, command, tmp_path, url):
    many = squares(300) * 60
    path = write(tmp_path / "many.gpkg", many, columns={"code": [f"P{i}" for i in range(len(many))]})
    process = command("forest-plots", path)
    for line in process.stderr:
        if "布设" in line:
            break
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stderr.close()
    assert count(url, "forest_plot") == 0
    assert count(url, "plot_cell") == 0
