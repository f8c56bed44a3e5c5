"""Benchmarks run only when asked for: `bin/test -m bench tests/bench`. They print ratios and assert no time."""

import time
from collections.abc import Callable
from importlib.resources import files

import psycopg
import pytest

from gis import cluster
from tests.running import Phone, Server

COUNTY, PASSWORD = "361099000000", "竹林 and a footpath"


def pytest_collection_modifyitems(config, items):
    """Skips what is marked bench unless -m names it."""
    if "bench" not in config.option.markexpr:
        for item in items:
            if item.get_closest_marker("bench"):
                item.add_marker(pytest.mark.skip(reason="a benchmark: ask for it with -m bench"))


@pytest.fixture
def say(capsys):
    """Prints a line of the report whatever pytest captures."""

    def line(text: str) -> None:
        with capsys.disabled():
            print(f"\n    {text}", end="")

    return line


@pytest.fixture(scope="session")
def database(live_server):
    """A bare connection to the demo county's database, in no transaction."""
    running = cluster.status(live_server.data)
    with psycopg.connect(running.conninfo, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def office(live_server):
    """Somebody who sees the whole demo county."""
    return live_server.phone("office")


@pytest.fixture(scope="session")
def desk_server(tmp_path_factory):
    """The whole system with 50,000 plots in one tile of level 10."""
    with Server(tmp_path_factory.mktemp("desk")) as running:
        with psycopg.connect(cluster.status(running.data).conninfo, autocommit=True) as connection:
            for statement in files("tests.bench").joinpath("desk_county.sql").read_text("utf8").split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            # What follows from new plots is done by the worker, and would be measured along with what is asked.
            while connection.execute("SELECT EXISTS (SELECT FROM laying_due)").fetchone()[0]:
                time.sleep(0.5)
            connection.execute("VACUUM ANALYZE")
        who = ("--name", "桌", "--post", "gis", "--division", COUNTY, "--password-stdin")
        running.patrol("officer", "add", "desk", *who, stdin=PASSWORD)
        yield running


@pytest.fixture(scope="session")
def desk_phone(desk_server) -> Phone:
    return Phone(desk_server.base).sign_in("desk", PASSWORD)


@pytest.fixture(scope="session")
def desk_database(desk_server):
    """A bare connection to its database, in no transaction."""
    with psycopg.connect(cluster.status(desk_server.data).conninfo, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def median_ms():
    """Milliseconds of the median repeat of a task, after one to warm up."""

    def median(task: Callable[[], object], repeats: int = 30) -> float:
        return times_ms(task, repeats)[repeats // 2]

    return median


def times_ms(task: Callable[[], object], repeats: int) -> list[float]:
    """Sorted milliseconds of each repeat, after one to warm up."""
    task()
    spent = []
    for _ in range(repeats):
        began = time.perf_counter()
        task()
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)
