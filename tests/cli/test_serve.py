"""`bin/patrol serve` brings everything up, says in words what keeps it from that, and takes everything down."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from gis import cluster
from gis.cluster import postmaster
from gis.cluster.home import find_home
from tests.running import ROOT, Phone, Server


def _refusal(folder: Path, **settings: str) -> str:
    """What `serve` says when it gives up."""
    environment = Server(folder, **settings).environment
    command = [sys.executable, "-P", "-m", "patrol", "serve"]
    run = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    return run.stderr


def _welcome(server: Server, start: int = 0) -> str:
    """What it printed from `start` on, once it has said how to end it."""
    for _ in range(100):
        said = (server.folder / "serve.log").read_text()[start:]
        if "Ctrl-C ends it." in said:
            return said
        time.sleep(0.1)
    raise AssertionError(said)


def _signs_in(server: Server) -> tuple[str, str]:
    """The name and the password that were printed."""
    return re.search(r"^ +(admin) +(\S+) ", _welcome(server), re.MULTILINE).groups()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_without_the_demo_the_first_start_prints_an_administrator_once_who_can_sign_in(folder):
    server = Server(folder).start()
    Phone(server.base).sign_in(*_signs_in(server))
    server.stop()
    first = len((folder / "serve.log").read_text())
    server.start()
    assert "admin" not in _welcome(server, first)
    server.stop()


def test_ctrl_c_takes_down_the_server_and_the_database_it_started(folder):
    server = Server(folder).start()
    server.stop()
    assert server.process.returncode == 0
    assert cluster.status(folder / "var") is None
    assert not _listens(server.port)


def test_a_database_that_ran_before_is_left_running(folder):
    running = cluster.start(folder / "var", fast=True)
    server = Server(folder).start()
    server.process.terminate()
    server.process.wait(60)
    assert cluster.status(folder / "var") == running


def test_after_kill_9_of_it_all_the_next_start_comes_up_and_stops_cleanly(folder):
    server = Server(folder).start()
    server.kill()
    os.kill(postmaster.processes(find_home(folder / "var"))[0], signal.SIGKILL)
    server.start()
    server.stop()
    assert cluster.status(folder / "var") is None


def test_a_given_database_is_used_and_no_private_one_is_made(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("given")
    running = cluster.start(elsewhere, fast=True)
    try:
        with Server(folder, DATABASE_URL=running.url) as server:
            Phone(server.base).sign_in(*_signs_in(server))
        assert cluster.status(elsewhere) == running
        assert cluster.status(folder / "var") is None
    finally:
        cluster.remove(elsewhere)


def test_a_taken_port_is_named_with_another_to_choose(folder):
    with socket.create_server(("127.0.0.1", 0)) as taker:
        port = taker.getsockname()[1]
        said = _refusal(folder, PORT=str(port))
    assert f"port {port}" in said
    assert f"PORT={port + 1} bin/serve" in said


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"HOST": "192.0.2.1"}, "HOST=192.0.2.1 is not an address of this machine"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}, "The database at DATABASE_URL does not answer"),
        ({"DATABASE_URL": "my database"}, "DATABASE_URL is not an address like postgresql://"),
        ({"PORT": "abc"}, "PORT=abc cannot be used; it must be a port from 1 to 65535"),
        ({"PATROL_TIMEZONE": "Mars/Olympus"}, "PATROL_TIMEZONE=Mars/Olympus cannot be used; it must be a time zone"),
        ({"PATROL_TOLERANCE_M": "nan"}, "PATROL_TOLERANCE_M=nan cannot be used; it must be a number greater than 0"),
    ],
)
def test_settings_that_cannot_work_are_named(folder, settings, words):
    assert words in _refusal(folder, **settings)


def test_a_database_without_postgis_gets_the_statement_for_its_administrator(folder):
    running = cluster.start(folder / "var", fast=True)
    with psycopg.connect(running.superuser_conninfo(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE plain OWNER patrol TEMPLATE template0")
    url = running.url.replace("@/patrol?", "@/plain?")
    assert psycopg.connect(make_conninfo(running.conninfo, dbname="plain")).execute("SELECT 1").fetchone()
    assert "CREATE EXTENSION postgis;" in _refusal(folder, DATABASE_URL=url)


def test_the_command_line_works_from_any_folder(tmp_path):
    run = subprocess.run([ROOT / "bin" / "patrol", "--help"], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0
    assert "serve" in run.stdout
