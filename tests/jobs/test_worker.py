"""Jobs done by a worker of the running system."""

import os
import signal
import time

import psycopg
import pytest

from gis import cluster
from patrol import db
from patrol.jobs import defer
from patrol.jobs.upkeep import tidy_up
from tests.running import Server

JOBS = "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'tidy_up' ORDER BY id DESC LIMIT 1"


def test_a_job_is_there_only_when_its_reason_is(session):
    undone = session.begin_nested()
    defer(session, tidy_up, timestamp=0)
    undone.rollback()
    assert _count(session) == 0
    defer(session, tidy_up, timestamp=0)
    assert _count(session) == 1


def _count(session) -> int:
    return session.connection().exec_driver_sql("SELECT count(*) FROM procrastinate_jobs").scalar_one()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("jobs")) as running:
        yield running


def _ask_for_a_job(server):
    db.configure(cluster.status(server.data).url)
    with db.transaction() as session:
        defer(session, tidy_up, timestamp=0)
    db.engine().dispose()


def _wait(server, wanted, seconds=90):
    with psycopg.connect(cluster.status(server.data).conninfo, autocommit=True) as connection:
        for _ in range(seconds * 5):
            row = connection.execute(JOBS).fetchone()
            if row and row[0] == wanted:
                return row
            time.sleep(0.2)
    raise AssertionError(f"{row} instead of {wanted}: {(server.folder / 'serve.log').read_text()[-2000:]}")


def test_the_system_does_its_jobs(server):
    _ask_for_a_job(server)
    _wait(server, "succeeded")


def test_a_worker_that_was_killed_is_started_again(server):
    killed = server.worker_pid()
    os.kill(killed, signal.SIGKILL)
    _ask_for_a_job(server)
    _wait(server, "succeeded")
    assert server.worker_pid() != killed


def test_a_job_cut_off_with_its_worker_is_taken_up_again(server):
    with psycopg.connect(cluster.status(server.data).conninfo, autocommit=True) as connection:
        lock = connection.cursor()
        lock.execute("BEGIN")
        lock.execute("LOCK TABLE throttle IN ACCESS EXCLUSIVE MODE")
        _ask_for_a_job(server)
        _wait(server, "doing")
        os.kill(server.worker_pid(), signal.SIGKILL)
        lock.execute("ROLLBACK")
    assert _wait(server, "succeeded", seconds=150) == ("succeeded", 2)
