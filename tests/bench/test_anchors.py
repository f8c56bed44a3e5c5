"""Pages and tiles over HTTP against those of tipg and pygeoapi: the same table, the same PostGIS, as many workers.

Where there is a network they are installed for the run; to keep them for the next, name a folder that BENCH_ANCHORS
says: `BENCH_ANCHORS=/var/tmp/anchors bin/test tests/bench/test_anchors.py -m bench -s`.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest

from gis import cluster
from tests.bench import anchors
from tests.bench.calling import Answer, Line
from tests.bench.measuring import by_turns, postmaster
from tests.bench.test_layers import tile_of

pytestmark = pytest.mark.bench
WORKERS, AT_ONCE, REQUESTS, TURNS = 2, 4, 60, 5
BOX = (116.10, 27.15, 116.20, 27.25)
MIDDLE = (116.19, 27.21)


@pytest.fixture(scope="module")
def others(desk_server, desk_database, tmp_path_factory):
    """By name: pid and address of the collection."""
    folder = tmp_path_factory.mktemp("others")
    programs = anchors.environment(folder)
    for statement in anchors.COPY.split(";\n"):
        if statement.strip():
            desk_database.execute(statement)
    known = psycopg.conninfo.conninfo_to_dict(cluster.status(desk_server.data).conninfo) | {"host": "127.0.0.1"}
    with ExitStack() as held:
        found = {
            "tipg": held.enter_context(anchors.tipg(programs, known, folder, WORKERS)),
            "pygeoapi": held.enter_context(anchors.pygeoapi(programs, known, folder, WORKERS)),
        }
        yield found


@pytest.fixture(scope="module")
def roots(desk_server, others):
    """The processes that answer for each, the database's with them."""
    database = postmaster(desk_server)
    return {"ours": [*desk_server.web_pids()[:1], database]} | {
        name: [pid, database] for name, (pid, _) in others.items()
    }


def many(addresses: list[str], headers: dict[str, str], tags: list[str] | None = None):
    """A task: so many requests over a few lines; with ``tags`` of what the caller has already."""
    known = [f"If-None-Match: {tag}\r\n" for tag in tags] if tags else [""] * len(addresses)

    def task() -> list[Answer]:
        with ThreadPoolExecutor(AT_ONCE) as callers:
            return [each for part in callers.map(some, range(AT_ONCE)) for each in part]

    def some(at: int) -> list[Answer]:
        line = Line(headers | {"Accept-Encoding": "gzip"})
        found = [line.get(*asked) for asked in list(zip(addresses, known, strict=True))[at::AT_ONCE]]
        line.close()
        return found

    return task


def forgotten(connection, task):
    """The task, after all is forgotten that is kept of plots: every tile is drawn and every count counted anew."""

    def anew():
        connection.execute("INSERT INTO layer_change (source) VALUES ('forest_plot')")
        return task()

    return anew


def boxes() -> list[str]:
    """Small boxes over the county, each another one, of some hundred plots."""
    steps = range(REQUESTS)
    corners = [(116.03 + step % 10 * 0.03, 27.07 + step // 10 * 0.04) for step in steps]
    return [f"{x:.4f},{y:.4f},{x + 0.025:.4f},{y + 0.025:.4f}" for x, y in corners]


def test_a_page_of_a_hundred_in_a_box_with_how_many_match(desk_server, desk_phone, others, roots, say):
    token = {"Authorization": desk_phone.session.headers["Authorization"]}
    pages = {
        "ours": [f"{desk_phone.base}/ogc/collections/plots/items?f=json&limit=100&bbox={box}" for box in boxes()],
        "tipg": [f"{others['tipg'][1]}/items?f=geojson&limit=100&bbox={box}" for box in boxes()],
        "pygeoapi": [f"{others['pygeoapi'][1]}/items?f=json&limit=100&bbox={box}" for box in boxes()],
    }
    tasks = {name: many(addresses, token if name == "ours" else {}) for name, addresses in pages.items()}
    answers = {name: task() for name, task in tasks.items()}
    matched = {name: [answer.json()["numberMatched"] for answer in each] for name, each in answers.items()}
    assert matched["ours"] == matched["tipg"] == matched["pygeoapi"]
    assert min(matched["ours"]) > 100
    report(by_turns(tasks, roots, TURNS), "a page of 100 in a box, with numberMatched", say)
    with psycopg.connect(cluster.status(desk_server.data).conninfo, autocommit=True) as connection:
        anew = forgotten(connection, tasks["ours"])
        report(by_turns(tasks | {"ours": anew}, roots, TURNS), "the same, what matches counted anew by all", say)


def test_a_tile_of_level_14(desk_server, desk_phone, others, roots, say):
    middle_x, middle_y = tile_of(*MIDDLE, 14)
    places = [(middle_x - 4 + at % 8, middle_y - 3 + at // 8) for at in range(REQUESTS)]
    ours = [f"{desk_phone.base}/ogc/collections/plots/tiles/WebMercatorQuad/14/{y}/{x}" for x, y in places]
    tipg = [f"{others['tipg'][1]}/tiles/WebMercatorQuad/14/{x}/{y}" for x, y in places]
    token = {"Authorization": desk_phone.session.headers["Authorization"], "Cache-Control": "no-cache"}
    with psycopg.connect(cluster.status(desk_server.data).conninfo, autocommit=True) as connection:
        tasks = {"ours": forgotten(connection, many(ours, token)), "tipg": many(tipg, {})}
        assert {answer.status for task in tasks.values() for answer in task()} <= {200, 204}
        spent = by_turns(tasks, roots, TURNS)
        report(spent, "a tile of level 14, uncached", say)
        tags = [answer.headers["etag"] for answer in many(ours, token)()]
        again = many(_dealt(ours), token, tags)
        assert {answer.status for answer in again()} == {304}
        report(by_turns({"ours": again, "tipg": many(tipg, {})}, roots, TURNS), "a tile of level 14, revalidated", say)


def _dealt(addresses: list[str]) -> list[str]:
    """The addresses in the order in which the lines of `many` give their answers."""
    return [each for at in range(AT_ONCE) for each in addresses[at::AT_ONCE]]


def report(spent, what: str, say) -> None:
    """Rates and ratios, by the clock and by processor time."""
    ours = spent["ours"]
    for name, each in spent.items():
        say(
            f"{what}: {name} {1000 * REQUESTS / each.wall_ms:.0f}/s by the clock, {each.per_s(REQUESTS):.0f} a second"
            f" of processor; ours is {each.wall_ms / ours.wall_ms:.2f} and {each.cpu_ms / ours.cpu_ms:.2f} x"
        )
