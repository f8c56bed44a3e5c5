"""Benchmarks run only when asked for: `bin/test -m bench tests/bench`. They print ratios and assert no time."""

import time
from collections.abc import Callable

import psycopg
import pytest

from gis import cluster


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
