"""A private cluster keeps its data through kills and second starts, and never runs as root."""

import os
import pwd
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from gis import cluster
from gis.cluster import postmaster
from gis.cluster.home import find_home
from tests.gis.cluster.conftest import hold, note, notes, notes_or_none, postmaster_of


def test_a_new_cluster_has_postgis_checksums_utf8_and_an_owner_without_superuser_rights(data_dir):
    running = cluster.start(data_dir)
    with psycopg.connect(running.conninfo) as connection:
        answer = connection.execute(
            "SELECT current_setting('data_checksums'), current_setting('server_encoding'),"
            " current_setting('listen_addresses'), current_setting('fsync'), ST_Area(ST_GeomFromText("
            "'POLYGON((0 0,0 1,1 1,1 0,0 0))')), usesuper FROM pg_user WHERE usename = current_user"
        ).fetchone()
    assert answer == ("on", "UTF8", "127.0.0.1", "on", 1.0, False)


def test_a_database_that_the_owner_creates_has_postgis_too(data_dir):
    running = cluster.start(data_dir, fast=True)
    with psycopg.connect(running.conninfo, autocommit=True) as connection:
        connection.execute("CREATE DATABASE second")
    with psycopg.connect(running.conninfo, dbname="second") as connection:
        assert connection.execute("SELECT ST_SRID(ST_Point(116.5, 27.5, 4490))").fetchone() == (4490,)


def test_the_server_never_runs_as_root(data_dir):
    cluster.start(data_dir, fast=True)
    owner = Path(f"/proc/{postmaster_of(data_dir)}").stat().st_uid
    assert owner != 0
    assert owner == (os.geteuid() or pwd.getpwnam("postgres").pw_uid)


def test_what_was_committed_is_there_after_kill_9_of_the_server(data_dir):
    note(cluster.start(data_dir), "kept")
    os.kill(postmaster_of(data_dir), signal.SIGKILL)
    assert notes(cluster.start(data_dir)) == ["kept"]


def test_a_lock_file_naming_a_living_process_of_another_program_does_not_bar_the_start(data_dir):
    first = cluster.start(data_dir)
    note(first, "kept")
    os.kill(postmaster_of(data_dir), signal.SIGKILL)
    home = find_home(data_dir)
    idle = ["setsid", "--fork", "sh", "-c", "echo $$; exec sleep 30 >&-"]
    recycled = home.run(idle, stdout=subprocess.PIPE, text=True)
    process = int(recycled.stdout)
    for lock in (home.pgdata / "postmaster.pid", first.socket_dir / f".s.PGSQL.{first.port}.lock"):
        lines = lock.read_text().splitlines()
        lock.write_text("\n".join([str(process), *lines[1:]]) + "\n")
    try:
        assert notes(cluster.start(data_dir)) == ["kept"]
    finally:
        os.kill(process, signal.SIGKILL)


def test_a_second_start_finds_the_same_server_at_the_same_addresses(data_dir):
    first = cluster.start(data_dir, fast=True)
    process = postmaster_of(data_dir)
    assert cluster.start(data_dir, fast=True) == first
    assert postmaster_of(data_dir) == process


def test_the_port_is_kept_over_a_restart_and_changed_when_another_program_took_it(data_dir):
    first = cluster.start(data_dir, fast=True)
    cluster.stop(data_dir)
    assert cluster.start(data_dir, fast=True).port == first.port
    cluster.stop(data_dir)
    taker = subprocess.Popen(
        [sys.executable, "-c", f"import socket; s=socket.create_server(('127.0.0.1',{first.port})); input(print(1))"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    taker.stdout.readline()
    try:
        second = cluster.start(data_dir, fast=True)
    finally:
        taker.communicate(b"\n")
    assert second.port != first.port
    assert psycopg.connect(second.tcp_conninfo).execute("SELECT 1").fetchone() == (1,)


def test_stopping_ends_every_process_and_says_whether_there_was_one(data_dir):
    assert cluster.stop(data_dir) is False
    cluster.start(data_dir, fast=True)
    home = find_home(data_dir)
    assert cluster.stop(data_dir) is True
    assert postmaster.processes(home) == (None, [])
    assert cluster.status(data_dir) is None


def test_the_last_one_out_stops_the_server(data_dir):
    with cluster.using(data_dir, fast=True):
        other = hold(data_dir)
    assert cluster.status(data_dir) is not None
    other.communicate("")
    assert cluster.status(data_dir) is None


def test_a_started_server_is_left_running_by_those_who_use_it(data_dir):
    cluster.start(data_dir, fast=True)
    with cluster.using(data_dir, fast=True) as running:
        assert notes_or_none(running) is None
    assert cluster.status(data_dir) == running


def test_a_server_left_by_a_killed_user_is_taken_over_and_stopped_by_the_next(data_dir):
    holder = hold(data_dir)
    process = postmaster_of(data_dir)
    holder.kill()
    holder.communicate()
    with cluster.using(data_dir, fast=True):
        assert postmaster_of(data_dir) == process
    assert cluster.status(data_dir) is None


def test_two_first_starts_at_once_make_one_cluster(data_dir):
    code = "import sys, pathlib, gis.cluster as c; print(c.start(pathlib.Path(sys.argv[1]), fast=True).port)"
    command = [sys.executable, "-c", code, str(data_dir)]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    ports = {start.communicate()[0] for start in starts}
    assert len(ports) == 1
    assert [start.returncode for start in starts] == [0, 0]


def test_a_cluster_that_was_half_made_is_made_anew(data_dir):
    cluster.start(data_dir, fast=True)
    cluster.stop(data_dir)
    home = find_home(data_dir)
    home.pgdata.rename(home.root / "data.unfinished")
    note(cluster.start(data_dir, fast=True), "new")
