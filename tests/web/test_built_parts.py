"""The files that the console is built into: which of them needs which before it runs."""

import re
from graphlib import TopologicalSorter

import pytest
import requests

from patrol.web import DIST

ASSETS = DIST / "assets"
NEEDED = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
LIBRARY = "maplibre-gl-"


@pytest.fixture(scope="module")
def parts() -> dict[str, set[str]]:
    """Each script with the ones that run before it."""
    return {path.name: set(NEEDED.findall(path.read_text("utf8"))) for path in ASSETS.glob("*.js")}


def test_no_part_waits_for_one_that_waits_for_it(parts):
    """Two that need each other run in the order in which the network brings them, one of them before its time."""
    assert parts
    TopologicalSorter(parts).prepare()


def test_no_screen_waits_for_the_maps_library(parts):
    """What draws with it asks for it when it is mounted."""
    [first] = [name for name in parts if name.startswith("map-")]
    reached, waiting = set(), [first]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += parts[name]
    assert len(reached) > 3
    assert not [name for name in reached if name.startswith(LIBRARY)]


def test_first_load_and_all_boards_are_small(live_server):
    page = requests.get(live_server.url, timeout=30).text
    first = set(re.findall(r'"(/assets/[^"]+\.(?:js|css))"', page))
    console = {each.name for each in ASSETS.glob("*.gz") if not re.match(r"(maplibre|field|docs|mark|sw)", each.name)}
    weight = {name: (ASSETS / name).stat().st_size for name in console}
    assert 0 < sum(weight[f"{each.rsplit('/', 1)[1]}.gz"] for each in first) < 60_000
    assert sum(weight.values()) < 200_000
