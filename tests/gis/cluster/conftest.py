"""A folder for a cluster, what it holds, and who else holds it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from gis import cluster
from gis.cluster import postmaster
from gis.cluster.home import find_home


@pytest.fixture
def data_dir():
    """A short folder that every user may enter, unlike pytest's own, whose cluster is stopped at the end."""
    folder = Path(f"/tmp/patrol-cluster-{os.getpid()}-{time.monotonic_ns():x}")
    folder.mkdir(mode=0o755)
    yield folder
    cluster.remove(folder)
    shutil.rmtree(folder)


def postmaster_of(folder: Path) -> int | None:
    return postmaster.processes(find_home(folder))[0]


def note(running: cluster.Running, line: str) -> None:
    with psycopg.connect(running.conninfo) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (line text)")
        connection.execute("INSERT INTO note VALUES (%s)", (line,))


def notes(running: cluster.Running) -> list[str]:
    with psycopg.connect(running.conninfo) as connection:
        return [line for (line,) in connection.execute("SELECT line FROM note ORDER BY line")]


def hold(folder: Path) -> subprocess.Popen:
    """Another process that uses the cluster until its standard input ends."""
    code = (
        "import sys; from pathlib import Path; from gis import cluster\n"
        "with cluster.using(Path(sys.argv[1]), fast=True):\n    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    return holder


def notes_or_none(running: cluster.Running):
    with psycopg.connect(running.conninfo) as connection:
        return connection.execute("SELECT to_regclass('note')").fetchone()[0]
