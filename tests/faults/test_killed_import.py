"""kill -9 in the middle of an import that came by HTTP: nothing half-done, and it goes on by itself."""

import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import shapely

from gis import cluster
from tests.hamlet import COUNTY, LAT, LON, PASSWORD, VILLAGE, write_layer
from tests.running import Phone

COUNT = 500
PATIENCE_S = 200


@pytest.fixture(scope="module")
def gis(hamlet):
    """GIS staff of the county, signed in."""
    officer = ("--name", "图图", "--post", "gis", "--division", COUNTY, "--password-stdin")
    hamlet.patrol("officer", "add", "gis", *officer, stdin=f"{PASSWORD}\n")
    return Phone(hamlet.base).sign_in("gis", PASSWORD)


def plots(folder: Path, prefix: str) -> Path:
    """A file of many plots in the village."""
    boxes = [shapely.box(x, y, x + 0.0008, y + 0.0008) for x, y in places()]
    return write_layer(folder / f"{prefix}.gpkg", boxes, {"code": [f"{prefix}{at}" for at in range(COUNT)]})


def places():
    return ((LON - 0.05 + 0.001 * (at % 50), LAT - 0.05 + 0.001 * (at // 50)) for at in range(COUNT))


def begin(gis, path: Path) -> str:
    answer = gis.session.post(
        f"{gis.base}/api/v1/imports",
        data={"kind": "forest-plots", "division": VILLAGE},
        files={"file": (path.name, path.read_bytes())},
        timeout=60,
    )
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


def wait(gis, import_id: str, state: str, *steps: str) -> dict:
    """The import once it is in this state, and at one of these steps where some are given."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = gis.get(f"/api/v1/imports/{import_id}")
        if found["state"] == state and (not steps or found["step"] in steps):
            return found
        time.sleep(0.2)
    raise AssertionError(found)


@contextmanager
def locked(hamlet, table: str):
    """Nobody comes at a table while this lasts: whoever is at work stands still there."""
    with psycopg.connect(cluster.status(hamlet.data).conninfo) as connection:
        connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


def count(hamlet, sql: str) -> int:
    with psycopg.connect(cluster.status(hamlet.data).conninfo) as connection:
        return connection.execute(sql).fetchone()[0]


def test_a_worker_killed_while_it_reads_leaves_no_half_preview_and_another_reads_on(hamlet, gis, tmp_path):
    with locked(hamlet, "layer_import_row"):
        import_id = begin(gis, plots(tmp_path, "K"))
        wait(gis, import_id, "reading")
        os.kill(hamlet.worker_pid(), signal.SIGKILL)
    found = wait(gis, import_id, "previewed")
    assert found["counts"] == {
        "read": COUNT,
        "new": COUNT,
        "changed": 0,
        "unchanged": 0,
        "repaired": 0,
        "refused": 0,
    }
    assert count(hamlet, f"SELECT count(*) FROM layer_import_row WHERE import_id = '{import_id}'") == COUNT
    gis.session.delete(f"{gis.base}/api/v1/imports/{import_id}", timeout=60).raise_for_status()


def test_everything_killed_while_it_writes_writes_nothing_and_then_all_of_it_once(hamlet, gis, tmp_path):
    import_id = begin(gis, plots(tmp_path, "W"))
    wait(gis, import_id, "previewed")
    with locked(hamlet, "plot_cell"):
        gis.session.post(f"{gis.base}/api/v1/imports/{import_id}/commit", timeout=60).raise_for_status()
        wait(gis, import_id, "committing", "write", "lay")
        hamlet.kill()
        assert count(hamlet, "SELECT count(*) FROM forest_plot WHERE code LIKE 'W%'") == 0
    hamlet.start()
    wait(gis, import_id, "committed")
    assert count(hamlet, "SELECT count(*) FROM forest_plot WHERE code LIKE 'W%'") == COUNT
    assert count(hamlet, "SELECT count(*) FROM change_set WHERE title = 'W.gpkg'") == 1
